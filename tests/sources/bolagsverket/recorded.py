"""Answers of the vendor's own that are no part of this project: tests that replay them skip where they are not."""

import json
from pathlib import Path

import pytest

FOLDER = Path(__file__).parents[3] / "../shared/reference/data/bolagsverket-api"
needs_recorded = pytest.mark.skipif(not FOLDER.is_dir(), reason="the vendor's recorded answers are not here")


def recorded(name):
    """A recorded answer."""
    return json.loads((FOLDER / f"{name}.json").read_text(encoding="utf-8"))
