"""The orchestrator's books as a run of ours keeps them: the same files, each opened once.

The library opens, readies and closes a file for every event it writes or looks up, of which a run has thousands, and
that took longer than the run itself. What is written is the same, so that the library's own server reads it.
"""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import sqlalchemy as db
from dagster._core.storage.event_log import SqliteEventLogStorage
from dagster._core.storage.sqlite import SQLITE_BUSY_TIMEOUT_SECONDS
from dagster._core.storage.sqlite_storage import DagsterSqliteStorage
from sqlalchemy.pool import StaticPool


class EventBook(SqliteEventLogStorage):
    """The book of events, whose files stay open until `dispose`.

    One connection serves all threads, one at a time. A process that is killed loses nothing; what was written last may
    be lost when the machine itself stops, and no result rests on it.
    """

    def __init__(self, base_dir: str) -> None:
        self._open: dict[str, db.Engine] = {}
        self._turn = threading.Lock()
        self._tables: set[str] = set()
        super().__init__(base_dir)

    @contextmanager
    def _connect(self, shard: str) -> Iterator[db.Connection]:
        with self._turn:
            if shard not in self._open:
                self._open[shard] = self._opened(shard)
            with self._open[shard].begin() as connection:
                yield connection

    def _opened(self, shard: str) -> db.Engine:
        with super()._connect(shard):
            pass
        options: dict[str, Any] = {"timeout": SQLITE_BUSY_TIMEOUT_SECONDS, "check_same_thread": False}
        engine = db.create_engine(self.conn_string_for_shard(shard), poolclass=StaticPool, connect_args=options)
        with engine.connect() as connection:
            connection.execute(db.text("PRAGMA synchronous=NORMAL"))
        return engine

    def has_table(self, table_name: str) -> bool:
        """Whether there is such a table. One that has been seen is there."""
        if table_name not in self._tables and super().has_table(table_name):
            self._tables.add(table_name)
        return table_name in self._tables

    def dispose(self) -> None:
        """Close the files."""
        with self._turn:
            while self._open:
                self._open.popitem()[1].dispose()
        super().dispose()


class Books(DagsterSqliteStorage):
    """All books of a home directory, those of events as `EventBook` keeps them."""

    def __init__(self, base_dir: str, inst_data: Any = None) -> None:
        super().__init__(base_dir, inst_data)
        self._event_log_storage = EventBook(self._event_log_storage._base_dir)  # noqa: SLF001 - nowhere said openly

    @classmethod
    def from_config_value(cls, inst_data: Any, config_value: Any) -> "Books":
        """The books that a configuration names."""
        return cls(**config_value, inst_data=inst_data)
