"""A synthetic register handed over as an agency would: first all that was known until a day, then week by week."""

import datetime as dt
import shutil
from pathlib import Path

import polars as pl

SUFFIX = ".csv"


def hand_over(register: Path, deliveries: Path, after: dt.date | None, until: dt.date) -> int:
    """Put what became known after one day and until another among the deliveries, as files of their own.

    Args:
        register: a whole synthetic register.
        deliveries: where to; what lies there stays.
        after: the day that earlier files go to; none means from the beginning.
        until: the last day that these files tell of.

    Returns:
        How many rows there were.
    """
    number = 0
    for path in sorted(one for one in register.rglob("*") if one.is_file()):
        target = deliveries / path.relative_to(register)
        target.parent.mkdir(parents=True, exist_ok=True)
        if path.suffix != SUFFIX:
            shutil.copyfile(path, target)
            continue
        known = pl.col("known_at")
        new = (known <= str(until)) & (pl.lit(after is None) | (known > str(after)))
        rows = pl.read_csv(path, separator=";", infer_schema=False).filter(new)
        number += rows.height
        if rows.height:
            rows.write_csv(target.with_stem(f"{path.stem}_until_{until}"), separator=";")
    return number
