"""Labels of list dates: what was found in the time after a list, as it is known on the day of the evaluation.

Nobody who was not looked at has a label; it is null and never zero. Only complaints, which are not chosen by the
inspectorate, say something of everyone.
"""

import datetime as dt
import math
from collections.abc import Sequence

import polars as pl

from indicators.measures.base import known
from tables.code_lists import code_list
from tables.months import add_months

#: Months after a list date in which a look counts, by label.
HORIZON = {"Q": 12, "W": 24, "points": 12, "complaint": 12}
DUTY, RANDOM = "yearly_duty", "random"
_CHOSEN = code_list("case_origins").filter(pl.col("is_risk_selected") == "1")["code"].to_list()
_KEY = ("list_date", "entity_id")


def labelled(
    rows: pl.DataFrame, outcomes: pl.DataFrame, label: str, known_on: dt.date, horizon: int | None = None
) -> pl.DataFrame:
    """The rows with what was found after their list date.

    Args:
        rows: one row per `list_date` and `entity_id`, with `owner_id`.
        outcomes: rows of `core.Outcome`.
        label: which of its labels.
        known_on: the day of the evaluation; what was known later, or no longer held then, does not count.
        horizon: months; by default those of the label.

    Returns:
        The rows with `y` (null: nobody looked), `y_duty`, `y_random` (the same by looks of that origin only),
        `origin` and `look` (of the first look), `n_looks`, and `is_chosen` (a look chosen on risk). A look that names
        no activity counts for all of its actor's.
    """
    held = outcomes.filter(known(known_on), pl.col("label").cast(pl.String) == label)
    months = HORIZON[label] if horizon is None else horizon
    days = rows["list_date"].unique().sort().to_list()
    found = [_after(rows.filter(pl.col("list_date") == day), held, day, add_months(day, months), label) for day in days]
    parts = pl.concat(found) if found else _nothing()
    whole = rows.join(parts, on=list(_KEY), how="left", maintain_order="left")
    whole = whole.with_columns(pl.col("is_chosen").fill_null(value=False), pl.col("n_looks").fill_null(0))
    if label == "complaint":
        whole = whole.with_columns(pl.col("y").fill_null(0.0))
    return whole


def _after(rows: pl.DataFrame, held: pl.DataFrame, day: dt.date, last: dt.date, label: str) -> pl.DataFrame:
    """What was found of each entity after `day`, up to and including `last`."""
    window = held.filter(pl.col("event_date") > day, pl.col("event_date") <= last)
    own = window.filter(pl.col("activity_id").is_not_null()).with_columns(entity_id="activity_id")
    wide = window.filter(pl.col("activity_id").is_null(), pl.col("actor_id").is_not_null())
    reached = rows.select("entity_id", actor_id="owner_id").join(wide, on="actor_id")
    columns = ["entity_id", "event_date", "outcome_id", "outcome", "origin"]
    looks = pl.concat([own.select(columns), reached.select(columns)]).sort("entity_id", "event_date", "outcome_id")
    together = pl.col("outcome").mean() if label == "points" else pl.col("outcome").max()
    of_origin = {name: pl.col("outcome").filter(pl.col("origin") == code) for name, code in _ORIGINS.items()}
    per_origin = {name: (each.mean() if label == "points" else each.max()) for name, each in of_origin.items()}
    return looks.group_by("entity_id", maintain_order=True).agg(
        list_date=pl.lit(day),
        y=together,
        **per_origin,
        origin=pl.col("origin").first(),
        look=pl.col("outcome_id").first(),
        n_looks=pl.len().cast(pl.Int64),
        is_chosen=pl.col("origin").is_in(_CHOSEN).any(),
    )


_ORIGINS = {"y_duty": DUTY, "y_random": RANDOM}


def _nothing() -> pl.DataFrame:
    numbers = dict.fromkeys(["y", *_ORIGINS], pl.Float64)
    texts = {"entity_id": pl.String, "list_date": pl.Date, "origin": pl.String, "look": pl.String}
    return pl.DataFrame(schema={**texts, **numbers, "n_looks": pl.Int64, "is_chosen": pl.Boolean})


def delay95(outcomes: pl.DataFrame, known_on: dt.date, label: str = "Q") -> int:
    """Days from a look to when its outcome was known, 95th percentile; of what was known on `known_on`."""
    known_rows = outcomes.filter(pl.col("known_from") <= known_on, pl.col("label").cast(pl.String) == label)
    first = known_rows.group_by("source", "outcome_id").agg(pl.col("known_from").min(), pl.col("event_date").first())
    days = (first["known_from"] - first["event_date"]).dt.total_days()
    found = days.quantile(0.95, "linear")
    return 0 if found is None else max(0, math.ceil(found))


def undecided(inspections: pl.DataFrame, outcomes: pl.DataFrame, days: Sequence[dt.date], known_on: dt.date) -> int:
    """Inspections on site after the first of `days` and within the horizon of the last whose outcome is not known."""
    if not days:
        return 0
    last = add_months(max(days), HORIZON["Q"])
    visits = inspections.filter(
        known(known_on), "on_site", pl.col("event_date") > min(days), pl.col("event_date") <= last
    )
    judged = outcomes.filter(known(known_on), pl.col("label").cast(pl.String) == "Q")
    return visits.join(judged, left_on="inspection_id", right_on="outcome_id", how="anti")["inspection_id"].n_unique()
