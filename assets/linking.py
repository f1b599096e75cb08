"""Proposals of what may belong together, for a person to decide on. No fact and no value rests on them."""

import dagster as dg

from assets.declaring import contract_check, table_spec
from assets.request import Request
from assets.storing import Stored, stored
from tables import marts, raw
from tables.store import Warehouse


def _specs() -> list[dg.AssetSpec]:
    from sources.linking.proposing import READS

    return [table_spec(marts.LinkProposal, READS)]


@dg.multi_asset(name="link_proposals", specs=_specs(), check_specs=[contract_check(marts.LinkProposal)])
def link_proposals(
    context: dg.AssetExecutionContext, request: Request, warehouse: dg.ResourceParam[Warehouse]
) -> Stored:
    """Propose as of the last day that was asked for."""
    from sources.landing import current_rows
    from sources.linking.proposing import FACTS, proposals

    facts = {contract.table: warehouse.read(contract) for contract in FACTS}
    found = proposals(facts, current_rows(warehouse, raw.Report), request.days[-1])
    context.log.info(f"{found.height} förslag")
    yield from stored(warehouse, marts.LinkProposal, found)
