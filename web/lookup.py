"""Everything known about one actor or activity, in the order an inspector needs it.

Identity and legal state first, then the state of the data, the activities, why it is lifted and what speaks against,
the values with their peers, the timeline and the network. Builds frozen values only; layout belongs in `terminal/`.
Addresses that are protected, names of natural persons and managers are never read (see `queries/`).
"""

import dataclasses
import datetime as dt
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

import polars as pl

from sources.linking.decided import Decided
from tables.code_lists import codes_of
from tables.serving import Published
from web import explanation, queries, subject, wording, work
from web.decided import decisions_about
from web.explanation import Account, Value
from web.finding import Hit
from web.freshness import Freshness, SourceAge, SourceReach, freshness, source_ages
from web.held import Held, held_lists, with_scores_of_the_day
from web.listing import SOLE_TRADER
from web.network import Network, network
from web.objections import Disputed
from web.predecessors import Succession, succession
from web.subject import Activity, Identity, LegalState
from web.timeline import Event, timeline
from web.work import Case, Item, Trend


class NotKnown(LookupError):
    """Nothing was known of the actor or activity on the day."""


@dataclass(frozen=True)
class Place:
    """Where an activity stood on an earlier day. Levels only: ways of reporting change between days."""

    as_of: dt.date
    position: str
    rank: int | None
    rank_interval: str
    band: str


@dataclass(frozen=True)
class Standing:
    """Where an activity stands in one list, with everything that adds to it."""

    target: str
    target_label: str
    activity_id: str
    position: str
    rank: int | None
    rank_interval: str
    band: str
    basis: str
    score: Decimal | None
    coverage: float | None
    reasons: tuple[str, ...]
    account: Account
    earlier: tuple[Place, ...]
    trends: tuple[Trend, ...] = ()
    held: Held | None = None


@dataclass(frozen=True)
class Lookup:
    """The answer to one look-up."""

    as_of: dt.date
    computed_as_of: dt.date | None
    run_id: str
    subject: str
    identity: Identity
    legal: tuple[LegalState, ...]
    waiting: tuple[Item, ...]
    permit_cases: tuple[Case, ...]
    notes: tuple[str, ...]
    sources: tuple[SourceAge, ...]
    fetched: tuple[SourceReach, ...]
    activities: tuple[Activity, ...]
    standings: tuple[Standing, ...]
    values: tuple[Value, ...]
    timeline: tuple[Event, ...]
    network: Network
    succession: Succession = dataclasses.field(default_factory=Succession)
    decisions: tuple[str, ...] = ()
    disputed: tuple[Disputed, ...] = ()
    disclaimer: str = wording.DISCLAIMER


def look_up(
    published: Published, hit: Hit, as_of: dt.date | None, book: Sequence[Decided] = (), *, in_brief: bool = False
) -> Lookup:
    """What is known of a hit on a day; the latest day computed where none is given.

    Args:
        published: the run that is read.
        hit: who it is about.
        as_of: the day.
        book: decisions on proposed links, for why something is linked.
        in_brief: of an actor with several activities in lists, leave out their values and what their scores are made
            of, which each of them tells itself.

    Raises:
        NotKnown: nothing was known of it then.
    """
    manifest = queries.manifest(published).row(0, named=True)
    on = as_of or max(manifest["as_of"])
    activities = _activities(published, hit, on)
    is_whole_actor = hit.kind == "actor"
    actor_id = hit.id if is_whole_actor else str(activities.item(0, "actor_id"))
    places = queries.places_of(published, actor_id)
    scope = queries.Scope(actor_id, tuple(activities["activity_id"]), is_whole_actor, places)
    events = timeline(published, scope, on)
    who = subject.identity(published, actor_id, on)
    if who is None and not events:
        raise NotKnown(f"Aktören var inte känd {on}. Välj en senare dag med --as-of.")
    who = who or subject.unknown_identity(actor_id)
    computed = max((day for day in manifest["as_of"] if day <= on), default=None)
    held = held_lists(published, computed) if computed else {}
    listed = _listed(published, scope, held, computed) if computed else None
    is_brief = in_brief and is_whole_actor and listed is not None and listed["activity_id"].n_unique() > 1
    fresh = freshness(published, on)
    then = fresh if computed in (None, on) else freshness(published, computed)
    return Lookup(
        as_of=on,
        computed_as_of=computed,
        run_id=manifest["run_id"],
        subject=hit.kind,
        identity=who,
        legal=subject.legal_states(published, scope, on),
        waiting=_waiting(published, scope, computed, then),
        permit_cases=work.cases(queries.cases_of(published, computed, actor_id)) if computed else (),
        notes=(*_notes(on, computed, activities, listed), *(one.said for one in held.values())),
        sources=source_ages(published, on),
        fetched=fresh.fetched,
        activities=tuple(subject.activity(row) for row in activities.iter_rows(named=True)),
        standings=_standings(published, listed, computed, then, held, with_accounts=not is_brief),
        values=_values(published, who, () if is_brief else scope.activity_ids, computed, then),
        timeline=events,
        network=network(published, actor_id, on),
        succession=succession(published, scope.activity_ids, on),
        decisions=decisions_about(book, {actor_id, *scope.activity_ids}, on),
    )


def _listed(published: Published, scope: queries.Scope, held: Mapping[str, Held], computed: dt.date) -> pl.DataFrame:
    rows = queries.list_rows_of(published, scope.activity_ids, computed)
    return with_scores_of_the_day(published, rows, held, scope.activity_ids, computed)


