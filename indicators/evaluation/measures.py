"""Figures of orders: how often they are right among units they did not choose, and what can be said of the others.

The headline stands on the random arm and the yearly duty. What is found among the inspected is told with how many of
the list they are, and with the bounds of the rest.
"""

import itertools
from typing import Any

import numpy as np
import polars as pl

from indicators.evaluation.agreement import auc, calibration
from indicators.evaluation.candidates import Candidates, at_top, first_of, hit_share, in_order, length, looks
from indicators.evaluation.estimators import Estimate, among_inspected, hajek, lift, share
from indicators.evaluation.figure_rows import Curves, Figures
from tables.code_lists import labels_of

#: Strata whose units were not chosen by risk.
UNCHOSEN = ("random_arm", "duty")
#: Methods whose scores are probabilities.
PROBABILITIES = ("shadow_logistic", "shadow_boosting")
_STEPS = 20
#: Different looks that it takes to draw tenths.
TENTHS = 50


def headline(candidates: Candidates, into: Figures) -> None:
    """Precision at the top, and lift over the stratum, by method, stratum and list date; recall and AUC on duty."""
    for stratum in ("complaint",) if candidates.label == "complaint" else UNCHOSEN:
        units = candidates.of_stratum(stratum)
        base = hit_share(units)
        into.add("base_rate", base, stratum=stratum)
        for method in candidates.methods:
            chosen = at_top(units, method, candidates.top)
            found = hit_share(chosen)
            about: dict[str, Any] = {"method": method, "stratum": stratum, "k": typical(chosen)}
            into.add("precision_at_k", found, **about, note=None if units.height else "Inga utfall i urvalet.")
            into.add("lift", lift(found, base), **about)
            _by_date(units, chosen, candidates.top, into, method=method, stratum=stratum)
            if stratum != "random_arm":
                _ranking(units, chosen, method, stratum, into)


def typical(chosen: pl.DataFrame) -> int:
    """How long the tops are that were taken together, on average: what `k` says of figures over all list dates."""
    return max(1, round(chosen.height / max(chosen["list_date"].n_unique(), 1)))


def _by_date(units: pl.DataFrame, chosen: pl.DataFrame, top: float, into: Figures, **about: Any) -> None:
    sizes = dict(units.group_by("list_date").len().iter_rows())
    for (day,), own in chosen.sort("list_date").group_by("list_date", maintain_order=True):
        into.add("precision_at_k", hit_share(own), list_date=day, k=length(sizes[day], top), **about)


def _ranking(units: pl.DataFrame, chosen: pl.DataFrame, method: str, stratum: str, into: Figures) -> None:
    """Recall, AUC and average precision: only where nearly everyone was looked at."""
    hits = float((units["hit"] > 0).sum())
    recall = share(float((chosen["hit"] > 0).sum()), int(hits))
    about = {"method": method, "stratum": stratum}
    into.add("recall_at_k", recall, k=typical(chosen), **about)
    into.add("auc", ordered_auc(units, method), **about)
    into.add("average_precision", average_precision(units, method), n=looks(units), **about)


def _ranks(units: pl.DataFrame, method: str) -> tuple[np.ndarray, np.ndarray]:
    """Hits and standing on the list (share of the list below, ties sharing), comparable over list dates."""
    score = pl.col(method).fill_null(pl.col(method).min() - 1).fill_null(0.0)
    standing = (score.rank("average") / pl.len()).over("list_date")
    found = units.select(hit=pl.col("hit") > 0, standing=standing)
    return found["hit"].to_numpy().astype(bool), found["standing"].to_numpy()


def ordered_auc(units: pl.DataFrame, method: str) -> Estimate:
    """AUC within list dates taken together; the limits are for as many units as there were different looks."""
    if units.is_empty():
        return share(0, 0)
    found = auc(*_ranks(units, method))
    n = looks(units)
    wider = float(np.sqrt(units.height / n))
    low, high = found.value - wider * (found.value - found.low), found.value + wider * (found.high - found.value)
    return Estimate(found.value, max(low, 0.0), min(high, 1.0), n, found.se * wider)


