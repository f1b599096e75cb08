"""Write the deliveries as an agency would drop them: one file per table and year, and a base file of what came before.

Some files have their rows out of order and a few rows come a year late, as real ones do. What the rows say is decided
in the modules of the subjects.
"""

import json
from pathlib import Path

import polars as pl

from sources.synthetic.draws import chance
from sources.synthetic.setting import Setting
from tables.contracts import deliveries

#: Says that a folder holds synthetic deliveries.
MARKER = "SYNTHETIC.json"


def write_delivery(out: Path, setting: Setting, table: str, rows: pl.DataFrame) -> int:
    """Write all files of one table and return how many rows they hold. What is known after the period is left out."""
    contract = deliveries()[table]
    rng = setting.stream(f"files of {table}")
    columns = contract.delivered_columns()
    held = rows.select(columns).filter(pl.col("known_at") <= setting.ends_on)
    held = held.unique([*contract.key(), "known_at"], keep="last", maintain_order=True)
    late = pl.Series(chance(rng, 0.002, held.height))
    year = pl.when(pl.col("known_at") < setting.starts_on).then(0).otherwise(pl.col("known_at").dt.year())
    moved = late & (pl.col("known_at") >= setting.starts_on) & (year < setting.ends_on.year)
    held = held.with_columns(period=year + moved.cast(pl.Int32)).sort("known_at", maintain_order=True)
    folder = out / contract.folder
    folder.mkdir(parents=True, exist_ok=True)
    for (period,), part in held.partition_by("period", as_dict=True, maintain_order=True).items():
        shuffled = part.drop("period")
        if rng.random() < 0.3:
            shuffled = shuffled[rng.permutation(part.height)]
        shuffled.write_csv(folder / f"{table}_{period or 'base'}.csv", separator=";")
    return held.height


def prepare(out: Path, setting: Setting) -> None:
    """Make the folder, take away what an earlier run wrote, and mark it as synthetic.

    Raises:
        FileExistsError: the folder holds files and is not marked as synthetic.
    """
    out.mkdir(parents=True, exist_ok=True)
    if any(out.iterdir()) and not (out / MARKER).exists():
        raise FileExistsError(f"{out} holds files and no {MARKER}; choose an empty folder, or one with synthetic data")
    for table, contract in deliveries().items():
        for old in sorted((out / contract.folder).glob(f"{table}_*.csv")):
            if old.stem.removeprefix(f"{table}_") == "base" or old.stem[-4:].isdigit():
                old.unlink()
    facts = {
        "synthetic": True,
        "seed": setting.seed,
        "activities": setting.activities,
        "years": setting.years,
        "ends_on": setting.ends_on.isoformat(),
    }
    (out / MARKER).write_text(json.dumps(facts, indent=2) + "\n", encoding="utf-8")
