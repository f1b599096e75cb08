"""Pages about one actor or activity: the look-up as every output has it, how peers are spread, lines behind a value."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from sources.linking.decided import Decided
from web import evidence, listing, lookup, provenance, wording
from web.explanation import Value
from web.finding import Hit
from web.reading.figures import value_rows
from web.reading.lists import PER_PAGE, Paged, rows_at
from web.reading.store import Store

#: Activities of one actor that a page tells everything about; an actor with more has a list of the rest beside it.
MOST_ACTIVITIES = 8
#: How many of those that have moved most, each way, are told.
MOST_MOVED = 100


@dataclass(frozen=True)
class Spread:
    """How the known values of a peer group are spread, by rank: 5th, 25th, 50th, 75th and 95th percentile."""

    n: int
    low: float
    q1: float
    median: float
    q3: float
    high: float


@dataclass(frozen=True)
class SubjectPage:
    """Everything about one actor or activity.

    Attributes:
        lookup: what the terminal says, word for word.
        spreads: indicator and entity → how its peers are spread; left out where the group has no spread of its own.
        n_activities: the activities that facts about the actor are about. With more than `MOST_ACTIVITIES` the page is
            about those that stand highest in any list, and says so; `activities_of` pages through all.
    """

    run_id: str
    lookup: lookup.Lookup
    spreads: dict[tuple[str, str], Spread]
    n_activities: int

    @property
    def is_part(self) -> bool:
        """Whether there are more activities than the page tells about."""
        return self.n_activities > MOST_ACTIVITIES

    def spread_of(self, value: Value) -> Spread | None:
        """How the peers of a value are spread."""
        return self.spreads.get((value.indicator_id, value.entity_id))


def subject_page(
    store: Store,
    kind: str,
    subject_id: str,
    as_of: dt.date | None = None,
    book: Sequence[Decided] = (),
    *,
    in_brief: bool = False,
) -> SubjectPage:
    """What is known of an `activity` or `actor`; of an applicant without activities as well.

    Args:
        store: the run in force.
        kind: `activity` or `actor`.
        subject_id: its identifier.
        as_of: the day; the latest computed where none is given.
        book: decisions on proposed links.
        in_brief: of an actor with several activities in lists, leave out what each of them tells itself.

    Raises:
        web.lookup.NotKnown: nothing was known of it on the day.
    """
    store.forget()
    known = store.asked("SELECT 1 FROM entity WHERE level = ? AND entity_id = ?", [kind, subject_id])
    if not known:
        raise lookup.NotKnown("Ingenting är känt om den verksamheten eller aktören.")
    n_activities = 1 if kind == "activity" else _narrowed(store, subject_id)
    found = lookup.look_up(store, Hit(kind, subject_id, None, "", is_exact=True), as_of, book, in_brief=in_brief)
    return SubjectPage(store.path.stem, found, _spreads(store, found), n_activities)


def _narrowed(store: Store, actor_id: str) -> int:
    """How many activities an actor has had; of many, those are read that stand highest in any list."""
    (counted,) = store.asked("SELECT count(*) FROM reach WHERE actor_id = ?", [actor_id])[0]
    if counted > MOST_ACTIVITIES:
        sql = (
            "SELECT activity_id FROM reach LEFT JOIN listed USING (activity_id) WHERE reach.actor_id = ? "
            "GROUP BY activity_id ORDER BY min(position) IS NULL, min(position), activity_id LIMIT ?"
        )
        store.narrow(activity_id for (activity_id,) in store.asked(sql, [actor_id, MOST_ACTIVITIES]))
    return int(counted)


def activities_of(
    store: Store, actor_id: str, target: str, as_of: dt.date | None = None, page: int = 1, per_page: int = PER_PAGE
) -> tuple[Paged, tuple[listing.ListRow, ...]]:
    """A page of an actor's open activities as one list has them, in the list's order."""
    store.forget()
    day = listing.day_of(store, as_of)
    key = [actor_id, day.isoformat(), target]
    where = "FROM listed WHERE actor_id = ? AND day = ? AND target = ?"
    paged = Paged(store.asked(f"SELECT count(*) {where}", key)[0][0], max(1, page), per_page)
    sql = f"SELECT position {where} ORDER BY position LIMIT ? OFFSET ?"
    positions = [position for (position,) in store.asked(sql, [*key, per_page, (paged.page - 1) * per_page])]
    return paged, rows_at(store, target, day, positions)


def _spreads(store: Store, found: lookup.Lookup) -> dict[tuple[str, str], Spread]:
    if found.computed_as_of is None:
        return {}
    held = _held(store, found.computed_as_of)
    levels: dict[str, set[str]] = {}
    for value in found.values:
        levels.setdefault(_LEVELS[value.level], set()).add(value.entity_id)
    told = {}
    for level, ids in levels.items():
        for row in value_rows(store, level, sorted(ids), found.computed_as_of):
            spread = held.get((row["indicator_id"], level, row["peer_group"]))
            if spread is not None and spread.n == row["peer_n"]:
                told[row["indicator_id"], row["entity_id"]] = spread
    return told


_LEVELS = {"verksamheten": "activity", "aktören": "actor", "kommunen": "municipality"}


def _held(store: Store, day: dt.date) -> dict[tuple[str, str, str | None], Spread]:
    sql = (
        "SELECT indicator_id, level, peer_group, n, low, q1, median, q3, high FROM spread JOIN indicator "
        "USING (number) WHERE day = ?"
    )
    found: dict[tuple[str, str, str | None], Spread] = store.once(
        ("spreads", day), lambda: {tuple(row[:3]): Spread(*row[3:]) for row in store.asked(sql, [day.isoformat()])}
    )
    return found


def value_page(store: Store, indicator_id: str, entity_id: str, as_of: dt.date | None = None) -> evidence.Evidence:
    """The delivered lines behind one value.

    Raises:
        web.evidence.NoSuchIndicator: the catalogue has no such indicator.
    """
    store.forget()
    return evidence.evidence(store, indicator_id, entity_id, listing.day_of(store, as_of))


def data_status(store: Store) -> provenance.Provenance:
    """How the run in force came about, how old its sources are, and its monitors; worked out once a run."""
    day = listing.day_of(store, None)
    found: provenance.Provenance = store.once("status", lambda: provenance.provenance(store, day))
    return found


@dataclass(frozen=True)
class ChangesPage:
    """The activities of a list whose scores have gone up and down most, by what has happened since an earlier day."""

    target: str
    target_label: str
    as_of: dt.date
    run_id: str
    span: str
    span_label: str
    since: dt.date | None
    up: tuple[listing.ListRow, ...]
    down: tuple[listing.ListRow, ...]


def changes_page(store: Store, target: str, span: str) -> ChangesPage:
    """What has changed most in a list, for a span of `trend_spans`; nothing where no direction may be shown."""
    day = listing.day_of(store, None)
    sql = "SELECT position, way, since FROM moved WHERE day = ? AND target = ? AND span = ? ORDER BY rowid"
    rows = store.asked(sql, [day.isoformat(), target, span])
    sides = {way: [position for position, each, _ in rows if each == way][:MOST_MOVED] for way in ("up", "down")}
    return ChangesPage(
        target=target,
        target_label=wording.sentence(wording.label("targets", target)),
        as_of=day,
        run_id=store.path.stem,
        span=span,
        span_label=wording.label("trend_spans", span),
        since=dt.date.fromisoformat(rows[0][2]) if rows else None,
        up=rows_at(store, target, day, sides["up"]),
        down=rows_at(store, target, day, sides["down"]),
    )
