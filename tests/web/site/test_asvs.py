"""The checklist of security requirements names tests that are there, and says plainly how each point stands."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[3]
TEXT = (ROOT / "docs" / "explanation" / "asvs.md").read_text(encoding="utf-8")
ROWS = [row for row in TEXT.splitlines() if re.match(r"\| \d", row)]
FILES = sorted(set(re.findall(r"`((?:tests/)?[\w/]*test_\w+\.py)`", TEXT)))
NAMES = sorted(set(re.findall(r"`(test_\w+)`", TEXT)))


@pytest.mark.parametrize("name", FILES)
def test_a_file_that_is_named_is_there(name):
    assert (ROOT / name if "/" in name else Path(__file__).parent / name).is_file()


def test_every_test_that_is_named_is_there():
    written = "".join(path.read_text(encoding="utf-8") for path in Path(__file__).parent.glob("test_*.py"))
    assert [name for name in NAMES if f"def {name}(" not in written] == []


def test_every_point_has_a_state_and_what_is_met_has_a_proof():
    for row in ROWS:
        _, requirement, how, proof, state, _ = (cell.strip() for cell in row.split("|"))
        assert how, requirement
        assert state in {"met", "built", "partly", "agency"}, requirement
        assert state != "met" or proof != "–", requirement
