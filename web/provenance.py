"""What the published figures rest on: the manifest, the age of every source, the monitors over the days computed."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import polars as pl

from tables.contracts import deliveries, facts
from tables.serving import Published
from web import queries

#: What the inspectorate calls each kind of delivery.
_TABLES = {
    "operator": "aktörer",
    "activity_version": "verksamheter i registret",
    "notification": "anmälningar till registret",
    "permit": "tillstånd",
    "permit_case": "tillståndsärenden",
    "supervision_case": "tillsynsärenden",
    "inspection": "inspektioner",
    "finding": "brister",
    "decision": "beslut",
    "court_event": "händelser i domstol",
    "measure": "åtgärder",
    "report": "rapporter, tips och klagomål",
    "report_event": "rapporternas lägen",
    "company_event": "bolagshändelser",
    "annual_report": "årsredovisningar",
    "municipality_status": "kommunernas anslutning",
    "link": "beslutade kopplingar",
    "actor_relation": "relationer mellan aktörer",
}
_MONITORS = {"share_stale_12m": "Andel som inte uppdaterats på ett år", "open_activities": "Öppna verksamheter"}
_DENOMINATORS = {"all_open": "alla öppna verksamheter", "notified_by_municipality": "verksamheter som kommuner anmäler"}


@dataclass(frozen=True)
class SourceAge:
    """How old what is known from one kind of delivery is."""

    table: str
    label: str
    files: int
    rows: int
    quarantined: int
    latest_known_at: dt.date | None
    age_days: int | None


@dataclass(frozen=True)
class Monitored:
    """One figure about the register as a whole, over the days computed."""

    monitor_id: str
    label: str
    denominator: str
    points: tuple[tuple[dt.date, float | None, int, int], ...]


@dataclass(frozen=True)
class Provenance:
    """How what is read came about."""

    as_of: dt.date
    days: tuple[dt.date, ...]
    run_id: str
    code_version: str
    catalogue_version: str
    profile: str
    profile_version: str
    key_fingerprint: str
    seed: int
    ledger_ids: tuple[str, ...]
    sources: tuple[SourceAge, ...]
    monitors: tuple[Monitored, ...]


def provenance(published: Published, as_of: dt.date) -> Provenance:
    """How the published run came about, with ages counted to a day."""
    row = queries.manifest(published).row(0, named=True)
    return Provenance(
        as_of=as_of,
        days=tuple(row["as_of"]),
        run_id=row["run_id"],
        code_version=row["code_version"],
        catalogue_version=row["catalogue_version"],
        profile=row["profile"],
        profile_version=row["profile_version"],
        key_fingerprint=row["key_fingerprint"],
        seed=row["seed"],
        ledger_ids=tuple(row["ledger_ids"]),
        sources=source_ages(published, as_of),
        monitors=_monitors(queries.monitors(published)),
    )


def source_ages(published: Published, as_of: dt.date) -> tuple[SourceAge, ...]:
    """How old each kind of delivery is on the day, in the order of the contracts."""
    order = list(deliveries())
    ages = [_source(row, as_of) for row in queries.sources(published).iter_rows(named=True)]
    return tuple(
        sorted(ages, key=lambda age: (order.index(age.table) if age.table in order else len(order), age.table))
    )


def source_label(table: str) -> str:
    """What the inspectorate calls a kind of delivery or fact."""
    known = facts().get(table)
    return _TABLES.get(table) or (table if known is None else known.sv)


def _source(row: Mapping[str, Any], as_of: dt.date) -> SourceAge:
    latest = row["latest_known_at"]
    return SourceAge(
        table=row["table"],
        label=source_label(row["table"]),
        files=row["files"],
        rows=row["rows"],
        quarantined=row["quarantined"],
        latest_known_at=latest,
        age_days=(as_of - latest).days if latest is not None and latest <= as_of else None,
    )


def _monitors(frame: pl.DataFrame) -> tuple[Monitored, ...]:
    return tuple(
        Monitored(
            monitor_id=str(monitor),
            label=_MONITORS.get(str(monitor), str(monitor)),
            denominator=_DENOMINATORS.get(str(denominator), str(denominator)),
            points=tuple(group.sort("as_of").select("as_of", "value", "y", "n").iter_rows()),
        )
        for (monitor, denominator), group in frame.group_by("monitor_id", "denominator", maintain_order=True)
    )
