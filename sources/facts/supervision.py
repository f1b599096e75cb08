"""Inspections, findings and measures: what supervision saw and what came of it. Decisions are in `decisions.py`."""

import polars as pl

from sources.facts.knowledge import conform, during, first_of_each, merged, overlay, superseded
from sources.facts.versions import with_actor
from tables import core, raw

#: Points by severity, for scope 1 (isolated), 2 and 3 (widespread).
GRID = {1: (0, 0, 0), 2: (4, 8, 16), 3: (20, 35, 45), 4: (50, 100, 150)}
#: The most that a fault in the form of the documentation can give.
FORMAL_CAP = 4


#: The severity from which a finding is a deficiency.
DEFICIENCY = 2
_SITE = ["case_no", "activity_id"]


def inspections(
    delivered: pl.DataFrame, cases: pl.DataFrame, found: pl.DataFrame, versions: pl.DataFrame
) -> pl.DataFrame:
    """Inspections, with why the case was opened, who ran the activity that day, and whether it showed a deficiency."""
    rows = superseded(delivered, raw.Inspection).with_columns(event_date="inspected_at")
    deficient = _deficient(rows, found)
    rows = overlay(rows, superseded(cases, raw.SupervisionCase), "case_no", ["origin"])
    rows = overlay(rows, deficient, "inspection_id", ["has_deficiency"])
    rows = rows.with_columns(pl.col("has_deficiency").fill_null(value=False))
    return conform(with_actor(rows, versions, "event_date"), core.Inspection, ["inspection_id"])


def findings(delivered: pl.DataFrame, decisions: pl.DataFrame, versions: pl.DataFrame) -> pl.DataFrame:
    """Findings with their points; one counts unless it is the region's, or its decision is annulled or suspended."""
    rows = superseded(delivered, raw.Finding).with_columns(event_date="found_at", points=_points())
    stated = decisions.rename({"effect": "decision_effect"}).with_columns(effect="legal_state")
    rows = overlay(rows, stated, "decision_id", ["effect", "decision_effect"])
    stands = pl.col("decision_effect").is_null() | (pl.col("decision_effect").cast(pl.String) == "in_force")
    rows = rows.with_columns(counts=stands & (pl.col("responsible_principal") != "region"))
    return conform(with_actor(rows, versions, "event_date"), core.Finding, ["finding_id"])


def measures(delivered: pl.DataFrame) -> pl.DataFrame:
    """Measures and what the follow-up showed, by knowledge."""
    rows = superseded(delivered, raw.Measure).with_columns(event_date="checked_at")
    return conform(rows, core.Measure, ["measure_id"])


def _deficient(inspected: pl.DataFrame, found: pl.DataFrame) -> pl.DataFrame:
    """Runs of knowledge in which an inspection has a deficiency: the last of the case there before it was found."""
    grave = found.filter("counts", pl.col("severity") >= DEFICIENCY)
    findings = grave.select("finding_id", *_SITE, found_at="event_date", start="known_from", end="known_to")
    visits = inspected.select("inspection_id", *_SITE, "inspected_at", "known_from", "known_to")
    pairs = findings.join(visits, on=_SITE).filter(pl.col("inspected_at") <= pl.col("found_at"))
    last = first_of_each(
        during(pairs, "start", "end"), ["finding_id"], ["inspected_at", "inspection_id"], descending=True
    )
    runs = last.select("inspection_id", "known_from", "known_to", has_deficiency=True)
    return merged(runs, ["inspection_id", "has_deficiency"])


def _points() -> pl.Expr:
    cells = {severity * 10 + scope: row[scope - 1] for severity, row in GRID.items() for scope in (1, 2, 3)}
    points = (pl.col("severity") * 10 + pl.col("scope")).replace_strict(cells)
    is_formal = pl.col("area") == "documentation_formal"
    return pl.when(is_formal).then(pl.min_horizontal(points, pl.lit(FORMAL_CAP))).otherwise(points)
