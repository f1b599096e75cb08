"""Landing takes all of it: no file refused, no row in quarantine."""

import datetime as dt

from sources.identity import PseudonymKey
from sources.landing import land
from tables.store import Warehouse


def test_everything_lands_without_quarantine(demo, tmp_path):
    with Warehouse(tmp_path) as warehouse:
        landing = land(warehouse, demo.folder, PseudonymKey.load(tmp_path, demo.folder, None), dt.datetime(2026, 7, 1))
    assert landing.errors == ()
    assert sum(file.quarantined_rows for file in landing.landed) == 0
    assert sum(file.good_rows for file in landing.landed) == sum(demo.rows.values())
