"""Which sources of files may be read: those that need no recorded legal basis, and those that have one.

A folder whose source has none is not opened: nothing of it is stored, counted or named. What is decided stands in
`sources.toml`; how that is read, in `fetching/decisions.py`.
"""

import datetime as dt
from collections.abc import Collection, Mapping

from sources.fetching.decisions import FILE, Decision
from sources.fetching.recorded import Standing, State
from sources.registry import SOURCES
from sources.source import Source


def admitted(decided: Mapping[str, Decision]) -> frozenset[str]:
    """The names of the sources whose files may be read."""
    return frozenset(name for name, one in SOURCES.items() if not one.needs_basis or _has_basis(decided.get(name)))


def without_basis() -> frozenset[str]:
    """The sources that may be read when nothing has been decided."""
    return admitted({})


def closed_warning(name: str) -> str:
    """What is said, once, when files lie in a folder that may not be read."""
    return (
        f"{name}/: lästes inte, källan har ingen antecknad rättslig grund. Är den beslutad skrivs legal_basis, "
        f"decided_by och decided_at under [{name}] i {FILE} i hemkatalogen; annars ska filerna tas bort."
    )


def closed(may_be_read: Collection[str]) -> frozenset[str]:
    """The names of the sources whose files may not be read."""
    return frozenset(SOURCES) - frozenset(may_be_read)


def state_of_files(source: Source, decision: Decision | None, day: dt.date) -> Standing:
    """Whether the files of a source are read on a day, and why not."""
    if source.needs_basis and not _has_basis(decision):
        said = f"Filer läses inte: ingen rättslig grund är antecknad under [{source.name}] i {FILE}."
        return Standing(State.WAITING, said)
    review = (decision.review if decision else None) or source.review
    if review < day:
        return Standing(State.OVERDUE, f"Filer läses, men användningen skulle ha setts över senast {review}.")
    return Standing(State.ON, f"Filer läses ur mappen {source.name}/.")


def _has_basis(decision: Decision | None) -> bool:
    return decision is not None and decision.has_basis
