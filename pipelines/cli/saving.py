"""What commands that write files have in common: folders that cannot be written, and tables for other programs."""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from pipelines.cli.errors import Stopped

if TYPE_CHECKING:
    import polars as pl

T = TypeVar("T")


def saved(write: Callable[[], T]) -> T:
    """Write a file; a folder that is missing or may not be written is one clear sentence."""
    try:
        return write()
    except OSError as error:
        raise Stopped(f"filen kan inte sparas: {error.strerror}. Välj en mapp som finns och får skrivas") from error


def save_tables(folder: Path, frames: "Mapping[str, pl.DataFrame]") -> None:
    """Each table as Parquet and CSV in a folder, which is made where it is not there."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, frame in frames.items():
        frame.write_parquet(folder / f"{name}.parquet", compression="zstd", statistics=False)
        frame.write_csv(folder / f"{name}.csv")
