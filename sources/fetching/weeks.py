"""What a connector of a weekly file remembers: a folder for each file it has read, and one that waits to be taken in.

A file that has been read waits in `new/` until its rows are safely written (`Fetched.commit`), and is given again if
that did not happen: the same rows come out, also when the source meanwhile has another file. What the weeks hold, and
what is made of them, belongs to the connectors.
"""

import datetime as dt
import json
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

import polars as pl

from tables.store import atomic_write

ABOUT, FOLLOWED = "about.json", "followed.parquet"
_NEW, _WORK, _OLD = "new", "work", "old"


@dataclass(frozen=True)
class Week:
    """One weekly file that has been read.

    Attributes:
        folder: where what is kept of it is.
        day: the day of the file, by the source's own word.
        digest: of the file.
        mark: how the source tells this version of the file from others; empty where it does not.
        rows: how many rows were kept of it at first.
        remarks: what a person should look at, in Swedish.
        held_to: the latest day that the source has said this file is of; later than its own where nothing had changed.
    """

    folder: Path
    day: dt.date
    digest: str
    mark: str
    rows: int
    remarks: tuple[str, ...] = ()
    held_to: dt.date = dt.date.min

    @property
    def reach(self) -> dt.date:
        """The last day the file tells of."""
        return max(self.day, self.held_to)

    @property
    def followed(self) -> pl.DataFrame:
        """Whom the file was read for: `operator_id`."""
        return pl.read_parquet(self.folder / FOLLOWED)

    def drop(self) -> None:
        """Let go of the week."""
        shutil.rmtree(self.folder, ignore_errors=True)


class Weeks:
    """The weeks in a connector's folder."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder / "weeks"
        self._folder.mkdir(parents=True, exist_ok=True, mode=0o700)

    def all(self) -> list[Week]:
        """Those that are taken in, by day."""
        found = [_read(path) for path in self._folder.iterdir() if (path / ABOUT).exists() and path.name[0].isdigit()]
        return sorted(found, key=lambda week: week.day)

    def waiting(self) -> Week | None:
        """The one that was read and not yet taken in."""
        path = self._folder / _NEW
        return _read(path) if (path / ABOUT).exists() else None

    @contextmanager
    def work(self) -> Iterator[Path]:
        """An empty folder to read a file in; it is gone afterwards, whatever happened, with all that was in it."""
        path = self._folder / _WORK
        shutil.rmtree(path, ignore_errors=True)
        path.mkdir(mode=0o700)
        try:
            yield path
        finally:
            shutil.rmtree(path, ignore_errors=True)

    def put(self, files: Path, week: Week, followed: pl.DataFrame) -> Week:
        """Let a week that has been read into the folder `files` wait to be taken in."""
        followed.select("operator_id").unique().sort("operator_id").write_parquet(files / FOLLOWED)
        _write(files, week)
        target = self._folder / _NEW
        shutil.rmtree(target, ignore_errors=True)
        files.replace(target)
        return _read(target)

    def take_in(self, week: Week) -> None:
        """The waiting week takes its place, instead of an earlier one of the same day."""
        target, old = self._folder / str(week.day), self._folder / _OLD
        shutil.rmtree(old, ignore_errors=True)
        if not week.folder.exists():
            return
        if target.exists():
            target.replace(old)
        week.folder.replace(target)
        shutil.rmtree(old, ignore_errors=True)

    def remark(self, week: Week, mark: str, held_to: dt.date) -> None:
        """The source has another mark for the same file, and may say that it is of a later day."""
        _write(week.folder, replace(week, mark=mark, held_to=max(held_to, week.held_to)))


def _read(path: Path) -> Week:
    about = json.loads((path / ABOUT).read_text(encoding="utf-8"))
    return Week(
        path,
        dt.date.fromisoformat(about["day"]),
        about["digest"],
        about["mark"],
        int(about["rows"]),
        tuple(about["remarks"]),
        dt.date.fromisoformat(about["held_to"]),
    )


def _write(path: Path, week: Week) -> None:
    about = {name: getattr(week, name) for name in ("digest", "mark", "rows", "remarks")}
    atomic_write(path / ABOUT, json.dumps({"day": str(week.day), "held_to": str(week.held_to), **about}).encode())


def with_new(weeks: list[Week], new: Week) -> list[Week]:
    """The weeks as they are once the new one has been taken in."""
    return sorted([*(week for week in weeks if week.day != new.day), new], key=lambda week: week.day)
