"""Which division of the inspectorate a subject belongs to; what is written about it is written there only."""

import functools

from django.http import Http404

from indicators.registry import catalogue
from tables.code_lists import code_list
from web import queries
from web.listing import day_of
from web.site import run


def of_activity(activity_id: str) -> str | None:
    """The division of an activity; none where its municipality is not known or may not be shown."""
    store = run.reading()
    frame = queries.activity(store, activity_id, day_of(store, None))
    return None if frame.is_empty() else _of_municipality(frame.item(0, "municipality_code"))


def of_value(activity_id: str, indicator_id: str) -> str | None:
    """The division of the activity that a value counts for or against, whomever the value is about.

    Raises:
        Http404: there is no such activity or indicator.
    """
    store = run.reading()
    if indicator_id not in catalogue() or queries.activity(store, activity_id, day_of(store, None)).is_empty():
        raise Http404
    return of_activity(activity_id)


def of_actor(actor_id: str) -> str | None:
    """The division of an actor's seat; none where it is not known."""
    store = run.reading()
    frame = queries.actor(store, actor_id, day_of(store, None))
    return None if frame.is_empty() else _of_municipality(frame.item(0, "municipality_code"))


def _of_municipality(code: str | None) -> str | None:
    return None if code is None else _divisions().get(code)


@functools.cache
def _divisions() -> dict[str, str]:
    return dict(code_list("municipalities").select("code", "division").iter_rows())
