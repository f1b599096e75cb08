"""The words of a form's choices, as the codes they stand for: what a sender chose is coded, and nothing is guessed.

The words are data, beside the headings: `[values.<column>]` in the TOML file of a delivery in `lookups/`. They are
compared without regard to case and spaces. What is neither a code nor one of the words is left as it is, for the
contract to refuse.
"""

import functools
import tomllib
from collections.abc import Mapping

import polars as pl

from sources.headings import lookup, normalised
from tables.raw import Delivery


@functools.cache
def words_of(contract: type[Delivery]) -> Mapping[str, Mapping[str, str]]:
    """Column → words as they are compared → code."""
    told = tomllib.loads(lookup(contract).decode()).get("values", {})
    return {column: {normalised(words): code for words, code in each.items()} for column, each in told.items()}


def coded(rows: pl.DataFrame, contract: type[Delivery]) -> pl.DataFrame:
    """Rows as text, with codes in place of the words of choices."""
    found = {column: each for column, each in words_of(contract).items() if column in rows.columns}
    return rows.with_columns(_coded(column, each) for column, each in found.items())


def _coded(column: str, words: Mapping[str, str]) -> pl.Expr:
    compared = pl.col(column).str.to_lowercase().str.replace_all(r"[\s_-]+", " ").str.strip_chars()
    compared = compared.str.replace_all(" ", "_", literal=True)
    return compared.replace_strict(words, default=None, return_dtype=pl.String).fill_null(pl.col(column)).alias(column)
