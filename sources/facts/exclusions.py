"""Who goes on in another form, or in another municipality, within a year of what should have stopped it there.

The actor itself, or another one with a person of its circle. Such a row is a reason to look, never a finding.
"""

import polars as pl

from sources.facts.circles import persons, stays
from sources.facts.codes import has
from sources.facts.knowledge import both_known, conform, first_of_each, merged
from sources.facts.notifications import months_later
from sources.facts.versions import with_version
from tables import core

#: How long after the measure or the report a start is seen as going on.
MONTHS = 12
_RUN = ["known_from", "known_to"]
_START = ["actor_id", "to", "event_date", *_RUN, "ledger_id", "source_row"]


def form_hops(
    cases: pl.DataFrame,
    spans: pl.DataFrame,
    decisions: pl.DataFrame,
    reports: pl.DataFrame,
    versions: pl.DataFrame,
    links: pl.DataFrame,
) -> pl.DataFrame:
    """First applications and first starts in a form after a refusal, a revocation or a serious report in another."""
    revoked = decisions.filter(
        pl.col("effect_class").cast(pl.String) == "revocation", pl.col("effect").cast(pl.String) == "in_force"
    )
    serious = reports.filter("counts", "is_serious_deficiency")
    refused = _own(cases).filter(pl.col("outcome") == "refused")
    causes = [
        refused.select("actor_id", "event_date", *_RUN, origin="form_code", cause=pl.lit("refusal")),
        _at_activity(revoked, versions, "form_code", "revocation"),
        _at_activity(serious, versions, "form_code", "report"),
    ]
    asked = _own(cases).filter(pl.col("kind") == "new").with_columns(event_date="applied_at")
    starts = [_first_elsewhere(asked, spans, "form_code", "case_no"), _first_starts(spans, "form_code")]
    rows = _followed(pl.concat(causes), pl.concat(starts), links)
    rows = rows.rename({"origin": "from_form", "to": "to_form"})
    by = ["actor_id", "from_form", "to_form", "cause", "attribution", "event_date", "cause_date", "former_id"]
    return conform(rows, core.FormHop, by)


def moves_after_exclusion(
    reports: pl.DataFrame, spans: pl.DataFrame, versions: pl.DataFrame, links: pl.DataFrame
) -> pl.DataFrame:
    """First starts in a municipality, and first formal reports from it, after an unresolved report in another.

    A report is made in the municipality that sent it, else in that of the activity.
    """
    grave = reports.filter("counts", pl.col("is_serious_deficiency") | pl.col("is_unsuitable"))
    sent = grave.filter(pl.col("sender_municipality").is_not_null())
    causes = [
        sent.select("actor_id", "event_date", *_RUN, origin="sender_municipality", cause=pl.lit("report")),
        _at_activity(grave.filter(pl.col("sender_municipality").is_null()), versions, "municipality_code", "report"),
    ]
    told = reports.filter("counts", has("kind", "report_kinds", "is_formal"))
    told = told.rename({"sender_municipality": "municipality_code"})
    firsts = _first_elsewhere(told, spans, "municipality_code", "report_id")
    starts = [firsts, _first_starts(spans, "municipality_code")]
    rows = _followed(pl.concat(causes), pl.concat(starts), links)
    rows = rows.rename({"origin": "from_municipality", "to": "to_municipality"})
    by = ["actor_id", "from_municipality", "to_municipality", "attribution", "event_date", "cause_date", "former_id"]
    return conform(rows, core.MovedAfterExclusion, by)


def _own(cases: pl.DataFrame) -> pl.DataFrame:
    return cases.filter(pl.col("attribution").cast(pl.String) == "own")


def _at_activity(events: pl.DataFrame, versions: pl.DataFrame, column: str, cause: str) -> pl.DataFrame:
    """Events at an activity, with its form or municipality of that day."""
    held = versions.rename({column: "origin"})
    there = with_version(events.drop_nulls(["activity_id", "actor_id"]), held, "event_date", ["origin"])
    return there.select("actor_id", "event_date", *_RUN, "origin", cause=pl.lit(cause))


def _first_starts(spans: pl.DataFrame, where: str) -> pl.DataFrame:
    return _firsts(spans.filter("needs_permit").with_columns(event_date="valid_from"), where, "activity_id")


def _first_elsewhere(events: pl.DataFrame, spans: pl.DataFrame, where: str, key: str) -> pl.DataFrame:
    """The first event of each actor in each form or municipality, where it had run nothing there before."""
    columns = ["actor_id", where, "event_date", "key", "ran", *_RUN, "ledger_id", "source_row"]
    there = [
        spans.with_columns(event_date="valid_from", key="activity_id", ran=True).select(columns),
        events.with_columns(key=key, ran=False).select(columns),
    ]
    order = ["event_date", "ran", "key"]
    first = first_of_each(pl.concat(there), ["actor_id", where], order, descending=[False, True, False])
    return first.filter(~pl.col("ran")).with_columns(to=where).select(_START)


def _firsts(events: pl.DataFrame, where: str, key: str) -> pl.DataFrame:
    """The first event of each actor in each form or municipality, by what was known."""
    first = first_of_each(events, ["actor_id", where], ["event_date", key])
    return first.with_columns(to=where).select(_START)


def _followed(causes: pl.DataFrame, starts: pl.DataFrame, links: pl.DataFrame) -> pl.DataFrame:
    """Each start that follows a cause elsewhere, by the actor itself or by one that shares a person with it."""
    causes = causes.drop_nulls(["actor_id", "origin", "event_date"]).rename({"event_date": "cause_date"})
    several = persons(links).filter(pl.col("actor_id").n_unique().over("other_id") > 1)
    people = stays(several).select("actor_id", "valid_from", "valid_to", *_RUN, person="other_id")
    own = causes.join(starts, on="actor_id", suffix="_start")
    own = own.with_columns(attribution=pl.lit("own"), former_id="actor_id")
    before = _with_people(causes, people, "cause_date").rename({"actor_id": "former_id"})
    after = _with_people(starts, people, "event_date")
    circle = before.join(after, on="person", suffix="_start").with_columns(attribution=pl.lit("circle"))
    circle = circle.filter(pl.col("actor_id") != pl.col("former_id"))
    pairs = pl.concat([own, circle.select(own.columns)])
    pairs = pairs.filter(
        pl.col("origin") != pl.col("to"),
        pl.col("event_date") > pl.col("cause_date"),
        pl.col("event_date") <= months_later(pl.col("cause_date"), MONTHS),
    )
    rows = both_known(pairs, "_start").sort("source_row", "ledger_id")
    return merged(rows, ["actor_id", "origin", "to", "cause", "attribution", "event_date", "cause_date", "former_id"])


def _with_people(rows: pl.DataFrame, people: pl.DataFrame, day: str) -> pl.DataFrame:
    """The rows once for each person that was in the actor's circle on the date in `day`."""
    there = rows.join(people, on="actor_id", suffix="_stay").filter(
        pl.col("valid_from") <= pl.col(day), pl.col("valid_to").is_null() | (pl.col(day) < pl.col("valid_to"))
    )
    return both_known(there, "_stay").drop("valid_from", "valid_to")
