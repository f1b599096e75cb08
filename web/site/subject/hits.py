"""What a search found, with enough beside each hit to tell one from another."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from web import queries, wording
from web import subject as known
from web.finding import Hit
from web.reading import Reading
from web.site.subject import addresses

KINDS = {"actor": "aktör", "activity": "verksamhet"}


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
    return [_activity(store, hit, day) if hit.kind == "activity" else _actor(store, hit, day) for hit in hits]


def _activity(store: Reading, hit: Hit, day: dt.date) -> Found:
    frame = queries.activity(store, hit.id, day)
    link = addresses.subject("activity", hit.id)
    if frame.is_empty():
        return Found(KINDS["activity"], hit.name or "Verksamhet", hit.id, "", "", "", hit.why, hit.is_exact, link)
    one = known.activity(frame.row(0, named=True))
    state = one.status if one.is_open else f"inte öppen, {one.status}"
    name = one.name or wording.sentence(one.form)
    return Found(KINDS["activity"], name, hit.id, one.form, one.municipality, state, hit.why, hit.is_exact, link)


def _actor(store: Reading, hit: Hit, day: dt.date) -> Found:
    who = known.identity(store, hit.id, day) or known.unknown_identity(hit.id)
    n_open = sum(queries.activities_of(store, hit.id, day, ())["is_open"].to_list())
    state = wording.counted(n_open, "öppen verksamhet", "öppna verksamheter")
    name = who.name or hit.name or wording.sentence(who.number)
    number = who.number if who.number[:1].isdigit() else ""
    link = addresses.subject("actor", hit.id)
    return Found(KINDS["actor"], name, number, who.legal_form, who.municipality, state, hit.why, hit.is_exact, link)
