"""The files that the vendors publish by the week: made when first asked for, and then the same until the next week.

They lie in a folder of their own while the server runs, so that they are sent, whole or in part, as any file is.
"""

import datetime as dt
import io
import os
import tempfile
import threading
import zipfile
from collections.abc import Callable, Mapping
from pathlib import Path

#: When on Mondays the week's files appear.
APPEARS = dt.time(1, 27, tzinfo=dt.UTC)
_STAMP = (2020, 1, 1, 0, 0, 0)


def monday_of(day: dt.date) -> dt.date:
    """The Monday on or before a day: the day of its newest weekly file."""
    return day - dt.timedelta(days=day.weekday())


class Files:
    """Files made so far, by name and week."""

    def __init__(self) -> None:
        self._folder = tempfile.TemporaryDirectory(prefix="standin-")
        self._made: dict[tuple[str, dt.date, int], tuple[Path, object]] = {}
        self._lock = threading.Lock()

    def close(self) -> None:
        """Take the folder away."""
        self._folder.cleanup()

    def get(self, name: str, day: dt.date, world: object, make: Callable[[], bytes]) -> Path:
        """The file of a name and a day, made unless it is there; dated to the morning of that day.

        Args:
            name: which file.
            day: the day it appeared.
            world: what it is made of; another world gives another file.
            make: gives its bytes.
        """
        with self._lock:
            key = (name, day, id(world))
            if key not in self._made:
                path = Path(self._folder.name) / f"{len(self._made)}-{day}.zip"
                path.write_bytes(make())
                stamp = dt.datetime.combine(day, APPEARS).timestamp()
                os.utime(path, (stamp, stamp))
                self._made[key] = (path, world)
            return self._made[key][0]


def zipped(members: Mapping[str, bytes]) -> bytes:
    """A zip of files; the same contents give the same bytes."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as bundle:
        for name, content in members.items():
            info = zipfile.ZipInfo(name, _STAMP)
            info.compress_type = zipfile.ZIP_DEFLATED
            bundle.writestr(info, content)
    return buffer.getvalue()
