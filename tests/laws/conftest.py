"""What every law may rely on: no test of a session ever touches the home directory that people use."""

from collections.abc import Iterator
from pathlib import Path

import polars as pl
import pytest

from tests.laws.register import T, register
from tests.laws.source_tree import ROOT
from tests.whole_way import Way, way


def _state(home: Path) -> dict[str, tuple[int, int]]:
    return {str(path): (path.stat().st_mtime_ns, path.stat().st_size) for path in home.rglob("*.duckdb")}


@pytest.fixture(scope="session", autouse=True)
def the_home_people_use_is_left_alone() -> Iterator[None]:
    home = ROOT / ".data"
    before = _state(home)
    yield
    assert _state(home) == before, f"a test wrote in {home}"


@pytest.fixture(scope="session")
def delivered(small_deliveries: tuple[Path, Path]) -> dict[str, pl.DataFrame]:
    """The register that laws of the whole way change, as delivered text."""
    return register(small_deliveries[0])


@pytest.fixture(scope="session")
def base(delivered: dict[str, pl.DataFrame]) -> Way:
    """What the register leads to on the day T, unchanged."""
    return way(delivered, [T])
