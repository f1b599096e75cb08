"""Files of millions of rows in one pass of DuckDB: the connection with its limits, and pseudonyms of whole columns.

What a file's cells mean belongs to its connector. No number of a person is put in a statement or an error here.
"""

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import duckdb

from sources.fetching.connector import SourceFault
from sources.identity import PseudonymKey

#: DuckDB's own share of the memory; the process as a whole stays well below two gigabytes.
MEMORY = "900MB"
_BLOCK = 64


@contextmanager
def bounded(folder: Path, key: PseudonymKey) -> Iterator[duckdb.DuckDBPyConnection]:
    """A connection of its own that spills to `folder`, and knows `pseudonym(text)` and `luhn(high, low)`.

    `luhn` takes the first and the last five of ten digits, as integers.
    """
    connection = duckdb.connect(
        config={
            "memory_limit": MEMORY,
            "temp_directory": str(folder),
            "autoinstall_known_extensions": False,
            "autoload_known_extensions": False,
        }
    )
    try:
        _know_pseudonyms(connection, key)
        connection.execute(f"CREATE MACRO luhn(high, low) AS ({_luhn_sum('high', 'low')}) % 10 = 0")
        yield connection
    finally:
        connection.close()


@contextmanager
def reading_rows(what: str) -> Iterator[None]:
    """Turn the reader's errors into a fault that tells their kind alone: their text may hold what was in the file.

    Raises:
        SourceFault: the file could not be read.
    """
    try:
        yield
    except duckdb.Error as error:
        raise SourceFault(
            f"{what}: filen går inte att läsa som den form den ska ha ({type(error).__name__}); inget ändras"
        ) from None


def literal(text: str) -> str:
    """A text as a literal of SQL, for the places that take no parameter."""
    return "'" + text.replace("'", "''") + "'"


def _know_pseudonyms(connection: duckdb.DuckDBPyConnection, key: PseudonymKey) -> None:
    """HMAC by its definition: it is computed for a million rows at a time, and equals `PseudonymKey.pseudonym`.

    The key is a variable of the connection and stands in no statement.
    """
    secret = key.secret if len(key.secret) <= _BLOCK else hashlib.sha256(key.secret).digest()
    for name, mask in (("inner_pad", 0x36), ("outer_pad", 0x5C)):
        pad = bytes(byte ^ mask for byte in secret.ljust(_BLOCK, b"\0"))
        connection.execute(f"SET VARIABLE {name} = ?::BLOB", [pad])
    connection.execute(
        "CREATE MACRO pseudonym(t) AS 'P-' || left(sha256(getvariable('outer_pad') || "
        "unhex(sha256(getvariable('inner_pad') || encode(t)))), 20)"
    )


def _luhn_sum(high: str, low: str) -> str:
    """A number that tens go into when ten digits have the right check digit; every second is doubled, from the first.

    But for whole tens a digit is what division by its place leaves, and a doubled digit above four counts one more: few
    divisions, of 32 bits, which is what makes it cheap for millions of rows.
    """
    terms = []
    for half, doubled in ((high, (4, 2, 0)), (low, (3, 1))):
        times = {place: 2 if place in doubled else 1 for place in range(5)}
        for place in doubled:
            times[place + 1] = times.get(place + 1, 0) - 2
            terms.append(f"{half} // {5 * 10**place}")
        terms += [f"({number}) * ({half} // {10**place})" for place, number in times.items() if place < 5]
    return " + ".join(terms)
