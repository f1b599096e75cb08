"""Orders and criticism, each with what came of it in the twelve months after: planned, checked, done, with effect."""

import datetime as dt

import polars as pl

from indicators.learning import following
from indicators.learning.following import AFTER_ORDER, standing_decisions, standing_findings, until
from indicators.measures.base import known
from indicators.population import Facts

#: What a check may show of a measure that has been carried out, and that it helped.
DONE, EFFECT = ("effect", "done", "no_effect"), "effect"
ORDER, CRITICISM = "order", "criticism"


def demands(facts: Facts, day: dt.date) -> pl.DataFrame:
    """One row per order or criticism that stands and has been followed for its whole time, as known on `day`.

    Args:
        facts: core facts by table name.
        day: the day that knowledge ends.

    Returns:
        `decision_id`, `activity_id`, `case_no`, `event_date`, `end` (last day followed), `year`, `among` (order or
        criticism), `form`, `areas` (without the region's), `again_in` (those of them with a new finding), and whether
        it was `is_dated`, `complied`, `planned`, `verified`, `done`, `effect` and `looked_again`, by day.
    """
    followed = decided(facts, day).filter(pl.col("event_date") <= following.latest(day, AFTER_ORDER))
    rows = followed.select(
        "decision_id",
        "activity_id",
        "case_no",
        "event_date",
        end=until("event_date", AFTER_ORDER),
        year=pl.col("event_date").dt.year(),
        among=pl.when(pl.col("kind") == CRITICISM).then(pl.lit(CRITICISM)).otherwise(pl.lit(ORDER)),
        is_dated=(pl.col("due_date") <= until("event_date", AFTER_ORDER)).fill_null(value=False),
        complied=(pl.col("complied_at") <= pl.col("due_date")).fill_null(value=False),
    ).sort("event_date", "decision_id")
    rows = following.with_version(rows, facts, day, "event_date", "form_code").rename({"form_code": "form"})
    rows = _with_measures(rows, facts["measure"].filter(known(day)))
    rows = _with_areas(rows, standing_findings(facts, day))
    return _with_new_looks(rows, facts["inspection"].filter(known(day)), standing_findings(facts, day))


def decided(facts: Facts, day: dt.date) -> pl.DataFrame:
    """Every order and criticism about an activity that stands, however young."""
    is_demand = (pl.col("effect_class").cast(pl.String) == "order") | (pl.col("kind") == CRITICISM)
    return standing_decisions(facts, day).filter(is_demand, pl.col("activity_id").is_not_null())


def _with_measures(rows: pl.DataFrame, measures: pl.DataFrame) -> pl.DataFrame:
    """All of a decision's measures must have been checked for it to be verified, and so on up the ladder."""
    own = (
        rows.select("decision_id", "end").join(measures, on="decision_id").filter(pl.col("planned_at") <= pl.col("end"))
    )
    is_checked = (pl.col("event_date") <= pl.col("end")).fill_null(value=False) & pl.col("result").is_not_null()
    found = own.group_by("decision_id").agg(
        planned=pl.lit(value=True),
        verified=is_checked.all(),
        done=(is_checked & pl.col("result").is_in(DONE).fill_null(value=False)).all(),
        effect=(is_checked & (pl.col("result") == EFFECT).fill_null(value=False)).all(),
    )
    joined = rows.join(found, on="decision_id", how="left", maintain_order="left")
    return joined.with_columns(pl.col("planned", "verified", "done", "effect").fill_null(value=False))


def _with_areas(rows: pl.DataFrame, findings: pl.DataFrame) -> pl.DataFrame:
    """The areas that a decision is about: of what it states, and of what its case had found by then."""
    own = findings.filter(pl.col("responsible_principal") != "region").select(
        "activity_id", "area", case_no="case_no", stated_by="decision_id", found_on="event_date"
    )
    pairs = rows.select("decision_id", "activity_id", "case_no", "event_date").join(own, on=["activity_id", "case_no"])
    about = pairs.filter(
        (pl.col("stated_by") == pl.col("decision_id")).fill_null(value=False)
        | (pl.col("found_on") <= pl.col("event_date"))
    )
    areas = about.group_by("decision_id").agg(areas=pl.col("area").unique().sort())
    joined = rows.join(areas, on="decision_id", how="left", maintain_order="left")
    return joined.with_columns(pl.col("areas").fill_null([]))


def _with_new_looks(rows: pl.DataFrame, inspections: pl.DataFrame, findings: pl.DataFrame) -> pl.DataFrame:
    """Whether anybody went there again within the time, and whether the same area was found wanting anew."""
    after = (pl.col("event_date_new") > pl.col("event_date")) & (pl.col("event_date_new") <= pl.col("end"))
    keys = rows.select("decision_id", "activity_id", "event_date", "end", "areas")
    visits = inspections.select("activity_id", event_date_new="event_date")
    looked = keys.join(visits, on="activity_id").filter(after)["decision_id"].unique()
    own = findings.filter(pl.col("responsible_principal") != "region").select(
        "activity_id", "area", event_date_new="event_date"
    )
    new = keys.join(own, on="activity_id").filter(after, pl.col("areas").list.contains(pl.col("area")))
    again = new.group_by("decision_id").agg(again_in=pl.col("area").unique().sort())
    joined = rows.join(again, on="decision_id", how="left", maintain_order="left")
    return joined.with_columns(
        pl.col("again_in").fill_null([]), looked_again=pl.col("decision_id").is_in(looked.implode())
    )
