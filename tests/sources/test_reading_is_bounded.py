"""A hostile or broken file costs little memory and time before it is refused."""

import tracemalloc

import pytest

from tests.sources.delivering import landed, put
from tests.sources.malformed import endless_line, fifty_megabyte_field, zip_bomb


@pytest.mark.parametrize(
    ("name", "content", "rule"),
    [
        ("report.csv", endless_line, "too_long_line"),
        ("report.csv", fifty_megabyte_field, "too_long_line"),
        ("report.xlsx", zip_bomb, "zip_bomb"),
    ],
)
def test_a_file_too_large_to_hold_is_refused_without_holding_it(name, content, rule, tmp_path):
    put(tmp_path / "in", "report", name, content)
    landed(tmp_path / "in", tmp_path / "warm up")
    tracemalloc.start()
    outcome = landed(tmp_path / "in", tmp_path / "home")
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert outcome.error_rules == [rule]
    assert peak < 30 << 20
