"""Whom the sources are asked about: those the register, the permit cases, the reports and decided relations name.

Nobody else is looked up. What a source gives about others (all companies at one address) is that source's to limit.
"""

import polars as pl

from sources.landing import current_rows
from tables import raw
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
        for rows in [current_rows(warehouse, contract)]
        for column in columns
    ]
    return pl.concat(found).drop_nulls().unique().sort("operator_id")
