"""What stands beside rows of the lists: the latest inspection, cases that lie open, and whether a row is new."""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import polars as pl

from indicators.planning.duty import last_days
from tables import core, marts
from tables.code_lists import code_list
from web.reading.lists import list_day
from web.reading.rows import Raw, index, known
from web.reading.store import Store

_NEW = frozenset({"not_open_then", "not_known_then"})
_FORMS = tuple(code_list("forms").filter(pl.col("for_children") == "1")["code"])


@dataclass(frozen=True)
class Beside:
    """What is known of one activity on a day.

    Attributes:
        last_inspection: the day of the latest inspection; nothing where none is known.
        open_cases: supervision cases about the activity itself that lie open.
        is_new: it was not open, or not known to be, when the list before was drawn up.
    """

    last_inspection: dt.date | None
    open_cases: int
    is_new: bool


def beside(store: Store, target: str, as_of: dt.date, activity_ids: Sequence[str]) -> Mapping[str, Beside]:
    """Activity → what stands beside its row in a list."""
    facts = store.documents("facts", "activity", activity_ids)
    listed = store.documents("listed", "activity", activity_ids)
    return {
        one: Beside(
            _last(facts.get(one, {}).get(core.Inspection.table, ()), as_of),
            _open(facts.get(one, {}).get(core.SupervisionCase.table, ()), as_of),
            _is_new(listed.get(one, {}).get(marts.Trend.table, ()), target, as_of),
        )
        for one in activity_ids
    }


def _last(rows: Iterable[Raw], as_of: dt.date) -> dt.date | None:
    at, day = index(core.Inspection)["event_date"], as_of.isoformat()
    held = (row[at] for row in known(core.Inspection, rows, as_of) if row[at] is not None and row[at] <= day)
    latest = max(held, default=None)
    return None if latest is None else dt.date.fromisoformat(latest)


def _open(rows: Iterable[Raw], as_of: dt.date) -> int:
    columns, day = index(core.SupervisionCase), as_of.isoformat()
    begun, ended, number = (columns[name] for name in ("valid_from", "valid_to", "case_no"))
    return len(
        {
            row[number]
            for row in known(core.SupervisionCase, rows, as_of)
            if row[begun] <= day and (row[ended] is None or row[ended] > day)
        }
    )


def _is_new(rows: Iterable[Raw], target: str, as_of: dt.date) -> bool:
    columns, day = index(marts.Trend), as_of.isoformat()
    of = ("target", "as_of", "span")
    wanted = (target, day, "last_run")
    return any(tuple(row[columns[name]] for name in of) == wanted and row[columns["obstacle"]] in _NEW for row in rows)


def duties(store: Store, as_of: dt.date) -> Mapping[str, dt.date]:
    """Homes for children → the last day for the next yearly inspection, the earliest first; worked out once a run."""
    found: dict[str, dt.date] = store.once(("duties", as_of), lambda: _duties(store, as_of))
    return found


def _duties(store: Store, as_of: dt.date) -> dict[str, dt.date]:
    known_then = "known_from <= ? AND (known_to IS NULL OR known_to > ?)"
    forms = list(_FORMS)
    homes = store.rows(
        "SELECT activity_id, form_code::VARCHAR AS form_code, for_children FROM core.activity_version "
        f"WHERE is_open AND for_children AND list_contains(?::VARCHAR[], form_code::VARCHAR) AND {known_then} "
        "AND valid_from <= ? AND (valid_to IS NULL OR valid_to > ?) "
        "AND activity_id IN (SELECT activity_id FROM marts.ranked_list WHERE as_of = ? AND target = 'Q') "
        "QUALIFY row_number() OVER (PARTITION BY activity_id ORDER BY valid_from DESC) = 1",
        [forms, *[as_of] * 4, list_day(store, "Q", as_of)],
    )
    visits = store.rows(
        "SELECT activity_id, event_date, origin::VARCHAR AS origin, known_from, known_to FROM core.inspection "
        f"WHERE origin = 'yearly_duty' AND {known_then}",
        [as_of, as_of],
    )
    versions = store.rows(
        "SELECT activity_id, form_code::VARCHAR AS form_code, is_open, valid_from, known_from, known_to "
        f"FROM core.activity_version WHERE list_contains(?::VARCHAR[], form_code::VARCHAR) AND {known_then}",
        [forms, as_of, as_of],
    )
    days = last_days(homes, visits, versions, as_of).sort("duty_last_day", "activity_id")
    return dict(days.iter_rows())
