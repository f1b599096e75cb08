"""The register of sources as frozen values: what is recorded about each, in what state it is, and how far it reaches.

Both those that are delivered as files and those that are asked over a network. What stands in the published file says
how far files reach, and the book of fetches how far fetched sources do. Layout belongs in `terminal/sources.py`.
"""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import polars as pl

from sources.admitting import state_of_files
from sources.facts.fetches import source_covers
from sources.fetching import book
from sources.fetching.decisions import Decision
from sources.fetching.recorded import Connector, Standing, state_of
from sources.fetching.registry import CONNECTORS
from sources.registry import SOURCES
from sources.source import Cadence, Source
from tables import raw
from tables.code_lists import labels_of
from tables.freshness import reaches
from web import wording

_CADENCES = {
    Cadence.DAILY: ("varje dag", 1),
    Cadence.WEEKLY: ("varje vecka", 7),
    Cadence.MONTHLY: ("varje månad", 31),
    Cadence.WHEN_DECIDED: ("när något har beslutats", None),
}


@dataclass(frozen=True)
class Reach:
    """How far a source reaches on a day; nothing is known of what has never come."""

    asked_at: dt.date | None = None
    outcome: str | None = None
    covered_to: dt.date | None = None
    age_days: int | None = None
    late_since: dt.date | None = None
    next_expected: dt.date | None = None


@dataclass(frozen=True)
class Recorded:
    """Everything recorded about one source."""

    name: str
    label: str
    is_fetched: bool
    state: str
    state_text: str
    said: str
    publisher: str
    purpose: str
    legal: tuple[str, ...]
    legal_note: str
    needs_basis: bool
    legal_basis: str
    decided_by: str
    decided_at: dt.date | None
    owner: str
    review: dt.date
    is_overdue: bool
    cadence: str
    max_age_days: int | None
    retention_years: int
    fields_used: Mapping[str, tuple[str, ...]]
    reach: Reach
    switch_on: tuple[str, ...]


def register(
    home: Path, decided: Mapping[str, Decision], latest: Mapping[str, dt.date | None], day: dt.date
) -> tuple[Recorded, ...]:
    """All sources on a day: first those delivered as files, then those that are asked, in the order of their lists.

    Args:
        home: the home directory, where the book of fetches is.
        decided: what `sources.toml` says.
        latest: delivery table → the latest day any row of it was registered, as published.
        day: the day ages and reviews are held against.
    """
    delivered = [_delivered(source, decided.get(name), latest, day) for name, source in SOURCES.items()]
    known = _reaches(home, day)
    fetched = [_fetched(one, decided.get(name), known.get(name, Reach()), day) for name, one in CONNECTORS.items()]
    return (*delivered, *fetched)


def _reaches(home: Path, day: dt.date) -> dict[str, Reach]:
    entries = book.entries(home).with_columns(ledger_id=pl.lit(""), source_row=pl.lit(0, pl.Int64))
    covers = source_covers(entries.select(raw.SourceFetch.column_names()))
    return {row["source"]: _reach(row) for row in reaches(covers, day).iter_rows(named=True)}


def _reach(row: Mapping[str, object]) -> Reach:
    connector = CONNECTORS[str(row["source"])]
    asked: dt.date = row["asked_at"]  # type: ignore[assignment]
    return Reach(
        asked_at=asked,
        outcome=labels_of("fetch_outcomes")[str(row["outcome"])],
        covered_to=row["covered_to"],  # type: ignore[arg-type]
        age_days=row["age_days"],  # type: ignore[arg-type]
        late_since=row["late_since"],  # type: ignore[arg-type]
        next_expected=_next(connector.cadence, row["covered_to"] or asked),  # type: ignore[arg-type]
    )


def _next(cadence: Cadence, latest: dt.date) -> dt.date | None:
    days = _CADENCES[cadence][1]
    return None if days is None else latest + dt.timedelta(days=days)


def _delivered(
    source: Source, decision: Decision | None, latest: Mapping[str, dt.date | None], day: dt.date
) -> Recorded:
    known = [at for table in source.deliveries if (at := latest.get(table.table)) is not None and at <= day]
    newest = max(known, default=None)
    reach = Reach()
    if newest is not None:
        age = (day - newest).days
        reach = Reach(covered_to=newest, age_days=age, next_expected=_next(source.cadence, newest))
    columns = {
        table.table: tuple(f"{table.table}.{name}" for name in table.delivered_columns()) for table in source.deliveries
    }
    return Recorded(
        **_common(source, decision, state_of_files(source, decision, day), day),
        label=source.label,
        is_fetched=False,
        max_age_days=None,
        fields_used=columns,
        reach=reach,
        switch_on=_lines(source.name, ['legal_basis = "…"']) if source.needs_basis else (),
    )


def _fetched(connector: Connector, decision: Decision | None, reach: Reach, day: dt.date) -> Recorded:
    lines = ["enabled = true"]
    if not connector.is_open:
        lines += [f'client_{what}_file = "secrets/{connector.name}.{what}"' for what in ("id", "secret")]
    lines += ['legal_basis = "…"'] if connector.needs_basis else []
    standing = state_of(connector, decision, day)
    return Recorded(
        **_common(connector, decision, standing, day),
        label=wording.sentence(connector.label),
        is_fetched=True,
        max_age_days=connector.max_age_days,
        fields_used=dict(connector.fields_used),
        # Nothing is expected of what is not asked: the next round will note that it was stopped.
        reach=reach if standing.runs else replace(reach, late_since=None, next_expected=None),
        switch_on=_lines(connector.name, lines) if connector.fetch else (),
    )


def _lines(name: str, own: list[str]) -> tuple[str, ...]:
    """What to write in `sources.toml`."""
    return (f"[{name}]", *own, 'decided_by = "…"', "decided_at = ÅÅÅÅ-MM-DD", "review = ÅÅÅÅ-MM-DD")


def _common(one: Source | Connector, decision: Decision | None, standing: Standing, day: dt.date) -> dict[str, Any]:
    """What is recorded in the same way about both kinds."""
    decided = decision or Decision(enabled=False)
    review = decided.review or one.review
    return {
        "name": one.name,
        "state": standing.state.value,
        "state_text": standing.state.words,
        "said": standing.said,
        "publisher": one.publisher,
        "purpose": one.purpose,
        "legal": tuple(labels_of("legal_refs")[key] for key in one.legal_refs),
        "legal_note": one.legal_note,
        "needs_basis": one.needs_basis,
        "legal_basis": decided.legal_basis,
        "decided_by": decided.decided_by,
        "decided_at": decided.decided_at,
        "owner": one.owner,
        "review": review,
        "is_overdue": review < day,
        "cadence": _CADENCES[one.cadence][0],
        "retention_years": one.retention_years,
    }
