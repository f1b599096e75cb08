"""The first pass over a file, in bounded memory: its digest, its size, and whether it is text that can be read.

Nothing is parsed here. A file that passes has no line longer than `LONGEST_LINE`, so that the next pass is safe.
"""

import codecs
import hashlib
import os
import stat
from dataclasses import dataclass
from pathlib import Path

from sources.errors import DeliveryError

BLOCK = 1 << 20
LONGEST_LINE = 1 << 20
LARGEST_FILE = 8 << 30


@dataclass(frozen=True)
class Survey:
    """What was seen: the digest of the contents, and the size and time that must not change while the file is read."""

    sha256: str
    size: int
    changed_ns: int


def survey(path: Path, file: str) -> Survey:
    """Look through the whole file once.

    Raises:
        DeliveryError: it is not a file, cannot be read, is empty, or is text that cannot be read safely.
    """
    try:
        state = path.stat()
        if not stat.S_ISREG(state.st_mode):
            raise DeliveryError(file, "not_a_file")
        if state.st_size == 0:
            raise DeliveryError(file, "empty_file")
        if state.st_size > LARGEST_FILE:
            raise DeliveryError(file, "too_large", limit=f"{LARGEST_FILE >> 30} GB")
        digest = _digest(path, _TextWatch(file) if path.suffix.casefold() == ".csv" else None)
    except OSError as error:
        raise DeliveryError(file, "unreadable", detail=os.strerror(error.errno or 0)) from error
    return Survey(digest, state.st_size, state.st_mtime_ns)


def require_unchanged(path: Path, file: str, seen: Survey) -> None:
    """Refuse a file that was written to since it was surveyed.

    Raises:
        DeliveryError: the size or the time is another.
    """
    state = path.stat()
    if (state.st_size, state.st_mtime_ns) != (seen.size, seen.changed_ns):
        raise DeliveryError(file, "changed_while_reading")


def _digest(path: Path, watch: "_TextWatch | None") -> str:
    digest = hashlib.sha256()
    with path.open("rb") as stream:
        while block := stream.read(BLOCK):
            digest.update(block)
            if watch is not None:
                watch.see(block)
    if watch is not None:
        watch.end()
    return digest.hexdigest()


class _TextWatch:
    """Follows the blocks of a text file: encoding, line ends and line lengths."""

    def __init__(self, file: str) -> None:
        self.file = file
        self.lines = 0
        self.open_line = 0
        self.has_returns = False
        self.is_first = True
        self.decoder = codecs.getincrementaldecoder("utf-8")()

    def see(self, block: bytes) -> None:
        if self.is_first and (block[:2] in (b"\xff\xfe", b"\xfe\xff") or _looks_like_utf16(block[:200])):
            raise DeliveryError(self.file, "utf16_encoding")
        self.is_first = False
        self._decode(block, final=False)
        self.has_returns = self.has_returns or b"\r" in block
        first, last = block.find(b"\n"), block.rfind(b"\n")
        length = self.open_line + (len(block) if first < 0 else first)
        if length > LONGEST_LINE:
            raise DeliveryError(self.file, "too_long_line", line=self.lines + 1, limit=f"{LONGEST_LINE:,} tecken")
        self.open_line = length if first < 0 else len(block) - 1 - last
        self.lines += block.count(b"\n")

    def end(self) -> None:
        self._decode(b"", final=True)
        if self.lines == 0 and self.has_returns:
            raise DeliveryError(self.file, "old_line_ends")

    def _decode(self, block: bytes, *, final: bool) -> None:
        try:
            self.decoder.decode(block, final)
        except UnicodeDecodeError as error:
            line = self.lines + 1 + error.object[: error.start].count(b"\n")
            raise DeliveryError(self.file, "wrong_encoding", line=line) from None


def _looks_like_utf16(start: bytes) -> bool:
    """Every other byte of Western text in UTF-16 is zero."""
    return len(start) >= 8 and (not any(start[1::2]) or not any(start[::2])) and any(start)
