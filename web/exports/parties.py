"""The parties of an export, and what is read of a published file for them: facts as they were known up to a day."""

import datetime as dt
from collections.abc import Mapping

import polars as pl

from indicators.measures.base import known
from tables import core
from tables.serving import Published
from web.exports.persons import is_legal_person

Facts = Mapping[str, pl.DataFrame]
MUNICIPAL = "municipal"
_READ = (
    core.ActivityVersion, core.Actor, core.Decision, core.Inspection, core.Municipality, core.Notification,
    core.PermitCase, core.Report, core.SupervisionCase,
)  # fmt: skip


def facts_of(published: Published) -> Facts:
    """Fact table name → its rows, of the facts that a party's tables are made from."""
    return {contract.table: published.read(contract) for contract in _READ}


def known_until(facts: Facts, as_of: dt.date) -> Facts:
    """The facts without what became known after `as_of`; what was held once and no longer is still there."""
    return {contract.table: facts[contract.table].filter(pl.col("known_from") <= as_of) for contract in _READ}


def legal_persons(facts: Facts, day: dt.date) -> pl.DataFrame:
    """The legal persons known on `day`: party_id, and municipality_code where it is a municipality's."""
    people = facts["actor"].filter(known(day) & is_legal_person()).unique("actor_id", keep="first", maintain_order=True)
    own = pl.when(pl.col("operator_type") == MUNICIPAL).then("municipality_code")
    return people.select("legal_form", party_id="actor_id", municipality_code=own)


def parties_of_municipalities(facts: Facts, day: dt.date) -> pl.DataFrame:
    """Of each municipality the party that stands for it: the municipality itself before a company of its own."""
    people = legal_persons(facts, day).drop_nulls("municipality_code")
    itself = (pl.col("legal_form") != "KOM").alias("other")
    first = people.sort("municipality_code", itself, "party_id").unique("municipality_code", keep="first")
    return first.select("municipality_code", "party_id")


def with_party(rows: pl.DataFrame, facts: Facts, day: dt.date) -> pl.DataFrame:
    """Rows that have `actor_id`, for those of legal persons: with party_id and municipality_code in its place."""
    people = legal_persons(facts, day).drop("legal_form")
    own = rows.drop("municipality_code", strict=False)
    return own.join(people, left_on="actor_id", right_on="party_id", coalesce=False).drop("actor_id")


def since(rows: pl.DataFrame, key: str, state: str, began: str) -> pl.DataFrame:
    """Since when each `key` has the state of its last row: columns key and `since`.

    Args:
        rows: every row of a key, each from its day `began` on.
        key: what is followed.
        state: the column that may change.
        began: the day a row begins.
    """
    ordered = rows.sort(key, began)
    is_new = pl.col(state).ne_missing(pl.col(state).shift().over(key))
    return ordered.filter(is_new).group_by(key).agg(since=pl.col(began).max())
