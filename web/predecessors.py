"""Which activities one goes on from, and which go on from it, in words: who, when, by which signs, what had happened.

Rows come from `queries`. What a person has rejected does not hold and is told among the decisions (`decided.py`).
"""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from indicators.measures.words import label
from tables import core
from tables.serving import Published
from web import paths, queries, wording

Row = Mapping[str, Any]
HOW_TO_READ = (
    "Det som hände hos en föregångare följer med hit. Ett samband gäller tills någon avvisar det "
    "(tillsynsradar links reject) och säger inget om varför verksamheten registrerades på nytt."
)
_DETAILS = {
    "inspection": "case_origins",
    "finding": "finding_areas",
    "decision": "decision_kinds",
    "report": "report_kinds",
}


@dataclass(frozen=True)
class Inherited:
    """Something that had happened at a predecessor."""

    date: dt.date
    known_from: dt.date
    activity_id: str
    text: str


@dataclass(frozen=True)
class Link:
    """Another activity, and how it hangs together with one that is looked up.

    `history` is what had happened there; always empty for one that goes on from this.
    """

    activity_id: str
    other_activity_id: str
    other_actor: str
    opened_at: dt.date
    closed_at: dt.date
    known_from: dt.date
    signs: tuple[str, ...]
    text: str
    history: tuple[Inherited, ...] = ()


@dataclass(frozen=True)
class Succession:
    """What comes before and after the activities that are looked up."""

    predecessors: tuple[Link, ...] = ()
    successors: tuple[Link, ...] = ()


def succession(published: Published, activity_ids: Sequence[str], as_of: dt.date) -> Succession:
    """The predecessors of some activities with their history, and those that go on from them, as known on a day."""
    rows = queries.predecessors(published, activity_ids, as_of)
    if rows.is_empty():
        return Succession()
    names = queries.names(published, {*rows["actor_id"], *rows["former_id"]}, as_of)
    history: dict[str, list[Inherited]] = {}
    for event in queries.events_of_predecessors(published, activity_ids, as_of).iter_rows(named=True):
        history.setdefault(event["activity_id"], []).append(_inherited(event))
    before, after = [], []
    for _, signs in groupby(
        rows.iter_rows(named=True), key=lambda row: (row["activity_id"], row["former_activity_id"])
    ):
        pair = list(signs)
        if pair[0]["activity_id"] in activity_ids:
            told = tuple(history.pop(pair[0]["activity_id"], ()))
            before.append(_link(published, pair, names, as_of, to="former_activity_id", history=told))
        if pair[0]["former_activity_id"] in activity_ids:
            after.append(_link(published, pair, names, as_of, to="activity_id"))
    return Succession(tuple(before), tuple(after))


def _link(
    published: Published,
    pair: Sequence[Row],
    names: Mapping[str, str],
    as_of: dt.date,
    *,
    to: str,
    history: tuple[Inherited, ...] = (),
) -> Link:
    row, goes_on = pair[0], to == "activity_id"
    signs = tuple(label(core.Predecessor, "basis", each["basis"]) for each in pair)
    known_from = min(each["known_from"] for each in pair)
    own = row["former_activity_id" if goes_on else "activity_id"]
    actor = paths.named(row["actor_id" if goes_on else "former_id"], names)
    same = "samma aktör" if row["same_actor"] else actor
    other = f"{called(published, row[to], as_of)}, {same}"
    days = f"{row['former_activity_id']} stängdes {row['closed_at']}, {row['activity_id']} öppnades {row['opened_at']}"
    text = f"{other}: {days}. Grund: {', '.join(signs)}. Känt från {known_from}."
    return Link(own, row[to], actor, row["opened_at"], row["closed_at"], known_from, signs, text, history)


def called(published: Published, activity_id: str, as_of: dt.date) -> str:
    """An activity by key, and by name and form where they may be shown."""
    found = queries.activity(published, activity_id, as_of)
    if found.is_empty():
        return activity_id
    row = found.row(0, named=True)
    return f"{activity_id}, {row['activity_name'] or 'namn visas inte'} ({wording.label('forms', row['form_code'])})"


def told(row: Row) -> str:
    """A row of `core.PredecessorEvent` in words, without where it happened."""
    what = label(core.PredecessorEvent, "kind", row["kind"])
    detail = wording.label(_DETAILS[row["kind"]], row["detail"]) if row["detail"] else None
    grave = f"allvar {row['severity']} av 4" if row["severity"] is not None else None
    points = f"{row['points']} poäng före åldring" if row["points"] else None
    return ", ".join(part for part in (f"{what} {row['event_id']}", detail, grave, points) if part)


def _inherited(row: Row) -> Inherited:
    back = f" ({row['steps']} led bakåt)" if row["steps"] > 1 else ""
    text = f"{wording.sentence(told(row))}, hos {row['former_activity_id']}{back}"
    return Inherited(row["event_date"], row["known_from"], row["former_activity_id"], text)
