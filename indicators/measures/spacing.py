"""Which of a sender's repeated messages count: the first, then each that comes long enough after the last counted."""

import numpy as np
import numpy.typing as npt
import polars as pl

Bools = npt.NDArray[np.bool_]


def spaced(
    entity: npt.NDArray[np.int64], sender: pl.Series, day: npt.NDArray[np.int64], here: Bools, apart: int
) -> Bools:
    """Rows of `here` that count, shape (rows,): per entity and sender at least `apart` days from the one before.

    Works in rounds over the senders that repeat: each round takes every pair's first message that is far enough from
    the last one taken. The number of rounds is the largest number of messages that one sender gets counted.
    """
    chosen: Bools = here & sender.is_null().to_numpy()
    rows = pl.DataFrame({"row": np.arange(len(day)), "entity": entity, "sender": sender, "day": day}).filter(
        here & ~chosen
    )
    rows = rows.sort("day", "row")
    while not rows.is_empty():
        first = rows.group_by("entity", "sender", maintain_order=True).first()
        chosen[first["row"].to_numpy()] = True
        rows = rows.join(first.select("entity", "sender", taken="day"), on=["entity", "sender"], maintain_order="left")
        rows = rows.filter(pl.col("day") >= pl.col("taken") + apart).drop("taken")
    return chosen
