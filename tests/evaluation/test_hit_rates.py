"""A falling hit rate is called decay only when the random arm says so."""

import datetime as dt

import numpy as np
import polars as pl
import pytest

from indicators.evaluation import hit_rates
from indicators.evaluation.hit_rates import Cause
from tables.code_lists import code_list

KNOWN = dt.date(2029, 12, 31)
FIRST = dt.date(2026, 6, 15)
QUARTERS = [dt.date(year, month, 20) for year in (2026, 2027, 2028, 2029) for month in (2, 5, 8, 11)][2:14]


def made(risk, lot, separates, n=(60, 40)):
    """Facts of twelve quarters: shares of hits by risk and by lot, and how well p_top tells hits by lot, then and now.

    Each argument is (before, in the last four quarters).
    """
    outcomes, planned = [], []
    draws = np.random.default_rng(7)
    for place, day in enumerate(QUARTERS):
        period = int(place >= len(QUARTERS) - hit_rates.LATEST)
        for arm, count, of in (("own_initiative", n[0], risk), ("random", n[1], lot)):
            for number in range(count):
                name, is_hit = f"{arm}-{place}-{number}", number < round(of[period] * count)
                outcomes.append((name, name, day, float(is_hit), arm, day + dt.timedelta(days=10)))
                level = draws.normal(loc=separates[period] * is_hit)
                kind = "risk" if arm == "own_initiative" else "random"
                planned.append((name, "Q", FIRST, kind, float(1 / (1 + np.exp(-level))), FIRST))
    nothing = pl.lit(None, pl.Date).alias("known_to")
    names = ["outcome_id", "activity_id", "event_date", "outcome", "origin", "known_from"]
    outcome = pl.DataFrame(outcomes, schema=names, orient="row").with_columns(
        nothing, label=pl.lit("Q"), source=pl.lit("inspection")
    )
    columns = ["activity_id", "target", "event_date", "arm", "p_top", "known_from"]
    return {
        "outcome": outcome,
        "planned_case": pl.DataFrame(planned, schema=columns, orient="row").with_columns(nothing),
    }


def judged(facts):
    seen = hit_rates.looks(facts, "Q", KNOWN)
    return hit_rates.judged(seen, hit_rates.began(facts, "Q", KNOWN))


@pytest.mark.parametrize(
    ("facts", "cause", "says"),
    [
        (made((0.4, 0.2), (0.2, 0.2), (2.0, 0.0)), Cause.DECAY, "ordningen har blivit sämre"),
        (made((0.4, 0.2), (0.2, 0.2), (2.0, 2.0)), Cause.SELECTION, "redan har inspekterats"),
        (made((0.4, 0.2), (0.3, 0.1), (2.0, 2.0)), Cause.EVERYWHERE, "färre brister"),
        (made((0.4, 0.4), (0.2, 0.2), (2.0, 0.0)), Cause.NO_FALL, "har inte fallit"),
        (made((0.4, 0.2), (0.2, 0.2), (2.0, 0.0), n=(60, 4)), Cause.TOO_FEW, "för få"),
        (made((0.4, 0.2), (0.2, 0.2), (2.0, 2.0), n=(5, 40)), Cause.TOO_FEW, "För få"),
        (made((0.4, 0.2), (0.2, 0.2), (0.1, 0.1)), Cause.TOO_FEW, "visar inte"),
    ],
    ids=["decay", "selection", "everywhere", "no-fall", "few-by-lot", "few-by-risk", "an-order-that-never-told"],
)
def test_what_a_fall_comes_from(facts, cause, says):
    found = judged(facts)
    assert (found.cause, says in found.said) == (cause, True), found


def test_before_a_plan_is_drawn_nothing_has_followed_the_list():
    facts = made((0.4, 0.2), (0.2, 0.2), (2.0, 0.0))
    facts["planned_case"] = facts["planned_case"].filter(pl.col("arm") != "risk")
    assert judged(facts).cause is Cause.NOT_BEGUN


def test_quarters_whose_outcomes_are_awaited_are_shown_and_not_judged():
    facts = made((0.4, 0.2), (0.2, 0.2), (2.0, 0.0))
    soon = QUARTERS[-1] + dt.timedelta(days=12)
    seen = hit_rates.looks(facts, "Q", soon)
    rates = hit_rates.by_quarter(seen)
    assert rates.filter(~pl.col("is_settled"))["quarter"].unique().to_list() == [dt.date(2029, 4, 1)]
    assert hit_rates.judged(seen.filter(~pl.col("is_settled")), dt.date(2026, 7, 1)).cause is Cause.TOO_FEW


def test_the_figures_have_a_row_for_each_quarter_and_arm_with_limits_and_what_is_said():
    found = hit_rates.figures(made((0.4, 0.2), (0.2, 0.2), (2.0, 0.0)), "Q", KNOWN)
    quarters = found.filter(pl.col("measure") == hit_rates.BY_QUARTER)
    assert quarters.height == 2 * len(QUARTERS)
    assert quarters.select((pl.col("low") < pl.col("value")).all(), (pl.col("value") < pl.col("high")).all()).row(0)
    (said,) = found.filter(pl.col("group_kind") == "cause").iter_rows(named=True)
    assert (said["group"], said["is_alarm"]) == ("decay", True)


def test_every_origin_that_risk_chose_is_of_the_risk_arm():
    chosen = set(code_list("case_origins").filter(pl.col("is_risk_selected") == "1")["code"])
    assert {code for code, arm in hit_rates._ARM_OF.items() if arm == hit_rates.RISK} == chosen
