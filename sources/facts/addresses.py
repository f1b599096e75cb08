"""Addresses as they are compared: the same house, however it is written. They are compared and never shown."""

import polars as pl


def comparable(column: str) -> pl.Expr:
    """Letters and digits only, in lower case, words apart by one blank; null where nothing is left.

    `Storgatan 12 B`, `storgatan 12b` and `STORGATAN  12, B` are one address; a number and its letter stand together.
    """
    plain = (
        pl.col(column)
        .str.normalize("NFKC")
        .str.to_lowercase()
        .str.replace_all(r"[^\p{L}\p{N}]+", " ")
        .str.strip_chars()
        .str.replace_all(r"([0-9]) ([a-zåäö])( |$)", "${1}${2}${3}")
    )
    return pl.when(plain != "").then(plain)
