"""All sources by name. A source is found by its file in `catalogue/`; there is no list to edit."""

import importlib
import pkgutil
from collections.abc import Iterable
from types import MappingProxyType

from sources import catalogue
from sources.source import Source
from tables.contracts import deliveries


def registered(sources: Iterable[Source]) -> MappingProxyType[str, Source]:
    """Sources by name, sorted.

    Raises:
        ValueError: two have the same name, or a delivery has no source.
    """
    by_name: dict[str, Source] = {}
    for source in sources:
        if source.name in by_name:
            raise ValueError(f"two sources are named {source.name}; give one of them another name")
        by_name[source.name] = source
    missing = {contract.folder for contract in deliveries().values()} - by_name.keys()
    if missing:
        raise ValueError(f"deliveries without a source: {sorted(missing)}; add a file in sources/catalogue/")
    return MappingProxyType(dict(sorted(by_name.items())))


def _found() -> Iterable[Source]:
    for module in pkgutil.iter_modules(catalogue.__path__):
        source = importlib.import_module(f"{catalogue.__name__}.{module.name}").SOURCE
        if not isinstance(source, Source):
            raise TypeError(f"sources/catalogue/{module.name}.py must define SOURCE as a Source")
        yield source


SOURCES = registered(_found())
