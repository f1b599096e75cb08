"""Which list is read on each day: the day's own, or an earlier one while something it needs has failed.

Values, scores and the look-up are those of the day whatever happens. The swap itself is made when the tables are
published (`tables/serving.py`); what has failed is told by `sources/failed_inputs.py`, and which lists that concerns
by `indicators/scoring/holding.py`.
"""

import dagster as dg

from assets.declaring import contract_check, key_of, table_spec
from assets.request import Request
from assets.storing import Stored, stored
from sources.delivery_checks import CONTEXT_FOLDER
from tables import core, marts
from tables.contracts import deliveries
from tables.store import Warehouse

#: Whether every list is the day's own.
CURRENT = "lists_are_of_the_day"


def _specs() -> list[dg.AssetSpec]:
    return [table_spec(marts.ListInForce, [*deliveries().values(), core.SourceCover, marts.RankedList])]


def _checks() -> list[dg.AssetCheckSpec]:
    said = "No list is held back: nothing that has failed stands behind an indicator with weight in it."
    return [contract_check(marts.ListInForce), dg.AssetCheckSpec(CURRENT, asset=_KEY, description=said)]


_KEY = key_of(marts.ListInForce)


@dg.multi_asset(name="lists_in_force", specs=_specs(), check_specs=_checks())
def lists_in_force(request: Request, warehouse: dg.ResourceParam[Warehouse]) -> Stored:
    """Settle for each target and day which list is in force."""
    from indicators import registry
    from indicators.decisions import profile
    from indicators.scoring import in_force
    from sources.facts.lineage import read_from
    from sources.failed_inputs import failed_inputs
    from tables.serving import lists_that_are_read

    catalogue = registry.catalogue()
    weights = profile.load(request.profile, catalogue)
    failed = failed_inputs(warehouse, request.home_path / CONTEXT_FOLDER, request.days[-1])
    causes = [(one.tables, one.what, one.remedy) for one in failed]
    held = in_force.held_back(causes, weights, catalogue, read_from())
    found = in_force.lists_in_force(request.days, held, lists_that_are_read(request.home_path, request.days[-1]))
    yield from stored(warehouse, marts.ListInForce, found)
    yield dg.AssetCheckResult(
        passed=not held,
        asset_key=_KEY,
        check_name=CURRENT,
        severity=dg.AssetCheckSeverity.WARN,
        description=in_force.told(found) or None,
        metadata={"held": len(held), "failed": len(failed)},
    )
