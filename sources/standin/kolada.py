"""Kolada v3: municipalities, groups of them, and one key figure (inhabitants), page by page."""

from collections.abc import Mapping, Sequence
from typing import Any
from urllib.parse import urlencode

import polars as pl

from sources.standin.world import World
from tables.code_lists import labels_of

Json = dict[str, Any]
POPULATION = "N01951"
IN_PAGE = 5000


def municipalities(world: World) -> list[Json]:
    """All municipalities, and the whole country."""
    rows = world.municipalities.unique("code", keep="first").sort("code")
    towns = [{"id": row["code"], "title": row["name"], "type": "K"} for row in rows.iter_rows(named=True)]
    return [{"id": "0000", "title": "Riket", "type": "L"}, *towns]


def groups(world: World) -> list[Json]:
    """The groups of similar municipalities, and one that is something else."""
    newest = world.municipalities.sort("year").unique("code", keep="last").filter(pl.col("skr_group").is_not_null())
    labels = labels_of("skr_groups")
    found = [
        {
            "id": f"G2023{group}",
            "title": f"{labels.get(group, group).capitalize()} ({group}) (ny)",
            "members": [
                {"member_id": row["code"], "member_title": row["name"]}
                for row in rows.sort("code").iter_rows(named=True)
            ],
        }
        for (group,), rows in sorted(newest.partition_by("skr_group", as_dict=True).items())
    ]
    return [{"id": "G100", "title": "Liknande kommuner socioekonomi, Exempel", "members": []}, *found]


def data(world: World, kpi: str, codes: Sequence[str], years: Sequence[str]) -> list[Json]:
    """The rows of a key figure, all municipalities or years where none is named."""
    if kpi != POPULATION:
        return []
    rows = world.municipalities.filter(pl.col("population").is_not_null()).sort("code", "year")
    if codes:
        rows = rows.filter(pl.col("code").is_in(list(codes)))
    if years:
        rows = rows.filter(pl.col("year").cast(pl.String).is_in(list(years)))
    return [
        {
            "kpi": kpi,
            "municipality": row["code"],
            "period": row["year"],
            "values": [{"gender": "T", "value": float(row["population"]), "status": "", "count": 1}],
        }
        for row in rows.iter_rows(named=True)
    ]


def page(found: Sequence[Json], url: str, asked: Mapping[str, str]) -> Json:
    """One page, with the addresses of those before and after it.

    Args:
        found: everything there is.
        url: the address without its query.
        asked: the query: `page` and `per_page`, and whatever else, which is kept.
    """
    size = min(int(asked.get("per_page", IN_PAGE)), IN_PAGE)
    number = int(asked.get("page", 1))
    shown = found[(number - 1) * size : number * size]

    def link(other: int) -> str:
        return f"{url}?{urlencode({**asked, 'page': other, 'per_page': size})}"

    return {
        "values": shown,
        "count": len(shown),
        "next_url": link(number + 1) if number * size < len(found) else None,
        "previous_url": link(number - 1) if number > 1 else None,
    }
