"""Outcomes: what inspections, permit cases and reports turned out to show, as the inspectorate came to know it.

An outcome is known from when the look was judged: when its case has a decision or is closed, or the report has been
looked into. What a court annuls counts for nothing from when that was known. Inhibition rests a decision, and is no
reason to think it wrong. What is the region's to answer for is no outcome of the activity. Method notes §6.1.
"""

import polars as pl

from sources.facts.knowledge import (
    at_each_epoch,
    both_known,
    conform,
    flagged,
    known_only_from,
    merged,
    overlay,
    superseded,
)
from tables import core, raw

#: The severity from which a finding is serious.
SERIOUS = 3
_INTERVENES = ["order", "ban", "revocation"]
_ENDS = ["ban", "revocation"]
#: Grounds and areas that are about who may run an activity at all.
_UNSUITABLE_GROUNDS = ["conditions_26_3_4"]
_UNSUITABLE = ["suitability", "economy"]
_UNLICENSED = "ban_unlicensed"
_JUDGED = {"substantiated": 1.0, "unsubstantiated": 0.0}
_ABOUT = ("label", "source", "outcome_id", "case_no", "activity_id", "actor_id", "event_date", "outcome", "origin")
_VISIT = ("outcome_id", "case_no", "activity_id", "actor_id", "event_date", "origin", "on_site")
_PLACE = ("ledger_id", "source_row", "known_from", "known_to")


def outcomes(
    cases: pl.DataFrame,
    inspections: pl.DataFrame,
    findings: pl.DataFrame,
    decisions: pl.DataFrame,
    permit_cases: pl.DataFrame,
    reports: pl.DataFrame,
) -> pl.DataFrame:
    """Every outcome that has been known, by knowledge. The first frame is as delivered, the others are facts."""
    opened = superseded(cases, raw.SupervisionCase)
    parts = [
        *_of_inspections(inspections, _verdicts(opened, findings, decisions)),
        _of_decisions(decisions, findings, opened),
        _of_permit_cases(permit_cases),
        *_of_reports(reports),
    ]
    rows = pl.concat([part.select(*_ABOUT, *_PLACE) for part in parts], how="vertical_relaxed")
    return conform(merged(rows, _ABOUT), core.Outcome, ["label", "source", "outcome_id"])


def _stands() -> pl.Expr:
    """Not annulled, by the legal state of the decision; what is stated by no decision stands."""
    return pl.col("effect").cast(pl.String).ne_missing("annulled")


def _verdicts(opened: pl.DataFrame, findings: pl.DataFrame, decisions: pl.DataFrame) -> pl.DataFrame:
    """What was made of a case: decisions, findings, and that it was closed. Columns: see the last line."""
    intervenes = pl.col("effect_class").cast(pl.String).is_in(_INTERVENES) & _stands()
    own = (pl.col("responsible_principal") != "region") & _stands()
    serious = own & (pl.col("severity") >= SERIOUS) & pl.col("decision_id").is_not_null()
    closed = known_only_from(opened.drop_nulls("closed_at"), "closed_at").with_columns(event_date="closed_at")
    parts = [
        decisions.with_columns(is_judged=True, is_serious=intervenes, points=0),
        findings.with_columns(is_judged=False, is_serious=serious, points=pl.when(own).then("points").otherwise(0)),
        closed.with_columns(is_judged=True, is_serious=False, points=0),
    ]
    columns = ["case_no", "activity_id", "event_date", "is_judged", "is_serious", "points", "known_from", "known_to"]
    return pl.concat([part.select(columns) for part in parts], how="vertical_relaxed")


