"""SQL over the published file for plans: what a draw rests on, and what is held about drawn cases on two days."""

import datetime as dt
from collections.abc import Sequence

import polars as pl

from tables import core
from tables.base import Table
from tables.contracts import facts
from tables.core import Fact
from tables.serving import Published

_KNOWN = "known_from <= ? AND (known_to IS NULL OR known_to > ?)"
_THESE = "(SELECT unnest(?::VARCHAR[]))"
_LISTED = ("activity_id", "basis", "band", "p_top", "score", "rank", "rank_low", "rank_high", "flags", "reasons")
#: What tells one site from another; never of a protected place or of a natural person.
_SITE = r"""
    SELECT activity_id, md5(lower(regexp_replace(address, '[^\p{L}\p{N}]+', ' ', 'g')) || '|' || municipality_code)
        AS site
    FROM core.activity_version
    WHERE known_from <= $day AND (known_to IS NULL OR known_to > $day) AND valid_from <= $day
        AND (valid_to IS NULL OR valid_to > $day) AND NOT address_protected AND address IS NOT NULL
        AND municipality_code IS NOT NULL AND NOT starts_with(actor_id, 'P-')
    QUALIFY row_number() OVER (PARTITION BY activity_id ORDER BY valid_from DESC) = 1
"""
_DRAWN_FROM: tuple[type[Fact], ...] = (
    core.ActivityVersion,
    core.Actor,
    core.Inspection,
    core.SupervisionCase,
    core.WorkEnvironmentNotice,
)


def listed(published: Published, target: str, as_of: dt.date) -> pl.DataFrame:
    """The whole list of a target and day."""
    columns = ", ".join(_LISTED)
    sql = f"SELECT {columns} FROM marts.ranked_list WHERE target = ? AND as_of = ? ORDER BY position"
    return published.rows(sql, [target, as_of])


def drawn_from(published: Published, as_of: dt.date) -> dict[str, pl.DataFrame]:
    """The facts that a draw reads, as known on a day, by table."""
    return {
        contract.table: contract.cast(
            published.rows(
                f"SELECT {_columns(contract)} FROM {contract.qualified_name()} WHERE {_KNOWN}", [as_of, as_of]
            )
        )
        for contract in _DRAWN_FROM
    }


def sites(published: Published, as_of: dt.date) -> pl.DataFrame:
    """A digest of each unprotected activity's address on a day: activity_id, site."""
    frame: pl.DataFrame = published.connection.sql(_SITE, params={"day": as_of}).pl()
    return frame


def activity_ids(published: Published) -> frozenset[str]:
    """Every activity the register has ever held."""
    return frozenset(published.rows("SELECT DISTINCT activity_id FROM core.activity_version")["activity_id"])


def indicators_of(published: Published, target: str, as_of: dt.date) -> list[str]:
    """The indicators that the scores of a target and day are made of."""
    sql = "SELECT DISTINCT indicator_id FROM marts.contribution WHERE target = ? AND as_of = ? ORDER BY 1"
    return published.rows(sql, [target, as_of])["indicator_id"].to_list()


def held(
    published: Published, contract: type[Fact], day: dt.date, activities: Sequence[str], actors: Sequence[str]
) -> pl.DataFrame:
    """The rows of a fact known on a day about some activities, and about their actors where no activity is named."""
    names = contract.column_names()
    own, whole = "activity_id" in names, "actor_id" in names
    about, parameters = [], list[object]()
    if own:
        about.append(f"activity_id IN {_THESE}")
        parameters.append(list(activities))
    if whole:
        unnamed = "activity_id IS NULL AND " if own else ""
        about.append(f"({unnamed}actor_id IN {_THESE})")
        parameters.append(list(actors))
    if not about:
        return contract.create_empty()
    sql = (
        f"SELECT {_columns(contract)} FROM {contract.qualified_name()} WHERE {_KNOWN} AND ({' OR '.join(about)}) "
        "ORDER BY ALL"
    )
    return contract.cast(published.rows(sql, [day, day, *parameters]))


def every_fact(published: Published) -> dict[str, pl.DataFrame]:
    """All core facts, by table."""
    return {name: contract.cast(published.read(contract)) for name, contract in facts().items()}


def learnt(published: Published, target: str, day: dt.date, activities: Sequence[str]) -> pl.DataFrame:
    """What has become known of an earlier day since, in points, where the run holds it: activity_id, new_knowledge."""
    sql = (
        "SELECT activity_id, any_value(new_knowledge) AS new_knowledge FROM marts.trend WHERE target = ? "
        f"AND compared_with = ? AND new_knowledge <> 0 AND activity_id IN {_THESE} GROUP BY activity_id ORDER BY 1"
    )
    return published.rows(sql, [target, day, list(activities)])


def _columns(contract: type[Table]) -> str:
    return ", ".join(f'"{name}"' for name in contract.column_names())
