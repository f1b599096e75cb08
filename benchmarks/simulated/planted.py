"""Planted schemes in the made-up register: how many are found, and how many honest look-alikes are taken with them.

The register is the one the demonstration uses, from deliveries through landing and facts to values and scores by the
profile in force; the truth lies beside it. Every case is looked at once: at the first half-yearly list at least half a
year after its day, when its traces can have been registered. It counts as found when one of its open activities is in
the top of that list; a case without any ranked activity counts as not found.

Honest look-alikes are held against ordinary private activities, as many at a time, in the same top: the lists hold
municipal activities too, which most that is known of companies does not apply to.
"""

import datetime as dt
import tempfile
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

import polars as pl

from indicators.decisions import profile, shipped
from indicators.decisions.profile import Profile
from indicators.evaluation.estimators import share
from indicators.population import open_activities
from indicators.registry import catalogue
from indicators.scoring.score import grids, points
from indicators.values import values
from sources.facts.deriving import derive_facts
from sources.synthetic import synthesise
from sources.synthetic.schemes import CASES, NONE
from tests.whole_way import taken_in

YEARS, ENDS_ON = 7, dt.date(2026, 6, 30)
TOPS = (0.05, 0.10)
#: How long after its day a case is looked at, at least.
SETTLED = dt.timedelta(days=180)
#: What a case is: one plot with one or several operators and activities, or one honest look-alike of it.
_CASE = ("register", "scheme", "look_alike", "scheme_case")
_LIST = ("profile", "target", "as_of")


def list_days() -> list[dt.date]:
    """The ends of half-years within the register's time, after its first year."""
    ends = [dt.date(year, month, 30 if month == 6 else 31) for year in range(2020, 2027) for month in (6, 12)]
    return [day for day in ends if day <= ENDS_ON]


def places(activities: int, seed: int, decided: Sequence[Profile] = ()) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Make one register; where each activity stands on each list, and the truth about each activity.

    Args:
        activities: how many the register has had.
        seed: another seed gives another register.
        decided: the weights to score by, each in turn; those the program is shipped with by default.

    Returns:
        As from `standing` and `truth_of`.
    """
    with tempfile.TemporaryDirectory() as folder:
        deliveries, truth = Path(folder) / "deliveries", Path(folder) / "truth"
        synthesise(deliveries, truth, activities=activities, years=YEARS, seed=seed, ends_on=ENDS_ON)
        rows, _ = taken_in(deliveries, Path(folder) / "home")
        facts, what_is_true = derive_facts(rows), truth_of(truth, seed)
    return standing(facts, decided or [profile.load(shipped.PROFILE, catalogue())]), what_is_true


def truth_of(folder: Path, register: int = 0) -> pl.DataFrame:
    """Activities with their scheme and the day of the case, from the folder of a made-up register's truth."""
    days = pl.read_parquet(folder / "operators.parquet").select("operator", "scheme_day")
    activities = pl.read_parquet(folder / "activities.parquet").join(days, on="operator", how="left")
    case = ("scheme", "look_alike", "scheme_case")
    # Serial bankrupts have no one day: what matters is when the last company took over.
    day = (
        pl.when(pl.col("scheme") == "serial_bankruptcy")
        .then(pl.col("started").max())
        .otherwise(pl.col("scheme_day").max())
    )
    dated = activities.with_columns(day=day.over(case), register=pl.lit(register))
    return dated.select("register", "activity_id", "risk", "integrity_risk", *case, "day")


def standing(facts: Mapping[str, pl.DataFrame], decided: Sequence[Profile]) -> pl.DataFrame:
    """Where each activity stands on each half-yearly list by each of the profiles.

    Returns:
        profile, target, as_of, activity_id, operator_type, and place: 0 the first, 1 the last; ties share; null for the
        unranked.
    """
    known, days = catalogue(), list_days()
    in_use = sorted({name for one in decided for target in one.targets for name in one.weights(target)})
    found, population = values(facts, days, only=[known[name] for name in in_use]), open_activities(facts, days)
    parts = []
    for one in decided:
        for grid in grids(found, population, known, one):
            scored = points(grid, one.group_cap)
            is_ranked = pl.Series(~grid.is_unscored & (scored.coverage >= one.coverage_min))
            score = pl.when(is_ranked).then(pl.Series(scored.score))
            of_list = {
                "profile": pl.lit(one.name),
                "target": pl.lit(grid.target.value),
                "operator_type": pl.col("operator_type").cast(pl.String),
                "place": (score.rank("average", descending=True) - 0.5) / is_ranked.sum(),
            }
            parts.append(grid.activities.select("as_of", "activity_id", **of_list))
    return pl.concat(parts)


