"""What the checks of a delivery said is remembered for as long as nothing they rest on has changed."""

import datetime as dt

import pytest

from sources.delivery_outcomes import outcomes
from sources.identity import PseudonymKey
from sources.landing import land
from tables.raw import ActorRelation, MunicipalityStatus
from tables.store import Warehouse

KEY = PseudonymKey(b"0123456789abcdef" * 4)
HEADING = "municipality_code;e_service_from;placement_support_from;population;known_at\n"


@pytest.fixture
def warehouse(tmp_path):
    with Warehouse(tmp_path / "home") as warehouse:
        yield warehouse


def _deliver(warehouse, folder, name, line, hour):
    file = folder / "municipalities" / name
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(HEADING + line, encoding="utf-8")
    landed = land(warehouse, folder, KEY, dt.datetime(2026, 6, 30, hour))
    assert not landed.errors


def test_a_table_that_was_never_delivered_has_no_outcomes(warehouse, tmp_path):
    assert outcomes(warehouse, ActorRelation, tmp_path / "context") == ()


def test_the_second_time_is_from_memory(warehouse, tmp_path):
    _deliver(warehouse, tmp_path / "in", "municipality_status_1.csv", "0180;2026-01-01;;;2026-01-01\n", 1)
    first = outcomes(warehouse, MunicipalityStatus, tmp_path / "context")
    (memory,) = (tmp_path / "context" / "outcomes").iterdir()
    stamp = memory.stat().st_mtime_ns
    assert outcomes(warehouse, MunicipalityStatus, tmp_path / "context") == first
    assert memory.stat().st_mtime_ns == stamp
    assert [one.name for one in first] == ["contract", "delivery"]


def test_a_new_file_is_checked_anew(warehouse, tmp_path):
    _deliver(warehouse, tmp_path / "in", "municipality_status_1.csv", "0180;2026-01-01;;;2026-01-01\n", 1)
    first = outcomes(warehouse, MunicipalityStatus, tmp_path / "context")
    lines = "".join(f"{code};2026-02-01;;;2026-02-01\n" for code in ("0114", "0115", "0117"))
    _deliver(warehouse, tmp_path / "in", "municipality_status_2.csv", lines, 2)
    second = outcomes(warehouse, MunicipalityStatus, tmp_path / "context")
    assert [one.metadata["rows"] for one in (first[0], second[0])] == [1, 3]
