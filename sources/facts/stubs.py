"""Actors that are reported but that the register does not know, such as one that runs without a permit.

The same name, however it is written, gives the same stub. A stub is never joined to a known actor by name; only a
decided link does that.
"""

import hashlib

import polars as pl


def with_stub(reports: pl.DataFrame) -> pl.DataFrame:
    """Add `stub_id` to reports that name an unknown actor; null for individuals, who get no entry anywhere."""
    name = pl.when(pl.col("subject_type") == "provider").then(_normalised("unknown_actor"))
    named = reports.with_columns(_name=name)
    names = named.filter(pl.col("_name") != "")["_name"].unique()
    stubs = pl.Series([_stub_id(each) for each in names], dtype=pl.String)
    return named.with_columns(stub_id=pl.col("_name").replace_strict(names, stubs, default=None)).drop("_name")


def stub_of(name: str | None) -> str | None:
    """The stub that a report naming an unknown actor belongs to; nothing for no name."""
    row = pl.DataFrame(
        {"unknown_actor": [name], "subject_type": ["provider"]}, schema_overrides={"unknown_actor": pl.String}
    )
    return with_stub(row)["stub_id"].item()  # type: ignore[no-any-return]


def _normalised(column: str) -> pl.Expr:
    """Letters and digits only, in lower case, words apart by one blank."""
    return (
        pl.col(column)
        .str.normalize("NFKC")
        .str.to_lowercase()
        .str.replace_all(r"[^\p{L}\p{N}]+", " ")
        .str.strip_chars()
    )


def _stub_id(name: str) -> str:
    return "S-" + hashlib.sha256(name.encode()).hexdigest()[:20]
