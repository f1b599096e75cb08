"""Landed deliveries: one asset per kind of file, landed together, in the form they were received."""

import datetime as dt
from collections.abc import Iterator

import dagster as dg

from assets.declaring import key_of, table_spec
from assets.request import Request
from tables.contracts import deliveries
from tables.raw import Delivery
from tables.store import Warehouse


def _specs() -> list[dg.AssetSpec]:
    return [table_spec(contract) for contract in deliveries().values()]


def _checks() -> list[dg.AssetCheckSpec]:
    from sources.delivery_checks import checks_for

    return [
        dg.AssetCheckSpec(check.name, asset=key_of(contract), description=check.description, blocking=check.blocking)
        for contract in deliveries().values()
        for check in checks_for(contract)
    ]


@dg.multi_asset(name="landing", specs=_specs(), check_specs=_checks())
def landing(
    context: dg.AssetExecutionContext, request: Request, warehouse: dg.ResourceParam[Warehouse]
) -> Iterator[dg.MaterializeResult[None]]:
    """Land what is new in the folder of deliveries; a refused delivery stops the run after the others have landed."""
    from sources.identity import PseudonymKey
    from sources.inventory import missing_ground, sources
    from sources.landing import land

    key = PseudonymKey.load(request.home_path, request.deliveries_path, request.key_path)
    moment = dt.datetime.now(dt.UTC).replace(tzinfo=None, microsecond=0)
    landed = land(warehouse, request.deliveries_path, key, moment, context.log.debug)
    context.log.info(f"{len(landed.landed)} nya filer, {landed.unchanged} redan inlästa, {len(landed.errors)} nekade")
    for warning in landed.warnings:
        context.log.warning(warning)
    refused = [*map(str, landed.errors), *missing_ground(warehouse)]
    if refused:
        raise dg.Failure("\n".join(refused), metadata={"refused": len(refused)})
    for row in sources(warehouse).iter_rows(named=True):
        contract = deliveries()[row["table"]]
        yield dg.MaterializeResult(
            asset_key=key_of(contract),
            metadata={"dagster/row_count": row["rows"], "files": row["files"], "quarantined": row["quarantined"]},
            check_results=list(_checked(request, warehouse, contract)),
        )


def _checked(request: Request, warehouse: Warehouse, contract: type[Delivery]) -> Iterator[dg.AssetCheckResult]:
    """The outcome of the checks of one table's newest delivery."""
    from sources.delivery_checks import CONTEXT_FOLDER, checks_for
    from sources.delivery_outcomes import outcomes

    found = {one.name: one for one in outcomes(warehouse, contract, request.home_path / CONTEXT_FOLDER)}
    for spec in checks_for(contract):
        outcome = found.get(spec.name)
        severity = outcome.severity if outcome else "error"
        yield dg.AssetCheckResult(
            passed=outcome is None or outcome.passed,
            asset_key=key_of(contract),
            check_name=spec.name,
            severity=dg.AssetCheckSeverity[severity.upper()],
            metadata=dict(outcome.metadata) if outcome else {"rows": 0},
            description=outcome.said if outcome else "Nothing has been delivered.",
        )
