"""The work list, the permit cases that wait, and trends, as frozen values in words: what every output shows."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

import polars as pl

from indicators.work.rules import RULES
from tables.code_lists import code_list, codes_of, labels_of
from tables.serving import Published
from web import queries, wording
from web.freshness import Freshness, freshness

PARTIAL = "delpoäng, bara aktörens indikatorer"
NO_SCORE = "poäng sätts inte för en enskild näringsidkare i detta mål"
TOO_LITTLE = "otillräckligt underlag"
HOW_TO_READ = (
    "Fakta med en rättslig följd och händelser att bevaka. "
    "De står bredvid poängen, ingår inte i den och är inga beslut."
)
HOW_TO_READ_CASES = (
    "Delpoängen bygger bara på indikatorer om aktören och jämförs inte med verksamheternas poäng. Den är inget beslut."
)


class UnknownKind(ValueError):
    """There is no such kind of work item."""


@dataclass(frozen=True)
class Item:
    """One thing that waits; `sources` are the lines it rests on, `reach` how far the oldest of the sources reaches."""

    item_id: str
    work_list: str
    kind: str
    label: str
    activity_id: str | None
    actor_number: str | None
    name: str
    form: str | None
    divisions: tuple[str, ...]
    legal: tuple[str, ...]
    started: dt.date | None
    due: dt.date | None
    days: int | None
    state: str
    said: str
    reach: str
    sources: tuple[str, ...]


@dataclass(frozen=True)
class WorkList:
    """What waits on a day, narrowed."""

    as_of: dt.date
    run_id: str
    kind: str | None
    division: str | None
    n: int
    items: tuple[Item, ...]
    how_to_read: str = HOW_TO_READ


@dataclass(frozen=True)
class Case:
    """A permit case that waits, with what is known of the applicant."""

    target: str
    case_no: str
    applicant_id: str
    applicant_number: str
    applicant_name: str | None
    division: str
    kind: str
    form: str
    state: str
    applied_at: dt.date
    days_open: int
    n_activities: int
    refusals_own: int
    refusals_circle: int
    network: str
    partial_score: Decimal | None
    coverage: float | None
    assessment: str
    reasons: tuple[str, ...]
    against: tuple[str, ...]
    unknown: tuple[str, ...]
    explanations: tuple[str, ...]
    cleared_by: tuple[str, ...]


@dataclass(frozen=True)
class CaseList:
    """The permit cases that wait, for one target."""

    target: str
    target_label: str
    as_of: dt.date
    run_id: str
    n: int
    cases: tuple[Case, ...]
    how_to_read: str = HOW_TO_READ_CASES


@dataclass(frozen=True)
class Trend:
    """Which way a score goes since an earlier day; `arrow` is a dash where it may not be shown, and `said` says why."""

    target: str
    activity_id: str
    span: str
    since: dt.date
    arrow: str
    word: str
    points: Decimal | None
    said: str
    moved_by: str | None

    @property
    def hidden_because(self) -> str:
        """Why no direction is shown; nothing where one is."""
        return "" if self.points is not None else self.said.partition("visas inte: ")[2].rstrip(".")

    @property
    def brief(self) -> str:
        """An arrow with points, or a dash."""
        return f"{self.arrow} {wording.signed(self.points)}" if self.points is not None else self.arrow


_ARROWS = dict(code_list("trend_directions").select("code", "arrow").iter_rows())


def work_list(
    published: Published, as_of: dt.date, kind: str | None, division: str | None, top: int | None = None
) -> WorkList:
    """What waits on a computed day.

    Raises:
        UnknownKind: there is no such kind.
    """
    if kind is not None and kind not in codes_of("work_item_kinds"):
        known = ", ".join(f"{code} ({label})" for code, label in labels_of("work_item_kinds").items())
        raise UnknownKind(f"Det finns inget slag som heter {kind!r}. Välj bland: {known}.")
    rows = queries.waiting(published, as_of, kind, division)
    shown = items(published, rows if top is None else rows.head(top), freshness(published, as_of))
    return WorkList(as_of, queries.manifest(published).item(0, "run_id"), kind, division, rows.height, shown)


def items(published: Published, rows: pl.DataFrame, fresh: Freshness) -> tuple[Item, ...]:
    """Rows of `marts.work_item` in words, each with how far the oldest source behind it reaches."""
    files = queries.files(published) if rows.height else {}
    return tuple(_item(row, files, fresh) for row in rows.iter_rows(named=True))


def case_list(
    published: Published, as_of: dt.date, target: str, division: str | None, top: int | None = None
) -> CaseList:
    """The permit cases that wait on a computed day."""
    rows = queries.cases(published, as_of, target, division)
    return CaseList(
        target,
        wording.sentence(wording.label("targets", target)),
        as_of,
        queries.manifest(published).item(0, "run_id"),
        rows.height,
        cases(rows if top is None else rows.head(top)),
    )


def cases(rows: pl.DataFrame) -> tuple[Case, ...]:
    """Rows of `marts.permit_case_item` in words."""
    return tuple(_case(row) for row in rows.iter_rows(named=True))


def trends(
    published: Published, as_of: dt.date, activity_ids: Sequence[str]
) -> dict[tuple[str, str], tuple[Trend, ...]]:
    """Activity and target → its trends: since the list before, where there was one, and since twelve months."""
    found: dict[tuple[str, str], tuple[Trend, ...]] = {}
    order = codes_of("trend_spans")
    rows = queries.trends_of(published, as_of, activity_ids)
    for row in sorted(rows, key=lambda row: order.index(row["span"])):
        key = (row["activity_id"], row["target"])
        found[key] = (*found.get(key, ()), _trend(row))
    return found


def trends_in_order(rows: Sequence[Mapping[str, Any]]) -> tuple[Trend, ...]:
    """Rows of `marts.trend` about one activity and target in words, in the order of their spans."""
    order = codes_of("trend_spans")
    return tuple(_trend(row) for row in sorted(rows, key=lambda row: order.index(row["span"])))


def _item(row: Mapping[str, Any], files: Mapping[str, str], fresh: Freshness) -> Item:
    indicator = _INDICATORS[row["kind"]]
    oldest = fresh.oldest(indicator) if indicator else None
    named = row["activity_name"] if row["activity_id"] else row["actor_name"]
    actor = row["actor_id"]
    number = None if actor is None else wording.organisation_number(actor)
    return Item(
        item_id=row["item_id"],
        work_list=row["work_list"],
        kind=row["kind"],
        label=wording.label("work_item_kinds", row["kind"]),
        activity_id=row["activity_id"],
        actor_number=number,
        name=named or number or "namn visas inte",
        form=wording.label("forms", row["form_code"]) if row["form_code"] else None,
        divisions=tuple(wording.label("regional_divisions", one) for one in (row["divisions"] or "").split("|") if one),
        legal=tuple(wording.label("legal_refs", one) for one in row["legal"]),
        started=row["started"],
        due=row["due"],
        days=row["days"],
        state=wording.label("work_item_states", row["state"]),
        said=row["said"],
        reach=oldest.brief if oldest else "",
        sources=tuple(_line(one, files) for one in row["evidence"]),
    )


_INDICATORS = {rule.kind: rule.indicator for rule in RULES}


def _line(evidence: str, files: Mapping[str, str]) -> str:
    _, ledger_id, line = evidence.split(" ")
    return f"{files.get(ledger_id, ledger_id)}, rad {line}"


def _case(row: Mapping[str, Any]) -> Case:
    basis = {"partial": PARTIAL, "sole_trader": NO_SCORE}.get(row["basis"], TOO_LITTLE)
    sides = ("reasons", "against", "unknown", "explanations", "cleared_by")
    same = ("target", "case_no", "applicant_id", "applicant_name", "applied_at", "days_open", "n_activities",
            "refusals_own", "refusals_circle", "network", "partial_score", "coverage")  # fmt: skip
    told: dict[str, Any] = {name: row[name] for name in same}
    told |= {name: tuple((row[name] or "").splitlines()) for name in sides}
    return Case(
        **told,
        applicant_number=wording.organisation_number(row["applicant_id"]),
        division=wording.place("regional_divisions", row["division"]),
        kind=wording.label("permit_case_kinds", row["kind"]),
        form=wording.label("forms", row["form_code"]),
        state=wording.label("permit_case_states", row["state"]),
        assessment=basis,
    )


def _trend(row: Mapping[str, Any]) -> Trend:
    direction = row["direction"]
    return Trend(
        target=row["target"],
        activity_id=row["activity_id"],
        span=wording.label("trend_spans", row["span"]),
        since=row["compared_with"],
        arrow="–" if direction is None else _ARROWS[direction],
        word="visas inte" if direction is None else wording.label("trend_directions", direction),
        points=None if direction is None else row["real_change"],
        said=row["said"],
        moved_by=row["moved_by"] if direction is not None else None,
    )
