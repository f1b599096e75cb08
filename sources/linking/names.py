"""Names of organisations as they are compared: without legal form, short forms written out, what sets units apart.

Words stand in `words.toml`. How alike two names are is the model's matter, not this module's.
"""

import functools
import tomllib
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Any

import polars as pl

#: The shortest that is left of a name which can be compared at all, in letters.
SHORTEST = 4


def compared(names: pl.Series) -> pl.DataFrame:
    """What is compared of each name; null where too little is left.

    Returns:
        One row a name: `name_key` (the words in order, without blanks), `name_words` (the words sorted), `name_marks`
        (numbers, points of the compass and the like, sorted) and `form_in_name` (legal form told by the name).
    """
    whole = names.cast(pl.String).alias("_name").to_frame().with_columns(_words=_plain("_name"))
    whole = whole.with_columns(form_in_name=_form("_words"), _words=_without_forms("_words"))
    words = _written_out("_words").str.split(" ")
    kept = words.list.filter(~pl.element().is_in(["", *_vocabulary()["joining"]["words"]]))
    whole = whole.with_columns(_kept=kept)
    marks = pl.element().is_in(_vocabulary()["marks"]["words"]) | pl.element().str.contains(r"\d")
    common = [
        *_vocabulary()["nobody"]["words"],
        *_vocabulary()["organisation"]["parts"],
        *_vocabulary()["organisation"]["words"],
    ]
    telling = pl.col("_kept").list.filter(~pl.element().is_in(common) & ~marks)
    enough = telling.list.join("").str.len_chars() >= SHORTEST
    return whole.select(
        name_key=pl.when(enough).then(pl.col("_kept").list.join("")),
        name_words=pl.when(enough).then(pl.col("_kept").list.sort().list.join(" ")),
        name_marks=pl.when(enough).then(pl.col("_kept").list.filter(marks).list.sort().list.join(" ")),
        form_in_name="form_in_name",
    )


def is_organisations(column: str) -> pl.Expr:
    """Whether a name says by itself that it is an organisation's: a legal form, or a word of what is done.

    A name that says neither may be a person's, and one that says "enskild firma" is; they are compared with nothing.
    """
    plain, words = _plain(column), _vocabulary()["organisation"]
    told = [*_vocabulary()["forms"], *words["words"]]
    is_one = _has_any(plain, told) | plain.str.contains("|".join(words["parts"]))
    return (is_one & ~_has_any(plain, _vocabulary()["natural_persons"]["words"])).fill_null(value=False)


def _has_any(text: pl.Expr, words: Iterable[str]) -> pl.Expr:
    return text.str.contains(f"(?:^| )(?:{'|'.join(words)})(?: |$)")


def _plain(column: str) -> pl.Expr:
    """Letters and digits only, in lower case, words apart by one blank."""
    return (
        pl.col(column)
        .str.normalize("NFKC")
        .str.to_lowercase()
        .str.replace_all(r"[^\p{L}\p{N}]+", " ")
        .str.strip_chars()
    )


def _form(column: str) -> pl.Expr:
    """The legal form that the name tells, by the first form word in the vocabulary's order."""
    told = [(word, form) for word, form in _vocabulary()["forms"].items() if form]
    return pl.coalesce(pl.when(_has_any(pl.col(column), [word])).then(pl.lit(form)) for word, form in told)


def _without_forms(column: str) -> pl.Expr:
    return _each_word(column, _vocabulary()["forms"], lambda _: " ")


def _written_out(column: str) -> pl.Expr:
    return _each_word(column, _vocabulary()["short"], lambda word: f" {_vocabulary()['short'][word]} ")


def _each_word(column: str, words: Mapping[str, str], instead: Callable[[str], str]) -> pl.Expr:
    """Replace words by others. Blanks are doubled first, so that two that stand side by side are both seen."""
    text = pl.lit(" ") + pl.col(column).str.replace_all(" ", "  ", literal=True) + pl.lit(" ")
    for word in sorted(words, key=len, reverse=True):
        text = text.str.replace_all(f" {word.replace(' ', '  ')} ", instead(word), literal=True)
    return text.str.replace_all(r"\s+", " ").str.strip_chars()


@functools.cache
def _vocabulary() -> dict[str, Any]:
    return tomllib.loads((Path(__file__).parent / "words.toml").read_text(encoding="utf-8"))
