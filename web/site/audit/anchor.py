"""Heads of the chain outside the database: one line of JSON for each row, appended to a file.

Whoever can remove rows from the end of the log has to shorten this file as well, so it is to be shipped to a place that
the server cannot write anew (docs/explanation/web.md).
"""

import json
import os
from collections.abc import Iterator
from pathlib import Path

from web.site.audit.chain import Anchor


def append(path: Path, anchor: Anchor) -> None:
    """Add a head. One write of one line, so that processes do not cut each other's."""
    line = json.dumps({"rows": anchor.number, "digest": anchor.digest}) + "\n"
    opened = os.open(path, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
    try:
        os.write(opened, line.encode())
    finally:
        os.close(opened)


def read(path: Path) -> Iterator[Anchor]:
    """The heads; a last line that was cut short by a crash is passed over."""
    if not path.exists():
        return
    with path.open(encoding="utf-8") as file:
        for line in file:
            if line.endswith("\n"):
                told = json.loads(line)
                yield Anchor(told["rows"], told["digest"])


def last(path: Path) -> Anchor | None:
    """The latest head, read from the end of the file."""
    if not path.exists():
        return None
    with path.open("rb") as file:
        file.seek(max(0, path.stat().st_size - 400))
        lines = [line for line in file.read().split(b"\n")[:-1] if line.startswith(b"{")]
    if not lines:
        return None
    told = json.loads(lines[-1])
    return Anchor(told["rows"], told["digest"])
