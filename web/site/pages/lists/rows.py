"""Rows of a list as the page and the file have them, with what stands beside each, and its marks. No framework here."""

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from web.listing import ListRow
from web.plans.plan import ARMS
from web.reading import rows_at
from web.reading.beside import beside
from web.reading.store import Store
from web.site.access.fields import for_role
from web.site.access.roles import Role

#: What the bands say, by the probability of standing among the first five per cent.
BANDS: Mapping[str, str] = {
    "A": "minst 80 %",
    "B": "minst 50 %",
    "C": "minst 20 %",
    "D": "under 20 %",
    "U": "otillräckligt underlag",
}
#: Rows made at a time.
_AT_ONCE = 1_000
#: A run never changes, so rows of pages, not those of whole files, are kept: so many at once, so many in all.
_SMALL, _MOST_KEPT = 100, 4_000


@dataclass(frozen=True)
class Marked:
    """What is known beside the run: activity → arm in the plan drawn last, and → who has taken it."""

    arms: Mapping[str, str] = field(default_factory=dict)
    taken: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Shown:
    """One row of a list.

    Attributes:
        row: as every output has it, without what the role does not see.
        actor_id: the actor, where it is a legal person and the role sees it.
        last_inspection: the latest inspection; nothing where none is known.
        open_cases: supervision cases about the activity that lie open.
        marks: new, random, drawn, and who has taken it.
    """

    row: ListRow
    actor_id: str | None
    last_inspection: dt.date | None
    open_cases: int
    marks: tuple[str, ...]

    @property
    def band(self) -> str:
        """What the band says."""
        return BANDS.get(self.row.band, "")

    @property
    def strongest(self) -> tuple[str, ...]:
        """The two strongest reasons, with the days that their sources reach to."""
        return self.row.dated_reasons[:2]


def shown(
    store: Store, target: str, day: dt.date, positions: Sequence[int], role: Role | None, marked: Marked
) -> list[Shown]:
    """The rows at some places of a list."""
    kept: dict[object, Shown] = store.once("rows shown", dict)
    missing = [one for one in positions if (target, day, role, one) not in kept]
    made = dict(zip(missing, _unmarked(store, target, day, missing, role), strict=True)) if missing else {}
    found = []
    for position in positions:
        one = made.get(position) or kept[target, day, role, position]
        marks = (*one.marks, *_marks(one.row.activity_id, marked))
        found.append(replace(one, marks=marks) if marks != one.marks else one)
    if len(positions) <= _SMALL:
        if len(kept) >= _MOST_KEPT:
            kept.clear()
        kept.update(((target, day, role, position), one) for position, one in made.items())
    return found


def _unmarked(store: Store, target: str, day: dt.date, positions: Sequence[int], role: Role | None) -> Iterator[Shown]:
    rows = rows_at(store, target, day, list(positions))
    known = beside(store, target, day, [row.activity_id for row in rows])
    for row, seen in zip(rows, for_role(role, rows), strict=True):
        told = known[row.activity_id]
        has_actor = row.has_number and seen.actor_number is not None
        actor_id = row.actor_number.replace("-", "") if has_actor else None
        yield Shown(seen, actor_id, told.last_inspection, told.open_cases, ("ny",) if told.is_new else ())


def in_parts(
    store: Store, target: str, day: dt.date, positions: Sequence[int], role: Role | None, marked: Marked
) -> Iterator[Shown]:
    """The same for any number of rows, some at a time."""
    for first in range(0, len(positions), _AT_ONCE):
        yield from shown(store, target, day, positions[first : first + _AT_ONCE], role, marked)


def _marks(activity_id: str, marked: Marked) -> Iterator[str]:
    if arm := marked.arms.get(activity_id):
        yield "slumpurval" if arm == "random" else f"på planen: {ARMS[arm]}"
    if who := marked.taken.get(activity_id):
        yield f"tilldelad {who}"
