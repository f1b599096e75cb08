"""SQL over the published marts: lists, scores, contributions, values, monitors and the manifest."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import polars as pl

from tables import marts
from tables.base import Table
from tables.code_lists import codes_of
from tables.serving import Published
from tables.serving_layout import columns_of, listed
from web.queries import places
from web.queries.places import at

_THESE = "(SELECT unnest(?::VARCHAR[]))"


@dataclass(frozen=True)
class Filters:
    """What a list is narrowed by; `None` narrows nothing."""

    division: str | None = None
    county: str | None = None
    form: str | None = None


def manifest(published: Published) -> pl.DataFrame:
    """The run that is published: one row."""
    return published.read(marts.Manifest)


def days(published: Published) -> list[dt.date]:
    """The days that the run is computed for."""
    found: list[dt.date] = manifest(published).item(0, "as_of").to_list()
    return found


def sources(published: Published) -> pl.DataFrame:
    """Files, rows and age of every kind of delivery."""
    return published.read(marts.Source)


def monitors(published: Published) -> pl.DataFrame:
    """All monitors, over all days computed."""
    return published.read(marts.Monitor)


def ranked(published: Published, target: str, as_of: dt.date, filters: Filters, top: int | None) -> pl.DataFrame:
    """The list in order, narrowed, with at most `top` rows."""
    sql = (
        "SELECT * FROM marts.ranked_list WHERE target = ? AND as_of = ? AND (? IS NULL OR division = ?) "
        "AND (? IS NULL OR county_code = ?) AND (? IS NULL OR form_code = ?) ORDER BY position LIMIT ?"
    )
    narrowed: list[object] = [value for value in (filters.division, filters.county, filters.form) for _ in range(2)]
    return published.rows(sql, [target, as_of, *narrowed, top if top is not None else 2**31])


def basis_counts(published: Published, as_of: dt.date, filters: Filters) -> pl.DataFrame:
    """How many activities are ranked, and how many are not and why, per target."""
    sql = (
        "SELECT target, basis, count(*) AS n FROM marts.ranked_list WHERE as_of = ? AND (? IS NULL OR division = ?) "
        "AND (? IS NULL OR county_code = ?) AND (? IS NULL OR form_code = ?) GROUP BY ALL ORDER BY ALL"
    )
    narrowed: list[object] = [value for value in (filters.division, filters.county, filters.form) for _ in range(2)]
    return published.rows(sql, [as_of, *narrowed])


def work_items(published: Published, as_of: dt.date) -> pl.DataFrame:
    """How many activities have each kind of work item, most first; by the lists of the day while any is its own."""
    days = _in_force(published, as_of)
    own = {target: day for target, day in days.items() if day == as_of} or days
    sql = (
        "SELECT trim(split_part(item, ':', 1)) AS kind, count(DISTINCT activity_id) AS n FROM ("
        f"SELECT activity_id, unnest(string_split(flags, '|')) AS item FROM marts.ranked_list JOIN {_READ}) "
        "GROUP BY kind ORDER BY n DESC, kind"
    )
    return published.rows(sql, [list(own), list(own.values())])


def list_rows_of(published: Published, activity_ids: Sequence[str], as_of: dt.date) -> pl.DataFrame:
    """The rows of all lists of a day for some activities; of a list that is held back, of the one in its place."""
    days = _in_force(published, as_of)
    sql = (
        f"SELECT l.* FROM marts.ranked_list AS l JOIN {_READ} WHERE activity_id IN {_THESE} "
        "ORDER BY activity_id, target"
    )
    return published.rows(sql, [list(days), list(days.values()), list(activity_ids)])


#: Lists by target and day, to join with.
_READ = "(SELECT unnest(?::VARCHAR[]) AS target, unnest(?::DATE[]) AS as_of) AS read USING (target, as_of)"


def _in_force(published: Published, as_of: dt.date) -> dict[str, dt.date | None]:
    """Target → the day of the list that is read on a day; none where it is held back and there is no earlier one."""
    days: dict[str, dt.date | None] = dict.fromkeys(codes_of("targets"), as_of)
    if published.has(marts.ListInForce):
        sql = "SELECT target, list_as_of FROM marts.list_in_force WHERE is_held AND as_of = ?"
        days |= dict(published.rows(sql, [as_of]).iter_rows())
    return days


def earlier_places(published: Published, activity_ids: Sequence[str], before: dt.date) -> list[dict[str, Any]]:
    """Where some activities stood on the days computed before, latest first."""
    sql = (
        "SELECT as_of, target, activity_id, basis, band, rank, rank_low, rank_high FROM marts.ranked_list "
        f"WHERE as_of < ? AND activity_id IN {_THESE} ORDER BY activity_id, target, as_of DESC"
    )
    return published.rows(sql, [before, list(activity_ids)]).to_dicts()


def contributions(published: Published, activity_ids: Sequence[str], as_of: dt.date) -> pl.DataFrame:
    """What each indicator adds to the scores of some activities."""
    return _of_activities(published, marts.Contribution, activity_ids, as_of)


def scores(published: Published, activity_ids: Sequence[str], as_of: dt.date) -> pl.DataFrame:
    """The scores of some activities."""
    return _of_activities(published, marts.Score, activity_ids, as_of)


def _of_activities(
    published: Published, contract: type[Table], activity_ids: Sequence[str], as_of: dt.date
) -> pl.DataFrame:
    sql = f"SELECT * FROM {contract.qualified_name()} WHERE as_of = ? AND activity_id IN {_THESE} ORDER BY ALL"
    return contract.cast(published.rows(sql, [as_of, list(activity_ids)]))


def values_of(published: Published, level: str, entity_ids: Sequence[str], as_of: dt.date) -> pl.DataFrame:
    """All indicator values of some entities at one level."""
    unnested = ", ".join(f"unnest({column}) AS {column}" for column in ("number", *listed()))
    lists = at("layout.indicator_lists", places.of_entities(published, level, entity_ids), "place")
    sql = (
        f"SELECT {columns_of(marts.IndicatorValue)} FROM (SELECT as_of, level, entity_id, {unnested} FROM {lists} "
        f"WHERE as_of = ? AND level = ? AND entity_id IN {_THESE}) JOIN layout.indicator USING (number) "
        "ORDER BY entity_id, indicator_id"
    )
    return marts.IndicatorValue.cast(published.rows(sql, [as_of, level, list(entity_ids)]))


def value_rows(published: Published, level: str, entity_ids: Sequence[str], as_of: dt.date) -> list[dict[str, Any]]:
    """All indicator values of some entities at one level, by column."""
    return values_of(published, level, entity_ids, as_of).to_dicts()


def values_of_day(published: Published, indicator_ids: Sequence[str], as_of: dt.date) -> pl.DataFrame:
    """The values of some indicators for all entities on a day."""
    columns = columns_of(marts.IndicatorValue)
    sql = f"SELECT {columns} FROM marts.indicator_value WHERE as_of = ? AND indicator_id IN {_THESE}"
    return marts.IndicatorValue.cast(published.rows(sql, [as_of, list(indicator_ids)]))


def spread_of(published: Published, indicator_id: str, level: str, as_of: dt.date) -> tuple[int, int, float, float]:
    """Of one indicator on a day: to how many it applies, how many are known, the median and the 90th percentile."""
    sql = (
        "SELECT count(*) FILTER (WHERE missing_reason IS DISTINCT FROM 'not_applicable') AS applicable, "
        'count("value") AS known, quantile_cont("value", 0.5) AS median, quantile_cont("value", 0.9) AS high '
        "FROM marts.indicator_value WHERE as_of = ? AND indicator_id = ? AND level = ?"
    )
    applicable, known, median, high = published.rows(sql, [as_of, indicator_id, level]).row(0)
    return applicable, known, median, high


def values_of_indicator(published: Published, indicator_id: str, entity_id: str, as_of: dt.date) -> pl.DataFrame:
    """One indicator's values for one entity, at each level that has the entity."""
    sql = "SELECT * FROM marts.indicator_value WHERE as_of = ? AND indicator_id = ? AND entity_id = ? ORDER BY level"
    return marts.IndicatorValue.cast(published.rows(sql, [as_of, indicator_id, entity_id]))
