"""What the demonstration asks over the network: a stand-in for the vendors, on this machine.

The made-up company deliveries end some weeks before the day of the demonstration; what happened after that is only with
the vendors, and is fetched from them as real facts would be. What the stand-in answers is in `sources/standin`.
"""

import datetime as dt
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import polars as pl

from sources.standin import StandIn, World, decided
from sources.standin.from_deliveries import world_of
from sources.synthetic import ENDS_ON

#: The last day of the company deliveries, a Sunday: the vendors' weeks begin on the day after.
CUTOVER = dt.date(2026, 6, 7)
#: Where the vendors' world is kept, in the home directory.
VENDORS = "demo-vendors"
#: Those that need no agreement.
ASKED = ("bolagsverket_bulk", "scb_bulk", "annual_reports", "vardefulla_datamangder", "kolada")
_CUT = ("company", "company_event", "annual_report")


def hand_over(home: Path, deliveries: Path) -> None:
    """Give the vendors what there is of companies, and leave the deliveries what came up to the cutover.

    Roles stay in the deliveries: who sits where is told by vendors that an agreement is needed for.
    """
    world = world_of(deliveries)
    later = pl.col("registered") > CUTOVER
    replace(world, reports=world.reports.filter(later)).write(home / VENDORS)
    for table in _CUT:
        for path in sorted((deliveries / "companies").glob(f"{table}_[0-9b]*.csv")):
            rows = pl.read_csv(path, separator=";", infer_schema=False)
            stays = pl.col("known_at") <= CUTOVER.isoformat()
            if table == "company_event":
                stays = stays | pl.col("role").is_not_null()
            kept = rows.filter(stays)
            if kept.height < rows.height:
                kept.write_csv(path, separator=";")


@contextmanager
def vendors(home: Path) -> Iterator[None]:
    """The vendors on the day of the demonstration, and the decisions to ask them, for as long as it runs."""
    folder = home / VENDORS
    if not folder.exists():
        yield
        return
    with StandIn(World.read(folder), ENDS_ON) as standin:
        decided.write(home, standin.url, CUTOVER, ASKED)
        try:
            yield
        finally:
            decided.write(home, standin.url, CUTOVER, ASKED, enabled=False)
