"""From which deliveries each fact is read, as its rule declares.

Which facts a fact is worked out from stands with the fact (`rests_on`).
"""

import functools
from collections.abc import Mapping
from types import MappingProxyType

from sources.facts.registry import FACT_RULES
from sources.inventory import GROUND
from tables import core
from tables.raw import Delivery

#: Stubs of reported actors are read from reports, but who there is to list is not: `sources/inventory.py` says what is.
_EVERYONE = (core.Actor, core.ActivityVersion)


@functools.cache
def read_from() -> Mapping[str, frozenset[str]]:
    """Fact → the delivery tables that it is read from, by table."""
    ground = frozenset(contract.table for contract in GROUND)
    found = {
        rule.contract.table: frozenset(one.table for one in rule.reads if issubclass(one, Delivery))
        for rule in FACT_RULES
    }
    return MappingProxyType(found | {fact.table: found[fact.table] & ground for fact in _EVERYONE})
