"""Landed deliveries: one asset per kind of file, landed together, in the form they were received."""

import datetime as dt
from collections.abc import Callable, Iterator
from pathlib import Path

import dagster as dg

from assets.declaring import key_of, table_spec
from assets.request import Request
from sources.delivery_checks import CONTEXT_FOLDER, CheckSpec, checks_for
from sources.delivery_outcomes import Remembered, outcomes
from tables.contracts import deliveries
from tables.raw import Delivery
from tables.store import Warehouse


def _specs() -> list[dg.AssetSpec]:
    return [table_spec(contract) for contract in deliveries().values()]


def _checks() -> list[dg.AssetCheckSpec]:
    return [
        dg.AssetCheckSpec(check.name, asset=key_of(contract), description=check.description, blocking=check.blocking)
        for contract in deliveries().values()
        for check in checks_for(contract)
    ]


@dg.multi_asset(name="landing", specs=_specs(), check_specs=_checks())
def landing(
    context: dg.AssetExecutionContext,
    request: Request,
    warehouse: dg.ResourceParam[Warehouse],
    data_docs: dg.ResourceParam[Callable[[Path, Path], Path]],
) -> Iterator[dg.MaterializeResult[None]]:
    """Land what is new in the folder of deliveries; a refused delivery stops the run after the others have landed."""
    from sources.inventory import sources

    _land(context, request, warehouse)
    folder = request.home_path / CONTEXT_FOLDER
    found = {contract: outcomes(warehouse, contract, folder) for contract in deliveries().values()}
    data_docs(folder, request.home_path / "data_docs")
    for row in sources(warehouse).iter_rows(named=True):
        contract = deliveries()[row["table"]]
        yield dg.MaterializeResult(
            asset_key=key_of(contract),
            metadata={"dagster/row_count": row["rows"], "files": row["files"], "quarantined": row["quarantined"]},
            check_results=[_checked(contract, spec, found[contract]) for spec in checks_for(contract)],
        )


def _land(context: dg.AssetExecutionContext, request: Request, warehouse: Warehouse) -> None:
    """Take in what is new, say how it went, and stop when something was refused."""
    from sources.identity import PseudonymKey
    from sources.inventory import missing_ground
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


def _checked(contract: type[Delivery], spec: CheckSpec, found: tuple[Remembered, ...]) -> dg.AssetCheckResult:
    """The outcome of one check of a table's newest delivery."""
    outcome = next((check for check in found if check.name == spec.name), None)
    if outcome is None:
        nothing = "Nothing has been delivered."
        return dg.AssetCheckResult(passed=True, asset_key=key_of(contract), check_name=spec.name, description=nothing)
    return dg.AssetCheckResult(
        passed=outcome.passed,
        asset_key=key_of(contract),
        check_name=spec.name,
        severity=dg.AssetCheckSeverity[outcome.severity.upper()],
        metadata=dict(outcome.metadata),
        description=outcome.said,
    )
