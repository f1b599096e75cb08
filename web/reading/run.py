"""The run in force as pages read it: questions of `web.queries` answered from the reading file."""

import threading
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, ClassVar

from tables.serving import current
from web.reading import accounts, connected, figures, known, of_actor, search, whole
from web.reading.store import Store

#: Runs that are held open: the one in force, and the one before for whoever is in the middle of a page.
_RUNS = 2


class Reading(Store):
    """A published run; what `web.lookup` and the other presenters say of it is the same as of the published file."""

    answers: ClassVar[Mapping[str, Callable[..., Any]]] = {
        **known.ANSWERS,
        **figures.ANSWERS,
        **connected.ANSWERS,
        **whole.ANSWERS,
        **accounts.ANSWERS,
        **search.ANSWERS,
        **of_actor.ANSWERS,
    }


_OPEN: dict[Path, Reading] = {}
_LOCK = threading.Lock()


def in_force(home: Path) -> Reading:
    """The run in force, opened once a process; another one at the first request after it was published.

    Raises:
        NothingPublished: there is none.
    """
    path = current(home)
    found = _OPEN.get(path)
    if found is not None:
        return found
    with _LOCK:
        if path not in _OPEN:
            _OPEN[path] = Reading(home, path.stem)
            for old in list(_OPEN)[:-_RUNS]:
                del _OPEN[old]
        return _OPEN[path]
