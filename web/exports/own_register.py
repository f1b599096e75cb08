"""What a party has in the register, and what it has notified."""

import datetime as dt

import polars as pl

from indicators.measures.base import known
from indicators.population import valid
from indicators.secrecy import PROTECTED_NAME, is_protected, unless_protected
from tables.exports.party import OwnActivity, OwnNotification
from web.exports.control import stale_from, told
from web.exports.parties import MUNICIPAL, Facts, legal_persons, since, with_party


def own_activities(facts: Facts, as_of: dt.date) -> pl.DataFrame:
    """Rows of `OwnActivity`: the register's picture of the day, and when anything was last told."""
    versions = facts["activity_version"].filter(known(as_of))
    status = since(versions.filter(pl.col("valid_from") <= as_of), "activity_id", "operating_status", "valid_from")
    rows = versions.filter(valid(as_of)).rename({"municipality_code": "site_municipality_code"})
    people = legal_persons(facts, as_of).select("party_id", own="municipality_code")
    rows = rows.join(people, left_on="actor_id", right_on="party_id", coalesce=False)
    rows = rows.join(status.rename({"since": "status_since"}), on="activity_id", how="left")
    rows = rows.join(told(facts, as_of), on="activity_id", how="left")
    rows = rows.with_columns(
        activity_name=pl.when(is_protected()).then(pl.lit(PROTECTED_NAME)).otherwise("activity_name"),
        site_municipality_code=unless_protected(pl.col("site_municipality_code")),
        is_stale=pl.when("is_open").then("is_stale"),
        days_since_told=(pl.lit(as_of) - pl.col("last_told")).dt.total_days().cast(pl.Int32),
        municipality_code=pl.when(pl.col("operator_type") == MUNICIPAL).then("own"),
    )
    rows = rows.with_columns(stale_since=pl.when("is_stale").then(stale_from(pl.col("last_told"))))
    return rows.select(OwnActivity.column_names())


def own_notifications(facts: Facts, as_of: dt.date) -> pl.DataFrame:
    """Rows of `OwnNotification`."""
    rows = with_party(facts["notification"].filter(known(as_of)), facts, as_of)
    days = (pl.col("registered_at") - pl.col("deadline")).dt.total_days().cast(pl.Int32)
    return rows.with_columns(days_late=pl.when("is_late").then(days)).select(OwnNotification.column_names())
