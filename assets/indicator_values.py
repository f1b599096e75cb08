"""Indicator values: one asset per indicator and the table they are published in, computed together in one pass."""

from collections.abc import Iterator

import dagster as dg
import polars as pl

from assets.declaring import contract_check, key_of, table_spec
from assets.request import Request
from assets.storing import Stored, stored_in_parts
from tables import core, marts
from tables.contracts import facts
from tables.store import Warehouse


def _specs() -> list[dg.AssetSpec]:
    from indicators.registry import catalogue

    own = [
        dg.AssetSpec(
            ["indicators", indicator.name],
            deps=sorted({key_of(measure.fact) for measure in indicator.measures.values()} | _everyone()),
            description=f"{indicator.label}\n\n{indicator.rationale}",
            group_name="indicators",
            owners=["team:analysis"],
            kinds={"polars"},
            tags={"family": indicator.family, "level": indicator.level.value},
            code_version=indicator.version,
            metadata={"unit": indicator.unit.value, "direction": indicator.direction.value},
        )
        for indicator in catalogue().values()
    ]
    return [*own, table_spec(marts.IndicatorValue, extra=[spec.key for spec in own])]


def _everyone() -> set[dg.AssetKey]:
    """What says who there is to describe and whom to compare with; every indicator rests on it."""
    return {key_of(core.ActivityVersion), key_of(core.Actor), key_of(core.Municipality)}


@dg.multi_asset(name="indicator_values", specs=_specs(), check_specs=[contract_check(marts.IndicatorValue)])
def indicator_values(
    context: dg.AssetExecutionContext, request: Request, warehouse: dg.ResourceParam[Warehouse]
) -> Stored:
    """Compute all indicators for all entities and days in one pass over the facts."""
    from indicators.summary import per_indicator, together
    from indicators.values import daily_values

    frames = {name: warehouse.read(contract) for name, contract in facts().items()}
    counts: list[pl.DataFrame] = []

    def days() -> Iterator[pl.DataFrame]:
        for day, computed in daily_values(frames, request.days):
            context.log.info(f"{day}: {computed.height} värden")
            counts.append(per_indicator(computed))
            yield computed

    yield from stored_in_parts(warehouse, marts.IndicatorValue, days())
    for row in together(counts).iter_rows(named=True):
        name = row.pop("indicator_id")
        yield dg.MaterializeResult(asset_key=["indicators", name], metadata=row)
