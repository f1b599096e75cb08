"""Each indicator by itself and taken away, and the trap for values that know what came after their day."""

from collections.abc import Iterable, Mapping

import numpy as np
import polars as pl

from indicators.evaluation.agreement import resampled_pairs
from indicators.evaluation.candidates import Candidates
from indicators.evaluation.estimators import Estimate, Floats
from indicators.evaluation.features import KEY
from indicators.evaluation.figure_rows import Figures
from indicators.evaluation.history import History
from indicators.evaluation.measures import UNCHOSEN, ordered_auc

#: A value that by itself tells hits from misses this well, with that many different hits, knows more than it may.
TOO_GOOD, LEAST_HITS = 0.9, 10
#: How many times the owners are drawn anew for the limits.
DRAWS = 200
STRATUM = "unchosen"


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

    Hits are counted as different looks: one decision counts once, on however many list dates and for however many
    activities of an actor it does. A few of them are told apart that well by chance.

    Raises:
        LeakFound: one or more of them know what came after their day.
    """
    units = candidates.of_stratum("inspected")
    hits = units.filter(pl.col("hit") > 0)
    if (hits["look"].n_unique() if "look" in hits.columns else hits.height) < LEAST_HITS:
        return
    aucs = {name: ordered_auc(units, name).value for name in names if units[name].null_count() < units.height}
    found = {name: value for name, value in aucs.items() if value >= TOO_GOOD}
    if found:
        raise LeakFound(found)


def alone_and_removed(
    candidates: Candidates, history: History, weights: Mapping[str, float], names: Iterable[str], into: Figures
) -> None:
    """AUC of each indicator by itself, and for those with a weight how it changes when the score is made without it.

    Among the random arm and the yearly duty, which are chosen by nobody: pairs within either of them, so that a
    difference between the two is nobody's merit. The score without an indicator is made by the function that makes
    scores. The limits are those of owners drawn anew, the same owners with and without (paired bootstrap).
    """
    parts = {stratum: candidates.of_stratum(stratum) for stratum in UNCHOSEN}
    parts = {stratum: units for stratum, units in parts.items() if units.height}
    if not any(0 < (units["hit"] > 0).sum() < units.height for units in parts.values()):
        return
    repeated = _Repeated(parts)
    about = {"stratum": STRATUM, "group_kind": "indicator", "method": "version_1"}
    for name in names:
        into.add("auc_alone", repeated.estimate(repeated.aucs(_standing_of(parts, name))), **about, group=name)
    if not history.grids:
        return
    target = str(candidates.target)
    whole = repeated.aucs(_standing_of(parts, "version_1"))
    for name in weights:
        less = repeated.aucs(_standing_of(_without(parts, history, target, name), "_without"))
        into.add("auc_change_when_removed", repeated.estimate(less - whole, -1.0), **about, group=name)


def _without(parts: Mapping[str, pl.DataFrame], history: History, target: str, name: str) -> dict[str, pl.DataFrame]:
    """The units with the score of their list date made without one indicator."""
    days = sorted({day for units in parts.values() for day in units["list_date"].unique().to_list()})
    scores = pl.concat([history.without(day, target, name) for day in days]).rename({"score": "_without"})
    return {
        stratum: units.join(scores, on=list(KEY), how="left", maintain_order="left")
        for stratum, units in parts.items()
    }  # fmt: skip


def _standing_of(parts: Mapping[str, pl.DataFrame], column: str) -> list[Floats]:
    """Where each unit stands on its list date by one column, stratum by stratum; an unknown value is peer-typical."""
    standing = (pl.col(column).fill_null(0.0).rank("average") / pl.len()).over("list_date")
    return [units.select(standing.alias("at"))["at"].to_numpy() for units in parts.values()]


class _Repeated:
    """The units as they are and with their owners drawn anew, each unit by its weight in the draw."""

    def __init__(self, parts: Mapping[str, pl.DataFrame]) -> None:
        self.hits = [(units["hit"] > 0).to_numpy().astype(bool) for units in parts.values()]
        owners = sorted({one for units in parts.values() for one in units["owner_id"].to_list()})
        places = {owner: place for place, owner in enumerate(owners)}
        rng = np.random.default_rng(1)
        counts = rng.multinomial(len(owners), np.full(len(owners), 1 / len(owners)), size=DRAWS)
        often = np.vstack([np.ones(len(owners)), counts])
        self.weights = [
            often[:, [places[one] for one in units["owner_id"]]] * _per_draw(units) for units in parts.values()
        ]
        self.n = sum(len(one) for one in self.hits)

    def aucs(self, standing: list[Floats]) -> Floats:
        """The AUC within strata, as the units are and then of each draw."""
        found = [resampled_pairs(*each) for each in zip(self.hits, standing, self.weights, strict=True)]
        right, pairs = (sum(one[place] for one in found) for place in (0, 1))
        found_of_all: Floats = np.divide(right, pairs, out=np.full(DRAWS + 1, np.nan), where=np.asarray(pairs) > 0)
        return found_of_all

    def estimate(self, values: Floats, lowest: float = 0.0) -> Estimate:
        """The first value with the middle 95 % of the others."""
        drawn = values[1:][~np.isnan(values[1:])]
        if np.isnan(values[0]) or len(drawn) < DRAWS // 2:
            return Estimate(float(values[0]), lowest, 1.0, self.n, float("nan"))
        low, high = np.quantile(drawn, [0.025, 0.975])
        return Estimate(float(values[0]), float(low), float(high), self.n, float(drawn.std()))


def _per_draw(units: pl.DataFrame) -> Floats:
    """How much each unit counts: as many times as the lot's probability says, where it is known."""
    return units["lot_weight"].to_numpy() if "lot_weight" in units.columns else np.ones(units.height)
