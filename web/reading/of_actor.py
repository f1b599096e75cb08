"""What is told of an actor and no single activity: the same for each of its activities.

The largest actors have tens of thousands of events of their own, and every activity of theirs shows them; what is many
is kept from page to page.
"""

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from typing import Any, TypeVar

from web import queries, timeline
from web.reading.store import Store

Told = TypeVar("Told")
#: Fewer are worked out again; so many are kept in all.
_FEW, _MOST = 200, 60_000


def kept_of_actor(
    store: Store, name: str, actor_id: str, as_of: dt.date, work: Callable[[], Sequence[Told]]
) -> Sequence[Told]:
    """What is told of an actor on a day, worked out unless it is kept."""
    kept: dict[tuple[str, str, dt.date], Sequence[Told]] = store.once("kept of actors", dict)
    key = (name, actor_id, as_of)
    found = kept.get(key)
    if found is not None:
        return found
    found = work()
    if len(found) > _FEW:
        if sum(map(len, list(kept.values()))) + len(found) > _MOST:
            kept.clear()
        kept[key] = found
    return found


def _actor_events(store: Store, scope: queries.Scope, as_of: dt.date) -> Sequence[timeline.Event]:
    def work() -> Sequence[timeline.Event]:
        return timeline.events_of_actor(store, scope, as_of)

    return kept_of_actor(store, "events", scope.actor_id, as_of, work)


ANSWERS: Mapping[str, Callable[..., Any]] = {"actor_events": _actor_events}
