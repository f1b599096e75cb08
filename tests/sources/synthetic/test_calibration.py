"""The published figures come out: stale shares, tips, reports, revocations, inspections, boards."""

import datetime as dt

import polars as pl
import pytest

from tables.months import add_months


def _stale_share(made, as_of: dt.date, *, municipal: bool) -> float:
    """The register's own control, counted from the files: open activities not notified in twelve months."""
    versions = made.typed("activity_version").filter((pl.col("known_at") <= as_of) & (pl.col("valid_from") <= as_of))
    current = versions.sort("valid_from", "known_at").group_by("activity_id", maintain_order=True).last()
    types = made.typed("operator").unique("operator_id").select("operator_id", "operator_type")
    is_open = current.filter(pl.col("operating_status") != "closed").join(types, on="operator_id")
    if municipal:
        is_open = is_open.filter(pl.col("operator_type") == "municipal")
    told = made.typed("notification").filter(pl.col("known_at") <= as_of)
    last = told.group_by("activity_id").agg(last=pl.col("known_at").max())
    joined = is_open.join(last, on="activity_id", how="left")
    return joined.select((pl.col("last").fill_null(dt.date(1900, 1, 1)) < add_months(as_of, -12)).mean()).item()


@pytest.mark.parametrize(("year", "share"), [(2024, 0.20), (2025, 0.10)])
@pytest.mark.parametrize("size", ["demo", "full"])
def test_share_not_updated_within_a_year_among_activities_notified_by_municipalities(request, size, year, share):
    made = request.getfixturevalue(size)
    assert _stale_share(made, dt.date(year, 12, 31), municipal=True) == pytest.approx(share, abs=0.007)


@pytest.mark.parametrize("seed", [2, 3])
def test_stale_shares_hold_for_other_seeds(make, seed):
    made = make("other", activities=5000, years=3, seed=seed)
    assert _stale_share(made, dt.date(2024, 12, 31), municipal=True) == pytest.approx(0.20, abs=0.007)
    assert _stale_share(made, dt.date(2025, 12, 31), municipal=True) == pytest.approx(0.10, abs=0.007)


def test_share_of_all_open_activities_is_of_the_same_order(full):
    assert 0.1 < _stale_share(full, dt.date(2024, 12, 31), municipal=False) < 0.3


def _reports(made, kind: str) -> pl.DataFrame:
    return made.current("report").filter(pl.col("kind") == kind)


@pytest.mark.parametrize(("year", "tips"), [(2020, 412), (2021, 1945)])
def test_tips_from_july_to_october_before_and_after_the_web_form(full, demo, year, tips):
    autumn = pl.col("received_at").is_between(dt.date(year, 7, 1), dt.date(year, 10, 31))
    assert _reports(full, "tip").filter(autumn).height == tips
    assert _reports(demo, "tip").filter(autumn).height == round(tips * 2000 / 25_000)


def _by_year(frame: pl.DataFrame, column: str = "received_at") -> dict[int, int]:
    return dict(frame.group_by(pl.col(column).dt.year()).len().iter_rows())


def test_municipal_reports_are_100_to_150_a_year_and_jump_in_2026(full):
    years = _by_year(_reports(full, "municipal_report"))
    assert all(100 <= years[year] <= 150 for year in range(2020, 2026))
    assert years[2026] > 1.5 * max(years[year] for year in range(2020, 2026))


def test_municipal_staff_make_about_a_thousand_enquiries_a_year(full):
    years = _by_year(_reports(full, "enquiry_municipal"))
    assert all(900 <= years[year] <= 1100 for year in range(2020, 2026))


def test_lex_sarah_reports_are_1100_to_1200_a_year(full):
    years = _by_year(_reports(full, "lex_sarah"))
    assert all(1100 <= years[year] <= 1200 for year in range(2020, 2026))


def test_about_fifty_permits_are_revoked_a_year(full):
    revoked = full.current("decision").filter(pl.col("kind").str.starts_with("revocation"))
    years = _by_year(revoked, "decided_at")
    assert all(42 <= years[year] <= 58 for year in range(2020, 2026))


def test_units_for_children_are_inspected_about_once_a_year(full):
    yearly = full.typed("supervision_case").filter(pl.col("origin") == "yearly_duty").select("case_no").unique()
    inspected = full.typed("inspection").join(yearly, on="case_no").sort("activity_id", "inspected_at")
    gap = (pl.col("inspected_at").diff().over("activity_id").dt.total_days()).drop_nulls()
    assert 330 <= inspected.select(gap.median()).item() <= 400


def test_boards_change_about_three_tenths_of_a_seat_a_year(full):
    seats = ["board_member", "deputy", "ceo", "partner"]
    events = full.current("company_event").filter(pl.col("role").is_in(seats))
    recent = events.filter(pl.col("event_date").is_between(dt.date(2020, 1, 1), dt.date(2024, 12, 31)))
    formed = (
        full.current("company_event").filter(pl.col("kind") == "registered").select("operator_id", formed="event_date")
    )
    later = recent.join(formed, on="operator_id").filter(pl.col("event_date") > pl.col("formed").dt.offset_by("3mo"))
    entered = events.filter((pl.col("kind") == "role_entered") & (pl.col("event_date") < dt.date(2022, 7, 1))).height
    left = events.filter((pl.col("kind") == "role_left") & (pl.col("event_date") < dt.date(2022, 7, 1))).height
    assert later.height / (entered - left) / 5 == pytest.approx(0.3, abs=0.06)


def test_municipalities_are_connected_as_counted(full):
    status = full.current("municipality_status").filter(pl.col("e_service_from") <= dt.date(2026, 3, 13))
    assert status.height == 262 + 1
    assert "0980" in set(status["municipality_code"])
    assert full.current("municipality_status")["placement_support_from"].count() == 230


@pytest.mark.parametrize(
    ("form", "open_units", "private"),
    [("SABO", 1700, 0.2), ("HVB", 1000, 0.74), ("STODB", 500, 0.6), ("SKYDD", 300, 0.7)],
)
def test_forms_are_as_common_as_published(full, form, open_units, private):
    current = full.typed("activity_version").sort("valid_from", "known_at").group_by("activity_id").last()
    units = current.filter((pl.col("form_code") == form) & (pl.col("operating_status") != "closed"))
    types = full.typed("operator").unique("operator_id").select("operator_id", "operator_type")
    assert units.height == pytest.approx(open_units, rel=0.07)
    share = units.join(types, on="operator_id").select((pl.col("operator_type") == "private").mean()).item()
    assert share == pytest.approx(private, abs=0.05)
