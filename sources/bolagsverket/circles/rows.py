"""What is remembered of circles as rows of delivery tables, one file a month and table.

A month's file holds all that became known in it, so that a later and longer one can take its place.
"""

import hashlib

import polars as pl

from sources.bolagsverket.circles.answers import Channel
from sources.bolagsverket.circles.memory import ACTOR, PERSON, Memory
from tables import raw
from tables.raw import Delivery

_KEY = ["operator_id", "other_id", "role", "kind", "event_date"]


def rows_of(memory: Memory, channel: Channel, month: str) -> dict[str, pl.DataFrame]:
    """File stem → rows of what became known in a month, as `2026-06`."""
    found: dict[type[Delivery], pl.DataFrame] = {
        raw.CompanyEvent: _events(memory.circle(PERSON, month), channel, month),
        raw.ActorRelation: _relations(memory.circle(ACTOR, month), month),
        raw.CompanyAnswer: _answers(memory.said(month), channel),
    }
    return {
        f"{contract.table}_{channel.source}_{month}": _formed(rows, contract)
        for contract, rows in found.items()
        if not rows.is_empty()
    }


def _events(circle: pl.DataFrame, channel: Channel, month: str) -> pl.DataFrame:
    """Roles entered, held when first told, and left."""
    kind = pl.when("is_entry").then(pl.lit("role_entered")).otherwise(pl.lit("role_held"))
    began = circle.with_columns(event_date="since", kind=kind)
    ended = circle.drop_nulls("until").with_columns(event_date="until", kind=pl.lit("role_left"))
    moves = pl.concat([began, ended]).filter(_in(month, "event_date")).sort(_KEY)
    digests = [_digest(channel.source, *map(str, row)) for row in moves.select(_KEY).iter_rows()]
    return moves.with_columns(
        event_id=pl.Series(digests, dtype=pl.String), person_key="other_id", known_at="event_date"
    )


def _relations(circle: pl.DataFrame, month: str) -> pl.DataFrame:
    """Relations as they were known when they began, and again, with their end, when that was known."""
    began = circle.with_columns(known_at="since", valid_to=pl.lit(None, pl.Date))
    ended = circle.drop_nulls("until").with_columns(known_at="until", valid_to="until")
    rows = pl.concat([began, ended]).filter(_in(month, "known_at"))
    rows = rows.select(
        "operator_id", "valid_to", "known_at", other_operator_id="other_id", relation="role", valid_from="since"
    )
    return rows.sort("operator_id", "other_operator_id", "relation", "valid_from", "known_at")


def _answers(said: pl.DataFrame, channel: Channel) -> pl.DataFrame:
    return said.with_columns(registration_no=0, source=pl.lit(channel.source), producer=pl.lit(channel.producer))


def _in(month: str, day: str) -> pl.Expr:
    return pl.col(day).dt.strftime("%Y-%m") == month


def _digest(*parts: str) -> str:
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()[:32]


def _formed(rows: pl.DataFrame, contract: type[Delivery]) -> pl.DataFrame:
    """The contract's delivered columns with their types; those that are not there are null."""
    dtypes = {name: contract.columns()[name].dtype for name in contract.delivered_columns()}
    there = [
        (pl.col(name) if name in rows.columns else pl.lit(None)).cast(dtype).alias(name)
        for name, dtype in dtypes.items()
    ]
    return rows.select(there)
