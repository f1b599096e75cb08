"""Shadow models: learnt on outcomes of those inspected, weighted for who was, calibrated on a later slice.

Public and private units have models of their own, since company registers say nothing of the former. What they learn
from is on the allow-list of `features.py`; how one is made is in `additive.py`.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import polars as pl

from indicators.definition import Indicator
from indicators.evaluation.additive import Additive, boosting, logistic
from indicators.evaluation.features import OF_COMPANIES, Floats, checked, matrix

METHODS = ("shadow_logistic", "shadow_boosting", "shadow_points")
#: The least number of hits and of misses to learn anything from, and of labels for an isotonic calibration.
LEAST, ISOTONIC = 20, 1000


@dataclass(frozen=True)
class Calibration:
    """From score to probability: the knots of a line, or slope and intercept of the log-odds."""

    kind: str
    one: Floats
    other: Floats

    def probability(self, score: Floats) -> Floats:
        """The probability of a hit, by score."""
        if self.kind == "isotonic":
            found: Floats = np.interp(score, self.one, self.other)
            return found
        odds: Floats = 1 / (1 + np.exp(-np.clip(self.one[0] * score + self.other[0], -35, 35)))
        return odds


@dataclass(frozen=True)
class Shadow:
    """One method's models by operator group, each with its calibration; a group with too few labels has none."""

    method: str
    models: Mapping[str, tuple[Additive, Calibration | None]]

    def scored(self, frame: pl.DataFrame, catalogue: Mapping[str, Indicator]) -> pl.Series:
        """The probability (or points) of each row; null for groups without a model."""
        found = np.full(frame.height, np.nan)
        groups = frame["operator_group"].to_numpy()
        for group, (model, calibration) in self.models.items():
            rows = np.flatnonzero(groups == group)
            score = model.score(matrix(frame[rows], model.names, catalogue))
            found[rows] = score if calibration is None else calibration.probability(score)
        return pl.Series(self.method, found, nan_to_null=True)

    @property
    def lowered(self) -> tuple[str, ...]:
        """Features whose unknown values stood above the worst known, and were lowered."""
        return tuple(sorted({name for model, _ in self.models.values() for name in model.lowered}))


def calibrated(score: Floats, outcome: Floats) -> Calibration:
    """Isotonic from a thousand labels on, else by slope and intercept with the slope never negative."""
    if len(outcome) >= ISOTONIC:
        from sklearn.isotonic import IsotonicRegression

        fitted = IsotonicRegression(y_min=0, y_max=1, out_of_bounds="clip").fit(score, outcome)
        return Calibration("isotonic", fitted.X_thresholds_, fitted.y_thresholds_)
    one = logistic(score[:, None], outcome, np.ones(len(outcome)), ("score",))
    return Calibration("sigmoid", one.shape(0, np.array([1.0])), np.array([one.base]))


def learnt(
    method: str,
    learn: pl.DataFrame,
    calibrate: pl.DataFrame,
    names: tuple[str, ...],
    catalogue: Mapping[str, Indicator],
    seed: int,
) -> Shadow:
    """Learn one method from labelled rows.

    Args:
        method: one of `METHODS`.
        learn: rows with `y`, `weight`, `operator_group` and the features; for points also `y_points`.
        calibrate: later rows of the same kind, which are not learnt from.
        names: the features.
        catalogue: the indicators, whose allow-list the features are held against.
        seed: of the boosting.

    Raises:
        ForbiddenFeature: a feature is not on the allow-list.
    """
    checked(names, catalogue)
    target = "y_points" if method == "shadow_points" else "y"
    found: dict[str, tuple[Additive, Calibration | None]] = {}
    for group in sorted(learn["operator_group"].unique().to_list()):
        own, late = (
            part.filter(pl.col("operator_group") == group, pl.col(target).is_not_null()) for part in (learn, calibrate)
        )
        hits = int((own[target] > 0).sum())
        kept = tuple(name for name in _applicable(group, names) if own[name].drop_nulls().n_unique() > 1)
        if min(hits, own.height - hits) < LEAST or not kept:
            continue
        y, weight = own[target].to_numpy(), own["weight"].to_numpy()
        inputs = matrix(own, kept, catalogue)
        if method == "shadow_logistic":
            model = logistic(inputs, y, weight, kept)
        else:
            model = boosting(inputs, y, weight, kept, seed, of_points=method == "shadow_points")
        found[group] = (model, None if target == "y_points" else _on(model, late, own, catalogue))
    return Shadow(method, found)


def _applicable(group: str, names: tuple[str, ...]) -> tuple[str, ...]:
    if group == "private":
        return names
    return tuple(name for name in names if name.split("_", 1)[0] not in OF_COMPANIES)


def _on(model: Additive, late: pl.DataFrame, own: pl.DataFrame, catalogue: Mapping[str, Indicator]) -> Calibration:
    """Calibrated on the later slice, or where that holds hits or misses only, on what was learnt from."""
    rows = late if 0 < late["y"].fill_null(0).sum() < late.height else own
    return calibrated(model.score(matrix(rows, model.names, catalogue)), rows["y"].to_numpy())
