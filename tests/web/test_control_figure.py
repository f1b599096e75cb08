"""The control figure by municipality: it adds up, it is the monitor's, and it knows nothing that came later."""

import datetime as dt
import math
from random import Random

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from polars.testing import assert_frame_equal

from indicators.monitors import ALL_OPEN, BY_MUNICIPALITY, STALE
from indicators.registry import catalogue
from tables import core
from tables.code_lists import codes_of
from tables.exports.municipal import DENOMINATORS, RESULTS, ControlFigure, GroupComparison
from tables.exports.party import OwnActivity
from tables.months import add_months
from tables.serving import Published
from tests.conftest import DAYS
from tests.sources.facts.text_tables import facts_of as facts_from_text
from tests.web.conftest import frame
from web.exports.control import YEAR, control_figures, days_of, stale_from
from web.exports.parties import facts_of
from web.exports.party import computed, frames

UPDATES = {"new", "change", "temporary_stop", "resume", "closure", "no_change_confirmed"}
ACTORS = ("2120000142", "2120001355", "2120001447", "5560000001")


@pytest.fixture(scope="module")
def exported(small_home):
    with Published(small_home.home) as published:
        monitors = published.rows("SELECT * FROM marts.monitor WHERE monitor_id = 'share_stale_12m'")
        return facts_of(published), frames(published, DAYS[-1]), monitors


@pytest.mark.parametrize("day", DAYS)
def test_the_municipalities_add_up_to_the_monitor(exported, day):
    facts, _, monitors = exported
    control = control_figures(facts, day)
    monitored = monitors.filter(as_of=day).select("denominator", "n", n_stale="y").sort("denominator")
    of_day = control.filter(day=day)
    national = of_day.filter(area="national").select(monitored.columns).sort("denominator")
    parts = of_day.filter(pl.col("area") != "national").group_by("denominator").agg(pl.col("n", "n_stale").sum())
    assert_frame_equal(national.cast(monitored.schema), monitored)
    assert_frame_equal(parts.select(monitored.columns).sort("denominator").cast(monitored.schema), monitored)
    assert monitored.filter(denominator="notified_by_municipality")["n"].item() > 50


def test_they_add_up_at_every_months_end(exported):
    _, shown, _ = exported
    control = shown[ControlFigure]
    keys = ["day", "denominator"]
    parts = control.filter(pl.col("area") != "national").group_by(keys).agg(pl.col("n", "n_stale").sum())
    assert_frame_equal(
        parts.sort(keys),
        control.filter(area="national").select(*keys, "n", "n_stale").sort(keys),
        check_column_order=False,
    )
    assert control["day"].unique().sort().to_list() == days_of(DAYS[-1])
    assert days_of(DAYS[-1])[-3:] == [dt.date(2026, 4, 30), dt.date(2026, 5, 31), dt.date(2026, 6, 30)]


def test_a_municipalitys_activities_are_those_of_its_figure(exported):
    _, shown, _ = exported
    own = shown[OwnActivity].drop_nulls(["municipality_code", "is_stale"])
    counted = own.group_by("municipality_code").agg(n=pl.len(), n_stale=pl.col("is_stale").sum())
    figure = shown[ControlFigure].filter(day=DAYS[-1], denominator="notified_by_municipality", area="municipality")
    assert sorted(counted.rows()) == sorted(figure.select("municipality_code", "n", "n_stale").rows())


@settings(deadline=None, max_examples=10)
@given(seed=st.integers(0, 2**20), day=st.dates(dt.date(2025, 6, 1), dt.date(2026, 12, 31)))
def test_each_municipality_has_what_counting_one_by_one_gives(seed, day):
    facts = a_register(Random(seed))
    control = control_figures(facts, day).filter(denominator="notified_by_municipality", day=day)
    found = {row["municipality_code"]: (row["n"], row["n_stale"]) for row in control.iter_rows(named=True)
             if row["area"] != "national"}  # fmt: skip
    assert found == counted_one_by_one(facts, day)
    assert sum(n for n, _ in found.values()) > 0


def a_register(random):
    """Thirty activities that change hands and close, and actors whose seat and kind are corrected."""

    def any_day():
        return dt.date(2024, 1, 1) + dt.timedelta(days=random.randrange(1100))

    def runs(key, value):
        """Two runs of knowledge that follow on each other."""
        turn = any_day()
        return [{**key, **value(), "known_from": dt.date(2020, 1, 1), "known_to": turn},
                {**key, **value(), "known_from": turn}]  # fmt: skip

    def who():
        return {
            "id_type": random.choice(["organisation", "organisation", "organisation", "person"]),
            "id_check": random.choice(["ok", "ok", "person_like"]),
            "legal_form": random.choice(["KOM", "KOM", "EF"]),
            "operator_type": random.choice(["municipal", "municipal", "private"]),
            "municipality_code": random.choice(["0180", "0980", "1480", None]),
        }

    def version():
        return {
            "actor_id": random.choice(ACTORS),
            "operator_type": random.choice(["municipal", "municipal", "private"]),
            "is_open": random.random() < 0.8,
            "valid_from": dt.date(2023, 1, 1) + dt.timedelta(days=random.randrange(700)),
            "valid_to": random.choice([None, dt.date(2026, 6, 30)]),
        }

    def told():
        kind = random.choice([*sorted(UPDATES), "circle_change"])
        return {"activity_id": f"V{random.randrange(30)}", "kind": kind, "registered_at": any_day()}

    return {
        "actor": frame(core.Actor, [row for one in ACTORS for row in runs({"actor_id": one}, who)]),
        "activity_version": frame(
            core.ActivityVersion, [row for i in range(30) for row in runs({"activity_id": f"V{i}"}, version)]
        ),
        "notification": frame(
            core.Notification, [row for i in range(60) for row in runs({"notification_id": f"N{i}"}, told)]
        ),
    }


