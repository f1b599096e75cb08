"""The walk through the fact rules: each gets the frames it reads and gives its own. What a rule says is its own."""

from collections.abc import Iterator

import polars as pl

from sources.facts.registry import FACT_RULES
from sources.landing import current_rows
from tables.base import Table
from tables.raw import Delivery
from tables.store import Warehouse


def derived(warehouse: Warehouse, wanted: frozenset[str]) -> Iterator[tuple[type[Table], pl.DataFrame]]:
    """The wanted facts, by table name, in the order of the rules; what is not wanted is read as it is stored."""
    known: dict[type[Table], pl.DataFrame] = {}
    for rule in FACT_RULES:
        if rule.contract.table not in wanted:
            continue
        for contract in rule.reads:
            if contract not in known:
                known[contract] = _read(warehouse, contract)
        known[rule.contract] = rule.derive(*(known[contract] for contract in rule.reads))
        yield rule.contract, known[rule.contract]


def _read(warehouse: Warehouse, contract: type[Table]) -> pl.DataFrame:
    return current_rows(warehouse, contract) if issubclass(contract, Delivery) else warehouse.read(contract)
