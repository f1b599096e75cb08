"""Trends: which way scores have gone since the list before and since twelve months, and why."""

from typing import TYPE_CHECKING

import dagster as dg
import polars as pl

from assets.declaring import contract_check, table_spec
from assets.request import Request
from assets.storing import Stored, stored
from indicators.engine.painting.work import Work
from tables import marts
from tables.contracts import facts
from tables.store import Warehouse

if TYPE_CHECKING:
    from indicators.scoring.trend import Comparison


def compared_with(request: Request) -> "tuple[Comparison, ...]":
    """The earlier days that the last day asked for is compared with."""
    from indicators.scoring.trend import comparisons
    from tables.serving import earlier_lists

    as_of = request.days[-1]
    return comparisons(as_of, earlier_lists(request.home_path, as_of))


def _specs() -> list[dg.AssetSpec]:
    return [table_spec(marts.Trend, [marts.IndicatorValue, *facts().values()])]


@dg.multi_asset(name="trends", specs=_specs(), check_specs=[contract_check(marts.Trend)])
def trends(request: Request, warehouse: dg.ResourceParam[Warehouse], work: dg.ResourceParam[Work]) -> Stored:
    """Compare the last day asked for with earlier days, computed both as known then and as known now."""
    from indicators import registry
    from indicators.decisions import profile
    from indicators.population import open_activities
    from indicators.scoring import trend, trend_words

    catalogue = registry.catalogue()
    weights = profile.load(request.profile, catalogue)
    as_of, against = request.days[-1], compared_with(request)
    known = {name: warehouse.read(contract) for name, contract in facts().items()}
    days = sorted({one.day for one in against})
    then = trend.scored_at(known, days, catalogue, weights, work)
    in_todays_light = trend.scored_at(trend.as_known_now(known, as_of), days, catalogue, weights, work)
    found = warehouse.query(marts.IndicatorValue, "as_of = ?", [as_of])
    now = trend.scored(found, open_activities(known, [as_of]), catalogue, weights)
    rows = [
        trend_words.trends(
            as_of, one, (now, in_todays_light[one.day], then[one.day]), _published(request, one), catalogue, weights
        )
        for one in against
    ]
    yield from stored(warehouse, marts.Trend, pl.concat(rows))


def _published(request: Request, one: "Comparison") -> pl.DataFrame | None:
    """The scores of the earlier list in whole ten-thousandths; nothing where none was published."""
    from tables.serving import Published

    if one.run_id is None:
        return None
    with Published(request.home_path, one.run_id) as published:
        return published.rows(
            "SELECT target, activity_id, CAST(score * 10000 AS BIGINT) AS points FROM marts.score "
            "WHERE as_of = ? AND basis <> 'sole_trader' ORDER BY ALL",
            [one.day],
        )
