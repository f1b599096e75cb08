"""SCB's weekly text: of the followed organisations their form, whether they operate, and in which industries.

The file holds all legal entities and all sole traders, with names, addresses and whether they want advertising; none of
that is read. Natural persons are pseudonyms from the first reading on.
"""

from dataclasses import dataclass
from pathlib import Path

import duckdb
import polars as pl

from sources.fetching.bad_rows import BadRow, believed, check_whole, placed, refused
from sources.fetching.columnar import bounded, literal, reading_rows
from sources.fetching.connector import SourceFault
from sources.identity import TEST_NUMBERS, PseudonymKey

WHAT = "SCB:s veckofil"
#: The columns that are read; the file has more, and they may come in another order.
USED = ("PeOrgNr", "JurForm", "FtgStat", "JEStat", "Ng1", "Ng2", "Ng3", "Ng4", "Ng5", "RegDatKtid")
RULES = {"identity": "PeOrgNr som inte följer formen", "check_digit": "fel kontrollsiffra"}
MOST_ROW_BYTES = 100_000


@dataclass(frozen=True)
class Parsed:
    """The rows of the followed, how many rows the file had, and which could not be read."""

    followed: pl.DataFrame
    rows: int
    bad: tuple[BadRow, ...]


def parse(text: Path, folder: Path, followed: pl.DataFrame, key: PseudonymKey) -> Parsed:
    """Read the text.

    Args:
        text: the unpacked file.
        folder: may be used while reading.
        followed: `operator_id` of those to follow.
        key: for natural persons' numbers.

    Raises:
        SourceFault: a column is missing, the text is broken off, or there are too many bad rows.
    """
    source = _source(text)
    tests = ", ".join(map(literal, sorted(TEST_NUMBERS)))
    with reading_rows(WHAT), bounded(folder, key) as connection:
        connection.register("asked_for", followed.select("operator_id").unique())
        connection.execute(f"CREATE TEMP TABLE judged AS {_SELECTED.format(source=source, tests=tests)}")
        not_taken_apart = refused(connection)
        counted = int(connection.sql(f"SELECT count(*) FROM {source}").fetchall()[0][0])
        faulty = _located(connection, source, tests) if _n_faults(connection) else []
        found = connection.sql("SELECT * FROM judged WHERE operator_id IS NOT NULL ORDER BY ALL").pl()
    check_whole(text, not_taken_apart, WHAT)
    bad = [*(BadRow(row.line, row.rule) for row in not_taken_apart), *placed(faulty, not_taken_apart)]
    return Parsed(found, counted - len(faulty), believed(bad, counted - len(faulty), WHAT))


def _source(text: Path) -> str:
    """The text as a table; it ends each line with one tab too many."""
    with text.open("rb") as stream:
        heading, first = stream.readline(20_000), stream.readline(MOST_ROW_BYTES)
    names = heading.decode("iso-8859-1").rstrip("\r\n").rstrip("\t").split("\t")
    missing = [name for name in USED if name not in names]
    if missing or len(set(names)) != len(names):
        raise SourceFault(f"{WHAT}: kolumnerna är andra än väntat (saknar {', '.join(missing) or '–'}); inget läses")
    width = len(first.decode("iso-8859-1").rstrip("\r\n").split("\t"))
    ends = [f"_end{n}" for n in range(max(min(width - len(names), 1), 0))]
    columns = ", ".join(f"{literal(name)}: 'VARCHAR'" for name in [*names, *ends])
    ending = "\\r\\n" if heading.endswith(b"\r\n") else "\\n"
    return (
        f"read_csv({literal(str(text))}, delim = '\t', quote = '', escape = '', header = false, skip = 1, "
        f"auto_detect = false, columns = {{{columns}}}, encoding = 'latin-1', new_line = '{ending}', "
        f"store_rejects = true, rejects_limit = 100000, max_line_size = {MOST_ROW_BYTES})"
    )


_JUDGED = """
WITH numbered AS (
  SELECT *, try_cast(PeOrgNr AS BIGINT) AS whole, (whole % 10000000000) // 100000 AS above, left(PeOrgNr, 2) AS century
  FROM {source}
), halves AS (
  SELECT *, CASE WHEN above BETWEEN 0 AND 99999 THEN above::INT END AS high,
    CASE WHEN above BETWEEN 0 AND 99999 THEN (whole % 100000)::INT END AS low, (high % 10) * 10 + low // 10000 AS day
  FROM numbered
), told AS (
  SELECT *, coalesce((high // 10) % 100 BETWEEN 1 AND 12 AND (day BETWEEN 1 AND 31 OR day BETWEEN 61 AND 91), false)
      AS person_like,
    CASE WHEN high IS NULL OR whole::VARCHAR <> PeOrgNr OR strlen(PeOrgNr) <> 12
        OR century NOT IN ('16', '18', '19', '20') THEN 'identity'
      WHEN century = '16' AND NOT luhn(high, low) AND right(PeOrgNr, 10) NOT IN ({tests}) THEN 'check_digit'
    END AS fault
  FROM halves
)
"""
_SELECTED = (
    _JUDGED
    + """, identified AS (
  SELECT *, right(PeOrgNr, 10) AS ten,
    CASE WHEN person_like OR century <> '16' THEN pseudonym(ten) ELSE ten END AS id
  FROM told
)
SELECT CASE WHEN id IN (SELECT operator_id FROM asked_for) THEN id END AS operator_id, fault, JurForm AS form,
  FtgStat AS company_state, JEStat AS unit_state, RegDatKtid AS entered,
  list_filter([Ng1, Ng2, Ng3, Ng4, Ng5], lambda x: trim(x) <> '') AS industries
FROM identified WHERE fault IS NOT NULL OR id IN (SELECT operator_id FROM asked_for)
"""
)


def _n_faults(connection: duckdb.DuckDBPyConnection) -> int:
    return int(connection.sql("SELECT count(*) FROM judged WHERE fault IS NOT NULL").fetchall()[0][0])


def _located(connection: duckdb.DuckDBPyConnection, source: str, tests: str) -> list[tuple[int, str]]:
    ordered = f"(SELECT *, row_number() OVER () + 1 AS line FROM {source})"
    judged = _JUDGED.format(source=ordered, tests=tests)
    return connection.sql(f"{judged} SELECT line, fault FROM told WHERE fault IS NOT NULL").fetchall()
