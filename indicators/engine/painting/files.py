"""A store kept in a folder: written once, opened as memory-mapped files.

A folder holds `records`, `pairs-…` for each combination of columns that lanes are painted within, and `store.npz` with
what is small. It is made for certain lanes; with others, rows may belong to other classes, and it has to be made anew.
"""

import hashlib
import json
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from indicators.engine.painting.categories import Classes
from indicators.engine.painting.fields import Field, Layout
from indicators.engine.painting.store import Pairs, Store
from indicators.lanes import Lane


class MadeForOtherLanes(ValueError):
    """A folder was made for other lanes than those it is opened with."""


def saved(store: Store, lanes: Sequence[Lane], folder: Path) -> None:
    """Write what is small beside the records and pairs that are in the folder already."""
    told = {
        "lanes": digest(lanes),
        "fields": [asdict(field) for field in store.layout.fields],
        "n_entities": store.n_entities,
        "block_bits": store.block_bits,
        "pairs": [list(columns) for columns in store.pairs],
    }
    small: dict[str, npt.NDArray[Any]] = {"bounds": store.bounds}
    for columns, pairs in store.pairs.items():
        name = pairs_name(columns)
        small |= {f"{name} begins": pairs.begins, f"{name} owner": pairs.owner, f"{name} outer": pairs.outer}
    np.savez(folder / "store.npz", allow_pickle=False, **small)
    (folder / "store.json").write_text(json.dumps(told, indent=1))


def opened(folder: Path, lanes: Sequence[Lane]) -> Store:
    """Open a folder.

    Raises:
        MadeForOtherLanes: it was made for other lanes.
        FileNotFoundError: there is no store in it.
    """
    told = json.loads((folder / "store.json").read_text())
    if told["lanes"] != digest(lanes):
        raise MadeForOtherLanes(f"{folder} was made for other lanes; make it anew")
    layout = Layout(tuple(Field(**field) for field in told["fields"]))
    with np.load(folder / "store.npz") as file:
        small = {name: file[name] for name in file.files}
    n_rows = int(small["bounds"][-1])
    words = np.memmap(folder / "records", np.uint16, "r", shape=(n_rows, layout.n_words)) if n_rows else None
    store = Store(
        layout,
        Classes.of(lanes),
        told["n_entities"],
        told["block_bits"],
        small["bounds"],
        np.empty((0, layout.n_words), np.uint16) if words is None else words,
    )
    for columns in map(tuple, told["pairs"]):
        name = pairs_name(columns)
        lines = np.memmap(folder / name, np.int32, "r", shape=(n_rows,)) if n_rows else np.empty(0, np.int32)
        store.pairs[columns] = Pairs(lines, small[f"{name} begins"], small[f"{name} owner"], small[f"{name} outer"])
    return store


def pairs_name(columns: tuple[str, ...]) -> str:
    """The file with the pairs of some columns."""
    return "pairs-" + "-".join(columns)


def digest(lanes: Sequence[Lane]) -> str:
    """What lanes a store is made for; their order counts, since classes are numbered by it."""
    return hashlib.sha256("\n".join(map(repr, lanes)).encode()).hexdigest()
