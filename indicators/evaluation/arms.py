"""Units that a plan drew, with how likely that was: what estimates that add duty, lot and risk together rest on.

A unit counts as many times as its probability of being drawn *at all* says, in whichever arm it then was. Within the
random arm alone it is the lot's probability, which differs between pools. Method notes §7.
"""

import datetime as dt

import polars as pl

from indicators.evaluation.candidates import Candidates, at_top
from indicators.evaluation.estimators import SMALLEST_INCLUSION, Estimate, hajek, lift
from indicators.evaluation.figure_rows import Figures
from indicators.measures.base import known
from indicators.population import Facts

_KEY = ["list_date", "entity_id"]
STRATUM = "drawn"


def with_probabilities(rows: pl.DataFrame, facts: Facts, target: str, known_on: dt.date) -> pl.DataFrame:
    """The rows with `drawn_chance` (of being drawn in either arm) and `lot_chance` (by lot), null where not drawn.

    A plan belongs to the latest list date on or before the day it was drawn. A unit of several plans of one list date
    has the chance of being drawn in any of them.

    Args:
        rows: units with `list_date` and `entity_id`.
        facts: core facts; without `planned_case` nobody was drawn.
        target: whose plans.
        known_on: the day of the evaluation.
    """
    nothing = {name: pl.lit(None, pl.Float64) for name in ("drawn_chance", "lot_chance")}
    planned = facts.get("planned_case")
    if planned is None or planned.is_empty():
        return rows.with_columns(**nothing)
    own = planned.filter(
        known(known_on), pl.col("target").cast(pl.String) == target, "has_room", pl.col("either_probability") > 0
    )  # fmt: skip
    days = rows.select("list_date").unique().sort("list_date")
    dated = own.sort("event_date").join_asof(days, left_on="event_date", right_on="list_date", strategy="backward")
    by_lot = pl.col("random_probability").filter(pl.col("arm").cast(pl.String) == "random")
    chances = (
        dated.drop_nulls("list_date")
        .group_by("list_date", entity_id="activity_id")
        .agg(drawn_chance=1 - (1 - pl.col("either_probability")).product(), lot_chance=by_lot.max())
    )
    return rows.join(chances, on=_KEY, how="left", maintain_order="left")


def drawn(candidates: Candidates, into: Figures) -> None:
    """Prevalence, and precision at the top of the whole list, from everyone drawn in either arm and looked at."""
    frame = candidates.frame
    if "drawn_chance" not in frame.columns or frame["drawn_chance"].null_count() == frame.height:
        return
    everyone = _seen(frame)
    prevalence = _mean(everyone)
    into.add("base_rate", prevalence, stratum=STRATUM, note=_note(frame, everyone))
    for method in candidates.methods:
        top = _seen(at_top(frame, method, candidates.top))
        found = _mean(top)
        about = {"method": method, "stratum": STRATUM}
        into.add("precision_at_k", found, **about)
        into.add("lift", lift(found, prevalence), **about)


def _seen(frame: pl.DataFrame) -> pl.DataFrame:
    return frame.filter(pl.col("drawn_chance").is_not_null(), pl.col("y").is_not_null())


def _mean(units: pl.DataFrame) -> Estimate:
    """Hájek's mean of the hits; a unit that was drawn counts once, whatever the number of list dates."""
    return hajek((units["y"] > 0).to_numpy().astype(float), units["drawn_chance"].to_numpy())


def _note(frame: pl.DataFrame, seen: pl.DataFrame) -> str:
    n = frame["drawn_chance"].drop_nulls().len()
    few = int((seen["drawn_chance"] < SMALLEST_INCLUSION).sum())
    said = f"{seen.height} av {n} valda har ett känt utfall."
    return f"{said} {few} hade mindre chans än 0,02 och väger tungt." if few else said
