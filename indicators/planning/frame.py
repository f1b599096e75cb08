"""Who can be drawn: every open activity with its pool, its place in the list, and what keeps it out of an arm.

Nothing is left out without a reason: the reason stands in the frame, which is kept with the plan.
"""

import datetime as dt
from collections.abc import Mapping

import polars as pl

from indicators.measures.base import known
from indicators.planning import duty
from indicators.planning.capacity import ANY, NATIONAL
from indicators.planning.period import Period
from indicators.planning.rules import Rules
from indicators.secrecy import is_protected, shown_activity_name, shown_actor_name, unless_protected
from tables.code_lists import code_list

#: What keeps an activity out, in the order in which one reason is given, and in words.
REASONS = {
    "no_capacity": "ingen kapacitet är angiven för avdelningen och formen",
    "sole_trader": "enskild näringsidkare rangordnas inte för välfärdsbrott",
    "duty": "frekvenstillsyn under perioden",
    "open_case": "har ett öppet tillsynsärende",
    "recent_inspection": "inspekterades nyligen",
    "insufficient": "otillräckligt underlag, egen lista",
}
Facts = Mapping[str, pl.DataFrame]
_KEPT = (
    "activity_id", "actor_id", "form_code", "operator_type", "division", "is_protected", "pool", "basis", "band",
    "p_top", "score", "rank", "rank_low", "rank_high", "is_due", "duty_last_day", "last_inspection", "open_case",
)  # fmt: skip


def frame(
    population: pl.DataFrame,
    ranked: pl.DataFrame,
    facts: Facts,
    pools: Mapping[str, int],
    rules: Rules,
    period: Period,
) -> pl.DataFrame:
    """The frame of one target and day.

    Args:
        population: `indicators.population.open_activities` of the day.
        ranked: the list of the target and day: activity_id, basis, band, p_top, score, rank, rank_low, rank_high.
        facts: activity_version, inspection and supervision_case.
        pools: pool → capacity.
        rules: what has been decided.
        period: what is planned for.

    Returns:
        One row per activity, sorted by activity_id: what it is, `pool`, `is_due`, `duty_last_day`, `last_inspection`,
        `open_case`, `excluded` (why it is not in the risk arm; a key of REASONS) and `in_random_frame`.
    """
    as_of: dt.date = population["as_of"][0] if population.height else dt.date.min
    due = duty.last_days(population, facts["inspection"], facts["activity_version"], as_of)
    units = (
        population.join(_divisions(), on="municipality_code", how="left", validate="m:1")
        .join(ranked, on="activity_id", how="left", validate="1:1")
        .join(due, on="activity_id", how="left", validate="1:1")
        .join(_last_inspections(facts["inspection"], as_of), on="activity_id", how="left", validate="1:1")
        .join(_open_cases(facts["supervision_case"], as_of, rules.open_case.days), on="activity_id", how="left")
    )
    recent = pl.col("last_inspection") > as_of - dt.timedelta(days=rules.recent_inspection.days)
    units = units.with_columns(
        pool=_pool(pools),
        is_due=duty.is_due(period.last),
        is_recent=recent.fill_null(value=False),
        is_protected=is_protected(),
    )
    return units.select(
        *_KEPT,
        municipality_code=unless_protected(pl.col("municipality_code")),
        activity_name=shown_activity_name(),
        actor_name=shown_actor_name(),
        excluded=_excluded(),
        in_random_frame=_in_random_frame(rules),
    ).sort("activity_id")


def _divisions() -> pl.DataFrame:
    places = code_list("municipalities").sort("valid_from").unique("code", keep="last")
    return places.select(municipality_code="code", division="division")


def _pool(pools: Mapping[str, int]) -> pl.Expr:
    """The pool of the activity's own form in its division, else the one for all other forms there."""
    division = pl.col("division").fill_null(NATIONAL)
    own, other = pl.concat_str([division, "form_code"], separator="/"), division + f"/{ANY}"
    return pl.when(own.is_in(list(pools))).then(own).when(other.is_in(list(pools))).then(other)


def _last_inspections(inspections: pl.DataFrame, as_of: dt.date) -> pl.DataFrame:
    made = inspections.filter(known(as_of), pl.col("event_date") <= as_of, pl.col("on_site"))
    return made.group_by("activity_id").agg(last_inspection=pl.col("event_date").max())


def _open_cases(cases: pl.DataFrame, as_of: dt.date, longest: int) -> pl.DataFrame:
    """The case opened last of those that lie open about the activity itself, and have not done so for too long."""
    since = as_of - dt.timedelta(days=longest)
    lie_open = cases.filter(
        known(as_of),
        pl.col("activity_id").is_not_null(),
        pl.col("valid_from").is_between(since, as_of),
        pl.col("valid_to").is_null() | (pl.col("valid_to") > as_of),
    )
    latest = lie_open.sort("activity_id", "valid_from", "case_no").unique("activity_id", keep="last")
    return latest.select("activity_id", open_case="case_no")


def _is_sole() -> pl.Expr:
    return (pl.col("basis") == "sole_trader").fill_null(value=False)


def _excluded() -> pl.Expr:
    ranked = (pl.col("basis") == "ranked").fill_null(value=False)
    holds = {
        "no_capacity": pl.col("pool").is_null(),
        "sole_trader": _is_sole(),
        "duty": pl.col("is_due"),
        "open_case": pl.col("open_case").is_not_null(),
        "recent_inspection": pl.col("is_recent"),
        "insufficient": ~ranked,
    }
    return pl.coalesce(pl.when(holds[name]).then(pl.lit(name)) for name in REASONS)


def _in_random_frame(rules: Rules) -> pl.Expr:
    """Everybody with a pool, but for duties, sole traders in W, and what the rules keep out of this arm as well."""
    inside = pl.col("pool").is_not_null() & ~pl.col("is_due") & ~_is_sole()
    if not rules.open_case.in_random_arm:
        inside &= pl.col("open_case").is_null()
    return inside if rules.recent_inspection.in_random_arm else inside & ~pl.col("is_recent")
