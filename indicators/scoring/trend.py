"""Which way a score goes, split into what happened, what has become known since, and what the method does.

Computing the earlier day's scores and splitting the change belong here; when a trend may be shown, and its words, stand
in `trend_words.py`.

With S(d, k) the score of day d by what was known on day k and today's method, T the day and T0 an earlier one:

- real change = S(T, T) - S(T0, T)
- new knowledge = S(T0, T) - S(T0, T0)
- method change = S(T0, T0) - what was published for T0; unknown where nothing was

Points are whole ten-thousandths, so the parts sum exactly. Facts that become known after T change nothing.
"""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import polars as pl

from indicators.decisions.profile import Profile
from indicators.definition import Indicator, Level, Unit
from indicators.engine.painting.work import Work
from indicators.measures.base import known
from indicators.population import Facts, open_activities
from indicators.scoring.grid import Grid
from indicators.scoring.score import grids, points
from indicators.values import values
from tables.months import add_months

KEY = ("target", "activity_id")
LAST_RUN, TWELVE_MONTHS = "last_run", "twelve_months"
#: A list counts as that of twelve months ago when it was published at most so long before.
_NEAR = dt.timedelta(days=31)
#: Before anything there is to know.
_ALWAYS = dt.date(1900, 1, 1)
_COUNTS = frozenset({Unit.COUNT, Unit.RATIO, Unit.RATE, Unit.SHARE})


#: The columns of a day on which nothing is open.
_SCORES = pl.Schema({
    "target": pl.String(), "activity_id": pl.String(), "points": pl.Int64(), "is_scored": pl.Boolean(),
    "coverage": pl.Float64(),
})  # fmt: skip
_PARTS = pl.Schema({
    "target": pl.String(), "activity_id": pl.String(), "indicator_id": pl.String(), "points": pl.Int64(),
    "events": pl.Float64(),
})  # fmt: skip


@dataclass(frozen=True)
class Comparison:
    """An earlier day to compare with, and the run that published a list for it, if any."""

    span: str
    day: dt.date
    run_id: str | None


@dataclass(frozen=True)
class Scored:
    """The scores of one day by one state of knowledge.

    `scores` has target, activity_id, points (whole ten-thousandths), is_scored and coverage; `parts` target,
    activity_id, indicator_id, points and events, which is null for what is no count.
    """

    scores: pl.DataFrame
    parts: pl.DataFrame


def comparisons(as_of: dt.date, published: Sequence[tuple[str, dt.date]]) -> tuple[Comparison, ...]:
    """What a day is compared with: the list in force before, if any, and the day twelve months ago.

    Args:
        as_of: the day.
        published: run and day of every list published before, the one published last first.
    """
    earlier = [(run, day) for run, day in published if day < as_of]
    latest = max((day for _, day in earlier), default=None)
    found = [Comparison(LAST_RUN, day, run) for run, day in earlier if day == latest][:1]
    year = add_months(as_of, -12)
    near = max((day for _, day in earlier if year - _NEAR < day <= year), default=None)
    runs = [run for run, day in earlier if day == near]
    return (*found, Comparison(TWELVE_MONTHS, near or year, runs[0] if runs else None))


def as_known_now(facts: Facts, as_of: dt.date) -> dict[str, pl.DataFrame]:
    """What is known on a day, as if it had always been known: for seeing an earlier day in today's light."""
    always = {"known_from": pl.lit(_ALWAYS), "known_to": pl.lit(None, pl.Date)}
    return {name: frame.filter(known(as_of)).with_columns(**always) for name, frame in facts.items()}


def scored_at(
    facts: Facts,
    days: Sequence[dt.date],
    catalogue: Mapping[str, Indicator],
    profile: Profile,
    work: Work | None = None,
) -> dict[dt.date, Scored]:
    """The scores of some days by the facts, with the indicators in use only, in one pass."""
    if not days:
        return {}
    names = {name for target in profile.targets for name in profile.weights(target)}
    only = [catalogue[name] for name in sorted(names)]
    found = values(facts, days, only=only, switched_off=profile.switched_off(catalogue), work=work)
    return {day: scored(found, open_activities(facts, [day]), catalogue, profile) for day in days}


def scored(
    found: pl.DataFrame, population: pl.DataFrame, catalogue: Mapping[str, Indicator], profile: Profile
) -> Scored:
    """The scores of one day from its indicator values and its open activities; no rows where nothing is open."""
    own = found.join(population.select("as_of").unique(), on="as_of", how="semi")
    events = own.select("indicator_id", "level", "entity_id", events=pl.coalesce("y", "value"))
    done = [_of_grid(grid, profile, events) for grid in grids(own, population, catalogue, profile)]
    return Scored(
        pl.concat([_SCORES.to_frame(), *(one.scores for one in done)]),
        pl.concat([_PARTS.to_frame(), *(one.parts for one in done)]),
    )


