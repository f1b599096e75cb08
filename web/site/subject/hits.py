"""What a search found, with enough beside each hit to tell one from another."""

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from web import subject as known
from web import wording
from web.finding import Hit
from web.reading import Reading
from web.reading.known import activities, n_open, reach
from web.site.subject import addresses

KINDS = {"actor": "aktör", "activity": "verksamhet"}
_MOST_READ = 40


@dataclass(frozen=True)
class Found:
    """One hit as it is listed."""

    kind: str
    name: str
    number: str
    form: str
    municipality: str
    state: str
    why: str
    is_exact: bool
    link: str


def found(store: Reading, hits: Iterable[Hit], day: dt.date) -> list[Found]:
    """The hits in their order, each with what it is and where."""
    store.forget()
    told = list(hits)
    store.documents("facts", "actor", [hit.id for hit in told if hit.kind == "actor"])
    named = [hit.id for hit in told if hit.kind == "activity"]
    known_of = {row["activity_id"]: row for row in activities(store, named, day).to_dicts()}
    return [_activity(hit, known_of.get(hit.id)) if hit.kind == "activity" else _actor(store, hit, day) for hit in told]


def _activity(hit: Hit, row: Mapping[str, Any] | None) -> Found:
    link = addresses.subject("activity", hit.id)
    if row is None:
        return Found(KINDS["activity"], hit.name or "Verksamhet", hit.id, "", "", "", hit.why, hit.is_exact, link)
    one = known.activity(dict(row))
    state = one.status if one.is_open else f"inte öppen, {one.status}"
    name = one.name or wording.sentence(one.form)
    return Found(KINDS["activity"], name, hit.id, one.form, one.municipality, state, hit.why, hit.is_exact, link)


def _actor(store: Reading, hit: Hit, day: dt.date) -> Found:
    who = known.identity(store, hit.id, day) or known.unknown_identity(hit.id)
    state = _runs(store, hit.id, day)
    name = who.name or hit.name or wording.sentence(who.number)
    number = who.number if who.number[:1].isdigit() else ""
    link = addresses.subject("actor", hit.id)
    return Found(KINDS["actor"], name, number, who.legal_form, who.municipality, state, hit.why, hit.is_exact, link)


def _runs(store: Reading, actor_id: str, day: dt.date) -> str:
    """How many activities are open; of an actor with many only how many it has or has had, which takes no reading."""
    n_all = len(reach(store, actor_id))
    if n_all > _MOST_READ:
        return f"{n_all} verksamheter, även sådana som inte är öppna"
    return wording.counted(n_open(store, actor_id, day), "öppen verksamhet", "öppna verksamheter")
