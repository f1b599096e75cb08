"""The same study many times over: does each estimator's interval hold the truth as often as it says?

In every replication the truth is known: what an inspection of each unit would find. Estimators see only those who were
inspected. The naive figures are those of anyone who takes the inspected for everybody.
"""

import math
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

import numpy as np
import polars as pl

from benchmarks.simulated import plan
from benchmarks.simulated.world import World, logistic, scored, world
from indicators.evaluation import agreement, estimators
from indicators.evaluation.estimators import Estimate

UNITS, CAPACITY, RANDOM_SHARE, REPLICATIONS = 3000, 300, 0.2, 200
#: The list: this part of the ranked units outside the duty; of those within it, a larger part, since they are few.
TOP, TOP_OF_DUTY = 0.05, 0.25
#: Estimators whose interval claims to hold the truth 95 times in 100.
HONEST = (
    "prevalence, random arm",
    "prevalence, both arms, Horvitz-Thompson",
    "prevalence, both arms, difference",
    "precision of the list, both arms",
    "precision of the list in the duty stratum",
    "lift of the list over random",
    "order in the duty stratum (AUC)",
    "prevalence, weighted, chosen by what is known",
)
#: What is shown to go wrong: figures of those inspected, taken for everybody.
NAIVE = (
    "naive prevalence, inspectors' choice",
    "naive prevalence, all drawn",
    "naive precision, inspectors' choice",
    "prevalence, weighted, chosen by hidden knowledge",
)


@dataclass(frozen=True)
class Seen:
    """One replication: the truth and what was estimated, by the name of the estimator."""

    truth: Mapping[str, float]
    found: Mapping[str, Estimate]
    bounds_hold: bool


def replicate(seed: int, n: int = UNITS, capacity: int = CAPACITY, random_share: float = RANDOM_SHARE) -> Seen:
    """Draw a world, score it, draw a plan, estimate everything once."""
    rng = np.random.default_rng(seed)
    one = world(rng, n)
    scores = scored(one, seed)
    drawn = plan.draw(rng, one, scores, capacity, random_share)
    truth, found = _arms(one, scores, drawn)
    by_choice, bounds_hold = _by_choice(rng, one, _is_top(scores, ~one.is_duty, TOP))
    for part in (_duty(one, scores), by_choice, _weighted(rng, one, scores)):
        truth |= {name: pair[0] for name, pair in part.items()}
        found |= {name: pair[1] for name, pair in part.items()}
    return Seen(truth, found, bounds_hold)


def _is_top(scores: pl.DataFrame, within: np.ndarray, share: float) -> np.ndarray:
    """The first by rank among the ranked of those within."""
    rank = scores["rank"].cast(pl.Float64).fill_null(math.inf).to_numpy()
    ranked = np.where(within & np.isfinite(rank), rank, np.inf)
    k = max(1, round(share * int(np.isfinite(ranked).sum())))
    return ranked <= np.sort(ranked)[k - 1]


def _arms(one: World, scores: pl.DataFrame, drawn: plan.Drawn):
    y, frame, lot, both = one.outcome, drawn.in_frame, drawn.is_random, drawn.is_drawn
    form = one.units["form_code"].to_numpy()
    names, sizes = np.unique(form[frame], return_counts=True)
    guess = 0.4 * scores["score"].cast(pl.Float64).rank().to_numpy() / len(y)
    random_arm = estimators.stratified_mean(y[lot], form[lot], dict(zip(names.tolist(), sizes.tolist(), strict=True)))
    top = _is_top(scores, frame, TOP)
    in_top = both & top
    precision = estimators.hajek(y[in_top], drawn.inclusion[in_top])
    n_frame, prevalence = int(frame.sum()), float(y[frame].mean())
    truth = dict.fromkeys(HONEST[:3], prevalence)
    truth |= {HONEST[3]: float(y[top].mean()), HONEST[5]: float(y[top].mean()) / prevalence, NAIVE[1]: prevalence}
    weights = drawn.inclusion[both]
    return truth, {
        HONEST[0]: random_arm,
        HONEST[1]: estimators.horvitz_thompson(y[both], weights, n_frame, is_fixed_size=True),
        HONEST[2]: estimators.difference(y[both], guess[both], weights, guess[frame], is_fixed_size=True),
        HONEST[3]: precision,
        HONEST[5]: estimators.lift(precision, random_arm),
        NAIVE[1]: estimators.naive(y[both]),
    }