def average_precision(units: pl.DataFrame, method: str) -> float | None:
    """Area under precision and recall; null where all or none were hits."""
    from sklearn.metrics import average_precision_score

    if units.is_empty():
        return None
    hits, standing = _ranks(units, method)
    return float(average_precision_score(hits, standing)) if 0 < hits.sum() < len(hits) else None


def inspected(candidates: Candidates, into: Figures) -> None:
    """What was found at the top among those inspected, how many of the top they are, and the bounds of all of it."""
    if "y" not in candidates.frame.columns or candidates.label == "complaint":
        return
    for method in candidates.methods:
        chosen = at_top(candidates.frame, method, candidates.top)
        seen = chosen.filter(pl.col("y").is_not_null()).with_columns(hit=pl.col("y"))
        hits = int((seen["hit"] > 0).sum())
        bounds = among_inspected(hits, seen.height, max(chosen.height, 1))
        about: dict[str, Any] = {"method": method, "stratum": "inspected", "k": typical(chosen)}
        into.add("precision_among_inspected", hit_share(seen), **about)
        into.add("share_inspected", bounds.share_inspected, n=chosen.height, **about)
        into.add("precision_bounds", None, n=chosen.height, **about | {"low": bounds.low, "high": bounds.high})
        if "chance" in seen.columns:
            estimable = seen.filter(pl.col("chance") >= 0.01)
            weighted = hajek((estimable["hit"] > 0).to_numpy().astype(float), estimable["chance"].to_numpy())
            into.add("precision_weighted", weighted, **about)
        into.add("inspections_per_hit", 1 / bounds.among_inspected.value if hits else None, n=seen.height, **about)


def within_places(candidates: Candidates, into: Figures) -> None:
    """AUC among the inspected of one region (or inspector) at a time, by how many pairs each has."""
    units = candidates.of_stratum("complaint" if candidates.label == "complaint" else "inspected")
    for place in ("region", "inspector"):
        if place not in units.columns or units[place].null_count() == units.height:
            continue
        for method in candidates.methods:
            into.add(f"within_{place}_auc", _within(units, method, place), method=method, stratum="inspected")


def _within(units: pl.DataFrame, method: str, place: str) -> Estimate:
    parts, pairs = [], []
    for _, own in units.drop_nulls(place).group_by(place, maintain_order=True):
        hits = int((own["hit"] > 0).sum())
        if 0 < hits < own.height:
            parts.append(ordered_auc(own, method))
            pairs.append(hits * (own.height - hits))
    if not parts:
        return share(0, 0)
    weight = np.array(pairs) / sum(pairs)
    value = float((weight * [one.value for one in parts]).sum())
    se = float(np.sqrt((weight**2 * np.array([one.se for one in parts]) ** 2).sum()))
    low, high = max(value - 1.96 * se, 0.0), min(value + 1.96 * se, 1.0)
    return Estimate(value, low, high, sum(one.n for one in parts), se)


def by_origin(candidates: Candidates, into: Figures) -> None:
    """Hit rates by why the case was opened, each saying which others' limits overlap its own."""
    units = candidates.of_stratum("inspected")
    if "origin" not in units.columns:
        return
    once = units.unique([name for name in ("entity_id", "look") if name in units.columns], maintain_order=True)
    rates = {str(origin): hit_share(own) for (origin,), own in once.drop_nulls("origin").sort("origin")
             .group_by("origin", maintain_order=True)}  # fmt: skip
    for origin, rate in rates.items():
        others = [name for name, other in rates.items() if name != origin and overlap(rate, other)]
        labels = labels_of("case_origins")
        note = (
            f"Intervallet överlappar: {', '.join(labels.get(name, name) for name in others)}."
            if others
            else "Intervallet överlappar inget annat."
        )
        into.add("hit_rate", rate, stratum="inspected", group_kind="origin", group=origin, note=note)


def overlap(one: Estimate, other: Estimate) -> bool:
    """Whether the limits of two figures overlap: then no difference is shown."""
    return one.low <= other.high and other.low <= one.high


