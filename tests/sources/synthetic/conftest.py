"""Synthetic deliveries made once per test session, and their rows read as a person would read the files."""

import datetime as dt
from dataclasses import dataclass
from pathlib import Path

import polars as pl
import pytest

from sources.synthetic import synthesise
from tables.contracts import deliveries

PERSON_COLUMNS = {"operator_id", "other_operator_id", "manager_key", "sender_key", "person_key"}


@dataclass(frozen=True)
class Made:
    """One synthetic set: where it is, and its tables with dates and numbers parsed."""

    folder: Path
    truth: Path
    rows: dict[str, int]

    def files(self, table: str) -> list[Path]:
        folder = self.folder / deliveries()[table].folder
        return [p for p in sorted(folder.glob(f"{table}_*.csv")) if p.stem.removeprefix(f"{table}_") in periods()]

    def raw(self, table: str) -> pl.DataFrame:
        """All rows as text, with file and line."""
        frames = [
            pl.read_csv(path, separator=";", infer_schema=False)
            .with_row_index("source_row", offset=2)
            .with_columns(pl.col("source_row").cast(pl.Int64), ledger_id=pl.lit(path.name))
            for path in self.files(table)
        ]
        nothing = pl.DataFrame(
            schema={**dict.fromkeys(deliveries()[table].column_names(), pl.String), "source_row": pl.Int64}
        )
        return pl.concat(frames) if frames else nothing

    def typed(self, table: str) -> pl.DataFrame:
        """All rows with the contract's types; identifiers of persons stand in the form they have after landing."""
        contract = deliveries()[table]
        return self.raw(table).select(_parsed(name, column.dtype) for name, column in contract.columns().items())

    def truth_of(self, name: str) -> pl.DataFrame:
        return pl.read_parquet(self.truth / f"{name}.parquet")

    def current(self, table: str) -> pl.DataFrame:
        """The row last known of each key."""
        key = deliveries()[table].key()
        return self.typed(table).sort("known_at", maintain_order=True).unique(key, keep="last", maintain_order=True)


def periods() -> set[str]:
    return {"base", *(str(year) for year in range(1998, 2030))}


def _parsed(name: str, data_type: pl.DataType) -> pl.Expr:
    column = pl.col(name)
    if name == "source_row":
        return column
    if data_type == pl.Date:
        return column.str.to_date("%Y-%m-%d")
    if data_type == pl.Boolean:
        return column.replace_strict({"true": True, "false": False}, return_dtype=pl.Boolean)
    if name in PERSON_COLUMNS:
        pseudonym = pl.lit("P-") + column.hash(seed=1).cast(pl.String).str.slice(0, 16).str.zfill(20)
        return (
            pl.when(column.str.contains(r"^\d{10}$"))
            .then(column)
            .when(column.is_not_null())
            .then(pseudonym)
            .alias(name)
        )
    return column.cast(data_type)


def _made(folder: Path, activities: int, years: int, seed: int, ends_on: dt.date = dt.date(2026, 6, 30)) -> Made:
    out, truth = folder / "deliveries", folder / "truth"
    return Made(out, truth, synthesise(out, truth, activities, years, seed, ends_on))


@pytest.fixture(scope="session")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Made:
    """The demo's size."""
    return _made(tmp_path_factory.mktemp("demo"), 2000, 7, 1)


@pytest.fixture(scope="session")
def full(tmp_path_factory: pytest.TempPathFactory) -> Made:
    """The size that the published figures are about."""
    return _made(tmp_path_factory.mktemp("full"), 25_000, 7, 1)


@pytest.fixture
def make(tmp_path: Path):
    """Make a set of one's own."""

    def maker(name: str, activities: int = 300, years: int = 3, seed: int = 1, **other: dt.date) -> Made:
        return _made(tmp_path / name, activities, years, seed, **other)

    return maker
