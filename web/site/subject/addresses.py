"""Where the pages about one actor or activity lead. A page that does not exist is no link."""

import functools

from django.conf import settings
from django.urls import NoReverseMatch, reverse

from web.site.opaque import token_of

_LEVELS = {"verksamheten": "activity", "aktören": "actor"}


def subject(kind: str, subject_id: str) -> str:
    """The page about an `activity` or `actor`."""
    before, after = _around(kind)
    return f"{before}{token_of(settings.CONFIGURATION.key, kind, subject_id)}{after}"


@functools.cache
def _around(kind: str) -> tuple[str, str]:
    """What stands before and after the token in the address of a page."""
    before, after = reverse(kind, args=["-"]).split(token_of(settings.CONFIGURATION.key, kind, "-"))
    return before, after


def rows_behind(level: str, entity_id: str, indicator_id: str) -> str:
    """The delivered lines behind one value; `level` in words, as `web.explanation` has it."""
    return f"{_rows_of(_LEVELS.get(level, 'municipality'), entity_id)}{indicator_id}/"


@functools.lru_cache(maxsize=1_000)
def _rows_of(kind: str, entity_id: str) -> str:
    return reverse(f"{kind}_rows", args=[entity_id, "-"]).removesuffix("-/")


@functools.lru_cache(maxsize=1_000)
def definition(indicator_id: str) -> str:
    """The page of an indicator among the methods; nothing where there is none."""
    return _if_any("indicator", indicator_id)


def pack(kind: str, subject_id: str) -> str:
    """The dated pack about an actor or activity; nothing where there is none."""
    return _if_any(f"{kind}_pack", subject_id) or _if_any("pack", kind, subject_id)


def _if_any(name: str, *arguments: str) -> str:
    try:
        return reverse(name, args=arguments)
    except NoReverseMatch:
        return ""


def assessment(kind: str, subject_id: str) -> str:
    """Where an own assessment is sent."""
    return reverse(f"assess_{kind}", args=[subject_id])


def objection(activity_id: str, indicator_id: str) -> str:
    """Where somebody objects to a value that counts for or against an activity."""
    return reverse("object", args=[activity_id, indicator_id])