def calibrated(candidates: Candidates, into: Figures, curves: Curves) -> None:
    """Slope, intercept and Brier score of probabilities on the random arm and the yearly duty, and tenths.

    On the duty also by form and operator. Tenths of the random arm only where it has `TENTHS` units.
    """
    for stratum, method in itertools.product(UNCHOSEN, PROBABILITIES):
        if method not in candidates.methods:
            continue
        own = candidates.of_stratum(stratum).filter(pl.col(method).is_not_null())
        _calibration(own, method, into, stratum=stratum)
        for kind in ("form", "operator_type") if stratum == "duty" else ():
            if kind in own.columns:
                for (name,), part in own.drop_nulls(kind).sort(kind).group_by(kind, maintain_order=True):
                    _calibration(part, method, into, stratum=stratum, group_kind=kind, group=str(name))
        if stratum == "duty" or looks(own) >= TENTHS:
            _tenths(own, method, curves, stratum)


def _calibration(units: pl.DataFrame, method: str, into: Figures, *, stratum: str, **group: str) -> None:
    if units.is_empty():
        return
    hit, probability = (units["hit"] > 0).to_numpy().astype(bool), units[method].to_numpy()
    slope, intercept = calibration(hit, probability)
    about = {"method": method, "stratum": stratum, **group}
    into.add("calibration_slope", slope, **about)
    into.add("calibration_intercept", intercept, **about)
    into.add("brier", float(((probability - hit) ** 2).mean()), n=len(hit), **about)


def _tenths(units: pl.DataFrame, method: str, curves: Curves, stratum: str) -> None:
    ordered = units.sort(method, "tie")
    for place, rows in enumerate(np.array_split(np.arange(ordered.height), 10), start=1):
        part = ordered[rows.tolist()]
        if part.height:
            mean = float(part[method].mean() or 0.0)
            curves.add("calibration", mean, hit_share(part), order=place, method=method, stratum=stratum)


def curves_of(candidates: Candidates, curves: Curves) -> None:
    """Lift and recall along the list, on the strata that were not chosen by risk."""
    for stratum in ("complaint",) if candidates.label == "complaint" else UNCHOSEN:
        units = candidates.of_stratum(stratum)
        if units.is_empty():
            continue
        base, hits = hit_share(units), float((units["hit"] > 0).sum())
        for method in candidates.methods:
            ordered = in_order(units, method)
            for place in range(1, _STEPS + 1):
                chosen = first_of(ordered, place / _STEPS)
                found = hit_share(chosen)
                about: dict[str, Any] = {"order": place, "method": method, "stratum": stratum}
                curves.add("lift", place / _STEPS, lift(found, base), **about)
                got = float((chosen["hit"] > 0).sum())
                curves.add("recall", place / _STEPS, share(got, int(hits)), **about)


def stability(candidates: Candidates, into: Figures, method: str = "version_1") -> None:
    """Rank correlation and turnover of the top from one list date to the next, and turnover without any news."""
    from indicators.evaluation.agreement import spearman

    ordered = in_order(candidates.frame, method)
    days = ordered["list_date"].unique().sort().to_list()
    lists = {day: ordered.filter(pl.col("list_date") == day) for day in days}
    for before, after in itertools.pairwise(days):
        old, new = lists[before], lists[after]
        both = old.join(new, on="entity_id", suffix="_new", maintain_order="left")
        into.add("rank_correlation", spearman(both["place"].to_numpy(), both["place_new"].to_numpy()), method=method,
                 list_date=after)  # fmt: skip
        k, k_new = length(old.height, candidates.top), length(new.height, candidates.top)
        gone = both.filter(pl.col("place") <= k, pl.col("place_new") > k_new)
        into.add("turnover", share(gone.height, k), method=method, list_date=after, k=k)
        if "news" in both.columns:
            silent = gone.filter(pl.col("news") == pl.col("news_new")).height
            into.add("turnover_without_new_facts", share(silent, k), method=method, list_date=after, k=k)
