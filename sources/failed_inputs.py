"""What has failed of what comes in: files not taken in, deliveries not to be believed, sources that are late.

One place that says it, for all who must know. Which lists it holds back is in `indicators/scoring/holding.py`. Rows
that were refused one by one are no failure of a whole: they are in quarantine, and many of them make the delivery one
that is not to be believed.
"""

import datetime as dt
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

import polars as pl

from sources.delivery_outcomes import outcomes
from sources.registry import SOURCES
from tables import core, ops
from tables.code_lists import labels_of
from tables.contracts import deliveries
from tables.freshness import late_sources
from tables.store import Warehouse

#: The check of a table's newest delivery that says whether it is to be believed.
DELIVERY = "delivery"


@dataclass(frozen=True)
class FailedInput:
    """One input that has failed.

    Attributes:
        tables: the delivery tables and facts that nobody can rely on being whole.
        what: what has failed, in Swedish, without a full stop.
        remedy: what to do, in Swedish, one sentence.
    """

    tables: frozenset[str]
    what: str
    remedy: str


def note_refusals(warehouse: Warehouse, tables: Collection[str], outside: Iterable[tuple[str, str, str]]) -> None:
    """Keep what the landing of some tables left outside, in place of what their landing before left.

    Args:
        warehouse: where to.
        tables: the tables that were landed.
        outside: table, file name and what is wrong, of each file.
    """
    before = warehouse.read(ops.Refusal).filter(~pl.col("table").is_in(list(tables)))
    found = pl.DataFrame(list(outside), schema=before.schema, orient="row").unique(["table", "file_name"])
    warehouse.replace(ops.Refusal, pl.concat([before, found]).sort("table", "file_name"))


def failed_inputs(warehouse: Warehouse, context_folder: Path, day: dt.date) -> tuple[FailedInput, ...]:
    """Everything that has failed, as it stands and as sources are known to reach on the day, in a fixed order.

    Args:
        warehouse: the landed rows and the facts.
        context_folder: where the checks of deliveries are kept.
        day: the day that lists are drawn up for.
    """
    return (*_refused(warehouse), *_not_believed(warehouse, context_folder), *_late(warehouse, day))


def _refused(warehouse: Warehouse) -> Iterator[FailedInput]:
    for table, _, said in warehouse.read(ops.Refusal).sort("table", "file_name").iter_rows():
        yield FailedInput(
            frozenset({table}),
            f"{_label(table)}: en fil är inte inläst ({said.rstrip('.')})",
            "Rätta filen, lämna den igen och kör om.",
        )


def _not_believed(warehouse: Warehouse, context_folder: Path) -> Iterator[FailedInput]:
    for table, contract in deliveries().items():
        for one in outcomes(warehouse, contract, context_folder):
            if one.name == DELIVERY and not one.passed and one.severity == "error":
                yield FailedInput(
                    frozenset({table}),
                    f"{_label(table)}: den senaste leveransen av {table} är inte som väntat ({one.said.rstrip('.')})",
                    "Begär en ny leverans av källan, eller besluta om andra gränser, och kör om.",
                )


def _late(warehouse: Warehouse, day: dt.date) -> Iterator[FailedInput]:
    for row in late_sources(warehouse.read(core.SourceCover), day).iter_rows(named=True):
        label = labels_of("fetched_sources")[row["source"]]
        reach = f"uppgifter t.o.m. {row['covered_to']}" if row["covered_to"] else "aldrig hämtad hel"
        yield FailedInput(
            frozenset(row["feeds"]),
            f"{label} är sen sedan {row['late_since']}, {reach}",
            f"Hämta den igen (`tillsynsradar fetch {row['source']}`), eller stäng av den, och kör om.",
        )


def _label(table: str) -> str:
    return SOURCES[deliveries()[table].folder].label
