"""One published run as pages read it: documents by key from its reading file, the rest from the published file."""

import json
import sqlite3
import threading
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any

import duckdb

from tables.reading.packed import unpack
from tables.serving import NothingPublished, Published, reading_file
from web.reading.rows import Raw

Document = dict[str, list[Raw]]
#: Documents that a thread holds on to at most; one page of the largest actor takes fewer.
_MOST = 20_000


class Store(Published):
    """A published run, open for as long as the process lives; any number of threads may read at the same time.

    Raises:
        NothingPublished: nothing is published, or the run was published before there were reading files.
    """

    def __init__(self, home: Path, run_id: str | None = None) -> None:
        super().__init__(home, run_id)
        self.connection.execute("SET threads = 1")
        self._file = reading_file(self.path)
        if not self._file.exists():
            raise NothingPublished(f"run {self.path.stem} has no reading file; `tillsynsradar publish` makes it")
        self._local = threading.local()
        #: What is the same for every page of the run, worked out once.
        self.remembered: dict[object, Any] = {}
        (columns,) = self.asked("SELECT value FROM about WHERE name = 'columns'")[0]
        self.columns: dict[str, list[str]] = json.loads(columns)

    def cursor(self) -> duckdb.DuckDBPyConnection:
        """A connection of the thread's own."""
        if not hasattr(self._local, "cursor"):
            self._local.cursor = self.connection.cursor()
        found: duckdb.DuckDBPyConnection = self._local.cursor
        return found

    def asked(self, sql: str, parameters: Sequence[object] = ()) -> list[tuple[Any, ...]]:
        """The rows of a query over the reading file."""
        if not hasattr(self._local, "database"):
            address = f"{self._file.absolute().as_uri()}?immutable=1&mode=ro"
            self._local.database = sqlite3.connect(address, uri=True)
        return self._local.database.execute(sql, parameters).fetchall()  # type: ignore[no-any-return]

    def once(self, key: object, work: Callable[[], Any]) -> Any:
        """What is worked out once a run; two threads that come at the same time both work it out, to the same."""
        if key not in self.remembered:
            self.remembered[key] = work()
        return self.remembered[key]

    def once_a_page(self, key: object, work: Callable[[], Any]) -> Any:
        """What is worked out once, until the next page begins; whoever is given it leaves it as it is."""
        if not hasattr(self._local, "worked_out"):
            self.forget()
        kept = self._local.worked_out
        if key not in kept:
            kept[key] = work()
        return kept[key]

    def forget(self) -> None:
        """Let go of what was read and worked out for the page before; every page begins with this."""
        self._local.documents, self._local.worked_out = {}, {}
        self._local.only = None

    def narrow(self, activities: Iterable[str]) -> None:
        """Leave every other activity out of what is read, until the next page begins."""
        self._local.only = frozenset(activities)

    def is_read(self, activity_id: str) -> bool:
        """Whether an activity is among those that the page is about."""
        only: frozenset[str] | None = getattr(self._local, "only", None)
        return only is None or activity_id in only

    def documents(self, kind: str, level: str, ids: Iterable[str]) -> dict[str, Document]:
        """Entity → its document of `facts` or `numbers`, or an activity's of `listed` or `made`; each read once a page.

        Entities that nothing is kept of are left out.
        """
        if not hasattr(self._local, "documents") or len(self._local.documents) > _MOST:
            self.forget()
        held = self._local.documents
        wanted = list(dict.fromkeys(ids))
        missing = [one for one in wanted if (kind, level, one) not in held]
        if missing:
            held.update(dict.fromkeys(((kind, level, one) for one in missing), None))
            for key, kept in self._kept(kind, level, missing):
                held[kind, level, key] = None if kept is None else unpack(kept)
        return {one: held[kind, level, one] for one in wanted if held[kind, level, one] is not None}

    def _kept(self, kind: str, level: str, ids: list[str]) -> list[tuple[Any, ...]]:
        these = "(SELECT value FROM json_each(?))"
        if kind in {"listed", "made"}:
            sql = f"SELECT activity_id, {kind} FROM account WHERE activity_id IN {these}"
            return self.asked(sql, [json.dumps(ids)])
        sql = f"SELECT entity_id, {kind} FROM entity WHERE level = ? AND entity_id IN {these}"
        return self.asked(sql, [level, json.dumps(ids)])
