"""From order to effect: figures worked out by hand, and a second way of counting that is slow and plain."""

import datetime as dt
import random

import polars as pl
import pytest

from indicators.evaluation.intervals_of_shares import against_expected, wilson
from indicators.learning.effect import effect
from tables.months import add_months
from tests.learning.small_world import T, activity, day, measure, order, told, world


@pytest.fixture(scope="module")
def figures():
    """Six orders of 2024: five stand, D6 is annulled; D7 is too young; C1 is criticism. Five peers stand by."""
    names = [f"A{n}" for n in range(1, 9)] + [f"P{n}" for n in range(1, 6)]
    decisions = [order(f"D{n}", f"A{n}", "2024-03-01") for n in range(1, 7)] + [order("D7", "A7", "2025-06-01")]
    decisions[5] |= {"effect": "annulled", "legal_state": "annulled"}
    decisions[0] |= {"due_date": day("2024-06-01"), "complied_at": day("2024-05-20")}
    decisions[1] |= {"due_date": day("2024-06-01"), "complied_at": day("2024-06-02")}
    decisions.append(order("C1", "A8", "2024-03-01", kind="criticism", effect_class="none"))
    measures = [
        measure("M1", "D1", "2024-05-01", "2024-09-01", "effect"),
        measure("M2", "D1", "2024-05-01", "2024-09-01", "effect"),
        measure("M3", "D2", "2024-05-01", "2024-09-01", "effect"),
        measure("M4", "D2", "2024-05-01", "2024-09-01", "no_effect"),
        measure("M5", "D3", "2024-05-01", "2024-09-01", "effect"),
        measure("M6", "D3", "2024-05-01"),
        measure("M7", "D4", "2024-05-01", "2025-03-02", "effect"),
    ]
    findings = [
        {"finding_id": f"F{n}", "activity_id": f"A{n}", "case_no": f"case-D{n}", "decision_id": f"D{n}",
         "area": "staffing", "event_date": day("2024-02-01")} for n in range(1, 5)
    ]  # fmt: skip
    findings.append({**findings[0], "finding_id": "F5", "activity_id": "A5", "case_no": "case-D5", "decision_id": "D5",
                     "responsible_principal": "region"})  # fmt: skip
    findings += [
        {"finding_id": "N1", "activity_id": "A1", "area": "staffing", "event_date": day("2025-03-01")},
        {"finding_id": "N2", "activity_id": "A2", "area": "medication", "event_date": day("2024-10-01")},
        {"finding_id": "N3", "activity_id": "A3", "area": "staffing", "event_date": day("2025-03-02")},
    ]
    inspections = [
        {"inspection_id": f"I{n}", "case_no": "x", "activity_id": f"A{n}", "event_date": day(on)}
        for n, on in ((1, "2025-03-01"), (2, "2024-10-01"), (3, "2025-03-02"))
    ]
    return effect(
        world(
            activity_version=[activity(name) for name in names], decision=decisions, measure=measures,
            finding=findings, inspection=inspections, report=_reports(),
        ),
        T,
    )  # fmt: skip


def _reports():
    """A1 has six before and two after; the five peers two before and five after; D6's activity is a peer as well."""
    before = [("A1", f"2023-0{n}-15") for n in range(4, 10)] + [("P1", "2023-05-01"), ("P2", "2023-05-01")]
    after = [("A1", "2024-05-01"), ("A1", "2025-03-01"), *((f"P{n}", "2024-05-01") for n in range(1, 6))]
    outside = [("A1", "2023-03-01"), ("A1", "2025-03-02")]
    return [
        {"report_id": f"R{n}", "activity_id": name, "event_date": day(on)}
        for n, (name, on) in enumerate(before + after + outside)
    ]


@pytest.mark.parametrize(
    ("step", "count", "n"),
    [("planned", 4, 5), ("verified", 2, 5), ("done", 2, 5), ("effect", 1, 5), ("effect_of_verified", 1, 2),
     ("complied", 1, 2), ("looked_again", 2, 4), ("again", 1, 2)],
)  # fmt: skip
def test_each_step_is_counted_among_the_orders_that_stand(figures, step, count, n):
    found = [told(figures, step, column, among="order") for column in ("count", "n", "low", "high")]
    assert found == [count, n, *wilson(count / n, n)]
    assert told(figures, step, among="order", year=2024) == (count / n if n >= 5 else None)


def test_criticism_stands_apart(figures):
    assert (told(figures, "planned", "count", among="criticism"), told(figures, "planned", "n", among="criticism")) == (
        0,
        1,
    )
    assert told(figures, "planned", "reason", among="criticism") == "too_few"


def test_an_order_too_young_to_have_been_followed_is_not_counted(figures):
    assert figures["year"].drop_nulls().unique().to_list() == [2024, 2025]
    assert told(figures, "planned", "n", among="order", year=2025) == 0
    assert told(figures, "planned", "reason", among="order", year=2025) == "nothing_observed"
    assert told(figures, "planned", "period_to", among="order", year=2025) == day("2025-03-30")


