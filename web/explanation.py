"""Indicator values and contributions in words: what, how much, what is usual, since when, why it is unknown.

Labels and definitions come from the catalogue; figures come from the published tables and are never computed here.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

import polars as pl

from indicators.registry import catalogue
from web import wording

FLOOR = "floor"
_LEVELS = {"activity": "verksamheten", "actor": "aktören", "municipality": "kommunen"}
_DIRECTIONS = {"H": "högre värde väger mer", "L": "lägre värde väger mer", "F": "ja väger", "K": "visas, väger aldrig"}


@dataclass(frozen=True)
class Definition:
    """What the catalogue says of an indicator, in the reader's words."""

    indicator_id: str
    label: str
    unit: str
    direction: str
    explanations: tuple[str, ...]
    cleared_by: str


@dataclass(frozen=True)
class Value:
    """One indicator value with what it is compared with; a value that is unknown says why."""

    indicator_id: str
    label: str
    level: str
    entity_id: str
    value: float | None
    text: str
    unknown_because: str | None
    peer_median: float | None
    peer_text: str
    peer_group: str | None
    peer_n: int | None
    direction: str
    explanations: tuple[str, ...]
    cleared_by: str


@dataclass(frozen=True)
class Contribution:
    """What one indicator adds to one score."""

    indicator_id: str
    label: str
    level: str
    points: Decimal
    text: str
    usual: str
    is_known: bool
    unknown_because: str | None
    weight: float


@dataclass(frozen=True)
class Account:
    """All contributions to one score, sorted into what raises it, what speaks against, and what is unknown."""

    for_looking: tuple[Contribution, ...]
    against: tuple[Contribution, ...]
    as_usual: tuple[Contribution, ...]
    unknown: tuple[Contribution, ...]


def definition(indicator_id: str) -> Definition:
    """The definition in words; an indicator that the catalogue no longer holds keeps its name."""
    if indicator_id == FLOOR:
        return Definition(FLOOR, "Poängen går inte under noll", "points", "", (), "")
    known = catalogue().get(indicator_id)
    if known is None:
        return Definition(indicator_id, indicator_id, "count", "", (), "")
    return Definition(
        indicator_id, known.label, known.unit.value, _DIRECTIONS[known.direction.value], known.explanations, known.cleared_by
    )


def values(frame: pl.DataFrame) -> tuple[Value, ...]:
    """Rows of `marts.indicator_value` in words, known values first."""
    rows = [_value(row) for row in frame.iter_rows(named=True)]
    return tuple(sorted(rows, key=lambda value: (value.value is None, value.indicator_id)))


def _value(row: Mapping[str, Any]) -> Value:
    meaning = definition(row["indicator_id"])
    return Value(
        indicator_id=row["indicator_id"],
        label=meaning.label,
        level=_LEVELS[row["level"]],
        entity_id=row["entity_id"],
        value=row["value"],
        text=wording.value_text(row["value"], meaning.unit),
        unknown_because=_reason(row),
        peer_median=row["peer_median"],
        peer_text=usual(row, meaning),
        peer_group=peer_group(row["peer_group"]),
        peer_n=row["peer_n"],
        direction=meaning.direction,
        explanations=meaning.explanations,
        cleared_by=meaning.cleared_by,
    )


def usual(row: Mapping[str, Any], meaning: Definition) -> str:
    """What is usual among the peers; a dash where nothing is compared."""
    median = row["peer_median"]
    if median is None:
        return "–"
    return wording.value_text(median, meaning.unit)


def peer_group(group: str | None) -> str | None:
    """`HVB/private/small` in words."""
    if group is None:
        return None
    lists = ("forms", "operator_types", "size_thirds")
    parts = group.split("/")
    return ", ".join(wording.label(name, part) for name, part in zip(lists, parts, strict=False))


def contributions(rows: Iterable[Mapping[str, Any]]) -> tuple[Contribution, ...]:
    """Rows of the contribution query in words, in their order."""
    return tuple(_contribution(row) for row in rows)


def _contribution(row: Mapping[str, Any]) -> Contribution:
    meaning = definition(row["indicator_id"])
    return Contribution(
        indicator_id=row["indicator_id"],
        label=meaning.label,
        level=_LEVELS[row["level"]],
        points=row["points"],
        text="" if row["indicator_id"] == FLOOR else wording.value_text(row["value"], meaning.unit),
        usual=usual(row, meaning),
        is_known=row["is_known"],
        unknown_because=_reason(row),
        weight=row["weight"],
    )


def account(every: tuple[Contribution, ...]) -> Account:
    """The contributions to one score, sorted by what they say."""
    known = [one for one in every if one.is_known]
    return Account(
        for_looking=tuple(one for one in known if one.points > 0),
        against=tuple(one for one in known if one.points < 0),
        as_usual=tuple(one for one in known if one.points == 0),
        unknown=tuple(one for one in every if not one.is_known),
    )


def _reason(row: Mapping[str, Any]) -> str | None:
    code = row["missing_reason"]
    return None if code is None else wording.label("missing_reasons", code)
