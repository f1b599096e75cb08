"""Large files over HTTP: bounded, taken up where they were broken off, and in place only when they are whole.

What is not whole lies beside the file as `NAME.part`, with the mark that tells which version it is a part of in
`NAME.part.version`.
"""

import datetime as dt
import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import requests

from sources.fetching.connector import SourceFault
from sources.fetching.http.headers import answered_on, modified_on
from tables.store import atomic_write

__all__ = ["Downloaded", "answered_on", "download"]

_PIECE = 1024 * 1024
_TOLD_EVERY = 64 * _PIECE


@dataclass(frozen=True)
class Downloaded:
    """A file that was fetched whole.

    Attributes:
        path: where it is.
        sha256: its digest, in hexadecimal digits.
        size: its length in bytes.
        modified: the day the source last changed it, by the source's own word.
    """

    path: Path
    sha256: str
    size: int
    modified: dt.date


def download(
    session: requests.Session,
    url: str,
    path: Path,
    *,
    most_bytes: int,
    progress: Callable[[str], None] = lambda _: None,
) -> Downloaded:
    """Fetch a file, going on where an earlier try was broken off if it is still the same file.

    Call it inside `faults.asking`: the libraries' errors pass through, and what was fetched so far is kept.

    Raises:
        SourceFault: the file is larger than `most_bytes`, or not as long as the source said.
        requests.RequestException: no answer, an error status, or the connection was lost.
    """
    part = path.with_name(f"{path.name}.part")
    path.parent.mkdir(parents=True, exist_ok=True)
    response = _ask(session, url, part)
    with response:
        expected = _write(response, part, most_bytes, progress)
    size = part.stat().st_size
    if expected is not None and size != expected:
        _forget(part)
        raise SourceFault(f"{path.name}: filen är {size} byte men källan angav {expected}; kör igen")
    with part.open("rb") as stream:
        digest = hashlib.file_digest(stream, "sha256").hexdigest()
    part.replace(path)
    _version(part).unlink(missing_ok=True)
    return Downloaded(path, digest, size, modified_on(response))


def _ask(session: requests.Session, url: str, part: Path) -> requests.Response:
    """The answer to go on with: the rest of the file where that can be had, else the whole of it."""
    headers = {"Accept-Encoding": "identity"}
    had, version = part.stat().st_size if part.exists() else 0, _version(part)
    if had and version.exists():
        rest = session.get(
            url, stream=True, headers={**headers, "Range": f"bytes={had}-", "If-Range": version.read_text()}
        )
        if rest.status_code == 200 or (rest.status_code == 206 and _begins_at(rest) == had):
            return rest
        rest.close()
        if rest.status_code not in (206, 416):
            rest.raise_for_status()
    _forget(part)
    response = session.get(url, stream=True, headers=headers)
    response.raise_for_status()
    if response.status_code != 200:
        response.close()
        raise SourceFault(f"{part.stem}: källan svarade {response.status_code} i stället för med en fil")
    return response


def _write(response: requests.Response, part: Path, most_bytes: int, progress: Callable[[str], None]) -> int | None:
    """Write the body to its place in the partial file; gives the length the whole file should have, if known."""
    is_rest = response.status_code == 206
    size = part.stat().st_size if is_rest else 0
    expected = _whole_length(response, size)
    if expected is not None and expected > most_bytes:
        raise _too_large(part, most_bytes)
    if not is_rest:
        _forget(part)
        _remember_version(response, part)
    with part.open("ab" if is_rest else "wb") as stream:
        for piece in response.iter_content(_PIECE):
            told, size = size // _TOLD_EVERY, size + len(piece)
            if size > most_bytes:
                raise _too_large(part, most_bytes)
            stream.write(piece)
            if size // _TOLD_EVERY > told:
                progress(f"{part.stem}: {size // _PIECE} MB hämtade")
    return expected


def _too_large(part: Path, most_bytes: int) -> SourceFault:
    _forget(part)
    return SourceFault(f"{part.stem}: filen är större än {most_bytes // _PIECE} MB och hämtades inte")


def _whole_length(response: requests.Response, had: int) -> int | None:
    length = response.headers.get("Content-Length", "")
    is_told = length.isdigit() and "Content-Encoding" not in response.headers
    return had + int(length) if is_told else None


def _begins_at(response: requests.Response) -> int | None:
    unit, _, span = response.headers.get("Content-Range", "").partition(" ")
    start = span.partition("-")[0]
    return int(start) if unit == "bytes" and start.isdigit() else None


def _version(part: Path) -> Path:
    return part.with_name(f"{part.name}.version")


def _remember_version(response: requests.Response, part: Path) -> None:
    """Keep what tells this version of the file from others; a weak mark does not tell bytes apart."""
    mark = response.headers.get("ETag", "")
    version = response.headers.get("Last-Modified", "") if not mark or mark.startswith("W/") else mark
    if version and "Content-Encoding" not in response.headers:
        atomic_write(_version(part), version.encode())


def _forget(part: Path) -> None:
    part.unlink(missing_ok=True)
    _version(part).unlink(missing_ok=True)
