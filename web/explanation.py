"""Indicator values and contributions in words: what, how much, what is usual, why it is unknown, what would clear it.

Words come from the catalogue and from `indicators.scoring.reasons`, figures from the published tables; nothing is
computed here.
"""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

import polars as pl

from indicators.definition import Direction, Indicator, Missing
from indicators.reference.words import FORM_FAMILIES
from indicators.registry import catalogue
from indicators.scoring import reasons
from tables.serving import Published
from web import queries, wording
from web.freshness import Freshness
from web.queries.by_store import by_store

#: Of an indicator that is off until the profile records a basis, when its source is there.
WITHOUT_BASIS = "källan saknar uppgiften, eller så har indikatorn ingen antecknad rättslig grund"
_LEVELS = {"activity": "verksamheten", "actor": "aktören", "municipality": "kommunen"}
_DIRECTIONS = {
    Direction.HIGHER: "högre värde väger mer",
    Direction.LOWER: "lägre värde väger mer",
    Direction.FLAG: "ett faktum som föreligger eller inte",
    Direction.CONTEXT: "visas som bakgrund och väger aldrig",
}
#: Groups of operators as peer groups name them, where the code list of operator types has other words.
_OPERATOR_GROUPS = {"public": "kommun eller region", "state": "staten", "private": "privat"}


@dataclass(frozen=True)
class Value:
    """One indicator value with what it is compared with; a value that is unknown says why.

    `covered_to` and `reach` are of the oldest of its `sources`.
    """

    indicator_id: str
    label: str
    level: str
    entity_id: str
    value: float | None
    text: str
    unknown_because: str | None
    peer_median: float | None
    peer_text: str
    peer_percentile: float | None
    percentile_text: str
    peer_group: str | None
    peer_n: int | None
    direction: str
    as_of: dt.date
    covered_to: dt.date | None
    reach: str
    sources: tuple[str, ...]
    explanations: tuple[str, ...]
    cleared_by: str


@dataclass(frozen=True)
class Contribution:
    """What one indicator adds to one score, as a sentence and as its parts."""

    indicator_id: str
    label: str
    level: str
    points: Decimal
    value: str
    usual: str
    sentence: str
    explanations: str
    cleared_by: str
    unknown_because: str | None
    weight: float
    reach: str


@dataclass(frozen=True)
class Account:
    """All contributions to one score: what raises it, what speaks against, what is as usual, what is unknown.

    A score is never below zero; what lifts it there is kept apart, so that everything sums to the score.
    """

    for_looking: tuple[Contribution, ...] = ()
    against: tuple[Contribution, ...] = ()
    as_usual: tuple[Contribution, ...] = ()
    unknown: tuple[Contribution, ...] = ()
    lift_to_zero: tuple[Contribution, ...] = ()


