"""For whom activities are: what the register says of it, for what is shown outside."""

import dagster as dg

from assets.declaring import contract_check, table_spec
from assets.storing import Stored, stored
from tables import marts, raw
from tables.store import Warehouse


@dg.multi_asset(
    name="activity_offers",
    specs=[table_spec(marts.ActivityOffer, [raw.ActivityVersion])],
    check_specs=[contract_check(marts.ActivityOffer)],
)
def activity_offers(warehouse: dg.ResourceParam[Warehouse]) -> Stored:
    """Read orientation, target groups and ages off the delivered entries; no indicator rests on them."""
    from sources.facts.offers import offers
    from sources.landing import current_rows

    yield from stored(warehouse, marts.ActivityOffer, offers(current_rows(warehouse, raw.ActivityVersion)))