def test_a_check_counts_from_the_day_it_was_known():
    planned = measure("M1", "D1", "2024-05-01", known_to=day("2025-12-01"))
    checked = measure("M1", "D1", "2024-05-01", "2024-09-01", "effect", known_from=day("2025-12-01"))
    facts = world(
        activity_version=[activity("A1")], decision=[order("D1", "A1", "2024-03-01")], measure=[planned, checked]
    )
    found = [told(effect(facts, on), "effect", "count", among="order") for on in (day("2025-11-30"), day("2025-12-01"))]
    assert found == [0, 1]


def test_themes_leave_the_regions_out(figures):
    assert told(figures, "planned", "n", among="order", area="staffing") == 4
    assert told(figures, "again", "count", among="order", area="staffing") == 1


def test_reports_are_held_against_what_came_in_about_peers(figures):
    """Peers are P1–P5 and A7, which got its order later, and A6, whose order is annulled: seven. Orders: five."""
    assert told(figures, "reports_before", "count", among="order") == 6
    assert told(figures, "reports_before", "expected", among="order") == pytest.approx(5 * 2 / 7)
    assert told(figures, "reports_before", among="order") == pytest.approx(6 / (5 * 2 / 7))
    assert told(figures, "reports_before", "low", among="order") == pytest.approx(against_expected(6, 10 / 7)[0])
    assert told(figures, "reports_after", "count", among="order") == 2
    assert told(figures, "reports_after", "reason", among="order") == "too_few"
    low, high = (share / (1 - share) * 2 / 5 for share in wilson(2 / 8, 8))
    assert told(figures, "reports_change", "low", among="order") == pytest.approx(low)
    assert told(figures, "reports_change", "high", among="order") == pytest.approx(high)


def test_nobody_with_an_order_of_its_own_is_a_peer_however_young_the_order():
    """A7 got one in June 2025, within the year after D1, which is too young to be followed itself."""
    names = ["A1", "A7", *(f"P{n}" for n in range(1, 6))]
    facts = world(
        activity_version=[activity(name) for name in names],
        decision=[order("D1", "A1", "2025-03-01"), order("D7", "A7", "2025-06-01")],
        report=[{"report_id": "R1", "activity_id": "A7", "event_date": day("2025-05-01")}],
    )
    assert told(effect(facts, T), "reports_after", "expected", among="order") == 0.0


def test_limits_of_a_count_against_what_was_expected_are_the_exact_ones():
    """Garwood's table: 10 seen is 4.80 to 18.39, none seen 0 to 3.69."""
    assert against_expected(10, 1.0) == pytest.approx((4.7954, 18.3904), abs=1e-4)
    assert against_expected(0, 2.0) == pytest.approx((0.0, 3.6889 / 2), abs=1e-4)
    assert against_expected(3, 0.0) == (0.0, float("inf"))


@pytest.mark.parametrize("seed", range(6))
def test_the_ladder_as_a_plain_count_would_have_it(seed):
    rng = random.Random(seed)
    names = [f"A{n}" for n in range(12)]
    decisions = [order(f"D{n}", rng.choice(names), str(_day(rng))) for n in range(25)]
    measures = []
    for number in range(40):
        planned = _day(rng)
        checked = str(planned + dt.timedelta(days=rng.randint(0, 300))) if rng.random() < 0.7 else None
        result = rng.choice(("effect", "done", "not_done", "no_effect")) if checked else None
        measures.append(measure(f"M{number}", f"D{rng.randrange(25)}", str(planned), checked, result))
    facts = world(activity_version=[activity(name) for name in names], decision=decisions, measure=measures)
    figures = effect(facts, T)
    years = {one["event_date"].year for one in decisions if one["event_date"] <= add_months(T, -15)}
    for year in years:
        expected = _plain(decisions, measures, year)
        found = [
            told(figures, step, "count", among="order", year=year) for step in ("planned", "verified", "done", "effect")
        ]
        assert (told(figures, "planned", "n", among="order", year=year), found) == expected


def _day(rng):
    return T - dt.timedelta(days=rng.randint(0, 1200))


def _plain(decisions, measures, year):
    n, counts = 0, [0, 0, 0, 0]
    for one in decisions:
        if one["event_date"].year != year or one["event_date"] > add_months(T, -15):
            continue
        n += 1
        end = add_months(one["event_date"], 12)
        own = [
            each for each in measures
            if each["decision_id"] == one["decision_id"] and each["planned_at"] <= end and each["known_from"] <= T
        ]  # fmt: skip
        if not own:
            continue
        in_time = all(each["event_date"] is not None and each["event_date"] <= end for each in own)
        counts[0] += 1
        counts[1] += in_time
        counts[2] += in_time and all(each["result"] != "not_done" for each in own)
        counts[3] += in_time and all(each["result"] == "effect" for each in own)
    return n, counts


def test_the_ladder_never_rises(figures):
    steps = figures.filter(pl.col("measure").is_in(["planned", "verified", "done", "effect"]))
    wide = steps.pivot("measure", index=["among", "year", "form", "area"], values="count")
    assert wide.select(
        (pl.col("planned") >= pl.col("verified")).all()
        & (pl.col("verified") >= pl.col("done")).all()
        & (pl.col("done") >= pl.col("effect")).all()
    ).item()
