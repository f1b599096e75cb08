"""Pages of what waits: work items with their clocks, and permit cases, each narrowed and counted."""

import datetime as dt
import json
from dataclasses import dataclass, field

from tables import marts
from tables.code_lists import codes_of
from web import listing, wording, work
from web.freshness import freshness
from web.reading.lists import PER_PAGE, Facet, Paged
from web.reading.rows import frame
from web.reading.store import Store


@dataclass(frozen=True)
class WorkPage:
    """A page of what waits; `kinds` and `divisions` count what the other choice leaves."""

    as_of: dt.date
    run_id: str
    work_list: str | None
    kind: str | None
    division: str | None
    paged: Paged
    kinds: tuple[Facet, ...]
    divisions: tuple[Facet, ...]
    items: tuple[work.Item, ...]
    how_to_read: str = field(default=work.HOW_TO_READ)


def work_page(
    store: Store,
    as_of: dt.date | None = None,
    *,
    work_list: str | None = None,
    kind: str | None = None,
    division: str | None = None,
    page: int = 1,
    per_page: int = PER_PAGE,
) -> WorkPage:
    """A page of what waits whatever the score: rules with a clock and events to watch (`work_lists`)."""
    store.forget()
    day = listing.day_of(store, as_of)
    counted = store.once(
        ("waiting", day),
        lambda: store.asked(
            "SELECT work_list, kind, divisions, count(*) FROM waiting WHERE day = ? GROUP BY 1, 2, 3",
            [day.isoformat()],
        ),
    )
    kinds, divisions, total = dict[str, int](), dict[str, int](), 0
    for rows_list, rows_kind, rows_divisions, n in counted:
        within = (rows_divisions or "").split("|")
        if work_list not in {None, rows_list}:
            continue
        fits_kind, fits_division = kind in {None, rows_kind}, division is None or division in within
        total += n * (fits_kind and fits_division)
        kinds[rows_kind] = kinds.get(rows_kind, 0) + n * fits_division
        for one in within:
            divisions[one] = divisions.get(one, 0) + n * fits_kind
    paged = Paged(total, max(1, page), per_page)
    sql = (
        "SELECT item FROM waiting WHERE day = ? AND (? IS NULL OR work_list = ?) AND (? IS NULL OR kind = ?) "
        "AND (? IS NULL OR instr('|' || divisions || '|', '|' || ? || '|') > 0) ORDER BY rowid LIMIT ? OFFSET ?"
    )
    narrowed = [one for one in (work_list, kind, division) for _ in range(2)]
    rows = store.asked(sql, [day.isoformat(), *narrowed, per_page, (paged.page - 1) * per_page])
    return WorkPage(
        day, store.path.stem, work_list, kind, division, paged,
        _facets("work_item_kinds", kinds, kind), _facets("regional_divisions", divisions, division),
        work.items(store, frame(marts.WorkItem, [json.loads(item) for (item,) in rows]), freshness(store, day)),
    )  # fmt: skip


def _facets(code_list: str, counted: dict[str, int], chosen: str | None) -> tuple[Facet, ...]:
    order = codes_of(code_list)
    known = [code for code in order if counted.get(code) or code == chosen]
    return tuple(Facet(code, wording.label(code_list, code), counted.get(code, 0), code == chosen) for code in known)


@dataclass(frozen=True)
class CasePage:
    """A page of permit cases that wait, for one target."""

    target: str
    target_label: str
    as_of: dt.date
    run_id: str
    division: str | None
    kind: str | None
    form: str | None
    paged: Paged
    cases: tuple[work.Case, ...]
    how_to_read: str = field(default=work.HOW_TO_READ_CASES)


def case_page(
    store: Store,
    target: str,
    as_of: dt.date | None = None,
    *,
    division: str | None = None,
    kind: str | None = None,
    form: str | None = None,
    page: int = 1,
    per_page: int = PER_PAGE,
) -> CasePage:
    """A page of the permit cases that wait, highest partial score first, then the oldest."""
    store.forget()
    day = listing.day_of(store, as_of)
    where = (
        "FROM applied WHERE day = ? AND target = ? AND (? IS NULL OR division = ?) AND (? IS NULL OR kind = ?) "
        "AND (? IS NULL OR form_code = ?)"
    )
    narrowed = [day.isoformat(), target, *(one for one in (division, kind, form) for _ in range(2))]
    paged = Paged(store.asked(f"SELECT count(*) {where}", narrowed)[0][0], max(1, page), per_page)
    rows = store.asked(
        f"SELECT item {where} ORDER BY rowid LIMIT ? OFFSET ?", [*narrowed, per_page, (paged.page - 1) * per_page]
    )
    label = wording.sentence(wording.label("targets", target))
    shown = work.cases(frame(marts.PermitCaseItem, [json.loads(item) for (item,) in rows]))
    return CasePage(target, label, day, store.path.stem, division, kind, form, paged, shown)
