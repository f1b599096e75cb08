"""The connector of Bolagsverket's weekly file."""

from collections.abc import Iterator
from pathlib import Path

import polars as pl

from sources.bolagsverket.bulk.neighbours import neighbours
from sources.bolagsverket.bulk.parsing import RULES, WHAT, parse
from sources.bolagsverket.bulk.weekly import REGISTER, WANTED, changed_deliveries, prune
from sources.fetching.bad_rows import told
from sources.fetching.connector import Asked, Fetched
from sources.fetching.weekly_file import Read, WeeklyFile, fetch_weekly
from sources.identity import PseudonymKey

PUBLIC = "https://vardefulla-datamangder.bolagsverket.se"
PATH = "/bolagsverket/bolagsverket_bulkfil.zip"


def fetch(asked: Asked) -> Iterator[Fetched]:
    """Give what the newest weekly file changes in entries, events and answers.

    Raises:
        SourceFault: the file cannot be had or believed; then nothing changes.
    """
    yield from fetch_weekly(FILE, asked)


def read_week(text: Path, folder: Path, followed: pl.DataFrame, key: PseudonymKey) -> Read:
    """Read a text into the folder of its week: the register, and whom the week wants of it.

    Raises:
        SourceFault: the text cannot be believed.
    """
    parsed = parse(text, folder / REGISTER, followed, key)
    near = neighbours(folder / REGISTER, followed)
    wanted = pl.concat([followed.select("operator_id"), near]).unique().sort("operator_id")
    wanted.write_parquet(folder / WANTED)
    return Read(parsed.rows, told(parsed.bad, RULES, WHAT))


FILE = WeeklyFile(WHAT, PUBLIC, PATH, read_week, changed_deliveries, prune)
