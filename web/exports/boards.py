"""Telling boards: which reports of a run are due to whom, writing down that they were told, and clearing what fell.

A person decides that boards are told of reports. Clearings wait for nobody: every run tells them to all who were told.
"""

import datetime as dt
from collections.abc import Collection

import polars as pl

from indicators.measures.base import known, within
from indicators.population import open_activities
from sources.shares.book import Share, read_book, write_down
from sources.shares.due import clearings_due, reports_due, standing
from tables.serving import Published
from web.exports.inter_board import PATTERN
from web.exports.parties import Facts, facts_of, known_until, legal_persons
from web.listing import day_of


def clear(published: Published) -> list[Share]:
    """Tell every board that was told of a report which no longer stands; what was told now and not before."""
    run_id, as_of = published.path.stem, day_of(published, None)
    facts = known_until(facts_of(published), as_of)
    known_reports, companies = facts["report"].filter(known(as_of)), legal_persons(facts, as_of)["party_id"]
    home = published.path.parent.parent
    return write_down(home, clearings_due(known_reports, companies, read_book(home), as_of, run_id))


def due(published: Published, also: Collection[str] = ()) -> list[Share]:
    """What boards would be told now: of each recent report that stands, those where the provider is at work.

    Args:
        published: the published tables.
        also: codes of municipalities that are told of every report.
    """
    run_id, as_of = published.path.stem, day_of(published, None)
    facts = known_until(facts_of(published), as_of)
    companies = legal_persons(facts, as_of)["party_id"]
    recent = facts["report"].filter(known(as_of), within("event_date", PATTERN, as_of))
    stands = standing(recent, companies)
    told = read_book(published.path.parent.parent)
    rows = reports_due(stands, _at_work(facts, as_of), also, told)
    return [
        Share("report", report_id, actor_id, recipient, as_of, run_id, "")
        for report_id, actor_id, recipient in rows.iter_rows()
    ]


def _at_work(facts: Facts, as_of: dt.date) -> pl.DataFrame:
    """Where each provider has an open activity whose place may be known: actor_id, municipality_code."""
    units = open_activities(facts, [as_of]).filter(~pl.col("address_protected").fill_null(value=True))
    return units.select("actor_id", "municipality_code").drop_nulls().unique()
