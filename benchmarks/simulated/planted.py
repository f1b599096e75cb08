"""Planted schemes in the made-up register: how many are found, and how many honest look-alikes are taken with them.

The register is the one the demonstration uses, from deliveries through landing and facts to values and scores by the
profile in force; the truth lies beside it. Every case is looked at once: at the first half-yearly list at least half a
year after its day, when its traces can have been registered. It counts as found when one of its open activities is in
the top of that list; a case without any ranked activity counts as not found.
"""

import datetime as dt
import tempfile
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

import polars as pl

from indicators.decisions import profile
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


def list_days() -> list[dt.date]:
    """The ends of half-years within the register's time, after its first year."""
    ends = [dt.date(year, month, 30 if month == 6 else 31) for year in range(2020, 2027) for month in (6, 12)]
    return [day for day in ends if day <= ENDS_ON]


def places(activities: int, seed: int, decided: Profile | None = None) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Make one register; where each activity stands on each list, and the truth about each activity.

    Args:
        activities: how many the register has had.
        seed: another seed gives another register.
        decided: the weights to score by; those in force by default.

    Returns:
        as_of, activity_id, target, place (0 the first, 1 the last; ties share; null for the unranked), and the truth.
    """
    with tempfile.TemporaryDirectory() as folder:
        deliveries, truth = Path(folder) / "deliveries", Path(folder) / "truth"
        synthesise(deliveries, truth, activities=activities, years=YEARS, seed=seed, ends_on=ENDS_ON)
        rows, _ = taken_in(deliveries, Path(folder) / "home")
        facts, what_is_true = derive_facts(rows), _truth(truth)
    return _placed(facts, decided or profile.load("v1", catalogue())), what_is_true.with_columns(register=pl.lit(seed))


def _truth(folder: Path) -> pl.DataFrame:
    """Activities with their scheme and the day of the case."""
    days = pl.read_parquet(folder / "operators.parquet").select("operator", "scheme_day")
    activities = pl.read_parquet(folder / "activities.parquet").join(days, on="operator", how="left")
    case = ("scheme", "look_alike", "scheme_case")
    # Serial bankrupts have no one day: what matters is when the last company took over.
    day = (
        pl.when(pl.col("scheme") == "serial_bankruptcy")
        .then(pl.col("started").max())
        .otherwise(pl.col("scheme_day").max())
    )
    return activities.with_columns(day=day.over(case)).select("activity_id", "risk", "integrity_risk", *case, "day")


def _placed(facts: Mapping[str, pl.DataFrame], decided: Profile) -> pl.DataFrame:
    known, days = catalogue(), list_days()
    in_use = sorted({name for target in decided.targets for name in decided.weights(target)})
    found = values(facts, days, only=[known[name] for name in in_use])
    parts = []
    for grid in grids(found, open_activities(facts, days), known, decided):
        scored = points(grid, decided.group_cap)
        is_ranked = pl.Series(~grid.is_unscored & (scored.coverage >= decided.coverage_min))
        score = pl.when(is_ranked).then(pl.Series(scored.score))
        place = (score.rank("average", descending=True) - 0.5) / is_ranked.sum()
        target = pl.lit(grid.target.value)
        parts.append(grid.activities.select("as_of", "activity_id", target=target, place=place))
    return pl.concat(parts)


def looked_at(standing: pl.DataFrame, truth: pl.DataFrame) -> pl.DataFrame:
    """One row per case and target: scheme, look_alike, and the best place of its activities, null if none is ranked."""
    days = pl.DataFrame({"as_of": list_days()}).sort("as_of")
    planted = truth.filter(pl.col("scheme") != NONE).with_columns(due=pl.col("day") + SETTLED).sort("due")
    dated = planted.join_asof(days, left_on="due", right_on="as_of", strategy="forward").drop_nulls("as_of")
    joined = dated.join(standing, on=["activity_id", "as_of"])
    return joined.group_by(*_CASE, "target", maintain_order=True).agg(pl.col("place").min())


def found_in(cases: pl.DataFrame, target: str, top: float) -> pl.DataFrame:
    """Per scheme and kind: cases, how many are in the top, their share with limits; and all together."""
    of_target = cases.filter(target=target).with_columns(is_found=(pl.col("place") <= top).fill_null(value=False))
    whole = pl.concat([of_target, of_target.with_columns(scheme=pl.lit("all"))])
    counted = whole.group_by("scheme", "look_alike").agg(n=pl.len(), found=pl.col("is_found").sum())
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
    decided: Profile | None = None,
) -> pl.DataFrame:
    """The cases of several registers, each looked at once; see `looked_at` and `places`."""
    parts = []
    for seed in seeds:
        parts.append(looked_at(*places(activities, seed, decided)))
        progress(f"register {seed} of {activities} activities looked at")
    return pl.concat(parts)


def table(cases: pl.DataFrame, target: str, top: float) -> dict[str, dict[str, float]]:
    """What was found, as the benchmarks print it."""
    return {
        f"{row['scheme']}{', honest' if row['look_alike'] else ''}": {
            key: round(row[key], 3) for key in ("n", "found", "share", "low", "high")
        }
        for row in found_in(cases, target, top).iter_rows(named=True)
    }
