"""Files that are written once and for good: whole or not there at all, also after a power cut, and never replaced."""

import os
import tempfile
from pathlib import Path

from tables.store import sync_folder


def write_once(path: Path, content: bytes) -> bool:
    """Write a file that is not there yet, readable by its owner only; false when there is one of that name already.

    The contents are on the disk before the name is, and the name before this returns. Of several that write the same
    name at once exactly one succeeds.
    """
    private_folder(path.parent)
    opened, temporary = temporary_beside(path)
    try:
        with os.fdopen(opened, "wb") as stream:
            stream.write(content)
            stream.flush()
            os.fsync(stream.fileno())
        return link_once(temporary, path)
    finally:
        temporary.unlink(missing_ok=True)


def temporary_beside(path: Path) -> tuple[int, Path]:
    """A new file in the folder of another, open for writing, hidden, readable by its owner only."""
    opened, name = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)
    return opened, Path(name)


def link_once(temporary: Path, path: Path) -> bool:
    """Give a written file its name, durably; false when the name is taken."""
    try:
        os.link(temporary, path)
    except FileExistsError:
        is_first = False
    else:
        is_first = True
    sync_folder(path.parent)
    return is_first


def private_folder(folder: Path) -> None:
    """Make a folder, and those above it that are missing, for its owner only; durably."""
    if folder.is_dir():
        return
    private_folder(folder.parent)
    folder.mkdir(mode=0o700, exist_ok=True)
    sync_folder(folder.parent)


def sweep(folder: Path, before: float) -> int:
    """Remove what was left when a process was killed while it wrote; how many files.

    Args:
        folder: where, with all folders in it.
        before: seconds since 1970; a file that is younger may still be being written.
    """
    left = [path for path in folder.rglob(".*") if path.is_file() and path.stat().st_mtime < before]
    for path in left:
        path.unlink(missing_ok=True)
    return len(left)
