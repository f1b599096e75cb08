"""Dated code lists: what a code means, from when to when. The law can change a list; then a row is added, not code.

A list is a CSV file in `code_list_data/` with the columns `code, label_sv, valid_from, valid_to` and any further
ones of its own. `valid_to` is the first day the code no longer holds; empty means that it holds until further notice.
"""

import functools
from pathlib import Path

import polars as pl

FOLDER = Path(__file__).parent / "code_list_data"
REQUIRED = ("code", "label_sv", "valid_from", "valid_to")


@functools.cache
def code_list(name: str) -> pl.DataFrame:
    """All rows of a list, codes that no longer hold included.

    Raises:
        KeyError: there is no such list, or a required column is missing.
    """
    path = FOLDER / f"{name}.csv"
    if not path.exists():
        raise KeyError(f"no code list named {name!r} in {FOLDER.name}/")
    frame = pl.read_csv(path, infer_schema=False)
    missing = set(REQUIRED) - set(frame.columns)
    if missing:
        raise KeyError(f"code list {name!r} lacks the columns {sorted(missing)}")
    return frame.with_columns(pl.col("valid_from", "valid_to").str.to_date("%Y-%m-%d"))


@functools.cache
def codes_of(name: str) -> tuple[str, ...]:
    """The codes that have ever held, in the order of the file."""
    return tuple(code_list(name)["code"].unique(maintain_order=True))


@functools.cache
def labels_of(name: str) -> dict[str, str]:
    """Code → Swedish label; the latest label wins where one code has had several."""
    return dict(code_list(name).sort("valid_from").select("code", "label_sv").iter_rows())


def names() -> list[str]:
    """All lists, sorted."""
    return sorted(path.stem for path in FOLDER.glob("*.csv"))
