"""Which files in a folder of deliveries hold which table, by their names. Nothing is opened here."""

from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path

from sources.admitting import closed, closed_warning, without_basis
from sources.identity import SYNTHETIC_MARK, masked
from sources.reading import SUFFIXES
from tables.contracts import deliveries as contracts
from tables.raw import Delivery

#: Files that may lie beside deliveries without being one.
COMPANIONS = (SYNTHETIC_MARK.casefold(), "readme.md", "readme.txt", "thumbs.db", "desktop.ini")


@dataclass(frozen=True)
class Found:
    """A file that holds a delivery table; `name` is its path from the deliveries' root, as it may be shown."""

    path: Path
    name: str
    contract: type[Delivery]


def table_of(file_name: str) -> str | None:
    """The table a file name begins with; the longest where several do (`report_event_2026.csv`)."""
    lowered = file_name.casefold()
    return max((name for name in contracts() if lowered.startswith(name)), key=len, default=None)


def discover(root: Path, admitted: Collection[str] | None = None) -> tuple[list[Found], list[str]]:
    """The delivery files under `root`, in the order they are to be landed, and warnings about everything else.

    Args:
        root: a folder with a sub-folder per source.
        admitted: the sources that may be read; without it those that need no recorded legal basis.
    """
    folders = {contract.folder for contract in contracts().values()}
    shut = closed(without_basis() if admitted is None else admitted)
    found: list[Found] = []
    warnings: list[str] = []
    for path in _visible(root):
        source = path.name if path.name in shut else _folder_of(path.name)
        if source in shut:
            warnings += _not_opened(path, str(source), warnings)
        elif path.is_dir() and path.suffix.casefold() not in SUFFIXES:
            if path.name in folders:
                _look_in(path, root, found, warnings)
            else:
                warnings.append(
                    f"{masked(path.name)}/: okänd mapp, lästes inte. Mapparna är {', '.join(sorted(folders))}."
                )
        else:
            _take(path, root, found, warnings)
    order = list(contracts())
    return sorted(found, key=lambda one: (order.index(one.contract.table), str(one.path))), warnings


def _visible(folder: Path) -> list[Path]:
    return [
        path
        for path in sorted(folder.iterdir())
        if not path.name.startswith((".", "~$")) and path.name.casefold() not in COMPANIONS
    ]


def _folder_of(file_name: str) -> str | None:
    table = table_of(file_name)
    return None if table is None else contracts()[table].folder


def _not_opened(path: Path, source: str, said: list[str]) -> list[str]:
    """What is said, once a source, of files that may not be read. Not even their names are told."""
    has_files = not path.is_dir() or bool(_visible(path))
    warning = closed_warning(source)
    return [warning] if has_files and warning not in said else []


def _look_in(folder: Path, root: Path, found: list[Found], warnings: list[str]) -> None:
    for path in _visible(folder):
        _take(path, root, found, warnings)


def _take(path: Path, root: Path, found: list[Found], warnings: list[str]) -> None:
    name, table = str(path.relative_to(root)), table_of(path.name)
    if path.suffix.casefold() not in SUFFIXES:
        warnings.append(f"{masked(name)}: lästes inte. Leveranser är filer som slutar på {', '.join(SUFFIXES)}.")
    elif table is None:
        warnings.append(f"{masked(name)}: lästes inte, namnet börjar inte med någon leveranstabell.")
    elif path.parent not in (root, root / contracts()[table].folder):
        warnings.append(
            f"{masked(name)}: lästes inte, filer för {table} ska ligga i mappen {contracts()[table].folder}."
        )
    else:
        found.append(Found(path, name, contracts()[table]))
