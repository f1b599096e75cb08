"""From a published run to an evaluation that can be shown: which days, which facts, what is said.

What is computed stands in `indicators/evaluation/`. The list dates are the quarter-ends from a year before the
first outcome, up to the last day that the run is about.
"""

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import polars as pl

from indicators.decisions import profile as profiles
from indicators.decisions.profile import Profile
from indicators.decisions.profile_table import ProfileError
from indicators.definition import Target
from indicators.engine.painting.work import Work
from indicators.evaluation import hit_rates
from indicators.evaluation.backtest import Evaluation as Tested
from indicators.evaluation.backtest import backtest
from indicators.evaluation.comparing import comparisons
from indicators.evaluation.figuring import Plan
from indicators.evaluation.folds import LEAST, TooLittleHistory
from indicators.evaluation.history import History, history
from indicators.evaluation.single import LeakFound
from indicators.population import open_activities
from indicators.registry import catalogue
from pipelines.settings import Settings
from tables import contracts
from tables.months import add_months
from tables.serving import Published
from web import queries
from web.evaluation import model_card
from web.evaluation.report import Evaluation, label_of
from web.evaluation.verdicts import Verdict, verdict

Say = Callable[[str], None]
Facts = dict[str, pl.DataFrame]
#: The orders that something is said of first, and the share of a list that is its top when no length is asked for.
JUDGED = ("version_1", "shadow_logistic", "shadow_boosting")
TOP = 0.05
#: Months after a list date in which outcomes are looked for, at least.
_LOOKED_AHEAD = 12
_KNOWS_BETTER = "skiljer utfallen åt bättre än något känt i förväg borde kunna"
_QUARTER_ENDS = ((3, 31), (6, 30), (9, 30), (12, 31))


class CannotEvaluate(ValueError):
    """There is nothing that an evaluation can be made of; says why and what to do, in Swedish."""


@dataclass(frozen=True)
class Backtested:
    """An evaluation.

    Attributes:
        evaluation: what is shown.
        run_id: the run that it rests on; empty for a file.
        missing: what could not be evaluated, and why.
        is_leaking: whether something was left out because a value knows what came after its day.
    """

    evaluation: Evaluation
    run_id: str
    missing: tuple[str, ...] = ()
    is_leaking: bool = False


def of_home(home: Path, targets: Sequence[str], k: int | None, say: Say) -> Backtested:
    """Evaluate the lists of a home's published run.

    Args:
        home: the home directory.
        targets: which of Q and W.
        k: length of the list; a twentieth of the open activities when none is asked for.
        say: told of each step.

    Raises:
        CannotEvaluate: the run's profile is not there, or no target can be evaluated.
        NothingPublished: there is no run.
    """
    with Published(home) as published:
        manifest = queries.manifest(published).row(0, named=True)
        say("Fakta läses")
        facts = _facts(published)
    known_on = max(manifest["as_of"])
    profile = _profile(manifest["profile"])
    days = list_dates(facts, known_on)
    if not days:
        raise CannotEvaluate("inget utfall är känt än; utvärderingen behöver flera års inspektioner och beslut")
    say(f"Listorna räknas om som de var på {len(days)} dagar, {days[0]} till {days[-1]}")
    past = history(facts, days, profile, manifest["seed"], work=_work())
    plans = [
        Plan(target, profile.weights(Target(target)), known_on, manifest["seed"], _top(k, facts, known_on))
        for target in targets
    ]
    made, missing = _each(plans, past, facts, say)
    figures, curves = (pl.concat(parts) for parts in zip(*made, strict=True))
    tested = figures["target"].cast(pl.String).unique().sort().to_list()
    figures = pl.concat([figures, *(hit_rates.figures(facts, one, known_on) for one in tested)])
    evaluation = _shown(figures, curves, manifest, profile, days, missing)
    is_leaking = any(_KNOWS_BETTER in text for text in missing)
    return Backtested(evaluation, manifest["run_id"], tuple(missing), is_leaking)