def unknown_by_reason(account: Account) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Why something is unknown → the labels of what is, so that the same reason is told once."""
    told: dict[str, tuple[str, ...]] = {}
    for one in account.unknown:
        because = one.unknown_because or wording.UNKNOWN
        told[because] = (*told.get(because, ()), one.label)
    return tuple(told.items())


#: Kind of line in `indicators.scoring.reasons` → side of the account.
SIDES = {
    "raises": "for_looking",
    "floor": "lift_to_zero",
    "against": "against",
    "neutral": "as_usual",
    "unknown": "unknown",
}


def level_label(level: str) -> str:
    """Whom a value is about."""
    return _LEVELS[level]


def values(rows: Iterable[Mapping[str, Any]], fresh: Freshness) -> tuple[Value, ...]:
    """Rows of `marts.indicator_value` in words, known values first.

    Args:
        rows: the rows, by column.
        fresh: how far the sources reach on the day of the values.
    """
    told = [_value(row, fresh) for row in rows]
    return tuple(sorted(told, key=lambda value: (value.value is None, value.indicator_id, value.entity_id)))


@by_store
def accounts(
    published: Published, activity_ids: Sequence[str], as_of: dt.date, fresh: Freshness
) -> dict[tuple[str, str], Account]:
    """Activity and target → everything that makes up the score, strongest first, with how far its sources reach."""
    adding, scores = (read(published, activity_ids, as_of) for read in (queries.contributions, queries.scores))
    behind = [
        queries.values_of(published, "activity", activity_ids, as_of),
        queries.values_of(published, "actor", scores["actor_id"].unique().to_list(), as_of),
    ]
    lines = reasons.lines(adding, pl.concat(behind), scores, catalogue())
    found: dict[tuple[str, str], Account] = {}
    for (activity_id, target), group in lines.group_by("activity_id", "target", maintain_order=True):
        found[str(activity_id), str(target)] = _account(group, fresh)
    return found


def _account(lines: pl.DataFrame, fresh: Freshness) -> Account:
    sides: dict[str, tuple[Contribution, ...]] = {}
    for row in lines.iter_rows(named=True):
        side = SIDES[row["kind"]]
        sides[side] = (*sides.get(side, ()), contribution(row, fresh))
    return Account(**sides)


def contribution(row: Mapping[str, Any], fresh: Freshness) -> Contribution:
    """A line of `indicators.scoring.reasons` in words, with how far its sources reach."""
    known = catalogue().get(row["indicator_id"])
    oldest = fresh.oldest(row["indicator_id"])
    return Contribution(
        indicator_id=row["indicator_id"],
        label=known.label if known else "Poängen går inte under noll",
        level=_LEVELS[row["level"]],
        points=row["points"],
        value=_written(row["value"], known) if known else "",
        usual=_written(row["peer_median"], known) if known and row["peer_median"] is not None else "–",
        sentence=row["text"] if row["kind"] != "neutral" else _as_usual(row, known),
        explanations=row["explanations"],
        cleared_by=row["cleared_by"],
        unknown_because=_because(row, fresh),
        weight=row["weight"],
        reach=oldest.brief if oldest else "",
    )


def _as_usual(row: Mapping[str, Any], known: Indicator | None) -> str:
    """What adds nothing is stated plainly; the catalogue's sentence is about what does."""
    label, value = (known.label, _written(row["value"], known)) if known else (row["indicator_id"], wording.UNKNOWN)
    return f"{label}: {value}. Ger inga poäng."


def _value(row: Mapping[str, Any], fresh: Freshness) -> Value:
    known = catalogue().get(row["indicator_id"])
    reaches = fresh.of(known) if known else ()
    median, percentile = row["peer_median"], row["peer_percentile"]
    return Value(
        indicator_id=row["indicator_id"],
        label=known.label if known else row["indicator_id"],
        level=_LEVELS[row["level"]],
        entity_id=row["entity_id"],
        value=row["value"],
        text=_written(row["value"], known),
        unknown_because=_because(row, fresh),
        peer_median=median,
        peer_text="–" if median is None else _written(median, known),
        peer_percentile=percentile,
        percentile_text="–" if percentile is None else wording.share(percentile),
        peer_group=group_words(row["peer_group"]),
        peer_n=row["peer_n"],
        direction=_DIRECTIONS[known.direction] if known else "",
        as_of=row["as_of"],
        covered_to=reaches[0].covered_to if reaches else None,
        reach=(reaches[0].brief if reaches else "") or "–",
        sources=tuple(reach.phrase for reach in reaches),
        explanations=known.explanations if known else (),
        cleared_by=known.cleared_by if known else "",
    )


def _written(value: float | None, known: Indicator | None) -> str:
    return wording.value_text(value, known.unit.value if known else "count", known.states if known else None)


#: What stands in the place of a form: a whole family where the group was widened, nothing for an actor without any.
_FORMS_BESIDE = {**FORM_FAMILIES, "-": "utan öppen verksamhet"}


def group_words(group: str | None) -> str | None:
    """A peer group, `HVB/private/small`, in words."""
    if group is None:
        return None
    form, *rest = group.split("/")
    words = [_OPERATOR_GROUPS.get(part) or wording.label("size_thirds", part) for part in rest]
    return ", ".join([_FORMS_BESIDE.get(form) or wording.label("forms", form), *words])


def _because(row: Mapping[str, Any], fresh: Freshness) -> str | None:
    """Why a value is unknown; of a gap which source is late and since when, or never read, where one is."""
    code = row["missing_reason"]
    if code is None:
        return None
    known = catalogue().get(row["indicator_id"])
    gap = fresh.gap(row["indicator_id"]) if code == Missing.SOURCE_GAP.value else None
    if gap is None and code == Missing.SOURCE_GAP.value and known is not None and known.needs_basis:
        return WITHOUT_BASIS
    return gap or wording.label("missing_reasons", code)
