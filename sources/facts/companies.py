"""What the company register says: companies over time, events, procedures as periods. Roles as links: `links.py`."""

import polars as pl

from sources.facts.addresses import with_offices_for_hire
from sources.facts.answered_entries import with_answers
from sources.facts.closures import without_notified_closure
from sources.facts.codes import attribute, codes_with
from sources.facts.knowledge import conform, first_of_each, nonempty, overlay, superseded
from sources.facts.silent_entries import is_silent, with_what_still_holds
from sources.facts.timelines import rectangles
from tables import core, raw
from tables.code_lists import code_list


def company_events(delivered: pl.DataFrame, versions: pl.DataFrame) -> pl.DataFrame:
    """Company events; a procedure is one row, open until its closing is known and with its end from then on.

    Two sources that tell of the same thing on the same day tell of one event; roles are told apart by who has them.
    """
    rows = superseded(delivered, raw.CompanyEvent).with_columns(
        actor_id="operator_id", procedure=attribute("kind", "company_event_kinds", "procedure")
    )
    rows = _each_once(rows)
    is_procedure = pl.col("procedure").is_in(code_list("company_procedures")["procedure"].unique().implode())
    is_opening = pl.col("kind").is_in(codes_with("company_event_kinds", "opens"))
    openings, closings = rows.filter(is_procedure & is_opening), rows.filter(is_procedure & ~is_opening)
    periods = overlay(openings, _ends(openings, closings), "event_id", ["until"])
    periods = without_notified_closure(periods, versions)
    whole = pl.concat([rows.filter(is_procedure.not_() | is_procedure.is_null()), periods], how="diagonal")
    return conform(_with_age(whole, rows), core.CompanyEvent, ["event_id"])


def companies(delivered: pl.DataFrame, answers: pl.DataFrame) -> pl.DataFrame:
    """Rectangles of validity and knowledge that never overlap: what the company register held, for which days.

    What an entry leaves out and a source has answered is filled in; a source that does not hold seat, group and owners
    leaves standing what was said of them.
    """
    whole = rectangles(superseded(delivered, raw.Company), "operator_id").with_columns(actor_id="operator_id")
    whole = whole.with_columns(_silent=is_silent())
    whole = with_answers(with_offices_for_hire(whole), answers)
    return conform(with_what_still_holds(whole, "_silent"), core.Company, ["actor_id", "valid_from"])


def _each_once(rows: pl.DataFrame) -> pl.DataFrame:
    """One row at a time for each company, kind and day: one that says whether it was voluntary, or was known first."""
    is_role = pl.col("procedure").fill_null("") == "role"
    others = rows.filter(~is_role)
    once = first_of_each(others, ["actor_id", "kind", "event_date"], ["is_voluntary", "known_from", "event_id"])
    return pl.concat([rows.filter(is_role), once.select(rows.columns)])


def _ends(openings: pl.DataFrame, closings: pl.DataFrame) -> pl.DataFrame:
    """For each opening the first closing of the same procedure on that day or later, as it was known."""
    ends = closings.select("actor_id", "procedure", until="event_date", start="known_from", end="known_to")
    pairs = openings.join(ends, on=["actor_id", "procedure"]).filter(pl.col("until") >= pl.col("event_date"))
    pairs = pairs.with_columns(
        known_from=pl.max_horizontal("known_from", "start"), known_to=pl.min_horizontal("known_to", "end")
    ).filter(nonempty())
    return first_of_each(pairs.select("event_id", "until", "known_from", "known_to"), ["event_id"], ["until"])


def _with_age(rows: pl.DataFrame, events: pl.DataFrame) -> pl.DataFrame:
    registered = events.filter(pl.col("kind") == "registered").with_columns(formed_at="event_date")
    formed = first_of_each(registered, ["actor_id"], ["formed_at", "event_id"])
    rows = overlay(rows, formed, "actor_id", ["formed_at"])
    return rows.with_columns(days_since_formation=(pl.col("event_date") - pl.col("formed_at")).dt.total_days())