def counted_one_by_one(facts, day):
    def held(row):
        return row["known_from"] <= day and (row["known_to"] is None or day < row["known_to"])

    def rows(table):
        return [row for row in facts[table].iter_rows(named=True) if held(row)]

    towns = {
        row["actor_id"]: row["municipality_code"]
        for row in rows("actor")
        if row["operator_type"] == "municipal" and row["id_type"] == "organisation"
        and row["legal_form"] not in {"EF", "OKAND"} and row["id_check"] in {"ok", "wrong_check_digit", "foreign"}
    }  # fmt: skip
    counts = {}
    for version in rows("activity_version"):
        lasts = version["valid_from"] <= day and (version["valid_to"] is None or day < version["valid_to"])
        told = [
            row["registered_at"]
            for row in rows("notification")
            if row["activity_id"] == version["activity_id"] and row["kind"] in UPDATES and row["registered_at"] <= day
        ]
        if lasts and version["is_open"] and version["operator_type"] == "municipal" and told:
            town = towns.get(version["actor_id"])
            n, stale = counts.get(town, (0, 0))
            counts[town] = (n + 1, stale + (max(told) < add_months(day, -12)))
    return counts


def test_what_became_known_later_changes_nothing(exported):
    facts, _, _ = exported
    day = DAYS[0]
    ended = pl.when(pl.col("known_to") <= day).then("known_to")
    then = {name: rows.filter(pl.col("known_from") <= day).with_columns(known_to=ended) for name, rows in facts.items()}
    same(computed(facts, day), computed(then, day))


def same(now, later):
    for contract, rows in now.items():
        found, expected = (contract.validate(frame, cast=True).sort(pl.all()) for frame in (rows, later[contract]))
        assert_frame_equal(found, expected)


def test_the_figure_is_the_indicators_and_the_monitors():
    assert catalogue()[STALE].measures["recent"].last == YEAR
    assert set(DENOMINATORS) == {ALL_OPEN, BY_MUNICIPALITY}


def test_every_state_of_a_report_has_its_result_in_words_or_none():
    assert set(RESULTS) == set(codes_of("report_states"))


def test_stale_from_is_the_first_day_outside_the_year():
    told = [dt.date(2023, 2, 1) + dt.timedelta(days=step) for step in range(800)]
    found = pl.DataFrame({"told": told}).select(stale_from(pl.col("told"))).to_series()
    for last, first in zip(told, found, strict=True):
        assert add_months(first, -12) > last >= add_months(first - dt.timedelta(days=1), -12)


TOWNS = ("1401", "1402", "1407", "1415", "1419", "1421")
CONTEXT = "municipality_code | year | population | skr_group | known_at\n" + "\n".join(
    [f"{town} | 2025 | 10000 | C9 | 2026-01-01" for town in TOWNS]
    + [f"{town} | 2025 | 10000 | C8 | 2026-01-01" for town in ("1427", "1430", "1435", "1438")]
)
REPORTS = "report_id | kind | sender_type | sender_municipality | subject_type | received_at | known_at\n" + "\n".join(
    f"{town}-{n} | municipal_report | municipality | {town} | provider | 2026-05-0{n} | 2026-05-0{n}"
    for i, town in enumerate(TOWNS)
    for n in range(1, i + 1)
)  # fmt: skip


def test_a_municipality_beside_its_group():
    """Six municipalities with 0 to 5 reports on 10 000 inhabitants each: quartiles 12,5, 25 and 37,5 per 100 000."""
    shown = computed(facts_from_text(municipality_context=CONTEXT, report=REPORTS), dt.date(2026, 6, 30))
    figures = shown[GroupComparison].filter(figure="reports_per_100k")
    own = figures.row(by_predicate=pl.col("municipality_code") == "1407", named=True)
    assert (own["y"], own["n"], own["value"], own["group_n"]) == (2, 10000, 20.0, 6)
    assert (own["group_q1"], own["group_median"], own["group_q3"]) == (12.5, 25.0, 37.5)
    for limit in (own["low"], own["high"]):
        share = limit / 100_000
        assert math.isclose((0.0002 - share) ** 2, 1.959964**2 * share * (1 - share) / 10_000, rel_tol=1e-5)


def test_a_small_group_gives_way_to_its_main_group_and_is_else_not_described():
    """Four municipalities of C8 and six of C9 are ten of C: with 0 to 5 reports and four times none the median is 5."""
    shown = computed(facts_from_text(municipality_context=CONTEXT, report=REPORTS), dt.date(2026, 6, 30))
    described = {
        (row["municipality_code"], row["figure"]): (
            row["skr_group"],
            row["group_n"],
            row["group_median"],
            row["withheld"],
        )
        for row in shown[GroupComparison].iter_rows(named=True)
    }
    assert described["1407", "reports_per_100k"] == ("C9", 6, 25.0, None)
    assert described["1427", "reports_per_100k"] == ("C", 10, 5.0, None)
    assert described["0180", "reports_per_100k"] == ("A1", 3, None, "few")
    assert described["1440", "reports_per_100k"] == (None, 0, None, "no_group")
    assert described["1401", "stale_share"] == ("C9", 0, None, "few")
