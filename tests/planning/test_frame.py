"""Who can be drawn: duties by day, cool-down and open cases, sole traders, and a reason for everybody who cannot."""

import dataclasses
import datetime as dt

import polars as pl
import pytest

from indicators.planning import duty
from indicators.planning.frame import frame
from indicators.planning.period import UnknownPeriod, following, period
from indicators.planning.rules import FILE, parsed, rules
from indicators.population import open_activities
from tables import core

DAY = dt.date(2026, 6, 30)
HALF = period("2026-H2")
LONG_AGO = dt.date(2020, 1, 1)


def rows(contract, *cells, **common):
    empty = contract.create_empty()
    whole = [dict.fromkeys(empty.columns) | {"known_from": LONG_AGO} | common | each for each in cells]
    return pl.DataFrame(whole, schema=empty.schema)


def version(activity, **cells):
    common = {
        "activity_id": activity, "actor_id": "5560000001", "activity_name": "Hemmet", "form_code": "SABO",
        "operator_type": "private", "municipality_code": "0180", "address_protected": False, "is_open": True,
        "operating_status": "active", "for_children": False, "valid_from": dt.date(2024, 1, 1),
    }  # fmt: skip
    return common | cells


def visit(activity, day, **cells):
    common = {
        "inspection_id": f"I{activity}{day}", "case_no": "1", "origin": "tip", "on_site": True, "announced": False,
        "has_deficiency": False,
    }  # fmt: skip
    return common | {"activity_id": activity, "event_date": day} | cells


def case(activity, opened, closed=None, **cells):
    return {
        "case_no": "8.5-1/2026",
        "origin": "tip",
        "activity_id": activity,
        "valid_from": opened,
        "valid_to": closed,
    } | cells


def facts(versions=(), visits=(), cases=()):
    return {
        "activity_version": rows(core.ActivityVersion, *versions),
        "actor": rows(
            core.Actor,
            {
                "actor_id": "5560000001",
                "actor_name": "Bolaget AB",
                "id_type": "organisation",
                "legal_form": "AB",
                "operator_type": "private",
            },
        ),
        "inspection": rows(core.Inspection, *visits),
        "supervision_case": rows(core.SupervisionCase, *cases),
    }


def listed(activities, basis="ranked"):
    columns = {"basis": basis, "band": "B", "p_top": 0.6, "score": 10.0, "rank": 1, "rank_low": 1, "rank_high": 2}
    return pl.DataFrame({"activity_id": activities, **{name: [one] * len(activities) for name, one in columns.items()}})


def framed(held, pools=None, basis="ranked", how=None):
    population = open_activities(held, [DAY])
    ranked = listed(population["activity_id"].to_list(), basis)
    return frame(population, ranked, held, pools or {"ost/*": 5}, how or rules(), HALF)


def one(held, **how):
    return framed(held, **how).row(0, named=True)


CHILDREN = {"form_code": "HVB", "for_children": True}


@pytest.mark.parametrize(
    ("visits", "opened", "last_day"),
    [
        ([visit("V1", dt.date(2025, 9, 1), origin="yearly_duty")], dt.date(2020, 1, 1), dt.date(2026, 9, 1)),
        ([visit("V1", dt.date(2025, 9, 1), origin="tip")], dt.date(2025, 3, 1), dt.date(2026, 3, 1)),
        ([], dt.date(2025, 12, 31), dt.date(2026, 12, 31)),
        ([], dt.date(2026, 1, 1), dt.date(2027, 1, 1)),
        (
            [
                visit("V1", dt.date(2025, 2, 1), origin="yearly_duty"),
                visit("V1", dt.date(2026, 6, 1), origin="yearly_duty", known_from=dt.date(2026, 7, 1)),
            ],
            dt.date(2020, 1, 1),
            dt.date(2026, 2, 1),
        ),
    ],
)
def test_a_home_for_children_is_due_a_year_from_the_last_yearly_inspection_that_was_known(visits, opened, last_day):
    found = one(facts([version("V1", valid_from=opened, **CHILDREN)], visits))
    assert found["duty_last_day"] == last_day
    assert found["is_due"] is (last_day <= HALF.last)
    assert found["in_random_frame"] is not found["is_due"]
    assert (found["excluded"] == "duty") is found["is_due"]


def test_no_other_home_is_due():
    found = framed(facts([version("V1", valid_from=dt.date(2000, 1, 1)), version("V2", form_code="HVB")]))
    assert found["is_due"].to_list() == [False, False]
    assert found["duty_last_day"].null_count() == 2


