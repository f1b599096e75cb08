"""Lists, scores, values, trends and what waits about some activities or an actor, from documents."""

import datetime as dt
import functools
import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

import polars as pl

from tables import marts
from tables.base import Table
from tables.serving_layout import listed
from web.reading.rows import Raw, frame, index, named
from web.reading.store import Store

_EARLIER = ("as_of", "target", "activity_id", "basis", "band", "rank", "rank_low", "rank_high")


def of_activities(store: Store, kind: str, contract: type[Table], ids: Iterable[str]) -> list[Raw]:
    """The rows of a mart about some activities, of every day."""
    documents = store.documents(kind, "activity", ids)
    return [row for document in documents.values() for row in document.get(contract.table, ())]


def _on(contract: type[Table], rows: Iterable[Raw], as_of: dt.date) -> list[Raw]:
    at, day = index(contract)["as_of"], as_of.isoformat()
    return [row for row in rows if row[at] == day]


def list_rows_of(store: Store, activity_ids: Sequence[str], as_of: dt.date) -> pl.DataFrame:
    """The rows of all lists for some activities."""
    at = index(marts.RankedList)
    rows = _on(marts.RankedList, of_activities(store, "listed", marts.RankedList, activity_ids), as_of)
    return frame(marts.RankedList, sorted(rows, key=lambda row: (row[at["activity_id"]], row[at["target"]])))


def earlier_places(store: Store, activity_ids: Sequence[str], before: dt.date) -> list[dict[str, Any]]:
    """Where some activities stood on the days computed before, latest first."""
    at, day = index(marts.RankedList), before.isoformat()
    rows = of_activities(store, "listed", marts.RankedList, activity_ids)
    rows = sorted((row for row in rows if row[at["as_of"]] < day), key=lambda row: str(row[at["as_of"]]), reverse=True)
    rows.sort(key=lambda row: (row[at["activity_id"]], row[at["target"]]))
    return named(marts.RankedList, rows, _EARLIER)


def trends_of(store: Store, as_of: dt.date, activity_ids: Sequence[str]) -> list[dict[str, Any]]:
    """The trends of some activities; none for days that are not the last of their run."""
    at = index(marts.Trend)
    rows = _on(marts.Trend, of_activities(store, "listed", marts.Trend, activity_ids), as_of)
    rows.sort(key=lambda row: str(row[at["span"]]), reverse=True)
    return named(marts.Trend, sorted(rows, key=lambda row: (row[at["activity_id"]], row[at["target"]])))


def made_of(store: Store, contract: type[Table], activity_ids: Sequence[str], as_of: dt.date) -> list[Raw]:
    """Contributions or scores of some activities on a day."""
    return _on(contract, of_activities(store, "made", contract, activity_ids), as_of)


def contributions(store: Store, activity_ids: Sequence[str], as_of: dt.date) -> pl.DataFrame:
    """What each indicator adds to the scores of some activities."""
    rows = made_of(store, marts.Contribution, activity_ids, as_of)
    return marts.Contribution.cast(frame(marts.Contribution, rows).sort(pl.all()))


def scores(store: Store, activity_ids: Sequence[str], as_of: dt.date) -> pl.DataFrame:
    """The scores of some activities."""
    return marts.Score.cast(frame(marts.Score, made_of(store, marts.Score, activity_ids, as_of)).sort(pl.all()))


def value_rows(store: Store, level: str, entity_ids: Sequence[str], as_of: dt.date) -> list[dict[str, Any]]:
    """All indicator values of some entities at one level, one row each by column; codes are text."""
    found: list[dict[str, Any]] = []
    for entity_id, document in sorted(store.documents("numbers", level, entity_ids).items()):
        key = ("values", level, entity_id, as_of)
        found += store.once_a_page(key, functools.partial(_values, store, document, level, entity_id, as_of))
    return found


def _values(
    store: Store, document: Mapping[str, Any], level: str, entity_id: str, as_of: dt.date
) -> list[dict[str, Any]]:
    called, columns, found = _indicators(store), listed(), []
    numbers, *lists = document.get(as_of.isoformat(), [[]])
    for number, *cells in zip(numbers, *lists, strict=True):
        row = {"as_of": as_of, "level": level, "entity_id": entity_id, **dict(zip(columns, cells, strict=True))}
        row["indicator_id"], row["version"] = called[number]
        found.append(row)
    return sorted(found, key=lambda row: str(row["indicator_id"]))


def _indicators(store: Store) -> dict[int, tuple[str, str]]:
    rows = store.once("indicators", lambda: store.asked("SELECT number, indicator_id, version FROM indicator"))
    return {number: (name, version) for number, name, version in rows}


def waiting_of(
    store: Store, as_of: dt.date, actor_id: str, activity_ids: Sequence[str], *, is_whole_actor: bool
) -> pl.DataFrame:
    """What waits about an actor and all its activities, or about some activities and what is their actor's own."""
    sql = (
        "SELECT item FROM waiting WHERE day = ? AND activity_id IN (SELECT value FROM json_each(?)) "
        "UNION SELECT item FROM waiting WHERE day = ? AND actor_id = ? AND (activity_id IS NULL OR ?)"
    )
    day = as_of.isoformat()
    found = store.asked(sql, [day, json.dumps(list(activity_ids)), day, actor_id, is_whole_actor])
    return frame(marts.WorkItem, work_order([json.loads(item) for (item,) in found]))


def work_order(rows: Iterable[Raw]) -> list[Raw]:
    """Work items in their order: rules first, what is most overdue first, then what is watched."""
    at = index(marts.WorkItem)
    names = ("work_list", "due", "started", "item_id")
    return sorted(rows, key=lambda row: [(row[at[name]] is None, row[at[name]]) for name in names])


def cases_of(store: Store, as_of: dt.date, actor_id: str) -> pl.DataFrame:
    """The permit cases of an applicant that wait, one row for each target."""
    at = index(marts.PermitCaseItem)
    found = store.asked("SELECT item FROM applied WHERE applicant_id = ? AND day = ?", [actor_id, as_of.isoformat()])
    rows = [json.loads(item) for (item,) in found]
    return frame(marts.PermitCaseItem, sorted(rows, key=lambda row: (row[at["case_no"]], row[at["target"]])))


ANSWERS: Mapping[str, Callable[..., Any]] = {
    "cases_of": cases_of,
    "contributions": contributions,
    "earlier_places": earlier_places,
    "list_rows_of": list_rows_of,
    "scores": scores,
    "trends_of": trends_of,
    "value_rows": value_rows,
    "waiting_of": waiting_of,
}
