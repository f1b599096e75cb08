"""What lists would have said on earlier days: scores, standardised values and groups, by what was known then.

Nothing is learnt here and no label is read. `before_known` looks at the very rows that stand behind every value and
counts those that were not known yet; in an honest history there are none.
"""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

import polars as pl

from indicators.decisions.profile import Profile
from indicators.definition import Indicator, Level
from indicators.engine.painting.work import Work
from indicators.evaluation.features import allowed
from indicators.measures import Measure, OfActor
from indicators.measures.base import known
from indicators.population import Facts, open_activities
from indicators.registry import catalogue
from indicators.scoring import score
from indicators.scoring.grid import Grid
from indicators.secrecy import is_sole_trader
from indicators.values import daily_values
from tables.code_lists import code_list

#: How many months a permit-holder is new, and established.
_NEW, _SETTLED = 24, 60
#: Facts that a change of place on the list may rest on.
_NEWS = (
    "activity_version",
    "report",
    "inspection",
    "finding",
    "decision",
    "company_event",
    "annual_report",
    "notification",
)


@dataclass(frozen=True)
class History:
    """List dates as they were.

    Attributes:
        rows: one row per `list_date` and `entity_id` with `owner_id`, the groups
            (`form`, `operator_type`, `operator_group`, `size_third`, `legal_form`, `municipality`, `county`,
            `skr_group`, `region`, `newness`), `places`, `news` and per target `score_Q`, `coverage_Q`, and so on.
        z: the same rows with one column per indicator: its standardised value, null when unknown.
        before_known: facts that stood behind a value before they were known.
        grids: what the scores were computed on, by list date and target, and `group_cap`, the most that one family may
            give: for asking what the score would have been with something else.
        group_cap: see grids.
    """

    rows: pl.DataFrame
    z: pl.DataFrame
    before_known: int
    grids: Mapping[tuple[dt.date, str], Grid] = field(default_factory=dict)
    group_cap: float = 1.0

    def without(self, day: dt.date, target: str, name: str) -> pl.DataFrame:
        """`list_date`, `entity_id` and `score` of a list date as it would be if one indicator had no weight."""
        whole = self.grids[day, target]
        kept = [place for place, column in enumerate(whole.columns) if column.indicator.name != name]
        less = replace(
            whole,
            columns=tuple(whole.columns[place] for place in kept),
            weights=tuple(whole.weights[place] for place in kept),
            copies=tuple(whole.copies[place] for place in kept),
        )
        found = score.totals(less, self.group_cap)
        return whole.activities.select(list_date=pl.lit(day), entity_id="activity_id").with_columns(
            score=pl.Series(found, dtype=pl.Float64)
        )


def history(
    facts: Facts,
    days: Sequence[dt.date],
    profile: Profile,
    seed: int,  # noqa: ARG001 - no score follows from it; kept so that whoever calls need not change
    *,
    indicators: Sequence[Indicator] | None = None,
    work: Work | None = None,
) -> History:
    """Work out every list date anew, from what was known on it.

    Args:
        facts: core facts by table name, with all that is known today.
        days: the list dates.
        profile: the weights whose scores are looked back at.
        seed: of the run; scores do not depend on it.
        indicators: which to compute; by default those with a weight, and those that a model may learn from.
        work: with what memory and how many threads.
    """
    everything = list(catalogue().values())
    chosen = _needed(profile) if indicators is None else list(indicators)
    off = profile.switched_off(catalogue())
    rows, z, early = [], [], 0
    grids: dict[tuple[dt.date, str], Grid] = {}
    for day, values in daily_values(facts, days, only=chosen, switched_off=off, work=work):
        population = open_activities(facts, [day])
        own = score.grids(values, population, catalogue(), profile)
        grids |= {(day, grid.target.value): _light(grid) for grid in own}
        rows.append(_rows(facts, population, own, profile.group_cap, day))
        z.append(standardised(values, population, [one for one in chosen if one.level is not Level.MUNICIPALITY]))
        early += before_known(facts, everything if indicators is None else chosen, day)
    return History(pl.concat(rows), pl.concat(z, how="diagonal"), early, grids, profile.group_cap)


def _needed(profile: Profile) -> list[Indicator]:
    weighted = {name for target in profile.targets for name in profile.weights(target)}
    return [one for name, one in catalogue().items() if name in weighted or name in allowed(catalogue())]


