"""The weekly text as one columnar file: legal persons and followed natural persons, a fault noted at each bad row.

One pass, and no more is read out of a cell here than what tells rows apart; what names, procedures and addresses hold
is read in `register.py`, for the few rows that are asked about. Descriptions are read for followed organisations only,
and only the answer is kept.
"""

from dataclasses import dataclass
from pathlib import Path

import duckdb
import polars as pl
from duckdb.func import FunctionNullHandling

from sources.bolagsverket.descriptions import describes_care
from sources.fetching.bad_rows import BadRow, Refused, believed, check_whole, placed, refused
from sources.fetching.columnar import bounded, literal, reading_rows
from sources.fetching.connector import SourceFault
from sources.identity import TEST_NUMBERS, PseudonymKey

WHAT = "Bolagsverkets veckofil"
HEADING = (
    "organisationsidentitet",
    "namnskyddslopnummer",
    "registreringsland",
    "organisationsnamn",
    "organisationsform",
    "avregistreringsdatum",
    "avregistreringsorsak",
    "pagandeAvvecklingsEllerOmstruktureringsforfarande",
    "registreringsdatum",
    "verksamhetsbeskrivning",
    "postadress",
)
#: A row longer than this is malformed.
MOST_ROW_BYTES = 2_000_000
#: The rules that only this file has, in Swedish.
RULES = {
    "identity": "identitetsbeteckning som inte följer formen",
    "check_digit": "fel kontrollsiffra",
    "number": "namnskyddslöpnummer som inte är ett tal 0–999",
    "date": "datum som inte går att läsa",
}


@dataclass(frozen=True)
class Parsed:
    """How many rows were kept, and which could not be read."""

    rows: int
    bad: tuple[BadRow, ...]


def parse(text: Path, target: Path, followed: pl.DataFrame, key: PseudonymKey) -> Parsed:
    """Read the text into the Parquet file `target`.

    Args:
        text: the unpacked file.
        target: gets `operator_id`, `registration_no`, `is_person`, `fault` and the cells; in a folder of its own.
        followed: `operator_id` of those to follow.
        key: for natural persons' numbers.

    Raises:
        SourceFault: another heading, a text that is broken off, or too many bad rows.
    """
    source = _source(text, _ending(text))
    with reading_rows(WHAT), bounded(target.parent, key) as connection:
        connection.register("asked_for", followed.select("operator_id").unique())
        connection.create_function(
            "care", describes_care, ["VARCHAR"], "BOOLEAN", null_handling=FunctionNullHandling.SPECIAL
        )
        connection.execute("SET preserve_insertion_order = false")
        selected = _SELECTED.format(source=source, tests=_TESTS)
        copied = connection.execute(f"COPY ({selected}) TO {literal(str(target))} (COMPRESSION lz4_raw)").fetchall()
        not_taken_apart = refused(connection)
        faulty = _located(connection, source, not_taken_apart) if _faults(connection, target) else []
    check_whole(text, not_taken_apart, WHAT)
    good = int(copied[0][0]) - len(faulty)
    bad = [*(BadRow(row.line, row.rule) for row in not_taken_apart), *faulty]
    return Parsed(good, believed(bad, good, WHAT))


def _ending(text: Path) -> str:
    """The line ending of a file with the right heading."""
    with text.open("rb") as stream:
        first = stream.readline(10_000)
    names = first.decode("utf-8-sig", errors="replace").strip("\r\n").split(";")
    if tuple(name.strip('"') for name in names) != HEADING:
        raise SourceFault(f"{WHAT}: rubrikraden är en annan än väntat; formen har ändrats och inget läses")
    return "\\r\\n" if first.endswith(b"\r\n") else "\\n"


_KEEPING_REFUSED = "store_rejects = true, rejects_limit = 100000"


def _source(text: Path, ending: str) -> str:
    columns = ", ".join(f"'{name}': 'VARCHAR'" for name in HEADING)
    return (
        f"read_csv({literal(str(text))}, delim = ';', quote = '\"', escape = '\"', header = true, auto_detect = false, "
        f"columns = {{{columns}}}, nullstr = ['', 'null'], new_line = '{ending}', {_KEEPING_REFUSED}, "
        f"max_line_size = {MOST_ROW_BYTES})"
    )


