"""Which activities a name may mean: every word stands in the activity's name or its operator's, or is like one."""

import difflib
import functools
import re
from dataclasses import dataclass
from pathlib import Path

from tables.exports.register import RegisteredActivity
from web.site.exported import connection

_WORD = re.compile(r"\w+")
#: How like a word has to be to stand for one that is in no name.
_LIKENESS = 0.8
_MOST_LIKE = 3


@dataclass(frozen=True)
class Names:
    """What names are looked for in: (id, both names in small letters), and every word of them."""

    rows: tuple[tuple[str, str], ...]
    words: tuple[str, ...]


@dataclass(frozen=True)
class Meant:
    """Activities that a name may mean, and the words they were found by where those written are in no name."""

    ids: tuple[str, ...]
    instead: str | None = None


@functools.lru_cache(maxsize=4)
def names_in(folder: Path, contract: type[RegisteredActivity]) -> Names:
    """The names of an export; an export is never changed."""
    sql = f"SELECT activity_id, activity_name, operator_name FROM {contract.table}"
    rows = [
        (row["activity_id"], f"{row['activity_name'] or ''} {row['operator_name']}".casefold())
        for row in connection(folder).execute(sql)
    ]
    return Names(tuple(rows), tuple(sorted({word for _, text in rows for word in _WORD.findall(text)})))


@functools.lru_cache(maxsize=256)
def meant(folder: Path, contract: type[RegisteredActivity], text: str) -> Meant:
    """What a name may mean in an export."""
    names, wanted = names_in(folder, contract), _WORD.findall(text.casefold())
    if not wanted:
        return Meant(())
    if ids := _holding(names, wanted):
        return Meant(ids)
    like = [_like(names, word) for word in wanted]
    if not all(like):
        return Meant(())
    instead = [found[0] for found in like]
    return Meant(_holding(names, instead), " ".join(instead))


def _holding(names: Names, wanted: list[str]) -> tuple[str, ...]:
    return tuple(found for found, text in names.rows if all(word in text for word in wanted))


def _like(names: Names, word: str) -> list[str]:
    """The word itself where some name holds it, else words that are like it."""
    if any(word in text for _, text in names.rows):
        return [word]
    return difflib.get_close_matches(word, names.words, _MOST_LIKE, _LIKENESS)
