"""`POST /verkliga-huvudman/v1/organisationer`: the beneficial owners of one organisation."""

from typing import Any

import polars as pl

from sources.standin.world import World

Json = dict[str, Any]


def owners(world: World, identity: str) -> Json:
    """The owners there are; an empty list when none is registered."""
    rows = world.owners.filter(pl.col("identity") == identity).sort("holder")
    return {"verkligHuvudman": [_owner(row) for row in rows.iter_rows(named=True)], "foretradare": []}


def _owner(row: Json) -> Json:
    if row["is_anonymous"]:
        return {"arAnonym": True, "personnamn": None, "identitet": None}
    return {
        "arAnonym": False,
        "personnamn": {"fornamn": row["first_name"], "mellannamn": None, "efternamn": row["last_name"]},
        "identitet": {"identitetsbeteckning": row["holder"]},
    }