def _light(grid: Grid) -> Grid:
    """The grid without what only draws need."""
    return replace(grid, columns=tuple(replace(one, shrunk=None) for one in grid.columns))


def before_known(facts: Facts, indicators: Iterable[Indicator], day: dt.date) -> int:
    """Facts that count in some measure on `day` and were not known then."""
    measures = {_own(measure) for indicator in indicators for measure in indicator.measures.values()}
    return sum(
        facts[measure.fact.table].filter(measure.active(day), pl.col("known_from") > day).height for measure in measures
    )


def _own(measure: Measure) -> Measure:
    return measure.of if isinstance(measure, OfActor) else measure


def standardised(values: pl.DataFrame, population: pl.DataFrame, indicators: Sequence[Indicator]) -> pl.DataFrame:
    """`list_date`, `entity_id` and the standardised value of each indicator, limited as in the score; null: unknown."""
    frame = population.sort("activity_id").select(list_date="as_of", entity_id="activity_id", owner_id="actor_id")
    known_z = values.filter(pl.col("value").is_not_null()).select("indicator_id", "level", "entity_id", "z")
    for one in indicators:
        key = "owner_id" if one.level is Level.ACTOR else "entity_id"
        own = known_z.filter(
            pl.col("indicator_id") == one.name, pl.col("level").cast(pl.String) == one.level.value
        ).select(pl.col("entity_id").alias(key), pl.col("z").fill_nan(None).clip(one.z_floor, 3.0).alias(one.name))
        frame = frame.join(own, on=key, how="left", maintain_order="left")
    return frame.drop("owner_id")


def _rows(
    facts: Facts, population: pl.DataFrame, grids: Sequence[Grid], group_cap: float, day: dt.date
) -> pl.DataFrame:
    main = code_list("skr_groups").select("code", "main_group")
    places = (
        facts["municipality"].filter(known(day)).select("municipality_code", "county_code", "division", "skr_group")
    )
    frame = population.sort("activity_id").join(places, on="municipality_code", how="left", maintain_order="left")
    rows = frame.select(
        list_date="as_of",
        entity_id="activity_id",
        owner_id="actor_id",
        form="form_code",
        operator_type="operator_type",
        operator_group="operator_group",
        size_third="size_third",
        legal_form="legal_form",
        municipality="municipality_code",
        county="county_code",
        region="division",
        skr_group=pl.col("skr_group").replace_strict(main["code"], main["main_group"], default=None),
        for_children="for_children",
        places=pl.col("max_places").cast(pl.Float64),
        is_sole_trader=is_sole_trader(),
        newness=_newness(facts, day),
        news=_news(facts, day),
    )
    for grid in grids:
        found, target = score.points(grid, group_cap), grid.target.value
        own = grid.activities.select(entity_id="activity_id").with_columns(
            pl.when(pl.Series(~grid.is_unscored)).then(pl.Series(found.score / score.UNITS)).alias(f"score_{target}"),
            pl.Series(f"coverage_{target}", found.coverage).clip(0, 1),
        )
        rows = rows.join(own, on="entity_id", how="left", maintain_order="left")
    return rows


def _news(facts: Facts, day: dt.date) -> pl.Expr:
    """How many rows had been known of the activity or its actor: the same number on two days says nothing was new."""
    counted = []
    for key in ("activity_id", "actor_id"):
        about = [
            facts[name].filter(pl.col("known_from") <= day).select(key) for name in _NEWS if key in facts[name].columns
        ]
        number = dict(pl.concat(about).drop_nulls().group_by(key).len().iter_rows())
        counted.append(pl.col(key).replace_strict(number, default=0, return_dtype=pl.Int64))
    return pl.sum_horizontal(counted)


def _newness(facts: Facts, day: dt.date) -> pl.Expr:
    """How long the actor has run the activity: new, settled or old."""
    spans = facts["activity_span"].filter(known(day), pl.col("valid_from") <= day)
    since = dict(spans.group_by("activity_id").agg(pl.col("valid_from").max()).iter_rows())
    start = pl.col("activity_id").replace_strict(since, default=None, return_dtype=pl.Date)
    months = (pl.lit(day) - start).dt.total_days() / 30.4375
    return (
        pl.when(start.is_null())
        .then(pl.lit("okänd"))
        .when(months < _NEW)
        .then(pl.lit("under 2 år"))
        .when(months < _SETTLED)
        .then(pl.lit("2–5 år"))
        .otherwise(pl.lit("över 5 år"))
    )
