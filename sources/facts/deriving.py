"""The walk through the fact rules: each gets the frames it reads and gives its own. What a rule says is its own."""

from collections.abc import Callable, Iterator, Mapping

import polars as pl

from sources.facts.registry import FACT_RULES
from sources.landing import current_rows
from tables.base import Table
from tables.raw import Delivery
from tables.store import Warehouse

Derived = Iterator[tuple[type[Table], pl.DataFrame]]


def derived(warehouse: Warehouse, wanted: frozenset[str]) -> Derived:
    """The wanted facts, by table name, in the order of the rules; what is not wanted is read as it is stored."""
    return _worked_out(lambda contract: _read(warehouse, contract), wanted)


def derive_facts(deliveries: Mapping[str, pl.DataFrame]) -> dict[str, pl.DataFrame]:
    """All facts by table name from all delivery tables by table name, without a warehouse."""
    everything = frozenset(rule.contract.table for rule in FACT_RULES)
    found = _worked_out(lambda contract: deliveries[contract.table], everything)
    return {contract.table: frame for contract, frame in found}


def _worked_out(read: Callable[[type[Table]], pl.DataFrame], wanted: frozenset[str]) -> Derived:
    known: dict[type[Table], pl.DataFrame] = {}
    for rule in FACT_RULES:
        if rule.contract.table not in wanted:
            continue
        for contract in rule.reads:
            if contract not in known:
                known[contract] = read(contract)
        known[rule.contract] = rule.derive(*(known[contract] for contract in rule.reads))
        yield rule.contract, known[rule.contract]


def _read(warehouse: Warehouse, contract: type[Table]) -> pl.DataFrame:
    return current_rows(warehouse, contract) if issubclass(contract, Delivery) else warehouse.read(contract)
