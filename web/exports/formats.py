"""An export as files that others read: CSV (UTF-8, semicolons), JSON (a list of objects) and Parquet."""

import shutil
from io import BytesIO
from pathlib import Path

import polars as pl

from tables.cells import inert
from tables.exports.files import MANIFEST, manifest_of

#: Ending → media type, in the order they are offered.
MEDIA_TYPES = {"csv": "text/csv", "json": "application/json", "parquet": "application/vnd.apache.parquet"}


def as_csv(frame: pl.DataFrame) -> bytes:
    """Rows as text, a heading first; days as 2026-06-30, and no cell that a spreadsheet would compute."""
    stream = BytesIO()
    frame.with_columns(inert(pl.col(pl.String))).write_csv(stream, separator=";", null_value="")
    return stream.getvalue()


def as_json(frame: pl.DataFrame) -> bytes:
    """Rows as a list of objects by column."""
    stream = BytesIO()
    frame.write_json(stream)
    return stream.getvalue()


def write_all(folder: Path, into: Path) -> list[Path]:
    """Write every table of an export in every format, with its manifest, into a folder; what was written."""
    into.mkdir(parents=True, exist_ok=True)
    written = []
    for name in sorted(manifest_of(folder)["tables"]):
        frame = pl.read_parquet(folder / f"{name}.parquet")
        for ending, content in (("csv", as_csv(frame)), ("json", as_json(frame))):
            path = into / f"{name}.{ending}"
            path.write_bytes(content)
            written.append(path)
        written.append(_copied(folder / f"{name}.parquet", into))
    return [*written, _copied(folder / MANIFEST, into)]


def _copied(path: Path, into: Path) -> Path:
    return Path(shutil.copyfile(path, into / path.name))
