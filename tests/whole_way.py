"""The whole way without the orchestrator: deliveries in files → landing → facts → values → scores → lists.

Deliveries are held as one frame of text per table, so that a law can change any cell of any table and go the way
again. How a run of the program does the same, and that both give the same, is tested in `laws/test_way_of_rows.py`.
"""

import datetime as dt
import functools
import io
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import polars as pl

from indicators import monitors, watching
from indicators.decisions import profile, shipped
from indicators.population import open_activities
from indicators.registry import catalogue
from indicators.scoring import ranking, score
from indicators.values import values
from indicators.work.items import work_items
from indicators.work.permit_cases import permit_cases
from sources.facts.deriving import derive_facts
from sources.identity import DEMO_SECRET, PseudonymKey
from sources.landing import Landing, current_rows, land
from sources.registry import SOURCES
from tables.contracts import deliveries as contracts
from tables.store import Warehouse

MOMENT = dt.datetime(2026, 7, 1, 8, 0)
SEED = 1
Deliveries = Mapping[str, pl.DataFrame]


@dataclass(frozen=True)
class Way:
    """What deliveries led to: facts and marts by table name."""

    facts: Mapping[str, pl.DataFrame]
    marts: Mapping[str, pl.DataFrame]

    @property
    def values(self) -> pl.DataFrame:
        """The indicator values."""
        return self.marts["indicator_value"]

    def bytes_at(self, day: dt.date) -> dict[str, bytes]:
        """Every mart of one day, as it would be exported."""
        return {name: _parquet(frame.filter(as_of=day)) for name, frame in self.marts.items()}


def read_deliveries(folder: Path) -> dict[str, pl.DataFrame]:
    """All files under a folder of synthetic deliveries as one frame of text per table; some tables have none."""
    return {
        table: pl.concat(
            [
                pl.DataFrame(schema=dict.fromkeys(contract.delivered_columns(), pl.String)),
                *(pl.read_csv(path, separator=";", infer_schema=False) for path in files_of(folder, table)),
            ]
        )
        for table, contract in contracts().items()
    }


def files_of(folder: Path, table: str) -> list[Path]:
    """The files of one table, as the synthetic register names them: by year, or `base`."""
    return sorted((folder / contracts()[table].folder).glob(f"{table}_[0-9b][0-9a]*.csv"))


def csv(rows: pl.DataFrame) -> bytes:
    """The rows as a file."""
    return rows.write_csv(separator=";").encode()


def way(deliveries: Deliveries, days: Sequence[dt.date]) -> Way:
    """Go the whole way with one file per table; a table without rows is not delivered."""
    return onwards({table: landed(table, csv(rows)) for table, rows in deliveries.items()}, days)


@functools.lru_cache(maxsize=64)
def landed(table: str, content: bytes) -> pl.DataFrame:
    """The rows of one file, landed in a home of its own; the same file is landed once."""
    if content.count(b"\n") < 2:
        return contracts()[table].create_empty()
    with tempfile.TemporaryDirectory() as root:
        file = Path(root) / "in" / contracts()[table].folder / f"{table}.csv"
        file.parent.mkdir(parents=True)
        file.write_bytes(content)
        rows, landing = taken_in(Path(root) / "in", Path(root) / "home")
        assert landing.errors == ()
        return rows[table]


def taken_in(folder: Path, home: Path) -> tuple[dict[str, pl.DataFrame], Landing]:
    """Land a folder, and the rows in use afterwards of every table."""
    with Warehouse(home) as warehouse:
        landing = land(warehouse, folder, PseudonymKey(DEMO_SECRET), MOMENT, admitted=SOURCES)
        return {table: current_rows(warehouse, contract) for table, contract in contracts().items()}, landing


def onwards(rows: Mapping[str, pl.DataFrame], days: Sequence[dt.date]) -> Way:
    """From landed rows to marts."""
    facts = derive_facts(rows)
    return from_values(facts, values(facts, days), days)


def from_values(facts: Mapping[str, pl.DataFrame], found: pl.DataFrame, days: Sequence[dt.date]) -> Way:
    """From indicator values to the other marts."""
    population = open_activities(facts, days)
    weights = profile.load(shipped.PROFILE, catalogue())
    scores, contributions = score.scores(found, population, catalogue(), weights, SEED)
    items = pl.concat(work_items(facts, found.filter(as_of=day), day) for day in sorted(set(days)))
    ranked = ranking.ranked_list(scores, contributions, found, population, facts["decision"], catalogue(), items, SEED)
    marts = {
        "indicator_value": found,
        "score": scores,
        "contribution": contributions,
        "ranked_list": ranked,
        "work_item": items.drop("evidence"),  # where a line lies is not what it says
        "permit_case_item": pl.concat(
            permit_cases(facts, found.filter(as_of=day), day, catalogue(), weights) for day in sorted(set(days))
        ),
        "monitor": pl.concat(_monitors(facts, scores, found, population, day) for day in sorted(set(days))),
    }
    return Way(facts, marts)


def _monitors(
    facts: Mapping[str, pl.DataFrame], scores: pl.DataFrame, found: pl.DataFrame, population: pl.DataFrame, day: dt.date
) -> pl.DataFrame:
    scored, found, there = (frame.filter(as_of=day) for frame in (scores, found, population))
    return pl.concat([monitors.monitors(found, there), watching.watched(facts, scored, there, day)])


def _parquet(frame: pl.DataFrame) -> bytes:
    stream = io.BytesIO()
    frame.write_parquet(stream, compression="zstd", statistics=False)
    return stream.getvalue()
