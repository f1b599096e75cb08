"""All contracts by name, and what the store derives from one: its DuckDB definition and its empty frame."""

import functools
from types import ModuleType

import polars as pl

from tables import core, marts, ops, raw
from tables.base import Table
from tables.exports import inter_board, municipal, party, placing, public
from tables.exports.base import Export

_EXPORTS = (public, placing, inter_board, party, municipal)
_DUCKDB_TYPES: dict[type[pl.DataType] | pl.DataType, str] = {
    pl.String: "VARCHAR",
    pl.Enum: "VARCHAR",
    pl.Boolean: "BOOLEAN",
    pl.Int32: "INTEGER",
    pl.Int64: "BIGINT",
    pl.Float64: "DOUBLE",
    pl.Date: "DATE",
    pl.Datetime: "TIMESTAMP",
}


@functools.cache
def deliveries() -> dict[str, type[raw.Delivery]]:
    """Delivery table name → contract, in the order of `raw.KEYS`."""
    found = {contract.table: contract for contract in raw.Delivery.__subclasses__()}
    return {name: found[name] for name in raw.KEYS}


@functools.cache
def facts() -> dict[str, type[core.Fact]]:
    """Fact table name → contract, in the order of `tables/core.py`."""
    return {contract.table: contract for contract in core.Fact.__subclasses__()}


@functools.cache
def published() -> dict[str, type[marts.Mart]]:
    """Published table name → contract, in the order of the modules of `tables/marts/`."""
    return {contract.table: contract for contract in marts.Mart.__subclasses__()}


@functools.cache
def exported() -> dict[str, type[Export]]:
    """Export table name → contract, in the order of the modules of `tables/exports/`."""
    return {contract.table: contract for module in _EXPORTS for contract in _exports_in(module)}


def kept() -> list[type[Table]]:
    """The contracts of all tables of the warehouse."""
    return [*deliveries().values(), *facts().values(), *published().values(), ops.Ledger, ops.Quarantine, ops.Refusal]


def every_contract() -> list[type[Table]]:
    """All contracts of all layers."""
    return [*kept(), *exported().values()]


def _exports_in(module: ModuleType) -> list[type[Export]]:
    """The export tables that a module declares, in its order."""
    own = [one for one in vars(module).values() if isinstance(one, type) and one.__module__ == module.__name__]
    return [one for one in own if issubclass(one, Export) and "profile" in vars(one)]


def duckdb_type(data_type: pl.DataType) -> str:
    """The DuckDB type of a column's Polars type.

    Raises:
        KeyError: a contract uses a type that the warehouse has no form for.
    """
    if isinstance(data_type, pl.List):
        return duckdb_type(data_type.inner) + "[]"  # type: ignore[arg-type]
    if isinstance(data_type, pl.Decimal):
        return f"DECIMAL({data_type.precision},{data_type.scale})"
    return _DUCKDB_TYPES[data_type.base_type()]


def create_statement(contract: type[Table]) -> str:
    """`CREATE TABLE IF NOT EXISTS` for a contract. Legality is held by the contract, not by the database."""
    columns = ", ".join(f'"{name}" {duckdb_type(column.dtype)}' for name, column in contract.columns().items())
    return f"CREATE TABLE IF NOT EXISTS {contract.qualified_name()} ({columns})"