def _duty(one: World, scores: pl.DataFrame):
    """Everyone is inspected: the truth is the chance behind what was found."""
    top, duty = _is_top(scores, one.is_duty, TOP_OF_DUTY), one.is_duty
    score = scores["score"].cast(pl.Float64).to_numpy()[duty]
    return {
        HONEST[4]: (float(one.chance[top].mean()), estimators.share(one.outcome[top].sum(), int(top.sum()))),
        HONEST[6]: (_true_order(one.chance[duty], score), agreement.auc(one.outcome[duty] == 1, score)),
    }


def _true_order(chance: np.ndarray, score: np.ndarray) -> float:
    """What the order is on average over what inspections might find, the units and their scores as they are."""
    above = (score[:, None] > score[None, :]) + 0.5 * (score[:, None] == score[None, :])
    pairs = chance[:, None] * (1 - chance[None, :])
    np.fill_diagonal(pairs, 0.0)
    return float((above * pairs).sum() / pairs.sum())


def _by_choice(rng: np.random.Generator, one: World, top: np.ndarray):
    """Inspectors go where their knowledge leads, and the inspected are taken for everybody."""
    visited = rng.random(len(one.chance)) < logistic(-2.0 + 1.2 * one.knowledge)
    seen = visited & top
    bounds = estimators.among_inspected(int(one.outcome[seen].sum()), int(seen.sum()), int(top.sum()))
    truth = float(one.outcome[top].mean())
    return {
        NAIVE[0]: (float(one.outcome.mean()), estimators.naive(one.outcome[visited])),
        NAIVE[2]: (truth, estimators.naive(one.outcome[seen])),
    }, bool(bounds.low <= truth <= bounds.high)


def _weighted(rng: np.random.Generator, one: World, scores: pl.DataFrame):
    """Weighting by the chance of being inspected given the score: right if that was all the selectors saw."""
    place = scores["score"].cast(pl.Float64).rank().to_numpy() / len(one.chance)
    tenth = np.minimum(10 * place, 9).astype(int)
    truth, found = float(one.outcome.mean()), {}
    for name, drive in ((HONEST[7], 2.5 * place), (NAIVE[3], 1.25 + 1.2 * one.knowledge)):
        seen = rng.random(len(place)) < logistic(-3.5 + drive)
        chance = np.bincount(tenth, weights=seen) / np.maximum(np.bincount(tenth), 1)
        found[name] = (truth, estimators.hajek(one.outcome[seen], chance[tenth[seen]]))
    return found


def study(replications: int = REPLICATIONS, *, progress: Callable[[str], None] = lambda _: None, **size: int) -> dict:
    """Every estimator over all replications: how often its interval held the truth, and how far off it was."""
    seen = list(_told(replications, progress, size))
    table = {name: _row(name, seen) for name in (*HONEST, *NAIVE)}
    return {"estimators": table, "bounds among inspected hold": float(np.mean([one.bounds_hold for one in seen]))}


def _told(replications: int, progress: Callable[[str], None], size: Mapping[str, int]) -> Iterator[Seen]:
    for number in range(replications):
        yield replicate(number, **size)
        if (number + 1) % 50 == 0:
            progress(f"{number + 1} of {replications} replications")


def _row(name: str, seen: list[Seen]) -> dict[str, float]:
    truth = np.array([one.truth[name] for one in seen])
    value = np.array([one.found[name].value for one in seen])
    low, high = (np.array([getattr(one.found[name], end) for one in seen]) for end in ("low", "high"))
    return {
        "truth": round(float(truth.mean()), 4),
        "mean": round(float(np.nanmean(value)), 4),
        "bias": round(float(np.nanmean(value - truth)), 4),
        "width": round(float(np.mean((high - low)[np.isfinite(high)])), 4),
        "coverage": round(float(((low <= truth) & (truth <= high)).mean()), 4),
    }
