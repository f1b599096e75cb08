"""From lists with every order's scores to the figures and curves of one target, in both variants."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, replace

import polars as pl

from indicators.evaluation import arms, baselines, burden, fairness, measures, models, single
from indicators.evaluation.candidates import Candidates, at_top
from indicators.evaluation.estimators import share
from indicators.evaluation.features import KEY
from indicators.evaluation.figure_rows import Curves, Figures
from indicators.evaluation.folds import left_out
from indicators.evaluation.history import History
from indicators.evaluation.labels import labelled, undecided
from indicators.evaluation.overlap import overlap
from indicators.evaluation.propensity import PARTS, Propensity, propensity, seen_by_selectors
from indicators.population import Facts

VARIANTS = ("later", "other_owners")
SHADOWS = models.METHODS
_LABELS = ("y", "y_duty", "y_random", "origin", "look", "n_looks", "is_chosen")


@dataclass(frozen=True)
class Plan:
    """What is evaluated, and how.

    Attributes:
        target: whose scores.
        weights: the weights in use for the target, by indicator.
        known_on: the day of the evaluation; nothing known later counts.
        seed: of chance, ties and the boosting.
        top: the share of a list that is its top.
        least_folds: how many folds there must be.
    """

    target: str
    weights: Mapping[str, float]
    known_on: dt.date
    seed: int = 1
    top: float = 0.05
    least_folds: int = 4


def figured(
    tested: Mapping[str, pl.DataFrame], facts: Facts, history: History, names: tuple[str, ...], plan: Plan
) -> tuple[list[pl.DataFrame], list[pl.DataFrame]]:
    """Figures and curves of the target's own label, and of complaints, in both variants.

    Args:
        tested: the units of all test days with every order, by variant; they differ in the shadow models alone.
        facts: core facts by table name.
        history: list dates as they were.
        names: the features.
        plan: what is evaluated.
    """
    later, other = (tested[one] for one in VARIANTS)
    own, found = _labelled(later, facts, names, plan)
    into, curves = Figures(plan.target, plan.target), Curves(plan.target, plan.target)
    overlap(found, own, into, curves)
    candidates = candidates_of(own, plan)
    _measured(candidates, into, curves)
    about = Figures(plan.target, plan.target)
    _about_all(candidates, facts, history, plan, about, curves)
    single.alone_and_removed(candidates, history, plan.weights, names, about)
    said, more = Figures(plan.target, "complaint"), Curves(plan.target, "complaint")
    complaints = _complaints(candidates, facts, plan)
    _measured(complaints, said, more)
    figures = [into.frame(), said.frame()]
    shadows = {name: other[name] for name in SHADOWS}
    for frame, one in zip(tuple(figures), (candidates, complaints), strict=True):
        figures += _of_other_owners(frame, one, shadows)
    return [*figures, about.frame()], [curves.frame(), more.frame()]


def candidates_of(frame: pl.DataFrame, plan: Plan) -> Candidates:
    """The units with the orders that say something of anyone."""
    known = ("version_1", *SHADOWS, "inspectors_choice", "random", *baselines.BASELINES)
    methods = [one for one in known if one in frame.columns and frame[one].null_count() < frame.height]
    return Candidates(frame, plan.target, plan.target, methods, plan.top)


def _labelled(
    tested: pl.DataFrame, facts: Facts, names: tuple[str, ...], plan: Plan
) -> tuple[pl.DataFrame, Propensity]:
    """The units with their label and `chance` of having been inspected, and what stands behind the chances."""
    own = labelled(tested, facts["outcome"], plan.target, plan.known_on).sort(*KEY)
    own = own.with_columns(inspectors_choice=pl.col("is_chosen").cast(pl.Float64))
    seen = own["y"].is_not_null().cast(pl.Float64).to_numpy()
    parts = left_out(own["owner_id"].to_list(), PARTS, plan.seed)
    found = propensity(seen_by_selectors(own, own.select(*KEY, *names)), seen, parts)
    return own.with_columns(chance=pl.Series(found.chance)), found


def _complaints(candidates: Candidates, facts: Facts, plan: Plan) -> Candidates:
    outcome = labelled(candidates.frame.drop(_LABELS), facts["outcome"], "complaint", plan.known_on)
    return replace(candidates_of(outcome, plan), label="complaint")


def _of_other_owners(
    figures: pl.DataFrame, candidates: Candidates, shadows: Mapping[str, pl.Series]
) -> list[pl.DataFrame]:
    """The same figures for models that had not seen the owners; those of the other orders are what they were."""
    methods = [name for name, scores in shadows.items() if scores.null_count() < len(scores)]
    changed = replace(
        candidates, frame=candidates.frame.with_columns(**shadows), methods=methods, variant="other_owners"
    )
    into, curves = Figures(candidates.target, candidates.label, "other_owners"), Curves(candidates.target, "")
    _measured(changed, into, curves)
    is_other = ~pl.col("method").cast(pl.String).is_in([*SHADOWS, "none"])
    same = figures.filter(is_other).with_columns(variant=pl.lit("other_owners").cast(figures["variant"].dtype))
    return [into.frame(), same]


def _measured(candidates: Candidates, into: Figures, curves: Curves) -> None:
    measures.headline(candidates, into)
    measures.within_places(candidates, into)
    if candidates.variant == "later":
        measures.curves_of(candidates, curves)
    if candidates.label != "complaint":
        measures.inspected(candidates, into)
        measures.calibrated(candidates, into, curves)
        arms.drawn(candidates, into)


def _about_all(
    candidates: Candidates, facts: Facts, history: History, plan: Plan, into: Figures, curves: Curves
) -> None:
    measures.by_origin(candidates, into)
    measures.stability(candidates, into)
    for method in ("version_1", "shadow_boosting", "shadow_points"):
        if method in candidates.methods:
            fairness.fairness(candidates, into, method)
    fairness.funnel(candidates, curves, "county")
    frame = candidates.frame
    into.add("facts_before_known", float(history.before_known))
    into.add("n_labels", float(frame["y"].is_not_null().sum()))
    into.add("n_inspected", float(frame.filter(pl.col("y").is_not_null())["look"].n_unique()))
    days: list[dt.date] = frame["list_date"].unique().to_list()
    into.add("n_undecided", float(undecided(facts["inspection"], facts["outcome"], days, plan.known_on)))
    burden.hours_per_hit(facts, frame, plan.target, plan.known_on, into)
    for other in ("version_1", "shadow_boosting"):
        if {"shadow_points", other} <= set(candidates.methods):
            one, two = (at_top(frame, method, plan.top).select(*KEY) for method in ("shadow_points", other))
            both = share(one.join(two, on=list(KEY)).height, one.height)
            into.add("picked_by_both", both, method="shadow_points", group_kind="method", group=other)
