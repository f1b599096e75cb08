"""Views of the facts: a table's rows as rows about the entities of a level. A view only clips runs of knowledge."""

import polars as pl

from indicators.definition import Level
from indicators.population import Facts
from tables.core import ActivityVersion

#: The column that names the entities of a level.
ENTITY = {Level.ACTIVITY: "activity_id", Level.ACTOR: "actor_id", Level.MUNICIPALITY: "municipality_code"}


def rows_about(
    facts: Facts, table: str, columns: set[str], level: Level, codes: pl.DataFrame, about: str, *, else_actor: bool
) -> pl.DataFrame:
    """The rows of a fact table that concern numbered entities, with the columns asked for and `entity`.

    Args:
        facts: the core facts by table name.
        table: which of them.
        columns: the columns asked for.
        level: the level of the entities.
        codes: the column of `ENTITY` of the level, and `entity`, the number.
        about: the column of the fact that names the entity.
        else_actor: whether rows that name only an actor count for each of its open activities.
    """
    whole = facts[table]
    wanted = sorted(columns | {about} | ({"actor_id"} if else_actor else set()))
    rows = whole.select(name for name in wanted if name in whole.columns)
    if else_actor and level is Level.ACTIVITY:
        rows = share_among_activities(rows, facts[ActivityVersion.table])
    return rows.join(codes, left_on=about, right_on=ENTITY[level], how="inner")


def share_among_activities(rows: pl.DataFrame, versions: pl.DataFrame) -> pl.DataFrame:
    """Let rows that name only an actor count for each of its open activities, while they are open and its own.

    Clips the run of knowledge to the days on which the activity was known to be open. Rows of a fact that knows no
    activities name only an actor, all of them; `activity_id` is added.
    """
    if "activity_id" not in rows.columns:
        rows = rows.with_columns(activity_id=pl.lit(None, dtype=pl.String))
    own = rows.filter(pl.col("activity_id").is_not_null())
    open_runs = versions.filter(pl.col("is_open")).select(
        "activity_id",
        "actor_id",
        open_from=pl.max_horizontal("valid_from", "known_from"),
        open_to=pl.min_horizontal("valid_to", "known_to"),
    )
    shared = rows.filter(pl.col("activity_id").is_null()).drop("activity_id").join(open_runs, on="actor_id")
    clipped = shared.with_columns(
        known_from=pl.max_horizontal("known_from", "open_from"), known_to=pl.min_horizontal("known_to", "open_to")
    )
    alive = clipped.filter(pl.col("known_to").is_null() | (pl.col("known_from") < pl.col("known_to")))
    return pl.concat([own, alive.select(rows.columns)])