def _activities(published: Published, hit: Hit, on: dt.date) -> pl.DataFrame:
    if hit.kind == "actor":
        return queries.activities_of(published, hit.id, on)
    found = queries.activity(published, hit.id, on)
    if found.is_empty():
        raise NotKnown(f"Verksamheten var inte känd {on}. Välj en senare dag med --as-of.")
    return found


def as_json(answer: object) -> str:
    """A frozen value, or a list of them, as JSON: ISO dates, points as numbers, Swedish letters as they are."""
    plain = [dataclasses.asdict(one) for one in answer] if isinstance(answer, list) else dataclasses.asdict(answer)  # type: ignore[call-overload]
    return json.dumps(plain, default=_plain, ensure_ascii=False, indent=2)


def _plain(value: object) -> object:
    return float(value) if isinstance(value, Decimal) else str(value)


def _waiting(
    published: Published, scope: queries.Scope, computed: dt.date | None, fresh: Freshness
) -> tuple[Item, ...]:
    if computed is None:
        return ()
    whole = scope.is_whole_actor
    rows = queries.waiting_of(published, computed, scope.actor_id, scope.activity_ids, is_whole_actor=whole)
    return work.items(published, rows, fresh)


def _notes(
    on: dt.date, computed: dt.date | None, activities: pl.DataFrame, listed: pl.DataFrame | None
) -> tuple[str, ...]:
    notes = []
    if computed is None:
        notes.append(f"Inga indikatorer är beräknade för {on} eller tidigare.")
    elif computed != on:
        notes.append(f"Fakta visas per {on}; indikatorer och plats i listan är beräknade per {computed}.")
    if activities.is_empty():
        notes.append("Aktören har ingen verksamhet i registret; den finns därför inte i någon lista.")
    elif listed is not None and listed.is_empty():
        notes.append("Ingen öppen verksamhet; den finns därför inte i någon lista.")
    if not activities.is_empty() and activities["address_protected"].any():
        notes.append("Adress och kommun för verksamhet med skyddad adress visas inte.")
    return tuple(notes)


def _standings(
    published: Published,
    listed: pl.DataFrame | None,
    as_of: dt.date | None,
    fresh: Freshness,
    held: Mapping[str, Held],
    *,
    with_accounts: bool,
) -> tuple[Standing, ...]:
    if listed is None or as_of is None or listed.is_empty():
        return ()
    activity_ids = listed["activity_id"].unique(maintain_order=True).to_list()
    accounts = explanation.accounts(published, activity_ids, as_of, fresh) if with_accounts else {}
    earlier = _earlier(published, activity_ids, as_of)
    rows = sorted(listed.iter_rows(named=True), key=_in_order)
    keys = [(row["activity_id"], row["target"]) for row in rows]
    shown = {target: one.list_as_of for target, one in held.items()}
    earlier = {key: tuple(one for one in of if one.as_of != shown.get(key[1])) for key, of in earlier.items()}
    trends = work.trends(published, as_of, activity_ids)
    return tuple(
        _standing(row, accounts.get(key, Account()), earlier.get(key, ()), trends.get(key, ()), held.get(row["target"]))
        for row, key in zip(rows, keys, strict=True)
    )


def _earlier(published: Published, activity_ids: list[str], as_of: dt.date) -> dict[tuple[str, str], tuple[Place, ...]]:
    places: dict[tuple[str, str], tuple[Place, ...]] = {}
    for row in queries.earlier_places(published, activity_ids, as_of):
        key = (row["activity_id"], row["target"])
        places[key] = (*places.get(key, ()), _place(row))
    return places


def _place(row: Mapping[str, Any]) -> Place:
    return Place(
        as_of=row["as_of"],
        position=wording.position(row["basis"], row["rank"]),
        rank=row["rank"],
        rank_interval=wording.interval(row["rank_low"], row["rank_high"]),
        band=row["band"],
    )


def _in_order(row: Mapping[str, Any]) -> tuple[str, int]:
    return row["activity_id"], codes_of("targets").index(row["target"])


def _position(row: Mapping[str, Any], held: Held | None) -> str:
    """The place, or why there is none; an earlier list may be missing, or lack an activity that has opened since."""
    if held is None or row["band"] is not None:
        return wording.position(row["basis"], row["rank"])
    return "ingen plats" if held.list_as_of else "ingen lista"


def _standing(
    row: Mapping[str, Any],
    account: Account,
    earlier: tuple[Place, ...],
    trends: tuple[Trend, ...],
    held: Held | None = None,
) -> Standing:
    return Standing(
        target=row["target"],
        target_label=wording.sentence(wording.label("targets", row["target"])),
        activity_id=row["activity_id"],
        position=_position(row, held),
        rank=row["rank"],
        rank_interval=wording.interval(row["rank_low"], row["rank_high"]),
        band=row["band"] or "–",
        basis=row["basis"],
        score=None if row["basis"] == SOLE_TRADER else row["score"],
        coverage=None if row["basis"] == SOLE_TRADER else row["coverage"],
        reasons=tuple((row["reasons"] or "").splitlines()),
        account=account,
        earlier=earlier,
        trends=trends,
        held=held,
    )


def _values(
    published: Published, who: Identity, activity_ids: Sequence[str], as_of: dt.date | None, fresh: Freshness
) -> tuple[Value, ...]:
    if as_of is None:
        return ()
    entities = [("activity", list(activity_ids)), ("actor", [who.actor_id])]
    if who.is_municipality and who.municipality_code:
        entities.append(("municipality", [who.municipality_code]))
    return tuple(
        value
        for level, ids in entities
        for value in explanation.values(queries.value_rows(published, level, ids, as_of), fresh)
    )
