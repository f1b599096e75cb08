"""A back-test: every list date as it was, every order beside version 1, judged by what was found afterwards.

Pure: from a history and outcomes to figures and curves. The same input and seed give the same rows.
"""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import polars as pl

from indicators.definition import Indicator
from indicators.evaluation import arms, authority, baselines, models, single
from indicators.evaluation.features import KEY, allowed
from indicators.evaluation.figuring import VARIANTS, Plan, candidates_of, figured
from indicators.evaluation.folds import Fold, folds, left_out
from indicators.evaluation.history import History
from indicators.evaluation.labels import HORIZON, delay95, labelled
from indicators.evaluation.propensity import PARTS, propensity, seen_by_selectors
from indicators.population import Facts
from tables.marts import EvaluationCurve, EvaluationFigure

SHADOWS = models.METHODS
_OWNER_PARTS = 2


@dataclass(frozen=True)
class Evaluation:
    """What came out.

    Attributes:
        figures: rows of `EvaluationFigure`.
        curves: rows of `EvaluationCurve`.
        lists: every test day's units with `tie`, and the score of every method: the lists as they were compared.
        lowered: features whose unknown values a shadow model put above the worst known, by method; they were lowered.
    """

    figures: pl.DataFrame
    curves: pl.DataFrame
    lists: pl.DataFrame
    lowered: Mapping[str, tuple[str, ...]]


def backtest(history: History, facts: Facts, plan: Plan, catalogue: Mapping[str, Indicator]) -> Evaluation:
    """Evaluate one target.

    Args:
        history: list dates as they were.
        facts: core facts by table name, `outcome` among them.
        plan: what and how.
        catalogue: the indicators; what a model may learn from follows from them.

    Raises:
        TooLittleHistory: there are too few list dates for the folds.
        LeakFound: a feature knows what came after its day.
    """
    from threadpoolctl import threadpool_limits

    outcomes = facts["outcome"]
    delay = delay95(outcomes, plan.known_on, plan.target)
    rows = _rows(history, facts, plan)
    days = _ripe(rows["list_date"].unique().to_list(), HORIZON[plan.target], delay, plan.known_on)
    parts = folds(days, HORIZON[plan.target], delay, plan.least_folds)
    names = tuple(name for name in allowed(catalogue) if name in history.z.columns and _is_known(history.z, name))
    whole = rows.join(history.z.select(*KEY, *names), on=list(KEY), how="left", maintain_order="left")
    now = whole.filter(pl.col("list_date").is_in(days))
    single.no_leak(candidates_of(labelled(now, outcomes, plan.target, plan.known_on), plan), names)
    with threadpool_limits(1):
        trained = _trained(whole, outcomes, parts, names, plan)
        tested = {one: _shadowed(whole, trained, names, catalogue, plan, one) for one in VARIANTS}
        scored = {one: frame for one, (frame, _) in tested.items()}
        figures, curves = figured(scored, facts, history, names, plan)
    lists, lowered = tested[VARIANTS[0]]
    return Evaluation(
        EvaluationFigure.validate(pl.concat(figures), cast=True),
        EvaluationCurve.validate(pl.concat(curves), cast=True),
        lists.drop(names),
        lowered,
    )


def _ripe(days: Sequence[dt.date], horizon: int, delay: int, known_on: dt.date) -> list[dt.date]:
    from tables.months import add_months

    return sorted(day for day in days if add_months(day, horizon) + dt.timedelta(days=delay) <= known_on)


def _is_known(z: pl.DataFrame, name: str) -> bool:
    return z[name].null_count() < z.height


def _rows(history: History, facts: Facts, plan: Plan) -> pl.DataFrame:
    """The units with every order that is not learnt."""
    held = facts["outcome"].filter(
        pl.col("label").cast(pl.String) == plan.target, pl.col("activity_id").is_not_null()
    ).rename({"activity_id": "entity_id"})  # fmt: skip
    rows = history.rows.sort(*KEY).with_columns(
        version_1=pl.col(f"score_{plan.target}"),
        coverage=pl.col(f"coverage_{plan.target}"),
    )
    rows = authority.with_levels(rows, facts, plan.known_on)
    rows = rows.with_columns(
        baselines.tips(facts, rows),
        coverage_group=pl.when(pl.col("coverage") < 0.4).then(pl.lit("under 0,4")).otherwise(pl.lit("minst 0,4")),
    )
    rows = arms.with_probabilities(rows, facts, plan.target, plan.known_on)
    return baselines.with_baselines(rows, held, plan.seed)


def _trained(
    whole: pl.DataFrame, outcomes: pl.DataFrame, parts: Sequence[Fold], names: tuple[str, ...], plan: Plan
) -> list[tuple[Fold, pl.DataFrame]]:
    """Each fold with the labelled rows that were ripe when its model was made, as known then, and their weights."""
    found = []
    for fold in parts:
        known = labelled(_of(whole, fold.learn + fold.calibrate), outcomes, plan.target, fold.known_on)
        points = labelled(known.select(*KEY, "owner_id"), outcomes, "points", fold.known_on)
        found.append((fold, _weighted(known.with_columns(y_points=points["y"]), names, plan.seed)))
    return found


def _shadowed(
    whole: pl.DataFrame,
    trained: Sequence[tuple[Fold, pl.DataFrame]],
    names: tuple[str, ...],
    catalogue: Mapping[str, Indicator],
    plan: Plan,
    variant: str,
) -> tuple[pl.DataFrame, dict[str, tuple[str, ...]]]:
    """The units of all test days with the shadow models' scores."""
    found: list[pl.DataFrame] = []
    lowered: dict[str, tuple[str, ...]] = {}
    n_parts = 1 if variant == "later" else _OWNER_PARTS
    for fold, weighted in trained:
        train, tested = (_with_parts(one, n_parts, plan.seed) for one in (weighted, _of(whole, fold.test)))
        for part in range(n_parts):
            inside = train if n_parts == 1 else train.filter(pl.col("_part") != part)
            test = tested.filter(pl.col("_part") == part)
            for method in SHADOWS:
                learn, late = (_of(inside, days) for days in (fold.learn, fold.calibrate))
                shadow = models.learnt(method, learn, late, names, catalogue, plan.seed)
                test = test.with_columns(shadow.scored(test, catalogue))
                lowered[method] = tuple(sorted({*lowered.get(method, ()), *shadow.lowered}))
            found.append(test)
    return pl.concat(found).drop("_part").sort(*KEY), lowered


def _with_parts(frame: pl.DataFrame, n_parts: int, seed: int) -> pl.DataFrame:
    """The rows with the part that their owner belongs to."""
    part = left_out(frame["owner_id"].to_list(), n_parts, seed)
    return frame.with_columns(pl.Series("_part", part, dtype=pl.Int64))


def _of(frame: pl.DataFrame, days: Sequence[dt.date]) -> pl.DataFrame:
    return frame.filter(pl.col("list_date").is_in(list(days)))


def _weighted(known: pl.DataFrame, names: tuple[str, ...], seed: int) -> pl.DataFrame:
    """Labelled rows only, each with its stabilised weight."""
    seen = known["y"].is_not_null().cast(pl.Float64).to_numpy()
    parts = left_out(known["owner_id"].to_list(), PARTS, seed)
    found = propensity(seen_by_selectors(known, known.select(*KEY, *names)), seen, parts)
    return known.with_columns(weight=pl.Series(found.weight)).filter(pl.col("y").is_not_null())
