"""Each indicator by itself and taken away, and the trap for values that know what came after their day."""

from collections.abc import Iterable, Mapping

import numpy as np
import polars as pl

from indicators.evaluation.candidates import Candidates
from indicators.evaluation.figure_rows import Figures
from indicators.evaluation.measures import UNCHOSEN, ordered_auc

#: A value that by itself tells hits from misses this well, with that many hits, knows more than it may.
TOO_GOOD, LEAST_HITS = 0.9, 10
_ALONE = "_alone"


class LeakFound(ValueError):
    """A value tells what was decided after its day. Attributes: names, the columns."""

    def __init__(self, found: Mapping[str, float]) -> None:
        self.names = tuple(sorted(found))
        said = ", ".join(f"{name} (AUC {found[name]:.2f})" for name in self.names)
        super().__init__(
            f"dessa skiljer träffar från missar bättre än något som var känt i förväg kan göra: {said}; sök efter "
            "fakta som inte var kända på listans dag, och ta bort kolumnen tills de är funna"
        )


def no_leak(candidates: Candidates, names: Iterable[str]) -> None:
    """Look at every feature by itself, among the inspected.

    Raises:
        LeakFound: one or more of them know what came after their day.
    """
    units = candidates.of_stratum("inspected")
    if (units["hit"] > 0).sum() < LEAST_HITS:
        return
    aucs = {name: ordered_auc(units, name).value for name in names if units[name].null_count() < units.height}
    found = {name: value for name, value in aucs.items() if value >= TOO_GOOD}
    if found:
        raise LeakFound(found)


def alone_and_removed(
    candidates: Candidates, weights: Mapping[str, float], names: Iterable[str], into: Figures
) -> None:
    """AUC of each indicator by itself, and for those with a weight what the weighted sum loses without it.

    On the random arm and the yearly duty together, which are chosen by nobody; an unknown value is peer-typical. The
    sum is without the limit for families, which a single indicator hardly meets.
    """
    parts = [candidates.of_stratum(stratum) for stratum in UNCHOSEN]
    units = pl.concat(parts).unique(["list_date", "entity_id"], maintain_order=True, keep="first")
    if units.is_empty() or not 0 < (units["hit"] > 0).sum() < units.height:
        return
    about = {"stratum": "duty", "group_kind": "indicator", "method": "version_1"}
    for name in names:
        own = units.with_columns(pl.col(name).fill_null(0.0).alias(_ALONE))
        into.add("auc_alone", ordered_auc(own, _ALONE), **about, group=name)
    whole = _summed(units, weights)
    for name in weights:
        less = _summed(units, {other: weight for other, weight in weights.items() if other != name})
        into.add("auc_change_when_removed", less - whole, **about, group=name, n=units.height)


def _summed(units: pl.DataFrame, weights: Mapping[str, float]) -> float:
    total = np.zeros(units.height)
    for name, weight in weights.items():
        total += weight * units[name].fill_null(0.0).to_numpy()
    return ordered_auc(units.with_columns(pl.Series(_ALONE, total)), _ALONE).value
