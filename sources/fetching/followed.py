"""Whom the sources are asked about: those the register, the permit cases, the reports and decided relations name.

Nobody else is looked up. Relations that were fetched lead no further, or owners of owners would be asked about without
end; those that were delivered count from the round after they were landed. What a source gives about others (all
companies at one address) is that source's to limit.
"""

import polars as pl

from sources.fetching.connector import FILED
from sources.landing import current_rows
from tables import ops, raw
from tables.raw import Delivery
from tables.store import Warehouse

#: Delivery → its columns with an operator.
_NAMED: dict[type[Delivery], tuple[str, ...]] = {
    raw.Operator: ("operator_id",),
    raw.ActivityVersion: ("operator_id",),
    raw.PermitCase: ("operator_id",),
    raw.Report: ("operator_id",),
    raw.ActorRelation: ("operator_id", "other_operator_id"),
}


def followed(warehouse: Warehouse) -> pl.DataFrame:
    """`operator_id`: organisation numbers and pseudonyms, each once, sorted."""
    found = [
        rows.select(operator_id=column)
        for contract, columns in _NAMED.items()
        for rows in [_delivered(warehouse, contract)]
        for column in columns
    ]
    return pl.concat(found).drop_nulls().unique().sort("operator_id")


def filed(warehouse: Warehouse) -> pl.DataFrame:
    """The annual reports that are landed: `operator_id`, `fiscal_year_end`, each once, sorted."""
    return current_rows(warehouse, raw.AnnualReport).select(list(FILED)).unique().sort(list(FILED))


def _delivered(warehouse: Warehouse, contract: type[Delivery]) -> pl.DataFrame:
    """The rows in use that somebody has delivered, not those that were fetched."""
    fetched = warehouse.query(ops.Ledger, "kind = ?", ["fetched"])
    return current_rows(warehouse, contract).join(fetched, on="ledger_id", how="anti")
