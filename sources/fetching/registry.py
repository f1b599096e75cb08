"""The register of sources that are asked over a network.

A source is found by its file in `sources/connectors/`; there is no list to edit. What is recorded about each is in
`recorded.py`; what is delivered as files is in `sources/registry.py`.
"""

import importlib
import pkgutil
from collections.abc import Iterable, Mapping
from types import MappingProxyType

from sources import connectors
from sources.fetching.recorded import Connector, Standing, State, state_of
from tables.code_lists import codes_of

__all__ = ["CONNECTORS", "Connector", "Standing", "State", "registered", "state_of"]


def registered(found: Iterable[Connector]) -> MappingProxyType[str, Connector]:
    """Connectors by name, in the order of the code list.

    Raises:
        ValueError: two have the same name, or a code has none.
    """
    by_name: dict[str, Connector] = {}
    for connector in found:
        if connector.name in by_name:
            raise ValueError(f"two connectors are named {connector.name}; give one of them another name")
        by_name[connector.name] = connector
    missing = set(codes_of("fetched_sources")) - by_name.keys()
    if missing:
        raise ValueError(f"fetched sources without a connector: {sorted(missing)}; add a file in sources/connectors/")
    return MappingProxyType({name: by_name[name] for name in codes_of("fetched_sources")})


def _found() -> Iterable[Connector]:
    for module in pkgutil.iter_modules(connectors.__path__):
        connector = importlib.import_module(f"{connectors.__name__}.{module.name}").CONNECTOR
        if not isinstance(connector, Connector):
            raise TypeError(f"sources/connectors/{module.name}.py must define CONNECTOR as a Connector")
        yield connector


CONNECTORS: Mapping[str, Connector] = registered(_found())