def looked_at(places: pl.DataFrame, truth: pl.DataFrame) -> pl.DataFrame:
    """One row per case, profile and target.

    Returns:
        scheme, look_alike, the best place of the case's activities (null if none is ranked), and for each of `TOPS` how
        likely it is that one of as many ordinary private activities is in that part of the same list (`lot_5`, ...).
    """
    days = pl.DataFrame({"as_of": list_days()}).sort("as_of")
    planted = truth.filter(pl.col("scheme") != NONE).with_columns(due=pl.col("day") + SETTLED).sort("due")
    dated = planted.join_asof(days, left_on="due", right_on="as_of", strategy="forward").drop_nulls("as_of")
    joined = dated.join(places, on=["activity_id", "as_of"])
    best = joined.group_by(*_CASE, *_LIST, maintain_order=True).agg(pl.col("place").min(), n=pl.len())
    lots = best.join(_ordinary(places, truth), on=_LIST, how="left", maintain_order="left")
    any_of_n = [(1 - (1 - pl.col(_lot(top))) ** pl.col("n")).alias(_lot(top)) for top in TOPS]
    return lots.with_columns(any_of_n).drop("as_of", "n")


def _ordinary(places: pl.DataFrame, truth: pl.DataFrame) -> pl.DataFrame:
    """Per list, the share of private activities without any plot that is in each of `TOPS`."""
    without = truth.filter(scheme=NONE).select("activity_id")
    ordinary = places.filter(operator_type="private").join(without, on="activity_id", how="semi")
    return ordinary.group_by(*_LIST).agg(
        (pl.col("place") <= top).fill_null(value=False).mean().alias(_lot(top)) for top in TOPS
    )


def _lot(top: float) -> str:
    return f"lot_{100 * top:.0f}"


def found_in(cases: pl.DataFrame, target: str, top: float, decided: str = shipped.PROFILE) -> pl.DataFrame:
    """Per scheme and kind: cases, how many are in the top, their share with limits, that by lot; and all together."""
    of_target = cases.filter(target=target, profile=decided)
    judged = of_target.with_columns(is_found=(pl.col("place") <= top).fill_null(value=False))
    whole = pl.concat([judged, judged.with_columns(scheme=pl.lit("all"))])
    counted = whole.group_by("scheme", "look_alike").agg(
        n=pl.len(), found=pl.col("is_found").sum(), lot=pl.col(_lot(top)).mean()
    )
    order = {name: place for place, name in enumerate([*CASES, "all"])}
    counted = counted.sort(pl.col("scheme").replace_strict(order), "look_alike")
    shares = [share(hits, n) for hits, n in counted.select("found", "n").iter_rows()]
    return counted.with_columns(
        share=pl.Series([one.value for one in shares]),
        low=pl.Series([one.low for one in shares]),
        high=pl.Series([one.high for one in shares]),
    )


def study(
    activities: int,
    seeds: Sequence[int],
    progress: Callable[[str], None] = lambda _: None,
    decided: Sequence[Profile] = (),
) -> pl.DataFrame:
    """The cases of several registers, each looked at once; see `looked_at` and `places`."""
    parts = []
    for seed in seeds:
        parts.append(looked_at(*places(activities, seed, decided)))
        progress(f"register {seed} of {activities} activities looked at")
    return pl.concat(parts)


def table(cases: pl.DataFrame, target: str, top: float, decided: str = shipped.PROFILE) -> dict[str, dict[str, float]]:
    """What was found, as the benchmarks print it."""
    return {
        f"{row['scheme']}{', honest' if row['look_alike'] else ''}": {
            key: round(row[key], 3) for key in ("n", "found", "share", "low", "high", "lot")
        }
        for row in found_in(cases, target, top, decided).iter_rows(named=True)
    }
