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
#: What the identity cell says, and what is wrong with the row. Person-like digits are a person's, whatever they are
#: called. Of a person's row the check digit is not asked for: one who is followed has the right one.
_JUDGED = """
WITH kinds AS (
  SELECT *, suffix(organisationsidentitet, '$ORGNR-IDORG') AS is_orgnr,
    CASE WHEN is_orgnr THEN 12 WHEN suffix(organisationsidentitet, '$PERSON-IDORG') THEN 13
      WHEN suffix(organisationsidentitet, '$SAMORDNR-IDORG') THEN 15
      WHEN suffix(organisationsidentitet, '$GDNR-IDORG') THEN 11 END AS kind_length,
    left(organisationsidentitet, strlen(organisationsidentitet) - kind_length) AS long,
    try_cast(long AS BIGINT) AS whole, (whole % 10000000000) // 100000 AS above,
    try_cast(registreringsdatum AS DATE) AS registered_at, try_cast(avregistreringsdatum AS DATE) AS deregistered_at,
    try_cast(namnskyddslopnummer AS SMALLINT) AS number
  FROM {source}
), halves AS (
  SELECT *, CASE WHEN above BETWEEN 0 AND 99999 THEN above::INT END AS high,
    CASE WHEN above BETWEEN 0 AND 99999 THEN (whole % 100000)::INT END AS low, (high % 10) * 10 + low // 10000 AS day
  FROM kinds
), told AS (
  SELECT *, coalesce((high // 10) % 100 BETWEEN 1 AND 12 AND (day BETWEEN 1 AND 31 OR day BETWEEN 61 AND 91), false)
      AS person_like,
    CASE WHEN high IS NULL OR strlen(long) NOT IN (10, 12) THEN 'identity'
      WHEN whole::VARCHAR <> long AND lpad(whole::VARCHAR, strlen(long)::INT, '0') <> long THEN 'identity'
      WHEN is_orgnr AND (high // 100) % 10 < 2 AND NOT person_like THEN 'identity'
      WHEN is_orgnr AND NOT luhn(high, low) AND right(long, 10) NOT IN ({tests}) THEN 'check_digit'
      WHEN namnskyddslopnummer IS NOT NULL AND coalesce(number NOT BETWEEN 0 AND 999, true) THEN 'number'
      WHEN registreringsdatum IS NOT NULL
        AND coalesce(registered_at NOT BETWEEN DATE '1600-01-01' AND DATE '2199-12-31', true) THEN 'date'
      WHEN avregistreringsdatum IS NOT NULL
        AND coalesce(deregistered_at NOT BETWEEN DATE '1600-01-01' AND DATE '2199-12-31', true) THEN 'date'
    END AS fault FROM halves
)
"""
#: Numbers given to persons are theirs, and so is what whoever trades as a natural person has. Their names and addresses
#: go no further.
_SELECTED = (
    _JUDGED
    + """, identified AS (
  SELECT *, NOT is_orgnr OR person_like AS is_number_of_person,
    is_number_of_person OR coalesce(organisationsform = 'E-ORGFO', false) AS is_person,
    CASE WHEN is_number_of_person THEN pseudonym(right(long, 10)) ELSE right(long, 10) END AS id
  FROM told
), marked AS (
  SELECT *, id IN (SELECT operator_id FROM asked_for) AS is_followed FROM identified
)
SELECT CASE WHEN fault IS NULL OR is_followed THEN id END AS operator_id,
  coalesce(number, 0) AS registration_no, is_person, fault,
  CASE WHEN is_person THEN NULL
    WHEN contains(organisationsnamn, '|') OR NOT suffix(organisationsnamn, '$')
      THEN nullif(regexp_extract(organisationsnamn, '(?:^|[|])([^|]*?[$]FORETAGSNAMN-ORGNAM[$][0-9-]*)', 1), '')
    ELSE organisationsnamn END AS names,
  organisationsform AS form, registered_at, deregistered_at, avregistreringsorsak AS reason,
  "pagandeAvvecklingsEllerOmstruktureringsforfarande" AS procedures,
  CASE WHEN is_followed THEN care(verksamhetsbeskrivning) END AS describes_care,
  CASE WHEN NOT is_person THEN postadress END AS address
FROM marked WHERE NOT is_person OR is_followed OR fault IS NOT NULL
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
