"""How the exports in force stand, for the pages of those outside: which day they are about, and how old that is."""

import datetime as dt
import functools
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings

from tables.exports.files import NothingExported, in_force, manifest_of
from web.site import clock


@dataclass(frozen=True)
class ExportStatus:
    """An export: the day it is about, how long ago that is, and whether it is older than agreed."""

    day: dt.date
    age_days: int
    is_old: bool


def status(profile: str) -> ExportStatus | None:
    """How a profile's export in force stands today; `None` when nothing is exported."""
    try:
        day = day_of(in_force(settings.CONFIGURATION.home, profile))
    except NothingExported:
        return None
    age = (clock.today() - day).days
    return ExportStatus(day, age, age > settings.CONFIGURATION.old_after_days and not settings.CONFIGURATION.demo)


@functools.lru_cache(maxsize=8)
def day_of(folder: Path) -> dt.date:
    """The day that an export is about; an export is never changed."""
    return dt.date.fromisoformat(manifest_of(folder)["as_of"])
