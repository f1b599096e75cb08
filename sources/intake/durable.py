"""Files that are written once and for good: whole or not there at all, also after a power cut, and never replaced."""

import os
import secrets
from pathlib import Path

from tables.store import sync_folder


def write_once(path: Path, content: bytes) -> bool:
    """Write a file that is not there yet, readable by its owner only; false when there is one of that name already.

    The contents are on the disk before the name is, and the name before this returns. Of several that write the same
    name at once exactly one succeeds.
    """
    private_folder(path.parent)
    temporary = path.with_name(f".{path.name}.{secrets.token_hex(8)}")
    opened = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        with os.fdopen(opened, "wb") as stream:
            stream.write(content)
            stream.flush()
            os.fsync(stream.fileno())
        return link_once(temporary, path)
    finally:
        temporary.unlink(missing_ok=True)


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
