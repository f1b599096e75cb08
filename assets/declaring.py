"""How a table contract becomes an asset specification: key, description, owner, columns and its contract check.

Called inside the modules of assets, never at their top, since a list of specifications there would be loaded twice.
"""

from collections.abc import Iterable

import dagster as dg

from tables.base import Table

CONTRACT_CHECK = "contract"


def key_of(contract: type[Table]) -> dg.AssetKey:
    """The asset key of a table, `layer/table`."""
    return dg.AssetKey([contract.layer, contract.table])


def table_spec(
    contract: type[Table], reads: Iterable[type[Table]] = (), extra: Iterable[dg.AssetKey] = ()
) -> dg.AssetSpec:
    """The specification of a table that rests on the tables `reads` and the assets `extra`."""
    return dg.AssetSpec(
        key=key_of(contract),
        deps=[*(key_of(read) for read in reads), *extra],
        description=f"{contract.__doc__}\n\nOne row is {contract.grain}.",
        group_name=contract.layer,
        owners=[f"team:{contract.owner}"],
        kinds={"duckdb", "polars"},
        metadata={"dagster/column_schema": column_schema(contract), "dagster/table_name": contract.qualified_name()},
    )


def contract_check(contract: type[Table]) -> dg.AssetCheckSpec:
    """The check that every row is legal by the contract; what rests on the table waits for it."""
    return dg.AssetCheckSpec(
        name=CONTRACT_CHECK,
        asset=key_of(contract),
        blocking=True,
        description=f"Every row of {contract.qualified_name()} is legal: types, bounds, code lists, keys and rules.",
    )


def column_schema(contract: type[Table]) -> dg.TableSchema:
    """The columns of a contract in the orchestrator's form."""
    return dg.TableSchema(
        columns=[
            dg.TableColumn(
                name=name,
                type=str(column.dtype),
                description=column.description or "",
                constraints=dg.TableColumnConstraints(nullable=column.nullable),
            )
            for name, column in contract.columns().items()
        ]
    )
