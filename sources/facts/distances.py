"""How far apart municipalities are: between their seats, along a great circle, in whole kilometres.

Where a seat lies is in the code list `municipalities`, to about a hundred metres. Which distance matters belongs in the
rules of the facts.
"""

import functools

import numpy as np
import polars as pl

from tables.code_lists import code_list

_EARTH_KM = 6371.0088


def with_distance(rows: pl.DataFrame, one: str, other: str, name: str) -> pl.DataFrame:
    """Add the column `name`: km between the municipalities in `one` and `other`; null where either is unknown."""
    table = distances().rename({"one": one, "other": other, "km": name})
    return rows.join(table, on=[one, other], how="left", maintain_order="left")


@functools.cache
def distances() -> pl.DataFrame:
    """Every pair of municipalities, both ways and with itself: `one`, `other` and `km`."""
    towns = code_list("municipalities").select(pl.col("code"), pl.col("lat", "lon").cast(pl.Float64)).drop_nulls()
    lat, lon = (np.radians(towns[name].to_numpy()) for name in ("lat", "lon"))
    half = np.sin((lat[:, None] - lat) / 2) ** 2
    half += np.cos(lat)[:, None] * np.cos(lat) * np.sin((lon[:, None] - lon) / 2) ** 2
    km = np.floor(2 * _EARTH_KM * np.arcsin(np.sqrt(half)) + 0.5).astype(np.int32)
    codes = towns["code"].to_numpy()
    n = len(codes)
    return pl.DataFrame({"one": np.repeat(codes, n), "other": np.tile(codes, n), "km": km.ravel()})
