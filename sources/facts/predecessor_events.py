"""What had happened at the activities that one goes on from, as dated facts of the one that goes on.

Everything is joined once: time grows with the events and the links. Who goes on from whom is in `predecessors.py`.
"""

import polars as pl

from sources.facts.knowledge import both_known, conform, first_of_each, known_only_from, merged
from sources.facts.pairs import first_known
from sources.facts.predecessors import MANY
from tables import core

#: History is followed so many registrations back.
STEPS = 3
_RUN = ["known_from", "known_to"]
_WAY = ["activity_id", "actor_id", "former_activity_id", "former_id", "steps"]
_EVENT = ["kind", "event_id", "event_date", "detail", "severity", "points"]


def predecessor_events(
    predecessors: pl.DataFrame,
    inspections: pl.DataFrame,
    findings: pl.DataFrame,
    decisions: pl.DataFrame,
    reports: pl.DataFrame,
) -> pl.DataFrame:
    """One row per activity and event of a predecessor, while the event counts and the way to it stands.

    An event that is reached in several ways is there once, by the shortest.
    """
    happened = _happened(inspections, findings, decisions, reports)
    rows = happened.join(_ways(predecessors), on="former_activity_id", suffix="_way")
    rows = known_only_from(both_known(rows, "_way"), "event_date")
    shortest = ["steps", "former_activity_id"]
    rows = first_of_each(rows, ["activity_id", "kind", "event_id"], [*shortest, "event_date"])
    rows = merged(rows, [*_WAY, *_EVENT]).with_columns(same_actor=pl.col("actor_id") == pl.col("former_id"))
    return conform(rows, core.PredecessorEvent, ["activity_id", "event_date", "kind", "event_id"])


def _ways(predecessors: pl.DataFrame) -> pl.DataFrame:
    """From each activity to those it goes on from, directly or through others, with how many steps it is."""
    nearest = merged(predecessors.select(*_WAY[:-1], *_RUN), _WAY[:-1]).with_columns(steps=pl.lit(1, pl.Int32))
    nearest = first_known(nearest, "activity_id", "former_activity_id", MANY)
    onward = nearest.select("former_activity_id", "former_id", *_RUN, via="activity_id")
    ways = [nearest]
    for step in range(2, STEPS + 1):
        through = ways[-1].drop("former_id").rename({"former_activity_id": "via"})
        further = both_known(through.join(onward, on="via", suffix="_on"), "_on").drop("via")
        further = further.with_columns(steps=pl.lit(step, pl.Int32)).select(*_WAY, *_RUN)
        ways.append(first_known(merged(further, _WAY), "activity_id", "former_activity_id", MANY))
    return pl.concat([way.select(*_WAY, *_RUN) for way in ways])


def _happened(
    inspections: pl.DataFrame, findings: pl.DataFrame, decisions: pl.DataFrame, reports: pl.DataFrame
) -> pl.DataFrame:
    """Inspections, findings and decisions that stand, and reports that count, each by the activity it happened at."""
    in_force = decisions.filter(pl.col("effect").cast(pl.String) == "in_force")
    kinds = {
        "inspection": (inspections, "inspection_id", "origin"),
        "finding": (findings.filter("counts"), "finding_id", "area"),
        "decision": (in_force, "decision_id", "kind"),
        "report": (reports.filter("counts"), "report_id", "kind"),
    }
    nothing = {"severity": pl.lit(None, pl.Int32), "points": pl.lit(0, pl.Int32)}
    rows = [
        frame.drop_nulls("activity_id").select(
            "event_date", *_RUN, "ledger_id", "source_row",
            former_activity_id="activity_id", kind=pl.lit(kind), event_id=key, detail=pl.col(detail).cast(pl.String),
            **({"severity": pl.col("severity"), "points": pl.col("points")} if kind == "finding" else nothing),
        )
        for kind, (frame, key, detail) in kinds.items()
    ]  # fmt: skip
    return pl.concat(rows).drop_nulls("event_date")
