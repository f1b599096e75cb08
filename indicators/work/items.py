"""The work list: what waits on a day, with its clock, from the signs of the rules and what their indicators say.

Whose signs count and what may be shown belong here; the rules stand in `rules.py`.
"""

import datetime as dt
import hashlib

import polars as pl

from indicators.definition import Level
from indicators.measures.base import known
from indicators.population import Facts, open_activities, valid
from indicators.secrecy import is_sole_trader, shown_activity_name, shown_actor_name, unless_protected
from indicators.work.rules import RULES, Rule
from tables.code_lists import code_list
from tables.marts import WorkItem

_KEY = {Level.ACTIVITY: "activity_id", Level.ACTOR: "actor_id"}


def work_items(facts: Facts, values: pl.DataFrame, day: dt.date) -> pl.DataFrame:
    """Everything that waits on a day, as known on it.

    Args:
        facts: core facts by table name.
        values: rows of `marts.IndicatorValue` of the day.
        day: the as-of date.

    Returns:
        Rows of `marts.WorkItem`, sorted by work list, due and started day, and id.
    """
    open_now = open_activities(facts, [day])
    living = _living(facts, open_now, day)
    found = pl.concat(_of_rule(rule, facts, values, living, day) for rule in RULES)
    frame = _shown(found, facts, open_now, day).with_columns(
        as_of=pl.lit(day),
        item_id=_digest(found),
        days=(pl.lit(day) - pl.col("started")).dt.total_days(),
        state=_state(day),
        said=_said(),
    )
    order = ["as_of", "work_list", "due", "started", "item_id"]
    return WorkItem.validate(frame.select(WorkItem.column_names()).sort(order, nulls_last=True), cast=True)


def flags(items: pl.DataFrame, population: pl.DataFrame) -> pl.DataFrame:
    """The work items beside each place in the lists: as_of, target, activity_id and flags, `|` between them.

    An actor's items stand beside all its activities.
    """
    whose = population.select("as_of", "activity_id", "actor_id")
    targets = pl.DataFrame(
        [{"kind": rule.kind, "target": target} for rule in RULES for target in rule.targets],
        schema={"kind": pl.String, "target": pl.String},
    )
    told = items.select("as_of", "kind", "activity_id", "actor_id", "said", "item_id").join(targets, on="kind")
    own = told.filter(pl.col("activity_id").is_not_null()).drop("actor_id")
    whole = told.filter(pl.col("activity_id").is_null()).drop("activity_id")
    columns = ["as_of", "target", "activity_id", "kind", "said", "item_id"]
    both = pl.concat(
        [
            whose.join(own, on=["as_of", "activity_id"]).select(columns),
            whose.join(whole, on=["as_of", "actor_id"]).select(columns),
        ]
    )
    ordered = both.sort("as_of", "target", "activity_id", "kind", "said", "item_id")
    once = ordered.unique(["as_of", "target", "activity_id", "kind", "said"], keep="first", maintain_order=True)
    text = pl.col("said").str.replace_all("|", "/", literal=True).head(_MOST_FLAGS).str.join(" | ")
    return once.group_by("as_of", "target", "activity_id", maintain_order=True).agg(flags=text)


#: More items than this beside one place are found in the work list only.
_MOST_FLAGS = 5


def _living(facts: Facts, open_now: pl.DataFrame, day: dt.date) -> pl.DataFrame:
    """Actors whose own events matter: with an open activity, a permit that holds, or a pending case."""
    permits = facts["permit"].filter(known(day) & valid(day)).select("actor_id")
    cases = facts["permit_case"].filter(known(day), pl.col("outcome") == "pending").select(actor_id="applicant_id")
    return pl.concat([open_now.select("actor_id"), permits, cases]).unique().sort("actor_id")


