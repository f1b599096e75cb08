"""Rows of a large file that could not be read: where they are and which rule they broke, never what stood in them.

Rules of one file's own belong to its connector.
"""

import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import duckdb

from sources.fetching.connector import SourceFault

#: Of more bad rows than this share the form has changed, and nothing is believed.
MOST_MALFORMED = 0.05
#: The reader's own rules, in Swedish.
READING = {
    "MISSING COLUMNS": "för få kolumner",
    "TOO MANY COLUMNS": "för många kolumner",
    "UNQUOTED VALUE": "citattecken som inte stängs",
    "INVALID ENCODING": "tecken som inte går att läsa",
    "LINE SIZE OVER MAXIMUM": "orimligt lång rad",
}
_SHOWN = 5


@dataclass(frozen=True, order=True)
class BadRow:
    """A row that could not be read; `line` counts records, the heading is the first."""

    line: int
    rule: str


@dataclass(frozen=True)
class Refused:
    """A record that the reader could not take apart, with the byte after the last that it looked at."""

    line: int
    rule: str
    end: int


def refused(connection: duckdb.DuckDBPyConnection) -> list[Refused]:
    """What the readings with `store_rejects` on this connection refused, one row a record."""
    found = connection.sql(
        "SELECT line, min(error_type::VARCHAR), max(line_byte_position - 1 + strlen(csv_line)) "
        "FROM reject_errors GROUP BY line ORDER BY line"
    )
    return [Refused(*row) for row in found.fetchall()]


def check_whole(text: Path, found: Sequence[Refused], what: str) -> None:
    """A text is broken off when its last record is, or when a quote that never closes has swallowed the rest.

    Raises:
        SourceFault: it is.
    """
    size = text.stat().st_size
    with text.open("rb") as stream:
        stream.seek(-1, os.SEEK_END)
        is_closed = stream.read(1) == b"\n"
    for row in found:
        if row.end >= size - 2 and (not is_closed or row.rule in ("UNQUOTED VALUE", "LINE SIZE OVER MAXIMUM")):
            raise SourceFault(f"{what}: texten är avkortad på rad {row.line}; kör igen")


def placed(found: Sequence[tuple[int, str]], not_counted: Sequence[Refused]) -> list[BadRow]:
    """Rows numbered among those that the reader took apart, numbered among all; the others count too."""
    gaps, shift, rows = [row.line for row in not_counted], 0, []
    for line, rule in sorted(found):
        while shift < len(gaps) and gaps[shift] <= line + shift:
            shift += 1
        rows.append(BadRow(line + shift, rule))
    return rows


def believed(bad: Sequence[BadRow], good: int, what: str) -> tuple[BadRow, ...]:
    """The bad rows in order.

    Raises:
        SourceFault: they are so many that the file has another form than it should.
    """
    if len({row.line for row in bad}) > max(MOST_MALFORMED * good, 1):
        raise SourceFault(
            f"{what}: {len(bad)} rader går inte att läsa, mot {good} lästa; formen kan ha ändrats. Inget ändras"
        )
    return tuple(sorted(bad))


def told(bad: Sequence[BadRow], rules: Mapping[str, str], what: str) -> tuple[str, ...]:
    """One remark for each rule: how many rows, and where the first of them are."""
    remarks = []
    for rule in dict.fromkeys(row.rule for row in bad):
        lines = [row.line for row in bad if row.rule == rule]
        shown = ", ".join(map(str, lines[:_SHOWN])) + (" …" if len(lines) > _SHOWN else "")
        said = {**READING, **rules}.get(rule, rule)
        remarks.append(f"{what}: {len(lines)} rader lästes inte: {said} (rad {shown})")
    return tuple(remarks)
