"""The profile `placing_municipality`: the register, what supervision showed, and how many reports came in."""

import datetime as dt

import polars as pl

from tables.exports import Export
from tables.exports.placing import PlacingActivity, PlacingDecision, PlacingFinding, PlacingInspection, PlacingReport
from tables.months import add_months
from tables.serving import Published
from web.exports import register
from web.exports.persons import as_exported

#: Reports older than this are not counted.
REPORT_YEARS = 3
#: Kinds of reports that are counted. What a child said, and what another authority said in confidence, is not.
SHOWN_REPORTS = ("municipal_report", "lex_sarah", "complaint", "tip")
#: The severity from which a finding is a deficiency.
DEFICIENCY = 2
_KNOWN = "known_from <= $day AND (known_to IS NULL OR known_to > $day)"
_INSPECTIONS = f"""
    WITH decided AS (
        SELECT case_no, max(event_date) AS decided_at FROM core.decision WHERE {_KNOWN} AND event_date <= $day
        GROUP BY case_no
    )
    SELECT activity_id, case_no, event_date AS inspected_at, on_site, announced,
        CASE WHEN decided_at >= event_date THEN has_deficiency END AS has_deficiency
    FROM core.inspection LEFT JOIN decided USING (case_no) WHERE {_KNOWN} AND event_date <= $day
"""
_FINDINGS = f"""
    SELECT activity_id, case_no, event_date AS found_at, area, severity, effect AS legal_state, counts AS stands
    FROM core.finding WHERE {_KNOWN} AND event_date <= $day AND effect IS NOT NULL AND severity >= {DEFICIENCY}
"""
_REPORTS = f"""
    SELECT activity_id, actor_id, kind, state, event_date, report_id FROM core.report
    WHERE {_KNOWN} AND subject_type = 'provider' AND list_contains($kinds, kind)
        AND event_date > $since AND event_date <= $day
"""


def frames(published: Published, as_of: dt.date) -> dict[type[Export], pl.DataFrame]:
    """The tables of the profile, in any order of rows.

    Args:
        published: the published tables.
        as_of: the day they are about; nothing that became known later is used.
    """
    shown = register.activities(published, as_of)
    about = shown.select("activity_id")
    decided = register.shown_decisions(published, as_of, shown)
    inspected, found = (published.rows(sql, {"day": as_of}) for sql in (_INSPECTIONS, _FINDINGS))
    return {
        PlacingActivity: shown.select(PlacingActivity.column_names()),
        PlacingDecision: decided.select(PlacingDecision.column_names()),
        PlacingInspection: inspected.join(about, on="activity_id", how="semi"),
        PlacingFinding: found.join(about, on="activity_id", how="semi"),
        PlacingReport: _reports(published, as_of, shown),
    }


def _reports(published: Published, as_of: dt.date, shown: pl.DataFrame) -> pl.DataFrame:
    """Counts by activity or, where none is named, by operators that are legal persons with a right number."""
    since = add_months(as_of, -12 * REPORT_YEARS)
    rows = published.rows(_REPORTS, {"day": as_of, "since": since, "kinds": list(SHOWN_REPORTS)})
    named = ["activity_name", "operator_number", "operator_name"]
    own = rows.join(shown.select("activity_id", "form_code", *named), on="activity_id")
    actors = as_exported(
        published.rows(register.ACTORS, {"day": as_of})
        .join(shown.select("actor_id"), on="actor_id", how="semi")
        .with_columns(activity_name=pl.lit(None, dtype=pl.String))
    ).drop_nulls("operator_number")
    of_actor = rows.filter(pl.col("activity_id").is_null()).join(actors.select("actor_id", *named), on="actor_id")
    keys = ["activity_id", *named, "form_code", "kind", "state"]
    return (
        pl.concat([own, of_actor], how="diagonal")
        .group_by(keys)
        .agg(n_reports=pl.col("report_id").n_unique().cast(pl.Int32), latest_at=pl.col("event_date").max())
        .select(PlacingReport.column_names())
    )
