"""Two weight profiles on the same values: what was decided differently, who moves in and out of the top, and why.

Only weights, statuses and limits differ between profiles, so no value is computed anew. Intervals are left out: the
question is what the decided weights do. Source: method notes §4 (weights), requirement R-083.
"""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import polars as pl

from indicators.decisions.life_cycle import Decision, Status
from indicators.decisions.profile import Profile
from indicators.definition import Indicator, Target
from indicators.scoring.grid import Grid
from indicators.scoring.score import UNITS, grids, points, tie_order

#: How many indicators are named as the reason why somebody moves.
N_REASONS = 3


@dataclass(frozen=True)
class DecisionChange:
    """One indicator decided differently; nothing where a profile says nothing of it in this place.

    Attributes:
        place: the target, or `None` for what stands beside the scores.
    """

    place: Target | None
    indicator: str
    before: Decision | None
    after: Decision | None


@dataclass(frozen=True)
class Shift:
    """What one indicator gives before and after: an activity in points, the top of a list as a share of its points."""

    indicator: str
    before: float
    after: float


@dataclass(frozen=True)
class Move:
    """One activity that enters or leaves the top; no rank where it is not ranked.

    Attributes:
        because: what it gets from indicators that were decided differently. What the others give moves with them, since
            points are parts of what is attainable; they are named only where they alone have moved it.
    """

    activity_id: str
    rank_before: int | None
    rank_after: int | None
    score_before: float
    score_after: float
    because: tuple[Shift, ...]


@dataclass(frozen=True)
class TargetMoves:
    """What another profile does with one target's list.

    Attributes:
        kept: how many stay in the top.
        agreement: rank correlation of the two scores over those ranked by both; nothing when there are fewer than two.
        entered: by their new rank. `left`: by their old one.
        rests_on: which share of the top's points each indicator gives, the largest after first.
    """

    target: Target
    top: int
    kept: int
    agreement: float | None
    entered: tuple[Move, ...]
    left: tuple[Move, ...]
    rests_on: tuple[Shift, ...]


def decision_changes(before: Profile, after: Profile) -> list[DecisionChange]:
    """Every indicator whose status or weight differs, by target and name; what stands beside the scores last."""
    old, new = _decisions(before), _decisions(after)
    keys = sorted(set(old) | set(new), key=lambda key: (key[0] is None, key[0] or "", key[1]))
    return [
        DecisionChange(*key, old.get(key), new.get(key))
        for key in keys
        if _said(old.get(key)) != _said(new.get(key))
    ]  # fmt: skip


def _decisions(profile: Profile) -> dict[tuple[Target | None, str], Decision]:
    inside = {(target, one.indicator): one for target, several in profile.targets.items() for one in several}
    return inside | {(None, one.indicator): one for one in profile.beside}


def _said(decision: Decision | None) -> tuple[Status, float] | None:
    return None if decision is None else (decision.status, decision.weight)


def moves(
    values: pl.DataFrame,
    population: pl.DataFrame,
    catalogue: Mapping[str, Indicator],
    before: Profile,
    after: Profile,
    top: int,
    seed: int,
) -> list[TargetMoves]:
    """Who moves in and out of the first `top` places of each target that both profiles have.

    Args:
        values: rows of `marts.IndicatorValue` of one day.
        population: the open activities of that day.
        catalogue: the indicators by name.
        before: the one profile.
        after: the other.
        top: how many places of each list are looked at.
        seed: what orders equal scores; that of the run.
    """
    old = {grid.target: _Placed.of(grid, before, seed) for grid in grids(values, population, catalogue, before)}
    new = {grid.target: _Placed.of(grid, after, seed) for grid in grids(values, population, catalogue, after)}
    return [_of_target(target, old[target], new[target], top) for target in sorted(set(old) & set(new))]


