"""What is the same for every page of a run: its manifest, its sources and how far they reach. Read once a run."""

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from typing import Any

import polars as pl

from tables.base import Table
from web import freshness, held
from web.queries import known, lists
from web.queries.predecessors import predecessors
from web.reading.store import Store


def files(store: Store) -> dict[str, str]:
    """Ledger id → name of the delivered file."""
    found: dict[str, str] = store.once("files", lambda: known.files(store))
    return found


def _kept(ask: Callable[..., Any]) -> Callable[..., Any]:
    return lambda store, *args: store.once((ask.__name__, *args), lambda: ask(store, *args))


def _newest_row(store: Store, contract: type[Table], tables: Sequence[str], as_of: dt.date) -> dt.date | None:
    key = ("newest_row", contract, tuple(tables), as_of)
    found: dt.date | None = store.once(key, lambda: known.newest_row(store, contract, tables, as_of))
    return found


def _freshness(store: Store, day: dt.date) -> Any:
    return store.once(("freshness", day), lambda: freshness.of_file(store, day))


def _source_ages(store: Store, as_of: dt.date) -> Any:
    return store.once(("source_ages", as_of), lambda: freshness.ages_of_file(store, as_of))


def _held_lists(store: Store, as_of: dt.date) -> Any:
    return store.once(("held_lists", as_of), lambda: held.held_in_file(store, as_of))


def _predecessors(store: Store, activity_ids: Sequence[str] | None, as_of: dt.date) -> pl.DataFrame:
    """Links on the day with the activities, on either side: few activities of a run have any."""
    rows: pl.DataFrame
    rows, linked = store.once(("predecessors", as_of), lambda: _linked(predecessors(store, None, as_of)))
    if activity_ids is None:
        return rows
    return rows[sorted({place for one in activity_ids for place in linked.get(one, ())})]


def _linked(rows: pl.DataFrame) -> tuple[pl.DataFrame, dict[str, list[int]]]:
    """All links of a day, and activity → where in them it stands."""
    linked: dict[str, list[int]] = {}
    for place, pair in enumerate(rows.select("activity_id", "former_activity_id").iter_rows()):
        for one in pair:
            linked.setdefault(one, []).append(place)
    return rows, linked


def manifest(store: Store) -> pl.DataFrame:
    """The run that is published: one row."""
    found: pl.DataFrame = store.once("manifest", lambda: lists.manifest(store))
    return found


ANSWERS: Mapping[str, Callable[..., Any]] = {
    "days": _kept(lists.days),
    "files": files,
    "freshness": _freshness,
    "held_lists": _held_lists,
    "manifest": manifest,
    "newest_row": _newest_row,
    "predecessors": _predecessors,
    "source_ages": _source_ages,
    "sources": _kept(lists.sources),
}
