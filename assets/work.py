"""What waits whatever the score: the work list, and permit cases that are not finally decided."""

import dagster as dg
import polars as pl

from assets.declaring import contract_check, table_spec
from assets.request import Request
from assets.storing import Stored, stored
from tables import marts
from tables.contracts import facts
from tables.store import Warehouse


def _specs() -> list[dg.AssetSpec]:
    return [table_spec(marts.WorkItem, [marts.IndicatorValue, *facts().values()])]


@dg.multi_asset(name="work_items", specs=_specs(), check_specs=[contract_check(marts.WorkItem)])
def work_items(request: Request, warehouse: dg.ResourceParam[Warehouse]) -> Stored:
    """Draw up what waits on each day, with its clock; every list takes its work items from here."""
    from indicators.work import items

    known = {name: warehouse.read(contract) for name, contract in facts().items()}
    days = [
        items.work_items(known, warehouse.query(marts.IndicatorValue, "as_of = ?", [day]), day) for day in request.days
    ]
    yield from stored(warehouse, marts.WorkItem, pl.concat(days))


def _case_specs() -> list[dg.AssetSpec]:
    return [table_spec(marts.PermitCaseItem, [marts.IndicatorValue, *facts().values()])]


@dg.multi_asset(name="permit_cases", specs=_case_specs(), check_specs=[contract_check(marts.PermitCaseItem)])
def permit_cases(request: Request, warehouse: dg.ResourceParam[Warehouse]) -> Stored:
    """List the permit cases that wait on each day, with what is known of the applicants."""
    from indicators import registry
    from indicators.decisions import profile
    from indicators.work import permit_cases as waiting

    catalogue = registry.catalogue()
    weights = profile.load(request.profile, catalogue)
    known = {name: warehouse.read(contract) for name, contract in facts().items()}
    days = [
        waiting.permit_cases(known, warehouse.query(marts.IndicatorValue, "as_of = ?", [day]), day, catalogue, weights)
        for day in request.days
    ]
    yield from stored(warehouse, marts.PermitCaseItem, pl.concat(days))
