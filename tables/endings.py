"""How the latest run ended: a line beside what is published, also when nothing new was."""

import datetime as dt
from pathlib import Path

from tables.serving import FOLDER
from tables.store import atomic_write

#: How the latest run ended, in one word; when, is when the file was written.
ENDING = "LATEST"


def note_ending(home: Path, ending: str) -> None:
    """Write down how a run ended, for readers of what an earlier one published."""
    (home / FOLDER).mkdir(parents=True, exist_ok=True)
    atomic_write(home / FOLDER / ENDING, f"{ending}\n".encode())


def latest_ending(home: Path) -> tuple[str, dt.datetime] | None:
    """How the latest run ended and when, in UTC; nothing where no run has been noted."""
    path = home / FOLDER / ENDING
    if not path.exists():
        return None
    ended = dt.datetime.fromtimestamp(path.stat().st_mtime, dt.UTC)
    return path.read_text(encoding="utf-8").strip(), ended
