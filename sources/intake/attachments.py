"""Attached files: streamed to disk, told apart by contents, kept by digest. Nothing here ever opens or shows one.

They lie in `intake/attachments/`, outside what any web server serves, readable by their owner only, with sealed notes
beside each of what it is and of every check for malware. The name it came with is not kept: it may name a person, and
the same file may come from several.
"""

import hashlib
import os
import secrets
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO

from sources.decided import INTAKE
from sources.identity import masked
from sources.intake.durable import link_once, private_folder
from sources.intake.faults import Fault, Refused
from sources.intake.file_types import ALLOWED, type_of
from sources.intake.scanning import CLEAN, INFECTED, UNCHECKED, scanned
from sources.intake.sealed_files import read_record, write_record

ATTACHMENTS = INTAKE / "attachments"
LARGEST = 20_000_000
_PART = 1 << 18
_OWNER = "attachments"
_LONGEST_NAME = 100
_DIGEST = 64
#: States of a file, the one that decides first.
_BY_WEIGHT = (INFECTED, CLEAN, UNCHECKED)


@dataclass(frozen=True)
class Attachment:
    """A file that is kept.

    Attributes:
        sha256: its digest, by which it is named in reports.
        size: bytes.
        media_type: what it is, by its contents.
        name: what its sender called it just now, without numbers that may be a person's; empty when it is read again.
        state: what the check for malware said: `clean`, `infected`, or `unchecked`.
    """

    sha256: str
    size: int
    media_type: str
    name: str
    state: str = UNCHECKED


def store(
    home: Path,
    stream: BinaryIO | Iterable[bytes],
    *,
    name: str,
    declared_type: str,
    scan_command: Sequence[str] = (),
    largest: int = LARGEST,
    expected: str | None = None,
) -> Attachment:
    """Keep a file, once whatever it is called.

    Args:
        home: the home directory.
        stream: its contents, read a part at a time.
        name: what the sender calls it.
        declared_type: what the sender says it is; not believed.
        scan_command: the command that checks for malware; it gets the path as its last argument.
        largest: most bytes.
        expected: the digest it must have, where that is known.

    Raises:
        Refused: it is too large, empty, not what was signed, of a type that may not be attached, or infected.
    """
    del declared_type
    folder = home / ATTACHMENTS
    private_folder(folder)
    temporary = folder / f".{secrets.token_hex(16)}"
    try:
        digest, size = _streamed(stream, temporary, largest)
        if expected is not None and digest != expected:
            raise Refused([Fault("attachments", "digest", "Innehållet har en annan sha256 än den som är signerad.")])
        media_type = type_of(temporary)
        if media_type is None:
            allowed = ", ".join(sorted(ending[1:] for ending in ALLOWED.values()))
            raise Refused(
                [Fault("attachments", "file_type", f"Filen är av ett slag som inte tas emot. Skicka {allowed}.")]
            )
        state = scanned(temporary, scan_command)
        _note(home, digest, state, {"size": size, "media_type": media_type})
        if state == INFECTED:
            raise Refused([Fault("attachments", "infected", "Filen innehåller skadlig kod och har inte tagits emot.")])
        link_once(temporary, folder / digest)
    finally:
        temporary.unlink(missing_ok=True)
    return Attachment(digest, size, media_type, masked(name)[:_LONGEST_NAME], state)


def find(home: Path, sha256: str) -> Attachment | None:
    """A file that is kept, with what the checks have said so far."""
    if not is_kept(home, sha256):
        return None
    notes = {state: read_record(home, path, _OWNER) for state in _BY_WEIGHT if (path := _path(home, sha256, state))}
    state, note = next((state, note) for state, note in notes.items() if note is not None)
    return Attachment(sha256, note["size"], note["media_type"], "", state)


def check_again(home: Path, scan_command: Sequence[str]) -> list[Attachment]:
    """Run the check on every file that has not been checked; how those stand now."""
    waiting = [one for one in all_kept(home) if one.state == UNCHECKED]
    for one in waiting:
        state = scanned(home / ATTACHMENTS / one.sha256, scan_command)
        _note(home, one.sha256, state, {"size": one.size, "media_type": one.media_type})
    return [found for one in waiting if (found := find(home, one.sha256))]


def all_kept(home: Path) -> list[Attachment]:
    """Every file that is kept, by digest."""
    names = sorted(path.name for path in (home / ATTACHMENTS).glob("*") if len(path.name) == _DIGEST)
    return [found for name in names if (found := find(home, name))]


def is_kept(home: Path, sha256: str) -> bool:
    """Whether a file of this digest is kept."""
    return (home / ATTACHMENTS / sha256).is_file()


def _streamed(stream: BinaryIO | Iterable[bytes], path: Path, largest: int) -> tuple[str, int]:
    digest, size = hashlib.sha256(), 0
    opened = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(opened, "wb") as file:
        for part in _parts(stream):
            size += len(part)
            if size > largest:
                limit = largest // 1_000_000
                raise Refused([Fault("attachments", "too_large", f"Filen är för stor. Högst {limit} MB tas emot.")])
            digest.update(part)
            file.write(part)
        file.flush()
        os.fsync(file.fileno())
    if not size:
        raise Refused([Fault("attachments", "empty_file", "Filen är tom.")])
    return digest.hexdigest(), size


def _parts(stream: BinaryIO | Iterable[bytes]) -> Iterable[bytes]:
    if hasattr(stream, "read"):
        return iter(lambda: stream.read(_PART), b"")
    return stream


def _note(home: Path, sha256: str, state: str, about: dict[str, Any]) -> None:
    write_record(home, ATTACHMENTS / f"{sha256}.{state}.json", _OWNER, {"sha256": sha256, "state": state, **about})


def _path(home: Path, sha256: str, state: str) -> Path | None:
    path = ATTACHMENTS / f"{sha256}.{state}.json"
    return path if (home / path).exists() else None
