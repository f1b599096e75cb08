"""What has been answered about circles so far: who was there from when to when, in one SQLite file.

A question may cost money, so an answer is kept the moment it is had, and survives if the program dies before its rows
are delivered. What has not been delivered is noted by month. Pseudonyms and organisation numbers only.
"""

import datetime as dt
import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import polars as pl

from sources.bolagsverket.circles.answers import Answer, Found, Holding, Said, Tie
from sources.fetching.connector import SourceFault

FILE = "memory.sqlite"
#: Raised with every change of the tables below; a memory of another form is not guessed at.
_FORM = 1
_TABLES = """
CREATE TABLE asked (operator_id TEXT PRIMARY KEY, day TEXT NOT NULL, answered_on TEXT, found TEXT) STRICT;
CREATE TABLE circle (operator_id TEXT NOT NULL, kind TEXT NOT NULL, other_id TEXT NOT NULL, role TEXT NOT NULL,
  since TEXT NOT NULL, is_entry INTEGER NOT NULL, until TEXT,
  PRIMARY KEY (operator_id, kind, other_id, role, since)) STRICT;
CREATE TABLE said (operator_id TEXT NOT NULL, field TEXT NOT NULL, known_at TEXT NOT NULL, state TEXT NOT NULL,
  value TEXT, since TEXT, PRIMARY KEY (operator_id, field, known_at)) STRICT;
CREATE TABLE told (operator_id TEXT NOT NULL, kind TEXT NOT NULL, PRIMARY KEY (operator_id, kind)) STRICT;
CREATE TABLE undelivered (month TEXT PRIMARY KEY) STRICT;
"""
PERSON, ACTOR = "person", "actor"


