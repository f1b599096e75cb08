"""What other authorities have told. Nothing comes in before a legal basis is recorded; see `sources/admitting.py`."""

import datetime as dt

import polars as pl

from sources.facts.knowledge import conform, superseded
from tables import core, raw

#: A debt says something when it has been unpaid for more than so many days.
_PATIENCE = dt.timedelta(days=90)


def tax_debts(delivered: pl.DataFrame) -> pl.DataFrame:
    """Debts of legal persons, from the first day they had been unpaid for more than 90 days until they were paid."""
    rows = superseded(delivered, raw.TaxDebt).with_columns(
        actor_id="operator_id",
        event_date="due_at",
        valid_from=pl.col("due_at") + _PATIENCE + dt.timedelta(days=1),
        valid_to="paid_at",
    )
    lasted = pl.col("valid_to").is_null() | (pl.col("valid_to") > pl.col("valid_from"))
    return conform(rows.filter(_of_legal_persons(), lasted), core.TaxDebt, ["debt_id"])


def work_environment_notices(delivered: pl.DataFrame) -> pl.DataFrame:
    """Notices, about an activity where it is known which; about its actor always."""
    rows = superseded(delivered, raw.WorkEnvironmentNotice).with_columns(actor_id="operator_id")
    return conform(rows, core.WorkEnvironmentNotice, ["notice_id"])


def _of_legal_persons() -> pl.Expr:
    """A natural person's private debts are never an input."""
    return ~pl.col("operator_id").str.starts_with("P-")