def _each(
    plans: Sequence[Plan], past: History, facts: Facts, say: Say
) -> tuple[list[tuple[pl.DataFrame, pl.DataFrame]], list[str]]:
    """Figures and curves of each target that can be evaluated, and what is said of those that cannot."""
    made, missing = [], []
    for plan in plans:
        name = label_of(plan.target)
        say(f"{name}: modeller prövas och tal räknas")
        try:
            found, is_short = _tested(past, facts, plan)
        except TooLittleHistory:
            missing.append(f"{name}: det finns för få listdagar med kända utfall för att pröva något.")
        except LeakFound as leak:
            missing.append(
                f"{name}: {', '.join(leak.names)} {_KNOWS_BETTER}; leta efter uppgifter som inte var kända på "
                "listdagen innan något sägs."
            )
        else:
            made.append((found.figures, found.curves))
            if is_short:
                missing.append(f"{name}: färre än {LEAST} prövningar i följd; hur det håller över tid är inte visat.")
    if not made:
        raise CannotEvaluate("\n  ".join(missing))
    return made, missing


def _tested(past: History, facts: Facts, plan: Plan) -> tuple[Tested, bool]:
    """The back-test, and whether there was history for fewer folds than it takes to say anything about time."""
    try:
        return backtest(past, facts, plan, catalogue()), False
    except TooLittleHistory:
        return backtest(past, facts, replace(plan, least_folds=1), catalogue()), True


def _shown(
    figures: pl.DataFrame,
    curves: pl.DataFrame,
    manifest: Mapping[str, Any],
    profile: Profile,
    days: Sequence[dt.date],
    missing: Sequence[str],
) -> Evaluation:
    """Figures and curves with what is said of them."""
    of_profile = f"{manifest['profile']}, version {manifest['profile_version']}"
    dates = f"{len(days)}, från {days[0]} till {days[-1]}"
    about = (
        ("Körning", manifest["run_id"]),
        ("Viktprofil", of_profile),
        ("Kända till", str(max(manifest["as_of"]))),
        ("Listdagar", dates),
        *(("Saknas", text) for text in missing),
    )
    verdicts = verdicts_of(figures)
    data = tuple(f"{name}: {text}" for name, text in about)
    who = model_card.Responsible(_owner(profile), ", ".join(profile.decided_by), profile.next_review)
    return Evaluation(figures, curves, verdicts, about, model_card.card(figures, verdicts, data, who))


def list_dates(facts: Facts, known_on: dt.date) -> list[dt.date]:
    """The quarter-ends whose following year has any known outcome, up to the day of the evaluation."""
    earliest = facts["outcome"]["event_date"].min()
    if not isinstance(earliest, dt.date):
        return []
    first = add_months(earliest, -_LOOKED_AHEAD)
    years = range(first.year, known_on.year + 1)
    ends = [dt.date(year, month, day) for year in years for month, day in _QUARTER_ENDS]
    return [day for day in ends if first <= day <= known_on]


def verdicts_of(figures: pl.DataFrame) -> tuple[Verdict, ...]:
    """What is said of each order that is judged, target by target."""
    own = figures.select(pl.col("target", "method").cast(pl.String))
    found = []
    for target in own["target"].unique().sort(nulls_last=True).to_list():
        there = set(own.filter(pl.col("target").eq_missing(pl.lit(target, pl.String)))["method"])
        found += [
            verdict(target, method, comparisons(figures, target, method))
            for method in (*JUDGED, "own_score")
            if method in there
        ]
    return tuple(found)


def _owner(profile: Profile) -> str:
    """The role that answers for the indicators in use; several, when they differ."""
    return ", ".join(sorted({one.owner for _, one in profile.decisions() if one.weight > 0}))


def _facts(published: Published) -> Facts:
    return {name: contract.cast(published.read(contract)) for name, contract in contracts.facts().items()}


def _profile(name: str) -> Profile:
    try:
        return profiles.load(name, catalogue())
    except ProfileError as error:
        raise CannotEvaluate(f"körningens viktprofil går inte att läsa: {error}") from error


def _top(k: int | None, facts: Facts, known_on: dt.date) -> float:
    """The share of a list that is its top."""
    return TOP if k is None else min(k / max(open_activities(facts, [known_on]).height, 1), 1.0)


def _work() -> Work:
    settings = Settings.from_environment()
    return Work(settings.memory_mb, settings.threads, compiled=settings.kernel == "compiled")
