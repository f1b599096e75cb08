"""What changed definitions do: values and lists of two versions of the catalogue over the same facts, side by side."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

import polars as pl

#: How far down a list is looked at, and how many of the largest changes are named.
TOP, N_LARGEST = 50, 5
_KEY = ["indicator_id", "level", "entity_id"]


class Kind(StrEnum):
    """In which way an indicator differs between two versions."""

    NEW = "new"
    REMOVED = "removed"
    CHANGED = "changed"
    #: The same definition and other values: a measure, the peers or another indicator it rests on has changed.
    FOLLOWED = "followed"


@dataclass(frozen=True)
class ValueChange:
    """One entity's value before and after; nothing where it is unknown."""

    entity_id: str
    before: float | None
    after: float | None


@dataclass(frozen=True)
class IndicatorDifference:
    """What has become of one indicator.

    Attributes:
        changed: units whose value, or whose reason for having none, is another than before.
        known_before, known_after: shares of the units; nothing for a version that lacks the indicator.
    """

    name: str
    kind: Kind
    units: int
    changed: int
    became_known: int
    became_unknown: int
    known_before: float | None
    known_after: float | None
    largest: tuple[ValueChange, ...]


@dataclass(frozen=True)
class ListDifference:
    """Who has come into, and who has left, the top of one target's list."""

    target: str
    top: int
    entered: tuple[str, ...]
    left: tuple[str, ...]


@dataclass(frozen=True)
class Version:
    """One version's results: indicator → digest of its definition, values, and ranks.

    `values` has indicator_id, level, entity_id, value and missing_reason; `ranks` has target, activity_id and rank.
    """

    definitions: Mapping[str, str]
    values: pl.DataFrame
    ranks: pl.DataFrame


def compare_values(before: Version, after: Version) -> list[IndicatorDifference]:
    """The indicators that differ, by name."""
    joined = before.values.rename({"value": "before", "missing_reason": "reason_before"}).join(
        after.values.rename({"value": "after", "missing_reason": "reason_after"}), on=_KEY, how="full", coalesce=True
    )
    by_name = {str(name): frame for (name,), frame in joined.partition_by("indicator_id", as_dict=True).items()}
    names = sorted(set(before.definitions) | set(after.definitions))
    found = [_compared(name, before, after, by_name.get(name, joined.clear())) for name in names]
    return [one for one in found if one is not None]


def _compared(name: str, before: Version, after: Version, rows: pl.DataFrame) -> IndicatorDifference | None:
    same = pl.col("before").eq_missing(pl.col("after")) & pl.col("reason_before").eq_missing(pl.col("reason_after"))
    differing = rows.filter(~same)
    old, new = before.definitions.get(name), after.definitions.get(name)
    if old == new and differing.is_empty():
        return None
    kind = Kind.NEW if old is None else Kind.REMOVED if new is None else Kind.CHANGED if old != new else Kind.FOLLOWED
    is_known = {column: rows[column].is_not_null() for column in ("before", "after")}
    return IndicatorDifference(
        name=name,
        kind=kind,
        units=rows.height,
        changed=differing.height,
        became_known=int((~is_known["before"] & is_known["after"]).sum()),
        became_unknown=int((is_known["before"] & ~is_known["after"]).sum()),
        known_before=None if old is None or rows.is_empty() else int(is_known["before"].sum()) / rows.height,
        known_after=None if new is None or rows.is_empty() else int(is_known["after"].sum()) / rows.height,
        largest=_largest(differing),
    )


def _largest(differing: pl.DataFrame) -> tuple[ValueChange, ...]:
    """The largest changes among those known in both; an entity's name settles the order of equals."""
    by_size = (
        differing.drop_nulls(["before", "after"])
        .with_columns(size=(pl.col("after") - pl.col("before")).abs())
        .sort("size", "entity_id", descending=[True, False])
        .head(N_LARGEST)
    )
    return tuple(ValueChange(*row) for row in by_size.select("entity_id", "before", "after").iter_rows())


def compare_lists(before: Version, after: Version, targets: Sequence[str]) -> list[ListDifference]:
    """For each target, who enters and who leaves the top; sorted by name within."""
    tops = {target: (_top(before.ranks, target), _top(after.ranks, target)) for target in targets}
    return [
        ListDifference(target, TOP, tuple(sorted(new - old)), tuple(sorted(old - new)))
        for target, (old, new) in tops.items()
    ]


def _top(ranks: pl.DataFrame, target: str) -> set[str]:
    return set(ranks.filter((pl.col("target") == target) & (pl.col("rank") <= TOP))["activity_id"])
