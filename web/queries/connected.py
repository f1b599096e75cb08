"""SQL over the published facts about whom an actor is connected to, in one hop, as known on a day.

Persons are counted and never read: no statement here selects a person's key.
"""

import datetime as dt
from collections.abc import Iterable
from typing import Any

import polars as pl

from tables import core
from tables.base import Table
from tables.code_lists import code_list
from tables.serving import Published
from web.queries import places
from web.queries.known import readable_columns
from web.queries.places import at

_LIVE = "known_from <= ? AND (known_to IS NULL OR known_to > ?)"
_VALID = "valid_from <= ? AND (valid_to IS NULL OR valid_to > ?)"


def network(
    published: Published, actor_id: str, as_of: dt.date, at_places: tuple[int, ...] | None = None
) -> pl.DataFrame:
    """How many persons the actor is linked to, how many actors they link it to, and what is known of those."""
    found = places.of_actor(published, actor_id) if at_places is None else at_places
    sql = f"""
        WITH circle AS (SELECT DISTINCT other_id FROM {at("core.actor_link", found)} WHERE {_LIVE} AND actor_id = ?
            AND other_kind = 'person' AND {_VALID}),
        near AS (SELECT DISTINCT actor_id FROM {at("layout.near", found, "place")} WHERE {_LIVE} AND actor_id <> ?
            AND other_id IN (FROM circle)),
        struck AS (SELECT DISTINCT actor_id, reason FROM layout.struck WHERE {_LIVE} AND actor_id IN (FROM near))
        SELECT (SELECT count(*) FROM circle) AS persons, (SELECT count(*) FROM near) AS actors,
            (SELECT count(*) FROM struck WHERE reason = 'ban') AS with_ban,
            (SELECT count(*) FROM struck WHERE reason = 'bankruptcy') AS with_bankruptcy
    """
    day = [as_of, as_of]
    return published.rows(sql, [*day, actor_id, *day, *day, actor_id, *day])


def relations(published: Published, actor_id: str, as_of: dt.date) -> list[dict[str, Any]]:
    """Links to other legal persons and unknown actors: owners, service companies, takeovers both ways, the same actor.

    Of what never held for a day, because it was taken back, there is nothing.
    """
    sql = f"""
        SELECT DISTINCT relation, other_id, valid_from, valid_to FROM core.actor_link
        WHERE {_LIVE} AND actor_id = ? AND other_kind = 'actor' AND other_id NOT LIKE 'P-%'
            AND (valid_to IS NULL OR valid_to > valid_from)
        ORDER BY ALL
    """
    return published.rows(sql, [as_of, as_of, actor_id]).to_dicts()


def beside(published: Published, actor_id: str, as_of: dt.date) -> list[dict[str, Any]]:
    """Other actors in the same group or house on the day, as `other_kind` and `other_id`."""
    sql = f"""
        WITH own AS (SELECT DISTINCT other_id FROM core.actor_link WHERE {_LIVE} AND {_VALID} AND actor_id = ?
            AND other_kind IN ('group', 'address'))
        SELECT DISTINCT other_kind::VARCHAR AS other_kind, actor_id AS other_id FROM core.actor_link
        WHERE {_LIVE} AND {_VALID} AND actor_id <> ? AND other_kind IN ('group', 'address') AND other_id IN (FROM own)
        ORDER BY ALL
    """
    day = [as_of] * 4
    return published.rows(sql, [*day, actor_id, *day, actor_id]).to_dicts()


def ways(published: Published, contract: type[Table], actor_id: str, as_of: dt.date) -> list[dict[str, Any]]:
    """The rows of a fact about connections that were held about an actor on the day."""
    found = at(contract.qualified_name(), places.of_actor(published, actor_id))
    columns = ", ".join(f'"{name}"' for name in readable_columns(contract))
    return published.rows(
        f"SELECT {columns} FROM {found} WHERE {_LIVE} AND actor_id = ? ORDER BY ALL", [as_of, as_of, actor_id]
    ).to_dicts()


def names(published: Published, actor_ids: Iterable[str], as_of: dt.date) -> dict[str, str]:
    """Names of legal persons, by the care register or else by the company register."""
    natural = code_list("legal_forms").filter(pl.col("is_natural_person") == "1")["code"].to_list()
    parts = [
        f"SELECT actor_id, {name} AS name, {place} AS place, known_from FROM {table} WHERE {_LIVE} "
        f"AND actor_id IN (SELECT unnest(?::VARCHAR[])) AND {name} IS NOT NULL AND actor_id NOT LIKE 'P-%' "
        "AND NOT list_contains(?, legal_form)"
        for name, table, place in (
            ("actor_name", core.Actor.qualified_name(), 0),
            ("company_name", core.Company.qualified_name(), 1),
        )
    ]
    sql = (
        f"SELECT actor_id, name FROM ({' UNION ALL '.join(parts)}) "
        "QUALIFY row_number() OVER (PARTITION BY actor_id ORDER BY place, known_from DESC, name) = 1"
    )
    wanted = sorted(set(actor_ids))
    return dict(published.rows(sql, [as_of, as_of, wanted, natural] * 2).iter_rows()) if wanted else {}


def legal_forms(published: Published, actor_id: str, as_of: dt.date) -> list[dict[str, Any]]:
    """The legal forms of a company in order, with the first day of each; of both registers, as known on the day."""
    sql = f"""
        SELECT legal_form, valid_from AS since, 0 AS place FROM {core.Company.qualified_name()}
        WHERE {_LIVE} AND valid_from <= ? AND actor_id = ?
        UNION ALL SELECT legal_form, known_from, 1 FROM {core.Actor.qualified_name()}
        WHERE known_from <= ? AND actor_id = ? AND id_type = 'organisation'
        ORDER BY place, since
    """
    return published.rows(sql, [as_of, as_of, as_of, actor_id, as_of, actor_id]).to_dicts()
