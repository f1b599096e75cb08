"""What whoever draws a plan is told: duties without room, a band larger than the room, capacity that is over."""

from collections.abc import Mapping

import polars as pl

from indicators.planning.capacity import ANY, NATIONAL
from tables.code_lists import labels_of


def remarks(rows: pl.DataFrame, pools: Mapping[str, int], room: Mapping[str, int]) -> tuple[str, ...]:
    """Swedish sentences about a draw, in the order of the pools.

    Args:
        rows: the frame with what was drawn.
        pools: pool → capacity.
        room: pool → what was left for the risk arm.
    """
    said = [*_duties(rows, pools), *_certain(rows, room), *_over(rows, pools), *_outside(rows)]
    if not rows.filter(pl.col("arm") == "random").height:
        said.append("Slumpurvalet är tomt: det som är kvar efter frekvenstillsynen räcker inte till någon.")
    return tuple(said)


def _pool(name: str) -> str:
    division, form = name.split("/")
    place = NATIONAL if division == NATIONAL else labels_of("regional_divisions")[division]
    return place if form == ANY else f"{place}, {labels_of('forms')[form]}"


def _duties(rows: pl.DataFrame, pools: Mapping[str, int]) -> list[str]:
    due = rows.filter(pl.col("arm") == "duty")
    without = due.filter(~pl.col("has_room"))
    lacking = dict(without.drop_nulls("pool").group_by("pool").len().iter_rows())
    number = dict(due.drop_nulls("pool").group_by("pool").len().iter_rows())
    said = [
        f"{_pool(name)}: frekvenstillsynen är {number[name]} inspektioner men {pools[name]} ryms; {lacking[name]} står "
        "på planen utan att rymmas, och ingenting annat dras där."
        for name in pools
        if name in lacking
    ]
    placeless = without.filter(pl.col("pool").is_null()).height
    if placeless:
        said.append(
            f"{placeless} inspektioner inom frekvenstillsynen hör till avdelning eller form utan angiven kapacitet; "
            "de står på planen utan att rymmas."
        )
    return said


def _certain(rows: pl.DataFrame, room: Mapping[str, int]) -> list[str]:
    candidates = rows.filter(pl.col("risk_probability").is_not_null(), pl.col("band") == "A")
    numbers = dict(candidates.group_by("pool").len().iter_rows())
    return [
        f"{_pool(name)}: band A är {numbers[name]} verksamheter men {room[name]} ryms; de dras med sannolikhet i "
        "stället för att alla vara med."
        for name in room
        if numbers.get(name, 0) > room[name] > 0
    ]


def _over(rows: pl.DataFrame, pools: Mapping[str, int]) -> list[str]:
    used = dict(rows.filter(pl.col("has_room")).group_by("pool").len().iter_rows())
    return [
        f"{_pool(name)}: {capacity - used.get(name, 0)} av {capacity} inspektioner har ingen att dras till."
        for name, capacity in pools.items()
        if used.get(name, 0) < capacity
    ]


def _outside(rows: pl.DataFrame) -> list[str]:
    n = rows.filter(pl.col("excluded") == "no_capacity").height
    return [f"{n} verksamheter kan inte dras, eftersom ingen kapacitet är angiven för dem."] if n else []