def _of_rule(rule: Rule, facts: Facts, values: pl.DataFrame, living: pl.DataFrame, day: dt.date) -> pl.DataFrame:
    """The signs of a rule that hold, one row for each thing with all the rows behind it."""
    key = _KEY[rule.level]
    signs = rule.signs(facts, day)
    if rule.indicator is not None:
        says = values.filter(
            pl.col("indicator_id") == rule.indicator, pl.col("level").cast(pl.String) == rule.level.value, rule.holds
        )
        signs = signs.join(says.select(pl.col("entity_id").alias(key)), on=key, how="semi")
    if rule.level is Level.ACTOR and rule.kind != "unlicensed_report":
        signs = signs.join(living, on="actor_id", how="semi")
    grouped = signs.filter(pl.col(key).is_not_null()).sort("evidence").group_by(key, "what", maintain_order=True)
    other = "actor_id" if key == "activity_id" else "activity_id"
    items = grouped.agg(
        pl.col(other).drop_nulls().min(),
        pl.col("started", "due").min(),
        pl.col("detail").drop_nulls().first(),
        evidence=pl.col("evidence").drop_nulls().unique().sort(),
    )
    return items.select(
        pl.lit(rule.kind).alias("kind"),
        pl.lit(rule.work_list).alias("work_list"),
        pl.lit(rule.label).alias("label"),
        pl.lit(rule.legal).alias("legal"),
        pl.col("activity_id") if rule.level is Level.ACTIVITY else pl.lit(None, pl.String).alias("activity_id"),
        "actor_id",
        *("what", "started", "due", "detail", "evidence"),
    )


def _digest(found: pl.DataFrame) -> pl.Series:
    named = found.select("kind", pl.coalesce("activity_id", "actor_id"), "what").iter_rows()
    return pl.Series([hashlib.sha256("|".join(row).encode()).hexdigest()[:12] for row in named], dtype=pl.String)


def _state(day: dt.date) -> pl.Expr:
    is_late = (pl.col("due") < day).fill_null(value=False)
    watched = pl.when(pl.col("work_list") == "watch").then(pl.lit("watched"))
    return watched.when(is_late).then(pl.lit("overdue")).otherwise(pl.lit("running"))


def _said() -> pl.Expr:
    """What waits: label, days and what else the rule has to say."""
    since = pl.when(pl.col("started").is_not_null()).then(pl.format("sedan {}", "started"))
    last = pl.when(pl.col("due").is_not_null()).then(pl.format("sista dag {}", "due"))
    dates = (
        pl.concat_list(
            pl.when(pl.col("due") != pl.col("started"))
            .then(since)
            .otherwise(pl.when(pl.col("due").is_null()).then(since)),
            last,
        )
        .list.drop_nulls()
        .list.join(", ")
    )
    ending = pl.when(dates == "").then(pl.lit("dagen är inte känd")).otherwise(dates)
    return pl.col("label") + ": " + ending + "." + (pl.lit(" ") + pl.col("detail")).fill_null("")


def _shown(found: pl.DataFrame, facts: Facts, open_now: pl.DataFrame, day: dt.date) -> pl.DataFrame:
    """Names, form and divisions as they may be shown."""
    places = (
        code_list("municipalities")
        .sort("valid_from")
        .unique("code", keep="last")
        .select(municipality_code="code", division="division")
    )
    here = open_now.join(places, on="municipality_code", how="left")
    activities = here.select(
        "activity_id",
        "form_code",
        runs="actor_id",
        activity_name=shown_activity_name(),
        own_division=unless_protected(pl.col("division")),
    )
    told = here.with_columns(division=unless_protected(pl.col("division"))).drop_nulls("division")
    of_actor = told.group_by("actor_id").agg(all_divisions=pl.col("division").unique().sort().str.join("|"))
    people = facts["actor"].filter(known(day)).join(places, on="municipality_code", how="left")
    people = people.sort("actor_id", "known_from").unique("actor_id", keep="last")
    seat = pl.when(~is_sole_trader()).then("division")
    actors = people.with_columns(pl.col("id_type").cast(pl.String)).select(
        "actor_id", actor_name=shown_actor_name(), seat=seat
    )
    joined = found.join(activities, on="activity_id", how="left", maintain_order="left", validate="m:1")
    joined = joined.with_columns(actor_id=pl.coalesce("runs", "actor_id"))
    for other in (actors, of_actor):
        joined = joined.join(other, on="actor_id", how="left", maintain_order="left", validate="m:1")
    is_own = pl.col("activity_id").is_not_null()
    return joined.with_columns(
        divisions=pl.when(is_own).then("own_division").otherwise(pl.coalesce("all_divisions", "seat"))
    )