class Memory:
    """An open memory. Every method that changes it is whole or not at all."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def due(self, organisations: Iterable[str], day: dt.date, again_after_days: int) -> list[str]:
        """Whom to ask, the never asked and then the longest ago first; nobody twice in one day."""
        latest: dict[str, str] = dict(self._connection.execute("SELECT operator_id, day FROM asked"))
        failed = {each for (each,) in self._rows("SELECT operator_id FROM asked WHERE found IS NULL")}
        until = (day - dt.timedelta(days=again_after_days)).isoformat()
        before = {each: latest.get(each, "") for each in organisations}
        due = [each for each, last in before.items() if last <= until or (each in failed and last != day.isoformat())]
        return sorted(due, key=lambda each: (before[each], each))

    def note_failure(self, organisation: str, day: dt.date) -> None:
        """Remember that a question was asked and gave nothing; it is asked again another day."""
        with self._connection:
            self._note_question(organisation, day, None, None)

    def note(self, organisation: str, day: dt.date, answer: Answer) -> None:
        """Remember an answer, and what it changes. One from no later a day than the last one changes nothing."""
        with self._connection:
            if answer.found is Found.REFUSED:
                self._note_question(organisation, day, None, answer.found)
                return
            last = self._rows("SELECT answered_on FROM asked WHERE operator_id = ?", organisation)
            on, before = answer.answered_on.isoformat(), (last[0][0] or "") if last else ""
            self._note_question(organisation, day, max(on, before), answer.found)
            if on <= before:
                return
            changes = [self._said(organisation, on, answer.fields)]
            if answer.holdings is not None:
                changes.append(self._circle(organisation, on, PERSON, answer.holdings))
            if answer.ties is not None:
                changes.append(self._circle(organisation, on, ACTOR, answer.ties))
            if any(changes):
                self._connection.execute("INSERT OR IGNORE INTO undelivered VALUES (?)", [on[:7]])

    def covered_to(self, organisations: Iterable[str]) -> dt.date | None:
        """The last day that all were answered on or after; none while somebody has not been answered at all.

        Those whom the source refuses to answer about are not waited for.
        """
        refused = f"found = '{Found.REFUSED}' AND answered_on IS NULL"
        answered: dict[str, str | None] = dict(
            self._connection.execute(f"SELECT operator_id, answered_on FROM asked WHERE NOT ({refused})")
        )
        never = {each for (each,) in self._rows(f"SELECT operator_id FROM asked WHERE {refused}")}
        days = [answered.get(each) for each in organisations if each not in never]
        known = [day for day in days if day is not None]
        return dt.date.fromisoformat(min(known)) if known and len(known) == len(days) else None

    def undelivered(self) -> list[str]:
        """The months, as `2026-06`, in which something changed that has not been delivered."""
        return [month for (month,) in self._rows("SELECT month FROM undelivered ORDER BY month")]

    def circle(self, kind: str, month: str) -> pl.DataFrame:
        """What began or ended in a month: `operator_id, other_id, role, since, is_entry, until`."""
        rows = self._rows(
            "SELECT operator_id, other_id, role, since, is_entry, until FROM circle "
            "WHERE kind = ? AND (substr(since, 1, 7) = ? OR substr(until, 1, 7) = ?) ORDER BY 1, 2, 3, 4",
            kind, month, month,
        )  # fmt: skip
        schema = dict.fromkeys(("operator_id", "other_id", "role", "since"), pl.String)
        frame = pl.DataFrame(rows, {**schema, "is_entry": pl.Int64, "until": pl.String}, orient="row")
        return frame.with_columns(pl.col("since", "until").str.to_date("%Y-%m-%d"), pl.col("is_entry").cast(pl.Boolean))

    def said(self, month: str) -> pl.DataFrame:
        """Fields that changed in a month: `operator_id, field, known_at, state, value, since`."""
        rows = self._rows(
            "SELECT operator_id, field, known_at, state, value, since FROM said "
            "WHERE substr(known_at, 1, 7) = ? ORDER BY 1, 2, 3",
            month,
        )
        names = ("operator_id", "field", "known_at", "state", "value", "since")
        frame = pl.DataFrame(rows, dict.fromkeys(names, pl.String), orient="row")
        return frame.with_columns(pl.col("known_at", "since").str.to_date("%Y-%m-%d"))

    def note_delivered(self, months: Iterable[str]) -> None:
        """Forget that the months have something that is not delivered."""
        with self._connection:
            self._connection.executemany("DELETE FROM undelivered WHERE month = ?", [(month,) for month in months])

    def _note_question(self, organisation: str, day: dt.date, answered_on: str | None, found: Found | None) -> None:
        self._connection.execute(
            "INSERT INTO asked VALUES (?, ?, ?, ?) ON CONFLICT DO UPDATE SET day = excluded.day, "
            "answered_on = coalesce(excluded.answered_on, answered_on), found = excluded.found",
            [organisation, day.isoformat(), answered_on, found and found.value],
        )

    def _circle(self, organisation: str, on: str, kind: str, now: Iterable[Holding | Tie]) -> bool:
        """Begin what is new and end what is gone; who is there the first time it is told did not enter then."""
        held = {
            (other, role)
            for other, role in self._rows(
                "SELECT other_id, role FROM circle WHERE operator_id = ? AND kind = ? AND until IS NULL",
                organisation, kind,
            )
        }  # fmt: skip
        there = {(other, role) for other, role in now}
        is_entry = bool(self._rows("SELECT 1 FROM told WHERE operator_id = ? AND kind = ?", organisation, kind))
        self._connection.execute("INSERT OR IGNORE INTO told VALUES (?, ?)", [organisation, kind])
        self._connection.executemany(
            "INSERT INTO circle VALUES (?, ?, ?, ?, ?, ?, NULL)",
            [(organisation, kind, other, role, on, int(is_entry)) for other, role in sorted(there - held)],
        )
        self._connection.executemany(
            "UPDATE circle SET until = ? WHERE operator_id = ? AND kind = ? AND other_id = ? AND role = ? "
            "AND until IS NULL",
            [(on, organisation, kind, other, role) for other, role in sorted(held - there)],
        )
        return there != held

    def _said(self, organisation: str, on: str, fields: Mapping[str, Said]) -> bool:
        latest = {
            name: tuple(said)
            for name, *said in self._rows(
                "SELECT field, state, value, since FROM said WHERE operator_id = ? ORDER BY known_at", organisation
            )
        }
        found = {name: (each.state, each.value, each.since and each.since.isoformat()) for name, each in fields.items()}
        news = [(organisation, name, on, *said) for name, said in sorted(found.items()) if latest.get(name) != said]
        self._connection.executemany("INSERT INTO said VALUES (?, ?, ?, ?, ?, ?)", news)
        return bool(news)

    def _rows(self, query: str, *values: str) -> list[tuple[str, ...]]:
        return self._connection.execute(query, values).fetchall()


@contextmanager
def opened(folder: Path) -> Iterator[Memory]:
    """The memory in a folder, made when there is none.

    Raises:
        SourceFault: the file is not a memory of this form.
    """
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    connection = sqlite3.connect(folder / FILE)
    try:
        connection.execute("PRAGMA synchronous = FULL")
        _prepare(connection)
        yield Memory(connection)
    except sqlite3.DatabaseError as error:
        raise SourceFault(
            f"{FILE}: källans minne går inte att läsa ({type(error).__name__}); lägg tillbaka en säkerhetskopia"
        ) from None
    finally:
        connection.close()


def _prepare(connection: sqlite3.Connection) -> None:
    form = connection.execute("PRAGMA user_version").fetchone()[0]
    if form == 0:
        connection.executescript(f"BEGIN; {_TABLES} PRAGMA user_version = {_FORM}; COMMIT;")
    elif form != _FORM:
        raise SourceFault(f"{FILE}: källans minne är av en annan form ({form}); kör den version som gjorde det")
