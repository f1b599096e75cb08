"""The control figure over time: how many activities were not updated within a year, by day and municipality.

What counts as an update, and how long a year is, is the indicator `reg_stale_12m`; who is counted is the population of
every run. A day is looked at with what was known on it.
"""

import datetime as dt
from collections.abc import Iterator, Sequence

import polars as pl

from indicators.monitors import ALL_OPEN, BY_MUNICIPALITY, STALE
from indicators.population import open_activities
from indicators.registry import catalogue
from indicators.windows import Months
from sources.facts.notifications import months_later
from tables.exports.municipal import DENOMINATORS, ControlFigure
from tables.months import add_months
from web.exports.parties import MUNICIPAL, Facts, legal_persons, parties_of_municipalities

MONTHS_BACK = 24
#: How old an update may be, as `reg_stale_12m` has it.
YEAR = Months(12)


def days_of(as_of: dt.date) -> list[dt.date]:
    """The ends of the last 24 months before `as_of`, and `as_of` itself, ascending."""
    month = as_of.replace(day=1)
    ends = [add_months(month, -back) - dt.timedelta(days=1) for back in range(MONTHS_BACK)]
    return sorted({*ends, as_of})


def told(facts: Facts, day: dt.date) -> pl.DataFrame:
    """Every activity that anything was told of, as known on `day`: activity_id, last_told, is_stale."""
    measures = catalogue()[STALE].measures
    ever, recent = measures["ever"], measures["recent"]
    rows = facts["notification"].filter(ever.active(day))
    latest = rows.group_by("activity_id").agg(
        last_told=pl.col("registered_at").max(), is_stale=~recent.active(day).any()
    )
    return latest.select("activity_id", "last_told", "is_stale")


def stale_from(last_told: pl.Expr) -> pl.Expr:
    """The first day on which the last update lies outside the year, also where that is 29 February."""
    day, months = pl.duration(days=1), YEAR.n
    return pl.max_horizontal(months_later(last_told, months) + day, months_later(last_told + day, months))


def control_figures(facts: Facts, as_of: dt.date) -> pl.DataFrame:
    """Rows of `ControlFigure`: the country every day, a municipality where it has any."""
    days = days_of(as_of)
    counted = pl.concat([_counted(facts, day, units) for day, units in _units(facts, days)])
    whole = counted.group_by("day", "denominator").agg(pl.col("n", "n_stale").sum())
    every = pl.DataFrame({"day": days}).join(pl.DataFrame({"denominator": list(DENOMINATORS)}), how="cross")
    whole = every.join(whole, on=["day", "denominator"], how="left").with_columns(
        pl.col("n", "n_stale").fill_null(0), area=pl.lit("national"), municipality_code=pl.lit(None, pl.String)
    )
    is_somewhere = pl.col("municipality_code").is_not_null()
    parts = counted.with_columns(area=pl.when(is_somewhere).then(pl.lit("municipality")).otherwise(pl.lit("none")))
    rows = pl.concat([whole, parts], how="diagonal").with_columns(
        value=pl.when(pl.col("n") > 0).then(pl.col("n_stale") / pl.col("n"))
    )
    rows = rows.join(parties_of_municipalities(facts, as_of), on="municipality_code", how="left")
    return rows.select(ControlFigure.column_names())


def _units(facts: Facts, days: Sequence[dt.date]) -> Iterator[tuple[dt.date, pl.DataFrame]]:
    """Each day's open activities with whether they are stale; unknown where nothing was ever told."""
    for day in days:
        yield day, open_activities(facts, [day]).join(told(facts, day), on="activity_id", how="left")


def _counted(facts: Facts, day: dt.date, units: pl.DataFrame) -> pl.DataFrame:
    """A day's counts: day, denominator, municipality_code (null: none), n, n_stale."""
    people = legal_persons(facts, day).select("party_id", own="municipality_code")
    known_of = units.drop_nulls("is_stale").join(people, left_on="actor_id", right_on="party_id", how="left")
    place = pl.when(~pl.col("address_protected").fill_null(value=True)).then("municipality_code")
    belongs = {
        BY_MUNICIPALITY: (known_of.filter(pl.col("operator_type") == MUNICIPAL), pl.col("own")),
        ALL_OPEN: (known_of, place),
    }
    counts = [
        rows.group_by(where.alias("municipality_code")).agg(
            n=pl.len().cast(pl.Int64), n_stale=pl.col("is_stale").sum().cast(pl.Int64), denominator=pl.lit(name)
        )
        for name, (rows, where) in belongs.items()
    ]
    return pl.concat(counts).select(pl.lit(day).alias("day"), "denominator", "municipality_code", "n", "n_stale")
