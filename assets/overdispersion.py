"""How much those who are compared differ beyond chance, and the check that warns when it is much."""

import dagster as dg
import polars as pl

from assets.declaring import contract_check, key_of, table_spec
from assets.request import Request
from assets.storing import Stored, stored
from tables import core, marts
from tables.store import Warehouse


@dg.multi_asset(
    name="overdispersion",
    specs=[table_spec(marts.Overdispersion, [marts.IndicatorValue, core.ActivityVersion, core.Actor])],
    check_specs=[contract_check(marts.Overdispersion)],
)
def overdispersion(request: Request, warehouse: dg.ResourceParam[Warehouse]) -> Stored:
    """φ of every counted indicator in every form, day by day."""
    from indicators import overdispersion, registry
    from indicators.population import open_activities

    who = {contract.table: warehouse.read(contract) for contract in (core.ActivityVersion, core.Actor)}
    found = [
        overdispersion.overdispersion(
            warehouse.query(marts.IndicatorValue, "as_of = ? AND exposure > 0", [day]),
            open_activities(who, [day]),
            registry.catalogue(),
        )
        for day in request.days
    ]
    yield from stored(warehouse, marts.Overdispersion, pl.concat(found))


@dg.asset_check(asset=key_of(marts.Overdispersion))
def peers_are_comparable(request: Request, warehouse: dg.ResourceParam[Warehouse]) -> dg.AssetCheckResult:
    """No form differs so much in what is counted about it that those who are compared may not be comparable."""
    from indicators.overdispersion import high
    from indicators.peers.dispersion import ALARM

    found = high(warehouse.query(marts.Overdispersion, "as_of = ?", [request.days[-1]]))
    named = ", ".join(f"{row['indicator_id']} i {row['form_code']}" for row in found.head(5).iter_rows(named=True))
    said = f"φ är över {ALARM:g} för {named}. Kanske bör jämförelsegruppen delas." if named else None
    return dg.AssetCheckResult(
        passed=found.is_empty(),
        severity=dg.AssetCheckSeverity.WARN,
        description=said,
        metadata={"high": found.height, "highest": float(found["phi"].max() or 0.0)},  # type: ignore[arg-type]
    )
