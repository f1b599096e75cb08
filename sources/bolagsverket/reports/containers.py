"""Zip archives that nobody vouches for: members are read in memory, within bounds, and never unpacked to disk.

What an archive claims about sizes is not believed. What the members mean does not belong here.
"""

import io
import re
import zipfile
import zlib
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from sources.bolagsverket.reports.faults import ReportFault
from sources.bolagsverket.reports.inline import LARGEST_DOCUMENT
from sources.fetching.connector import SourceFault
from sources.identity import is_person_like

#: What one report's own archive may weigh and hold.
LARGEST_PACKAGE, MOST_DOCUMENTS = 60_000_000, 20
#: The largest list of contents of an archive; a part of 1 500 reports has one of about 0.15 MB.
LARGEST_DIRECTORY = 16_000_000
_CHUNK = 1 << 20
_METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
_NAME = re.compile(r"([0-9]{10})_([0-9]{4}-?[0-9]{2}-?[0-9]{2})\.zip")
_BROKEN = (zipfile.BadZipFile, zlib.error, EOFError, OSError, RuntimeError, NotImplementedError, ValueError)


@dataclass(frozen=True)
class Package:
    """One report's archive within a part: whose it is, and its bytes or the fault that stopped them from being read."""

    organisation: str
    content: bytes
    fault: str | None = None


@dataclass(frozen=True)
class Contents:
    """What a part holds: the organisations, and how many members have names that are not those of reports."""

    organisations: tuple[str, ...]
    unknown_names: int


class _Bounded:
    """A file that reads no more at once than a list of contents may weigh."""

    def __init__(self, stream: IO[bytes]) -> None:
        self._stream = stream
        self.seek, self.tell, self.close = stream.seek, stream.tell, stream.close

    def seekable(self) -> bool:
        return True

    def read(self, size: int = -1) -> bytes:
        if size > LARGEST_DIRECTORY:
            raise zipfile.BadZipFile("larger at once than any list of contents")
        return self._stream.read(LARGEST_DIRECTORY if size < 0 else size)


class Part:
    """An open weekly archive."""

    def __init__(self, bundle: zipfile.ZipFile) -> None:
        self._bundle = bundle
        self._members: list[tuple[str, zipfile.ZipInfo]] = []
        unknown = 0
        for member in bundle.infolist():
            found = None if member.is_dir() else _NAME.fullmatch(member.filename)
            if found is not None and not is_person_like(found[1]):
                self._members.append((found[1], member))
            else:
                unknown += not member.is_dir()
        self.contents = Contents(tuple(sorted({number for number, _ in self._members})), unknown)

    def packages(self, organisations: Collection[str]) -> Iterator[Package]:
        """The reports of some organisations, in the order of the archive, one in memory at a time."""
        for number, member in self._members:
            if number in organisations:
                try:
                    yield Package(number, _read(self._bundle, member, LARGEST_PACKAGE))
                except ReportFault as fault:
                    yield Package(number, b"", fault.rule)


@contextmanager
def open_part(path: Path) -> Iterator[Part]:
    """A downloaded part.

    Raises:
        SourceFault: the file is no archive.
    """
    with path.open("rb") as stream:
        try:
            bundle = zipfile.ZipFile(_Bounded(stream))
            part = Part(bundle)
        except _BROKEN:
            raise SourceFault(
                "Bolagsverkets veckoarkiv med årsredovisningar är trasigt; det hämtas på nytt nästa gång"
            ) from None
        with bundle:
            yield part


def documents(package: bytes) -> list[bytes]:
    """The documents of one report's archive, sorted by name.

    Raises:
        ReportFault: the archive is broken, locked, too large, or not what a report is delivered in.
    """
    try:
        bundle = zipfile.ZipFile(_Bounded(io.BytesIO(package)))
    except _BROKEN:
        raise ReportFault("broken_archive") from None
    with bundle:
        members = [member for member in bundle.infolist() if not member.is_dir()]
        _check_names(members)
        wanted = [member for member in members if member.filename.lower().endswith((".xhtml", ".html", ".htm"))]
        found, left = [], LARGEST_PACKAGE
        for member in sorted(wanted, key=lambda each: each.filename):
            content = _read(bundle, member, min(LARGEST_DOCUMENT, left))
            left -= len(content)
            found.append(content)
    if not found:
        raise ReportFault("no_document")
    return found


def _check_names(members: list[zipfile.ZipInfo]) -> None:
    if len(members) > MOST_DOCUMENTS:
        raise ReportFault("too_many_members")
    names = [member.filename for member in members]
    if len(set(names)) < len(names):
        raise ReportFault("duplicate_name")
    for name in names:
        parts = name.replace("\\", "/").split("/")
        if ".." in parts or parts[0] == "" or ":" in parts[0]:
            raise ReportFault("unsafe_name")
        if name.lower().endswith(".zip"):
            raise ReportFault("nested_archive")


def _read(bundle: zipfile.ZipFile, member: zipfile.ZipInfo, most: int) -> bytes:
    """A member's bytes, no more than `most` of them, whatever its header claims.

    Raises:
        ReportFault: it is locked, packed in an unknown way, larger, or broken.
    """
    if member.flag_bits & 0x1:
        raise ReportFault("encrypted")
    if member.compress_type not in _METHODS:
        raise ReportFault("unknown_compression")
    content = bytearray()
    try:
        with bundle.open(member) as stream:
            while chunk := stream.read(_CHUNK):
                content += chunk
                if len(content) > most:
                    raise ReportFault("too_large")
    except _BROKEN:
        raise ReportFault("broken_archive") from None
    return bytes(content)
