"""What every law may rely on: no test of a session ever touches the home directory that people use."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.laws.source_tree import ROOT


def _state(home: Path) -> dict[str, tuple[int, int]]:
    return {str(path): (path.stat().st_mtime_ns, path.stat().st_size) for path in home.rglob("*.duckdb")}


@pytest.fixture(scope="session", autouse=True)
def the_home_people_use_is_left_alone() -> Iterator[None]:
    home = ROOT / ".data"
    before = _state(home)
    yield
    assert _state(home) == before, f"a test wrote in {home}"
