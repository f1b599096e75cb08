"""Records of the book as files: one each, written once, with the seal of whom they come from."""

import functools
import json
import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from sources.intake.durable import write_once
from sources.intake.seals import canonical, is_sealed, sealed

State = tuple[int, int, int]


def write_record(home: Path, path: Path, owner: str, payload: Mapping[str, Any]) -> bool:
    """Write a record for good; false when there is one of that name already.

    Args:
        home: the home directory.
        path: where, below it.
        owner: whose seal it gets.
        payload: what it says; anything that JSON can.
    """
    content = canonical(payload)
    seal = sealed(home, owner, content)
    return write_once(home / path, b'{"payload":' + content + b',"seal":' + canonical_text(seal) + b"}\n")


def read_record(home: Path, path: Path, owner: str) -> dict[str, Any] | None:
    """What a record says; nothing where it is not as it was sealed."""
    return _read(home, path, owner, state_of(home / path))


def state_of(path: Path | os.DirEntry[str]) -> State:
    """What tells whether a file is the one that was read before."""
    found = path.stat()
    return found.st_ino, found.st_size, found.st_mtime_ns


def canonical_text(text: str) -> bytes:
    """A text as JSON."""
    return json.dumps(text, ensure_ascii=False).encode()


def proved(home: Path, path: Path, owner: str) -> dict[str, Any] | None:
    """What a record says, read and proved now; nothing where it is not as it was sealed."""
    try:
        whole = json.loads((home / path).read_bytes())
        payload, seal = whole["payload"], whole["seal"]
        is_sound = is_sealed(home, owner, canonical(payload), seal)
    except (ValueError, KeyError, TypeError):
        return None
    return payload if is_sound and isinstance(payload, dict) else None


@functools.lru_cache(maxsize=100_000)
def _read(home: Path, path: Path, owner: str, state: State) -> dict[str, Any] | None:
    """Read and proved once; a file that is another than before has another state."""
    del state
    return proved(home, path, owner)
