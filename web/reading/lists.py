"""Pages of the lists: prioritised activities, what waits, and permit cases, each narrowed, sorted and counted."""

import datetime as dt
import json
from dataclasses import dataclass

from tables import marts
from web import listing, wording, work
from web.freshness import freshness, lateness
from web.held import held_lists
from web.reading.columns import Counts, columns_of
from web.reading.filters import SORTS, Choice
from web.reading.rows import Raw, index, named
from web.reading.store import Store

PER_PAGE = 50


class NoSuchSort(ValueError):
    """A list cannot be sorted by that."""


@dataclass(frozen=True)
class Paged:
    """Which rows of how many a page holds; `first` counts from one, and is zero of an empty page."""

    total: int
    page: int
    per_page: int = PER_PAGE

    @property
    def first(self) -> int:
        """The first row's number."""
        return 0 if self.total == 0 else (self.page - 1) * self.per_page + 1

    @property
    def last(self) -> int:
        """The last row's number."""
        return min(self.page * self.per_page, self.total)

    @property
    def pages(self) -> int:
        """How many pages there are, at least one."""
        return max(1, -(-self.total // self.per_page))


@dataclass(frozen=True)
class Facet:
    """One code that a list can be narrowed by, in words, with how many rows it would leave."""

    code: str
    label: str
    n: int
    is_chosen: bool


@dataclass(frozen=True)
class ListPage:
    """A page of a prioritised list.

    Attributes:
        paged: which rows it holds.
        whole: how many rows the list has without any narrowing.
        facets: column → what it can be narrowed by, most first; counts are of what the other choices leave.
        late: one sentence for each source that is late.
    """

    target: str
    target_label: str
    as_of: dt.date
    run_id: str
    choice: Choice
    sort: str
    descending: bool
    paged: Paged
    whole: int
    basis: dict[str, int]
    facets: dict[str, tuple[Facet, ...]]
    late: tuple[str, ...]
    rows: tuple[listing.ListRow, ...]
    disclaimer: str = wording.DISCLAIMER


def list_page(  # noqa: PLR0913 - what an address of the list can say
    store: Store,
    target: str,
    as_of: dt.date | None = None,
    choice: Choice | None = None,
    *,
    sort: str = "position",
    descending: bool = False,
    page: int = 1,
    per_page: int = PER_PAGE,
    with_rows: bool = True,
) -> ListPage:
    """A page of the list of a target. A run never changes, so that rows do not move between its pages.

    Without `with_rows` it has none: for whoever has them already.

    Raises:
        NoSuchSort: it cannot be sorted by that; see `SORTS`.
        web.listing.NotComputed: the run has no lists of the day.
    """
    if sort not in SORTS:
        raise NoSuchSort(f"Listan kan inte sorteras på {sort!r}. Välj bland: {', '.join(SORTS)}.")
    store.forget()
    day, chosen = list_day(store, target, listing.day_of(store, as_of)), choice or Choice()
    columns = columns_of(store, target, day)
    counts = columns.counts(chosen)
    paged = Paged(counts.total, max(1, page), per_page)
    positions = columns.page(chosen, sort, (paged.page - 1) * per_page, per_page, descending=descending)
    fresh = freshness(store, day)
    return ListPage(
        target=target,
        target_label=wording.sentence(wording.label("targets", target)),
        as_of=day,
        run_id=store.path.stem,
        choice=chosen,
        sort=sort,
        descending=descending,
        paged=paged,
        whole=columns.height,
        basis={str(code): n for code, n in counts.facets["basis"].items()},
        facets=facets(counts, chosen),
        late=lateness(fresh.fetched),
        rows=_rows(store, target, day, positions) if with_rows else (),
    )


def list_day(store: Store, target: str, as_of: dt.date) -> dt.date:
    """The day of the list that is read: an earlier one's where the day's own is held back, and there is one."""
    held = held_lists(store, as_of).get(target)
    return held.list_as_of if held and held.list_as_of else as_of


def all_rows(store: Store, target: str, as_of: dt.date, choice: Choice, sort: str = "position") -> list[int]:
    """The positions of everything that a choice leaves, in order: for exporting exactly what is shown."""
    columns = columns_of(store, target, as_of)
    return columns.page(choice, sort, 0, columns.height)


def rows_at(store: Store, target: str, as_of: dt.date, positions: list[int]) -> tuple[listing.ListRow, ...]:
    """The rows at some positions in words, as the page shows them."""
    store.forget()
    return _rows(store, target, as_of, positions)


def _rows(store: Store, target: str, day: dt.date, positions: list[int]) -> tuple[listing.ListRow, ...]:
    sql = (
        "SELECT position, activity_id FROM listed WHERE day = ? AND target = ? "
        "AND position IN (SELECT value FROM json_each(?))"
    )
    whose = dict(store.asked(sql, [day.isoformat(), target, json.dumps(positions)]))
    documents = store.documents("listed", "activity", whose.values())
    fresh = freshness(store, day)
    found = []
    for position in positions:
        document = documents[whose[position]]
        (row,) = named(marts.RankedList, _of(marts.RankedList, document.get("ranked_list", []), target, day))
        told = named(marts.Trend, _of(marts.Trend, document.get("trend", []), target, day))
        found.append(listing.shown_row(row, fresh, work.trends_in_order(told)))
    return tuple(found)


def _of(contract: type[marts.Mart], rows: list[Raw], target: str, day: dt.date) -> list[Raw]:
    at = index(contract)
    return [row for row in rows if row[at["target"]] == target and row[at["as_of"]] == day.isoformat()]


_LISTS = {
    "division": "regional_divisions",
    "county_code": "counties",
    "municipality_code": "municipalities",
    "form_code": "forms",
    "operator_type": "operator_types",
    "band": "bands",
}


def facets(counts: Counts, choice: Choice) -> dict[str, tuple[Facet, ...]]:
    """What a list can be narrowed by, in words; a chosen code stays, even when it leaves nothing."""
    told = {}
    for name, found in counts.facets.items():
        chosen = getattr(choice, name)
        codes = {code: n for code, n in found.items() if code is not None} | {
            code: found.get(code, 0) for code in chosen
        }
        rows = [Facet(code, _label(name, code), n, code in chosen) for code, n in codes.items()]
        told[name] = tuple(sorted(rows, key=lambda one: (-one.n, one.label)))
    return told


def _label(name: str, code: str) -> str:
    return wording.label(_LISTS[name], code) if name in _LISTS else code
