"""The connector of SCB's weekly file."""

from collections.abc import Iterator
from pathlib import Path

import polars as pl

from sources.fetching.bad_rows import told
from sources.fetching.connector import Asked, Fetched
from sources.fetching.weekly_file import Read, WeeklyFile, fetch_weekly
from sources.identity import PseudonymKey
from sources.scb.parsing import RULES, WHAT, parse
from sources.scb.weekly import KEPT, changed_deliveries, prune

PUBLIC = "https://vardefulla-datamangder.bolagsverket.se"
PATH = "/scb/scb_bulkfil.zip"


def fetch(asked: Asked) -> Iterator[Fetched]:
    """Give the answers that the newest weekly file changes.

    Raises:
        SourceFault: the file cannot be had or believed; then nothing changes.
    """
    yield from fetch_weekly(FILE, asked)


def read_week(text: Path, folder: Path, followed: pl.DataFrame, key: PseudonymKey) -> Read:
    """Read a text into the folder of its week.

    Raises:
        SourceFault: the text cannot be believed.
    """
    parsed = parse(text, folder, followed, key)
    parsed.followed.write_parquet(folder / KEPT)
    return Read(parsed.rows, told(parsed.bad, RULES, WHAT))


FILE = WeeklyFile(WHAT, PUBLIC, PATH, read_week, changed_deliveries, prune)
