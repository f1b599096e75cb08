"""Exports of a published run: made, made again to be compared, and put in force when all profiles of the run are whole.

Everything comes from the published file of the run and from nothing else, so that a run that is kept can be exported
again with the same bytes.
"""

import tempfile
from pathlib import Path

from sources.shares.book import mark_export
from tables.exports.files import FOLDER, manifest_of, put_in_force, write
from tables.serving import Published
from web.exports.boards import clear
from web.exports.profiles import PROFILES
from web.listing import day_of


def make(home: Path, run_id: str | None, profile: str, into: Path | None = None) -> Path:
    """Make the export of one profile; the folder it is in.

    Args:
        home: the home directory.
        run_id: a published run that is kept; the one in force where none is said.
        profile: one of `PROFILES`.
        into: where `exports/` is made, if not in the home directory.

    Raises:
        NothingPublished: no file of the run is kept.
        OlderFile: another version of the program published it, and it lacks what is needed.
    """
    with Published(home, run_id) as published:
        day = day_of(published, None)
        return write(into or home, published.path.stem, day, profile, PROFILES[profile](published, day))


def make_all(home: Path, run_id: str) -> dict[str, Path]:
    """Make the exports of a run that are not there yet, and put them in force once all are: profile → folder.

    Boards that were told of a report which no longer stands are told so first. An export that cannot be made leaves
    those in force that are.
    """
    with Published(home, run_id) as published:
        clear(published)
    mark_export(home, run_id)
    for profile in PROFILES:
        if not is_kept(home, run_id, profile):
            make(home, run_id, profile)
    put_in_force(home, run_id)
    return {profile: home / FOLDER / run_id / profile for profile in PROFILES}


def differing(home: Path, run_id: str, profile: str) -> list[str]:
    """The tables of a kept export that are not what they are when it is made again; none when it is as it was made."""
    kept = home / FOLDER / run_id / profile
    with tempfile.TemporaryDirectory() as beside:
        again = make(home, run_id, profile, Path(beside))
        names = {path.name for folder in (kept, again) for path in folder.iterdir() if path.suffix != ".sqlite"}
        return sorted(name for name in names if _bytes(kept / name) != _bytes(again / name))


def is_kept(home: Path, run_id: str, profile: str) -> bool:
    """Whether an export of a run is there."""
    return (home / FOLDER / run_id / profile).is_dir()


def rows_of(folder: Path) -> list[tuple[str, int, str]]:
    """Table, number of rows and digest of each table of an export, by its manifest."""
    tables = manifest_of(folder)["tables"]
    return [(name, told["rows"], told["sha256"]) for name, told in sorted(tables.items())]


def _bytes(path: Path) -> bytes | None:
    return path.read_bytes() if path.exists() else None
