"""What looking costs: hours for each hit, by how the case came into a plan and by group of providers.

Hours are those that inspectors noted beside the cases of plans. A hit is the outcome of a look at the activity after
the plan was drawn, within the label's time. Cases without noted hours or without a known outcome are left out.
"""

import datetime as dt
import math

import numpy as np
import polars as pl

from indicators.evaluation.estimators import Estimate
from indicators.evaluation.figure_rows import Figures
from indicators.evaluation.labels import HORIZON
from indicators.measures.base import known
from indicators.population import Facts

#: Arm of a plan → the stratum that its figures stand under.
ARMS = {"random": "random_arm", "duty": "duty", "risk": "risk_arm"}
GROUPS = ("operator_type", "form", "size_third", "county")
NOTHING_NOTED = "Inga timmar med känt utfall är antecknade vid planernas ärenden."
_DRAWS = 500
_CASE = ["plan_id", "activity_id"]


def hours_per_hit(facts: Facts, rows: pl.DataFrame, target: str, known_on: dt.date, into: Figures) -> None:
    """Hours per hit in all, by arm, and by group; null where nothing is noted.

    Args:
        facts: core facts; `planned_case` and `case_record` may be missing.
        rows: units of the list dates with their groups, which a case has from the latest list date before it.
        target: whose plans and outcomes.
        known_on: the day of the evaluation.
        into: where the figures go.
    """
    cases = _cases(facts, target, known_on)
    if cases.is_empty():
        into.add("hours_per_hit", None, stratum="drawn", note=NOTHING_NOTED)
        return
    into.add("hours_per_hit", ratio_of_sums(cases), stratum="drawn")
    for (arm,), own in cases.group_by("arm", maintain_order=True):
        into.add("hours_per_hit", ratio_of_sums(own), stratum=ARMS[str(arm)])
    grouped = _with_groups(cases, rows)
    for kind in (one for one in GROUPS if one in grouped.columns):
        for (name,), own in grouped.drop_nulls(kind).sort(kind).group_by(kind, maintain_order=True):
            into.add("hours_per_hit", ratio_of_sums(own), stratum="drawn", group_kind=kind, group=str(name))


def ratio_of_sums(cases: pl.DataFrame) -> Estimate:
    """Hours over hits, with the middle 95 % of the same with owners drawn anew; no upper limit where a draw has none.

    Args:
        cases: `hours`, `hit` (1 or 0) and `actor_id`, one row a case.
    """
    owners = cases.group_by(pl.col("actor_id").fill_null(pl.col("activity_id"))).agg(
        pl.col("hours").sum(), pl.col("hit").sum()
    ).sort("actor_id")  # fmt: skip
    hours, hits = owners["hours"].to_numpy(), owners["hit"].to_numpy()
    if hits.sum() == 0:
        return Estimate(math.nan, float(hours.sum()), math.inf, cases.height, math.nan)
    counts = np.random.default_rng(1).multinomial(len(hours), np.full(len(hours), 1 / len(hours)), size=_DRAWS)
    with np.errstate(divide="ignore", invalid="ignore"):
        drawn = np.nan_to_num((counts @ hours) / (counts @ hits), nan=np.inf, posinf=np.inf)
    low, high = np.quantile(drawn, [0.025, 0.975], method="higher")
    return Estimate(float(hours.sum() / hits.sum()), float(low), float(high), cases.height, math.nan)


def _cases(facts: Facts, target: str, known_on: dt.date) -> pl.DataFrame:
    """Cases with hours and a known outcome: plan_id, activity_id, actor_id, arm, event_date (drawn), hours, hit."""
    planned, noted = facts.get("planned_case"), facts.get("case_record")
    if planned is None or noted is None or planned.is_empty() or noted.is_empty():
        return pl.DataFrame()
    drawn = planned.filter(known(known_on), pl.col("target").cast(pl.String) == target).select(
        *_CASE, "actor_id", "event_date", arm=pl.col("arm").cast(pl.String)
    )
    spent = noted.filter(known(known_on), pl.col("hours").is_not_null()).select(*_CASE, "hours")
    label = facts["outcome"].filter(
        known(known_on), pl.col("label").cast(pl.String) == target, pl.col("activity_id").is_not_null()
    )
    looks = label.select("activity_id", "outcome", seen_on="event_date")
    found = drawn.join(spent, on=_CASE).join(looks, on="activity_id").filter(
        pl.col("seen_on") >= pl.col("event_date"),
        pl.col("seen_on") <= pl.col("event_date").dt.offset_by(f"{HORIZON[target]}mo"),
    )  # fmt: skip
    per_case = found.group_by(_CASE).agg(
        pl.col("actor_id", "arm", "event_date", "hours").first(), hit=(pl.col("outcome") > 0).any().cast(pl.Float64)
    )
    return per_case.sort("arm", *_CASE)


def _with_groups(cases: pl.DataFrame, rows: pl.DataFrame) -> pl.DataFrame:
    kinds = [one for one in GROUPS if one in rows.columns]
    told = rows.select("list_date", *kinds, activity_id="entity_id").sort("list_date")
    return cases.sort("event_date").join_asof(
        told, left_on="event_date", right_on="list_date", by="activity_id", strategy="backward"
    )
