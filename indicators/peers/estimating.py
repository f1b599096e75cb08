"""The value of an indicator: its formula over its measures, with the peers' prior where it is a rate or a share.

A row and the peers it is compared with are drawn towards the *same* prior, that of the row's own peer group; else a
unit in a widened group would be set against values that were shrunk in another way.
"""

import inspect
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import polars as pl

from indicators.definition import PARAMETERS, Estimate, Indicator
from indicators.measures import PeerExpected
from indicators.peers.medians import Floats, Integers
from indicators.peers.peer_groups import FEWEST, Members
from indicators.peers.shrinkage import PRIORS

Columns = Mapping[str, Floats]


@dataclass(frozen=True)
class Priors:
    """The prior's parameters of every group, and what expected values are multiplied by; each of shape (groups,)."""

    parameters: Columns
    scale: Floats

    @classmethod
    def fallback(cls, estimate: Estimate, groups: int) -> "Priors":
        """What holds where the peers say too little."""
        named = zip(PARAMETERS[estimate.kind], estimate.fallback, strict=True)
        return cls({name: np.full(groups, number) for name, number in named}, np.ones(groups))

    @classmethod
    def of(cls, estimate: Estimate, columns: Columns, members: Members, groups: int) -> "Priors":
        """From the members of each group that is large enough."""
        found = cls.fallback(estimate, groups)
        counted, out_of = (np.nan_to_num(columns[name][members.row]) for name in (estimate.counted, estimate.out_of))
        order = np.lexsort((out_of, counted, members.group))
        counted, out_of, group = counted[order], out_of[order], members.group[order]
        starts, ends = np.flatnonzero(np.diff(group, prepend=-1)), np.flatnonzero(np.diff(group, append=-1)) + 1
        for start, end in zip(starts, ends, strict=True):
            if end - start >= FEWEST:
                found.learn(estimate, int(group[start]), counted[start:end], out_of[start:end])
        return found

    def learn(self, estimate: Estimate, group: int, counted: Floats, out_of: Floats) -> None:
        """Set one group's prior from its members, where they say one."""
        prior = PRIORS[estimate.kind](counted, out_of)
        if prior is not None:
            for parameter, number in zip(self.parameters.values(), prior.parameters, strict=True):
                parameter[group] = number
            self.scale[group] = prior.scale


def priors_of(
    indicator: Indicator, columns: Columns, members: Members, groups: int, peers: Mapping[str, float]
) -> Priors | None:
    """The priors of an indicator that is estimated; those of a worked example where it states them."""
    estimate = indicator.estimate
    if estimate is None:
        return None
    if set(PARAMETERS[estimate.kind]) <= set(peers):
        stated = {name: np.full(groups, peers[name]) for name in PARAMETERS[estimate.kind]}
        return Priors(stated, np.ones(groups))
    return Priors.of(estimate, columns, members, groups)


def value_of(
    indicator: Indicator, columns: Columns, rows: Integers | slice, group: Integers, priors: Priors | None
) -> Floats:
    """The formula for the chosen rows, each with the prior of its group; NaN where it gives no number."""
    drawn = {name: column[rows] for name, column in columns.items()}
    if indicator.estimate is not None and priors is not None:
        drawn |= {name: parameter[group] for name, parameter in priors.parameters.items()}
        drawn |= {name: drawn[name] * priors.scale[group] for name in _scaled(indicator, indicator.estimate)}
    taken = {name: drawn[name] for name in inspect.signature(indicator.formula).parameters}
    formula = indicator.formula(**{name: pl.col(name) for name in taken})
    frame = pl.DataFrame([pl.Series(name, column, nan_to_null=True) for name, column in taken.items()])
    value = frame.select(formula.cast(pl.Float64)).to_series().to_numpy()
    return np.where(np.isfinite(value), value, np.nan)


def _scaled(indicator: Indicator, estimate: Estimate) -> set[str]:
    """What is scaled to the peers' counts: what the estimate sets the count against, and all else that is expected."""
    expected = {name for name, measure in indicator.measures.items() if isinstance(measure, PeerExpected)}
    return expected | {estimate.out_of}


def asked(indicator: Indicator) -> list[str]:
    """The measures that the formula takes, in its order."""
    return [name for name in inspect.signature(indicator.formula).parameters if name in indicator.measures]
