"""Landed deliveries: one asset per kind of file, landed together, in the form they were received."""

from collections.abc import Iterator
from datetime import datetime

import dagster as dg

from assets.declaring import key_of, table_spec
from assets.request import Request
from tables.contracts import deliveries
from tables.store import Warehouse

QUARANTINE_CHECK = "no_refused_rows"


def _specs() -> list[dg.AssetSpec]:
    return [table_spec(contract) for contract in deliveries().values()]


def _checks() -> list[dg.AssetCheckSpec]:
    return [
        dg.AssetCheckSpec(
            QUARANTINE_CHECK,
            asset=key_of(contract),
            description="No row of the files in use lies in quarantine; a warning, since good rows go on.",
        )
        for contract in deliveries().values()
    ]


@dg.multi_asset(name="landing", specs=_specs(), check_specs=_checks())
def landing(
    context: dg.AssetExecutionContext, request: Request, warehouse: dg.ResourceParam[Warehouse]
) -> Iterator[dg.MaterializeResult[None]]:
    """Land what is new in the folder of deliveries; a refused delivery stops the run after the others have landed."""
    from sources.identity import PseudonymKey
    from sources.inventory import sources
    from sources.landing import land

    key = PseudonymKey.load(request.home_path, request.deliveries_path, request.key_path)
    landing = land(warehouse, request.deliveries_path, key, datetime.now().replace(microsecond=0), context.log.info)
    if landing.errors:
        raise dg.Failure("\n".join(str(error) for error in landing.errors), metadata={"refused": len(landing.errors)})
    for row in sources(warehouse).iter_rows(named=True):
        check = dg.AssetCheckResult(
            passed=row["quarantined"] == 0,
            check_name=QUARANTINE_CHECK,
            severity=dg.AssetCheckSeverity.WARN,
            metadata={"quarantined": row["quarantined"]},
        )
        metadata = {"dagster/row_count": row["rows"], "files": row["files"]}
        yield dg.MaterializeResult(asset_key=["raw", row["table"]], metadata=metadata, check_results=[check])
