"""What the published figures rest on: the manifest, the sources, the monitors over the days computed."""

import datetime as dt
from dataclasses import dataclass

import polars as pl

from tables.serving import Published
from web import queries
from web.freshness import SourceAge, SourceReach, freshness, source_ages
from web.held import Held, held_lists
from web.monitored import counted_over, part_and_label


@dataclass(frozen=True)
class Monitored:
    """One figure about the register as a whole, over the days computed."""

    monitor_id: str
    label: str
    denominator: str
    points: tuple[tuple[dt.date, float | None, int, int], ...]
    part: str = ""


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
    fetched: tuple[SourceReach, ...]
    monitors: tuple[Monitored, ...]
    held: tuple[Held, ...] = ()


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
        fetched=freshness(published, as_of).fetched,
        monitors=_monitors(queries.monitors(published)),
        held=tuple(held_lists(published, as_of).values()),
    )


def _monitors(frame: pl.DataFrame) -> tuple[Monitored, ...]:
    return tuple(
        Monitored(
            monitor_id=str(monitor),
            label=part_and_label(str(monitor))[1],
            denominator=counted_over(str(denominator)),
            points=tuple(group.sort("as_of").select("as_of", "value", "y", "n").iter_rows()),
            part=part_and_label(str(monitor))[0],
        )
        for (monitor, denominator), group in frame.group_by("monitor_id", "denominator", maintain_order=True)
    )