def _of_inspections(inspections: pl.DataFrame, verdicts: pl.DataFrame) -> list[pl.DataFrame]:
    """What each inspection led to: what was found and decided in its case on its day or later."""
    visits = merged(inspections.rename({"inspection_id": "outcome_id"}).select(*_VISIT, *_PLACE), _VISIT)
    pairs = visits.join(verdicts, on="case_no", suffix="_verdict").filter(
        pl.col("event_date_verdict") >= pl.col("event_date"),
        pl.col("activity_id_verdict").is_null() | (pl.col("activity_id_verdict") == pl.col("activity_id")),
    )
    held = at_each_epoch(both_known(pairs, "_verdict"), ["outcome_id"])
    same = [name for name in (*_VISIT, "ledger_id", "source_row") if name != "outcome_id"]
    judged = held.group_by("outcome_id", "epoch", "epoch_end").agg(
        pl.col(same).first(), pl.col("is_judged").any(), pl.col("is_serious").any(), pl.col("points").sum()
    )
    judged = judged.filter("is_judged").rename({"epoch": "known_from", "epoch_end": "known_to"})
    judged = judged.with_columns(source=pl.lit("inspection"))
    on_site = judged.filter("on_site")
    return [
        on_site.with_columns(label=pl.lit("Q"), outcome=pl.col("is_serious").cast(pl.Float64)),
        on_site.with_columns(label=pl.lit("points"), outcome=pl.col("points").cast(pl.Float64)),
        judged.with_columns(label=pl.lit("W"), outcome=pl.lit(0.0)),
    ]


def _of_decisions(decisions: pl.DataFrame, findings: pl.DataFrame, opened: pl.DataFrame) -> pl.DataFrame:
    """Bans and revocations on suitability or economy, by the ground or by what the decision states, and unlicensed."""
    ends = decisions.filter(pl.col("effect_class").cast(pl.String).is_in(_ENDS), _stands())
    about = findings.filter(pl.col("area").is_in(_UNSUITABLE), pl.col("decision_id").is_not_null())
    ends = flagged(ends, about, "decision_id", "states_it")
    by_ground = pl.col("ground").is_in(_UNSUITABLE_GROUNDS).fill_null(value=False)
    unsuitable = ends.filter(by_ground | pl.col("states_it") | (pl.col("kind") == _UNLICENSED))
    return overlay(unsuitable, opened, "case_no", ["origin"]).with_columns(
        label=pl.lit("W"), source=pl.lit("decision"), outcome_id="decision_id", outcome=pl.lit(1.0)
    )


def _of_permit_cases(permit_cases: pl.DataFrame) -> pl.DataFrame:
    """Applications that were tried to the end: refused on suitability or economy, or not."""
    tried = permit_cases.filter(
        pl.col("attribution").cast(pl.String) == "own",
        pl.col("outcome").is_in(["granted", "refused"]),
        "is_final",
        pl.col("event_date").is_not_null(),
    )
    refused = (pl.col("outcome") == "refused") & pl.col("ground").is_in(_UNSUITABLE).fill_null(value=False)
    return tried.with_columns(
        label=pl.lit("W"),
        source=pl.lit("permit_case"),
        outcome_id="case_no",
        activity_id=pl.lit(None, pl.String),
        outcome=refused.cast(pl.Float64),
        origin=pl.lit(None, pl.String),
    )


def _of_reports(reports: pl.DataFrame) -> list[pl.DataFrame]:
    """Reports that were looked into: complaints, and those on unsuitable holders and unlicensed activities."""
    judged = reports.filter(
        pl.col("state").is_in(list(_JUDGED)),
        pl.col("subject_type") == "provider",
        pl.any_horizontal(pl.col("activity_id", "actor_id").is_not_null()),
    ).with_columns(
        source=pl.lit("report"),
        outcome_id="report_id",
        case_no=pl.lit(None, pl.String),
        outcome=pl.col("state").replace_strict(_JUDGED, default=None, return_dtype=pl.Float64),
        origin=pl.lit(None, pl.String),
    )
    complaints = judged.filter(pl.col("kind") == "complaint").with_columns(label=pl.lit("complaint"))
    crime = judged.filter(pl.col("is_unsuitable") | pl.col("is_unlicensed")).with_columns(label=pl.lit("W"))
    return [complaints, crime]