def _of_grid(grid: Grid, profile: Profile, events: pl.DataFrame) -> Scored:
    result = points(grid, profile.group_cap)
    who = grid.activities.select(pl.lit(grid.target.value).alias("target"), "activity_id", "actor_id")
    scores = who.select(
        *KEY,
        points=pl.Series(result.score),
        is_scored=pl.Series(~grid.is_unscored),
        coverage=pl.Series(result.coverage),
    )
    parts = [
        _with_events(who.with_columns(points=pl.Series(result.contributions[:, place])), column.indicator, events)
        for place, column in enumerate(grid.columns)
    ]
    return Scored(scores, pl.concat(parts))


def _with_events(part: pl.DataFrame, indicator: Indicator, events: pl.DataFrame) -> pl.DataFrame:
    """The points of one indicator with how many events it counted; unknown and not counted are null."""
    name = pl.lit(indicator.name).alias("indicator_id")
    if indicator.unit not in _COUNTS:
        return part.select(*KEY, name, "points", events=pl.lit(None, pl.Float64))
    key = "actor_id" if indicator.level is Level.ACTOR else "activity_id"
    own = events.filter(
        pl.col("indicator_id") == indicator.name, pl.col("level").cast(pl.String) == indicator.level.value
    ).select(pl.col("entity_id").alias(key), "events")
    joined = part.join(own, on=key, how="left", maintain_order="left")
    return joined.select(*KEY, name, "points", pl.col("events").fill_null(0.0))


def changes(now: Scored, seen_now: Scored, seen_then: Scored, published: pl.DataFrame | None) -> pl.DataFrame:
    """The change of every activity that is scored now, with its parts in whole ten-thousandths.

    Args:
        now: S(T, T).
        seen_now: S(T0, T), the earlier day as known now.
        seen_then: S(T0, T0), the earlier day as known then.
        published: target, activity_id and points as they were published for T0; None where nothing was.

    Returns:
        target, activity_id, coverage, coverage_then, was_open, was_known, was_scored, real_change, new_knowledge,
        method_change, published_then and change, null where there is nothing to compare with.
    """
    frame = now.scores.filter("is_scored").rename({"points": "now"})
    for name, one in (("seen_now", seen_now), ("seen_then", seen_then)):
        other = one.scores.select(
            *KEY, pl.col("points").alias(name), *(pl.col(each).alias(f"{name}_{each}") for each in _BESIDE)
        )
        frame = frame.join(other, on=KEY, how="left", maintain_order="left", validate="1:1")
    nothing = pl.DataFrame(schema={"target": pl.String, "activity_id": pl.String, "points": pl.Int64})
    before = nothing if published is None else published.select(*KEY, pl.col("points").cast(pl.Int64))
    frame = frame.join(before.rename({"points": "published_then"}), on=KEY, how="left", maintain_order="left")
    can = pl.all_horizontal("seen_now_is_scored", "seen_then_is_scored").fill_null(value=False)
    parts = frame.with_columns(
        real_change=pl.when(can).then(pl.col("now") - pl.col("seen_now")),
        new_knowledge=pl.when(can).then(pl.col("seen_now") - pl.col("seen_then")),
        method_change=pl.when(can).then(pl.col("seen_then") - pl.col("published_then")),
        was_open=pl.col("seen_now").is_not_null(),
        was_known=pl.col("seen_then").is_not_null(),
        was_scored=can,
        coverage_then=pl.col("seen_now_coverage"),
    )
    whole = pl.col("real_change") + pl.col("new_knowledge") + pl.col("method_change").fill_null(0)
    return parts.with_columns(change=whole).select(*KEY, *_CHANGED)


_BESIDE = ("is_scored", "coverage")
_CHANGED = (
    "coverage", "coverage_then", "was_open", "was_known", "was_scored", "real_change", "new_knowledge",
    "method_change", "published_then", "change",
)  # fmt: skip


def moved(now: Scored, seen_now: Scored) -> pl.DataFrame:
    """What each indicator moved: key, indicator_id, points now and then, moved, and events on both days together."""
    joined = now.parts.join(
        seen_now.parts, on=[*KEY, "indicator_id"], how="left", maintain_order="left", suffix="_then"
    )
    both = joined.with_columns(pl.col("points_then").fill_null(0))
    return both.with_columns(
        moved=pl.col("points") - pl.col("points_then"), events=pl.col("events") + pl.col("events_then").fill_null(0.0)
    )