@pytest.mark.parametrize(
    ("visits", "cases", "excluded"),
    [
        ([], [], None),
        ([visit("V1", dt.date(2025, 12, 29))], [], None),
        ([visit("V1", dt.date(2025, 12, 30))], [], "recent_inspection"),
        ([visit("V1", dt.date(2026, 6, 1), on_site=False)], [], None),
        ([visit("V1", dt.date(2026, 6, 1), known_from=dt.date(2026, 7, 1))], [], None),
        ([], [case("V1", dt.date(2026, 5, 1))], "open_case"),
        ([], [case("V1", dt.date(2026, 5, 1), dt.date(2026, 6, 30))], None),
        ([], [case("V1", dt.date(2026, 5, 1), dt.date(2026, 7, 1))], "open_case"),
        ([], [case("V1", dt.date(2024, 6, 1))], None),
        ([], [case(None, dt.date(2026, 5, 1), actor_id="5560000001")], None),
        ([visit("V1", dt.date(2026, 6, 1))], [case("V1", dt.date(2026, 5, 1))], "open_case"),
    ],
)
def test_what_keeps_an_activity_out_of_the_risk_arm_leaves_it_in_the_random_arm(visits, cases, excluded):
    found = one(facts([version("V1")], visits, cases))
    assert found["excluded"] == excluded
    assert found["in_random_frame"] is True


def test_the_rules_decide_whether_the_random_arm_is_kept_out_as_well():
    strict = dataclasses.replace(rules(), open_case=dataclasses.replace(rules().open_case, in_random_arm=False))
    held = facts([version("V1")], [], [case("V1", dt.date(2026, 5, 1))])
    assert one(held, how=strict)["in_random_frame"] is False


@pytest.mark.parametrize(
    ("basis", "excluded", "in_random"),
    [("ranked", None, True), ("insufficient", "insufficient", True), ("sole_trader", "sole_trader", False)],
)
def test_too_little_basis_is_drawn_at_random_only_and_sole_traders_not_at_all(basis, excluded, in_random):
    found = one(facts([version("V1")]), basis=basis)
    assert (found["excluded"], found["in_random_frame"]) == (excluded, in_random)


@pytest.mark.parametrize(
    ("cells", "pools", "pool"),
    [
        ({}, {"ost/*": 5}, "ost/*"),
        ({}, {"ost/*": 5, "ost/SABO": 2}, "ost/SABO"),
        ({}, {"ost/HVB": 5}, None),
        ({}, {"nord/*": 5}, None),
        ({"municipality_code": None}, {"ost/*": 5, "riket/*": 1}, "riket/*"),
    ],
)
def test_an_activity_belongs_to_the_pool_of_its_form_else_of_its_division(cells, pools, pool):
    found = one(facts([version("V1", **cells)]), pools=pools)
    assert found["pool"] == pool
    assert (found["excluded"] == "no_capacity") is (pool is None)


def test_a_protected_place_keeps_its_pool_and_shows_neither_name_nor_municipality():
    found = one(facts([version("V1", address_protected=True)]))
    assert (found["pool"], found["municipality_code"], found["activity_name"]) == ("ost/*", None, "skyddad uppgift")


def test_the_day_of_the_duty_is_the_one_the_indicator_counts_from():
    from indicators.catalogue.duty_frequency_inspection_overdue import _YEAR

    assert dt.timedelta(days=_YEAR) == duty.YEAR


@pytest.mark.parametrize(
    ("name", "first", "last"),
    [
        ("2026", "2026-01-01", "2026-12-31"),
        ("2026-h2", "2026-07-01", "2026-12-31"),
        ("2026-Q3", "2026-07-01", "2026-09-30"),
        ("2028-02", "2028-02-01", "2028-02-29"),
    ],
)
def test_periods(name, first, last):
    found = period(name)
    assert (str(found.first), str(found.last)) == (first, last)


@pytest.mark.parametrize("name", ["2026-H3", "26", "2026-13", "andra halvåret", ""])
def test_what_is_no_period_is_refused(name):
    with pytest.raises(UnknownPeriod, match="2026-H2"):
        period(name)


def test_the_next_half_year():
    assert following(dt.date(2026, 6, 30)).name == "2026-H2"
    assert following(dt.date(2026, 12, 31)).name == "2027-H1"


def test_the_rules_say_who_when_and_why():
    found = rules()
    assert found.decided_by
    assert found.decided_on < found.next_review
    assert found.reason
    assert found.recent_inspection.reason
    assert found.open_case.reason


def test_a_share_outside_its_bounds_is_refused():
    with pytest.raises(ValueError, match="random_share"):
        parsed(FILE.read_text(encoding="utf-8").replace("random_share = 0.10", "random_share = 1.10"))