_TESTS = ", ".join(map(literal, sorted(TEST_NUMBERS)))
#: What the identity cell says, and what is wrong with the row.
_JUDGED = """
WITH cut AS (
  SELECT *, split_part(organisationsidentitet, '$', 1) AS long, split_part(organisationsidentitet, '$', 2) AS kind
  FROM {source}
), numbered AS (
  SELECT *, try_cast(long AS BIGINT) AS whole, whole % 10000000000 AS n,
    (whole // 1000000) % 100 AS month, (whole // 10000) % 100 AS day FROM cut
), told AS (
  SELECT *, month BETWEEN 1 AND 12 AND (day BETWEEN 1 AND 31 OR day BETWEEN 61 AND 91) AS person_like,
    CASE WHEN whole IS NULL OR whole < 0 OR strlen(long) NOT IN (10, 12)
        OR lpad(whole::VARCHAR, strlen(long)::INT, '0') <> long
        OR kind NOT IN ('ORGNR-IDORG', 'PERSON-IDORG', 'SAMORDNR-IDORG', 'GDNR-IDORG')
        OR (kind = 'ORGNR-IDORG' AND (n // 10000000) % 10 < 2 AND NOT person_like) THEN 'identity'
      WHEN NOT luhn(n) AND right(long, 10) NOT IN ({tests}) THEN 'check_digit'
      WHEN namnskyddslopnummer IS NOT NULL
        AND coalesce(try_cast(namnskyddslopnummer AS INT) NOT BETWEEN 0 AND 999, true) THEN 'number'
      WHEN (registreringsdatum IS NOT NULL AND NOT coalesce(try_cast(registreringsdatum AS DATE) BETWEEN
          '1600-01-01' AND '2199-12-31', false)) OR (avregistreringsdatum IS NOT NULL AND NOT
          coalesce(try_cast(avregistreringsdatum AS DATE) BETWEEN '1600-01-01' AND '2199-12-31', false)) THEN 'date'
    END AS fault FROM numbered
)
"""
#: Person-like digits are a person's, whatever they are called; so are numbers given to persons, and whoever trades as a
#: natural person. Their names and addresses go no further.
_SELECTED = (
    _JUDGED
    + """, identified AS (
  SELECT *, coalesce(kind <> 'ORGNR-IDORG' OR person_like, true)
      OR coalesce(organisationsform = 'E-ORGFO', false) AS is_person,
    CASE WHEN person_like OR kind IN ('PERSON-IDORG', 'SAMORDNR-IDORG', 'GDNR-IDORG') THEN pseudonym(right(long, 10))
      WHEN kind = 'ORGNR-IDORG' THEN right(long, 10) END AS operator_id
  FROM told
), marked AS (
  SELECT *, operator_id IN (SELECT operator_id FROM asked_for) AS is_followed FROM identified
)
SELECT operator_id, coalesce(try_cast(namnskyddslopnummer AS SMALLINT), 0) AS registration_no, is_person, fault,
  CASE WHEN is_person THEN NULL
    WHEN contains(organisationsnamn, '|') OR NOT suffix(organisationsnamn, '$')
      THEN nullif(regexp_extract(organisationsnamn, '(?:^|[|])([^|]*?[$]FORETAGSNAMN-ORGNAM[$][0-9-]*)', 1), '')
    ELSE organisationsnamn END AS names,
  organisationsform AS form, try_cast(registreringsdatum AS DATE) AS registered_at,
  try_cast(avregistreringsdatum AS DATE) AS deregistered_at, avregistreringsorsak AS reason,
  "pagandeAvvecklingsEllerOmstruktureringsforfarande" AS procedures,
  CASE WHEN is_followed THEN care(verksamhetsbeskrivning) END AS describes_care,
  CASE WHEN NOT is_person THEN postadress END AS address
FROM (SELECT * REPLACE (CASE WHEN fault IS NULL OR is_followed THEN operator_id END AS operator_id) FROM marked)
WHERE NOT is_person OR is_followed OR fault IS NOT NULL
"""
)


def _faults(connection: duckdb.DuckDBPyConnection, target: Path) -> bool:
    counted = f"SELECT count(*) FROM read_parquet({literal(str(target))}) WHERE fault IS NOT NULL"
    return bool(connection.sql(counted).fetchall()[0][0])


def _located(connection: duckdb.DuckDBPyConnection, source: str, not_counted: list[Refused]) -> list[BadRow]:
    """On which records the faults are, by a second pass in order."""
    connection.execute("SET preserve_insertion_order = true")
    numbered = source.replace(_KEEPING_REFUSED, "ignore_errors = true")
    ordered = f"(SELECT *, row_number() OVER () + 1 AS line FROM {numbered})"
    judged = _JUDGED.format(source=ordered, tests=_TESTS)
    return placed(
        connection.sql(f"{judged} SELECT line, fault FROM told WHERE fault IS NOT NULL").fetchall(), not_counted
    )