@dataclass(frozen=True)
class _Placed:
    """One target's scores and ranks under one profile; rank 0 is not ranked."""

    as_of: dt.date
    activity_ids: Sequence[str]
    score: np.ndarray
    rank: np.ndarray
    contributions: Mapping[str, np.ndarray]
    weights: Mapping[str, float]

    @classmethod
    def of(cls, grid: Grid, profile: Profile, seed: int) -> "_Placed":
        result = points(grid, profile.group_cap)
        ids = grid.activities["activity_id"].to_list()
        is_ranked = ~grid.is_unscored & (result.coverage >= profile.coverage_min)
        order = np.lexsort((np.array(tie_order(ids, grid.target, seed)), -result.score))
        rank = np.zeros(grid.n, dtype=np.int64)
        rank[order[is_ranked[order]]] = np.arange(1, is_ranked.sum() + 1)
        names = [column.indicator.name for column in grid.columns]
        contributions = dict(zip(names, result.contributions.T, strict=True))
        return cls(grid.as_of, ids, result.score, rank, contributions, dict(zip(names, grid.weights, strict=True)))

    def first(self, top: int) -> np.ndarray:
        """Positions of the first `top` in the list, in order."""
        ranked = np.flatnonzero((self.rank > 0) & (self.rank <= top))
        return ranked[np.argsort(self.rank[ranked])]

    def shares(self, rows: np.ndarray) -> dict[str, float]:
        """Which share of the points of some activities each indicator gives; better than usual counts as nothing."""
        given = {name: float(np.maximum(points[rows], 0).sum()) for name, points in self.contributions.items()}
        whole = sum(given.values()) or 1.0
        return {name: points / whole for name, points in given.items()}


def _of_target(target: Target, before: _Placed, after: _Placed, top: int) -> TargetMoves:
    old, new = before.first(top), after.first(top)
    entered, left = new[~np.isin(new, old)], old[~np.isin(old, new)]
    return TargetMoves(
        target=target,
        top=top,
        kept=len(new) - len(entered),
        agreement=_agreement(before, after),
        entered=tuple(_move(before, after, int(row)) for row in entered),
        left=tuple(_move(before, after, int(row)) for row in left),
        rests_on=_rests_on(before.shares(old), after.shares(new)),
    )


def _rests_on(before: Mapping[str, float], after: Mapping[str, float]) -> tuple[Shift, ...]:
    found = [Shift(name, before.get(name, 0.0), after.get(name, 0.0)) for name in {*before, *after}]
    some = [one for one in found if one.before > 0 or one.after > 0]
    return tuple(sorted(some, key=lambda one: (-one.after, -one.before, one.indicator)))


def _agreement(before: _Placed, after: _Placed) -> float | None:
    both = (before.rank > 0) & (after.rank > 0)
    if both.sum() < 2:
        return None
    frame = pl.DataFrame({"before": before.score[both], "after": after.score[both]})
    found = frame.select(pl.corr("before", "after", method="spearman")).item()
    return None if found is None or np.isnan(found) else float(found)


def _move(before: _Placed, after: _Placed, row: int) -> Move:
    shifts = [
        Shift(name, _points(before, name, row), _points(after, name, row))
        for name in sorted({*before.contributions, *after.contributions})
    ]
    moved = [shift for shift in shifts if shift.before != shift.after]
    decided = [one for one in moved if before.weights.get(one.indicator) != after.weights.get(one.indicator)]
    changed = sorted(
        decided or moved,
        key=lambda shift: (-abs(shift.after - shift.before), shift.indicator),
    )
    return Move(
        activity_id=before.activity_ids[row],
        rank_before=int(before.rank[row]) or None,
        rank_after=int(after.rank[row]) or None,
        score_before=int(before.score[row]) / UNITS,
        score_after=int(after.score[row]) / UNITS,
        because=tuple(changed[:N_REASONS]),
    )


def _points(placed: _Placed, name: str, row: int) -> float:
    found = placed.contributions.get(name)
    return 0.0 if found is None else int(found[row]) / UNITS
