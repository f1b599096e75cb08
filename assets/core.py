"""Core facts: one asset per fact, worked out from landed rows by the rules in `sources/facts/`."""

import dagster as dg

from assets.declaring import contract_check, table_spec
from assets.storing import Stored, stored
from tables.store import Warehouse


def _specs() -> list[dg.AssetSpec]:
    from sources.facts.registry import FACT_RULES

    return [table_spec(rule.contract, rule.reads) for rule in FACT_RULES]


def _checks() -> list[dg.AssetCheckSpec]:
    from sources.facts.registry import FACT_RULES

    return [contract_check(rule.contract) for rule in FACT_RULES]


@dg.multi_asset(name="facts", specs=_specs(), check_specs=_checks(), can_subset=True)
def facts(context: dg.AssetExecutionContext, warehouse: dg.ResourceParam[Warehouse]) -> Stored:
    """Work out the chosen facts in the order they rest on each other."""
    from sources.facts.deriving import derived

    wanted = frozenset(key.path[-1] for key in context.selected_asset_keys)
    for contract, frame in derived(warehouse, wanted):
        context.log.info(f"{contract.table}: {frame.height} rader")
        yield from stored(warehouse, contract, frame)
