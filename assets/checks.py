"""Checks that no single table can answer for. Contract checks stand with the assets that they guard."""

import dagster as dg
import polars as pl

from assets.declaring import key_of
from assets.request import Request
from tables import core, marts, ops
from tables.store import Warehouse


@dg.asset_check(asset=key_of(marts.RankedList), additional_deps=[key_of(core.ActivityVersion)], blocking=True)
def row_for_every_activity(request: Request, warehouse: dg.ResourceParam[Warehouse]) -> dg.AssetCheckResult:
    """Every activity that is open in the register stands exactly once in each target's list, and no other does."""
    from indicators.completeness import uneven_rows

    uneven = uneven_rows(warehouse.read(core.ActivityVersion), warehouse.read(marts.RankedList), request.days)
    examples = ", ".join(uneven["activity_id"].unique(maintain_order=True).head(5))
    return dg.AssetCheckResult(
        passed=uneven.is_empty(),
        description=f"{uneven.height} rader saknas eller står för många gånger: {examples}" if examples else None,
        metadata={"uneven": uneven.height},
    )


@dg.asset_check(asset=key_of(marts.IndicatorValue))
def nothing_is_known_before_it_was_delivered(warehouse: dg.ResourceParam[Warehouse]) -> dg.AssetCheckResult:
    """No row of the newest landing says it was known before what earlier landings brought; else past results change."""
    ledger = warehouse.read(ops.Ledger)
    newest = ledger.filter(pl.col("received_at") == pl.col("received_at").max(), pl.col("backdated_rows") > 0)
    files = [f"{row['file_name']} ({row['backdated_rows']})" for row in newest.iter_rows(named=True)]
    said = (
        f"Rader som ska ha varit kända före det som redan var inläst, i {', '.join(files)}. "
        "Resultat för tidigare dagar kan bli andra än de som har lämnats."
    )
    return dg.AssetCheckResult(
        passed=not files,
        severity=dg.AssetCheckSeverity.WARN,
        description=said if files else None,
        metadata={"backdated": int(newest["backdated_rows"].sum())},
    )


@dg.asset_check(asset=key_of(marts.Score))
def decisions_are_looked_at_in_time(request: Request) -> dg.AssetCheckResult:
    """No decision of the weight profile should have been looked at again before the day of the result."""
    from indicators import registry
    from indicators.decisions import profile

    overdue = profile.load(request.profile, registry.catalogue()).overdue(request.days[-1])
    named = ", ".join(sorted({one.indicator for one in overdue})[:5])
    said = f"{len(overdue)} beslut skulle ha setts över senast {overdue[0].next_review}: {named}" if overdue else None
    return dg.AssetCheckResult(
        passed=not overdue,
        severity=dg.AssetCheckSeverity.WARN,
        description=said,
        metadata={"overdue": len(overdue)},
    )
