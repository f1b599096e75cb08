"""Permits by how they were assessed, all followed for as long: figures worked out by hand."""

import pytest

from indicators.evaluation.intervals_of_shares import wilson
from indicators.learning.permit import permit
from tests.learning.small_world import ACTOR, T, activity, day, told, world


@pytest.fixture(scope="module")
def figures():
    """Six permits of 2022, one too young, one from before there were inspections; two refusals beside them."""
    permits = [
        {"permit_no": f"T{n}", "actor_id": ACTOR.format(n), "activity_id": f"A{n}" if n < 6 else None,
         "form_code": "HVB", "event_date": day(on)}
        for n, on in enumerate(["2022-05-01"] * 6 + ["2025-05-01", "2015-05-01"], start=1)
    ]  # fmt: skip
    cases = [
        _case("K1", 1, "2021-05-01", "refused", ground="insight"),
        _case("K2", 1, "2020-05-01", "refused", ground="economy"),
        _case("K3", 2, "2017-04-30", "refused", ground="economy"),
        _case("K4", 3, "2021-05-01", "refused", ground="economy", attribution="circle"),
        _case("K5", 9, "2022-05-01", "refused", ground="suitability"),
        _case("K6", 9, "2023-05-01", "granted"),
        _case("K8", 5, "2021-05-01", "refused", ground="quality", known_from=day("2026-07-01")),
        _case("K7", 8, "2022-05-01", "refused", ground="suitability", kind="change"),
    ]
    inspections = [
        {"inspection_id": f"I{n}", "activity_id": f"A{n}", "event_date": day(on)}
        for n, on in ((1, "2023-01-01"), (2, "2024-05-01"), (3, "2024-05-02"), (6, "2023-01-01"), (7, "2019-01-01"))
    ]
    outcomes = [
        {"label": "Q", "source": "inspection", "outcome_id": f"I{n}", "activity_id": f"A{n}", "outcome": hit,
         "event_date": day("2023-01-01")}
        for n, hit in ((1, 1.0), (2, 0.0), (6, 1.0))
    ]  # fmt: skip
    findings = [
        {"finding_id": "F1", "activity_id": "A1", "area": "safety", "severity": 3, "event_date": day("2023-01-01")},
        {"finding_id": "F2", "activity_id": "A2", "area": "safety", "severity": 4, "event_date": day("2023-01-01"),
         "responsible_principal": "region"},
    ]  # fmt: skip
    decisions = [
        {"decision_id": "D1", "activity_id": "A4", "event_date": day("2023-01-01"), "effect_class": "revocation"},
        {"decision_id": "D2", "activity_id": "A5", "event_date": day("2023-01-01"), "effect_class": "none"},
    ]
    reports = [{"report_id": "R1", "actor_id": ACTOR.format(9), "is_unlicensed": True, "event_date": day("2022-09-01")}]
    facts = world(
        permit=permits, permit_case=cases, inspection=inspections, outcome=outcomes, finding=findings,
        decision=decisions, report=reports, activity_version=[activity("A6", permit="T6")],
    )  # fmt: skip
    return permit(facts, T)


def _case(name, actor, on, outcome, **more):
    return {
        "case_no": name, "actor_id": ACTOR.format(actor), "applicant_id": ACTOR.format(actor), "attribution": "own",
        "kind": "new", "outcome": outcome, "event_date": day(on), "known_from": day(on), "form_code": "HVB", **more,
    }  # fmt: skip


@pytest.mark.parametrize(
    ("measure", "count", "n"),
    [("joined", 6, 6), ("inspected", 3, 6), ("serious", 1, 3), ("hit", 2, 3), ("intervened", 1, 6)],
)
def test_permits_are_followed_for_two_years_and_no_longer(figures, measure, count, n):
    found = [told(figures, measure, column, among="granted") for column in ("count", "n", "low", "high")]
    assert found == [count, n, *wilson(count / n, n)]
    assert told(figures, measure, "n", among="granted", year=2022) == n


@pytest.mark.parametrize(
    ("group", "n"),
    [("insight", 1), ("economy", 1), ("circle", 1), ("suitability", 0), ("quality", 0), ("no_refusal", 4)],
)
def test_the_assessment_is_what_came_within_five_years_before(figures, group, n):
    assert told(figures, "joined", "n", among="granted", group=group) == n


def test_what_was_to_be_expected_is_the_share_among_permits_of_the_form(figures):
    """Two of three judged had the outcome; the one with an earlier refusal on insight did, where 2/3 was expected."""
    assert told(figures, "calibration", "expected", among="granted", group="insight") == pytest.approx(2 / 3)
    assert told(figures, "calibration", "count", among="granted", group="insight") == 1
    assert told(figures, "calibration", among="granted", group="insight") is None
    assert told(figures, "calibration", "expected", among="granted") == pytest.approx(2.0)


def test_refusals_of_new_permits_are_followed_as_well(figures):
    assert told(figures, "later_granted", "count", among="refused", group="suitability") == 1
    assert told(figures, "later_granted", "n", among="refused", group="suitability") == 1
    assert told(figures, "reported", "count", among="refused") == 1
    assert told(figures, "reported", "n", among="refused") == 4


@pytest.mark.parametrize("measure", ["conditions", "completions", "legs_of_granted"])
def test_what_no_delivery_holds_is_unknown_and_not_zero(figures, measure):
    assert told(figures, measure, among="granted") is None
    assert told(figures, measure, "count", among="granted") is None
    assert told(figures, measure, "reason", among="granted") == "not_in_facts"


def test_without_any_inspection_no_permit_is_followed():
    facts = world(permit=[{"permit_no": "T1", "activity_id": "A1", "event_date": day("2022-05-01")}])
    found = permit(facts, T)
    assert told(found, "joined", "n", among="granted") == 0
    assert told(found, "hit", "reason", among="granted") == "nothing_observed"
