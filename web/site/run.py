"""The published run that is in force: opened once for each thread, and let go when another one takes its place."""

import datetime as dt
import threading
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from django.conf import settings

from tables import marts
from tables.endings import latest_ending
from tables.serving import NothingPublished, OlderFile, Published, current
from web.freshness import freshness
from web.reading.run import Reading, in_force
from web.site import clock

_KEPT = threading.local()
#: Endings after which the run before stays in force.
_UNPUBLISHED = frozenset({"refused", "failed"})


@dataclass(frozen=True)
class RunStatus:
    """How the published run stands.

    Attributes:
        run_id: its name.
        day: the latest day that it is about.
        days: every day that it is about, the latest first.
        age_days: how long ago that is.
        is_old: whether it is older than agreed.
        late_sources: fetched sources that are later than they may be.
        held_back: how a later run ended that was not published, `refused` or `failed`; nothing when there is none.
        held_back_on: the day it ended.
    """

    run_id: str
    day: dt.date
    days: tuple[dt.date, ...]
    age_days: int
    is_old: bool
    late_sources: tuple[str, ...]
    held_back: str = ""
    held_back_on: dt.date | None = None

    @property
    def short_id(self) -> str:
        """The first digits of the name, enough to tell runs apart."""
        return self.run_id[:12]

    @property
    def needs_a_notice(self) -> bool:
        """Whether there is something that readers have to be told at the top of every page."""
        return self.is_old or bool(self.late_sources or self.held_back)


def published() -> Published:
    """The published tables in force, for this thread. Not to be closed by who asks.

    Raises:
        NothingPublished: nothing is.
    """
    path = current(settings.CONFIGURATION.home)
    kept: Published | None = getattr(_KEPT, "published", None)
    if kept is not None and kept.path == path:
        return kept
    if kept is not None:
        kept.connection.close()
    opened = _KEPT.published = Published(settings.CONFIGURATION.home)
    return opened


def reading() -> Reading:
    """The run in force as `web.reading` answers for it: what lists, searches and look-ups are read from.

    Raises:
        NothingPublished: nothing is.
    """
    return in_force(settings.CONFIGURATION.home)


def status() -> RunStatus | None:
    """How the run in force stands today; `None` when nothing is published that this version can read."""
    try:
        told = _of_run(settings.CONFIGURATION.home, current(settings.CONFIGURATION.home).stem)
    except (NothingPublished, OlderFile):
        return None
    age = (clock.today() - told.day).days
    is_old = age > settings.CONFIGURATION.old_after_days and not settings.CONFIGURATION.demo
    ending, ended = latest_ending(settings.CONFIGURATION.home) or ("", None)
    held_back = (ending, ended.date()) if ended and ending in _UNPUBLISHED else ("", None)
    return RunStatus(told.run_id, told.day, told.days, age, is_old, told.late_sources, *held_back)


@dataclass(frozen=True)
class _Told:
    run_id: str
    day: dt.date
    days: tuple[dt.date, ...]
    late_sources: tuple[str, ...]


@lru_cache(maxsize=4)
def _of_run(home: Path, run_id: str) -> _Told:
    """What a published file says of itself; it never changes."""
    with Published(home, run_id) as tables:
        days = tables.read(marts.Manifest)["as_of"].item().to_list()
        late = [one.label for one in freshness(tables, max(days)).fetched if one.late_since is not None]
    return _Told(run_id, max(days), tuple(sorted(days, reverse=True)), tuple(late))
