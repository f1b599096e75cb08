"""One made-up register that is always the same, for figures in the reference and for comparing definitions.

From deliveries to facts without a home directory: everything happens in a folder that is removed afterwards.
"""

import datetime as dt
import tempfile
from collections.abc import Callable
from pathlib import Path

import polars as pl

from sources.synthetic import ENDS_ON

#: The day that everything is as of, and the seed of the register.
DAY = ENDS_ON
SEED = 1
YEARS = 7
_LANDED_AT = dt.datetime(2026, 7, 1, 8, tzinfo=dt.UTC).replace(tzinfo=None)


def facts(activities: int, progress: Callable[[str], None] = lambda _: None) -> dict[str, pl.DataFrame]:
    """The core facts of a register of so many activities by table name; the same number gives the same facts."""
    from sources.facts.deriving import derive_facts
    from sources.identity import DEMO_SECRET, PseudonymKey
    from sources.landing import current_rows, land
    from sources.synthetic import synthesise
    from tables.contracts import deliveries
    from tables.store import Warehouse

    with tempfile.TemporaryDirectory(prefix="tillsynsradar-") as root:
        folder = Path(root)
        progress(f"ett påhittat register med {activities} verksamheter skapas")
        synthesise(folder / "deliveries", folder / "truth", activities=activities, years=YEARS, seed=SEED, ends_on=DAY)
        progress("leveranserna läses in")
        with Warehouse(folder / "home") as warehouse:
            land(warehouse, folder / "deliveries", PseudonymKey(DEMO_SECRET), _LANDED_AT)
            rows = {name: current_rows(warehouse, contract) for name, contract in deliveries().items()}
    progress("fakta härleds")
    return derive_facts(rows)
