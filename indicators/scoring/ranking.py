"""The list that an inspector reads: one per target, a row for every open activity, places and persons protected.

Order and what may be shown belong here. Scores come from `score.py`, the sentences from `reasons.py`, what is
protected from `secrecy.py`.

Order: the ranked by rank, which is by score, equal scores by a keyed digest of the activity's identifier (seed and
target are the key); then those with too little basis, by score; last natural persons that are not scored.
"""

import datetime as dt
from collections.abc import Mapping

import polars as pl

from indicators.definition import Indicator
from indicators.scoring import reasons
from indicators.scoring.score import tie_order
from indicators.secrecy import shown_activity_name, shown_actor_name, unless_protected
from indicators.work.items import flags
from tables.code_lists import code_list
from tables.marts import RankedList

_SERIOUS = ("ban", "revocation")
_BASIS_ORDER = {"ranked": 0, "insufficient": 1, "sole_trader": 2}


def ranked_list(
    scores: pl.DataFrame,
    contributions: pl.DataFrame,
    values: pl.DataFrame,
    population: pl.DataFrame,
    decisions: pl.DataFrame,
    catalogue: Mapping[str, Indicator],
    items: pl.DataFrame,
    seed: int,
) -> pl.DataFrame:
    """Draw up the lists of all targets and days.

    Args:
        scores: rows of `marts.Score`; contributions and values those of their contracts.
        contributions: what the scores are made of.
        values: the indicator values behind them.
        population: the open activities of each day.
        decisions: the facts of `core.Decision`.
        catalogue: the indicators by name.
        items: the work items, rows of `marts.WorkItem`.
        seed: the seed of the scores.

    Returns:
        Rows of `marts.RankedList`, sorted by day, target and position.
    """
    key = list(reasons.KEY)
    frame = (
        _positions(scores, seed)
        .join(_shown(population), on=["as_of", "activity_id", "actor_id"], how="left", validate="m:1")
        .join(legal_states(decisions, population), on=["as_of", "activity_id"], how="left", validate="m:1")
        .join(reasons.reasons(contributions, values, scores, catalogue), on=key, how="left", validate="1:1")
        .join(flags(items, population), on=key, how="left", validate="1:1")
        .with_columns(rank_in_operator_type=_rank_within_operator_type())
    )
    listed = frame.select(RankedList.column_names()).sort("as_of", "target", "position")
    return RankedList.validate(listed, cast=True)


def _rank_within_operator_type() -> pl.Expr:
    """Rank among the ranked of the same operator type; scores of different types rest on different sources."""
    return pl.col("rank").rank("ordinal").over("as_of", "target", "operator_type").cast(pl.Int64)


def _positions(scores: pl.DataFrame, seed: int) -> pl.DataFrame:
    """The scores in the order of the list, with their positions."""
    ties = scores.select("target", "activity_id").unique().sort("target", "activity_id")
    digests = [
        part.with_columns(tie=pl.Series(tie_order(part["activity_id"].to_list(), target, seed), dtype=pl.String))
        for (target,), part in ties.partition_by("target", as_dict=True, maintain_order=True).items()
    ]
    digest = pl.concat(digests) if digests else ties.with_columns(tie=pl.lit(""))
    place = pl.col("basis").cast(pl.String).replace_strict(_BASIS_ORDER, return_dtype=pl.Int64)
    ordered = (
        scores.join(digest, on=["target", "activity_id"], how="left", validate="m:1")
        .with_columns(place=place)
        .sort(
            "as_of",
            "target",
            "place",
            "rank",
            "score",
            "tie",
            "activity_id",
            descending=[*[False] * 4, True, False, False],
        )
    )
    return ordered.with_columns(position=pl.int_range(1, pl.len() + 1).over("as_of", "target"))


def _shown(population: pl.DataFrame) -> pl.DataFrame:
    """What may be shown of each activity."""
    places = (
        code_list("municipalities")
        .sort("valid_from")
        .unique("code", keep="last")
        .select(pl.col("code").alias("municipality_code"), "county_code", "division")
    )
    return population.join(places, on="municipality_code", how="left", validate="m:1").select(
        "as_of",
        "activity_id",
        "actor_id",
        "form_code",
        "operator_type",
        "operating_status",
        activity_name=shown_activity_name(),
        actor_name=shown_actor_name(),
        **{name: unless_protected(pl.col(name)) for name in ("municipality_code", "county_code", "division")},
    )


def legal_states(decisions: pl.DataFrame, population: pl.DataFrame) -> pl.DataFrame:
    """Per day and activity the state of the latest ban or revocation, its own or its actor's, as known on the day."""
    serious = decisions.filter(pl.col("effect_class").cast(pl.String).is_in(_SERIOUS))
    days: list[dt.date] = population["as_of"].unique().sort().to_list()
    known = pl.concat(
        [serious.clear().with_columns(as_of=pl.lit(None, pl.Date)), *(_known_on(serious, day) for day in days)]
    )
    columns = ["as_of", "activity_id", "event_date", "decision_id", "legal_state"]
    units = population.select("as_of", "activity_id", "actor_id")
    own = units.join(known.drop("actor_id"), on=["as_of", "activity_id"]).select(columns)
    whole = known.filter(pl.col("activity_id").is_null()).drop("activity_id")
    inherited = units.join(whole, on=["as_of", "actor_id"]).select(columns)
    latest = pl.concat([own, inherited]).sort("as_of", "activity_id", "event_date", "decision_id")
    return latest.unique(["as_of", "activity_id"], keep="last", maintain_order=True).select(
        "as_of", "activity_id", "legal_state"
    )


def _known_on(decisions: pl.DataFrame, day: dt.date) -> pl.DataFrame:
    is_known = (pl.col("known_from") <= day) & (pl.col("known_to").is_null() | (pl.col("known_to") > day))
    return decisions.filter(is_known & (pl.col("event_date") <= day)).with_columns(as_of=pl.lit(day))
