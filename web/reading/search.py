"""Finding activities and legal persons by number or by name, misspelt or not, best first, with why each was found.

Names are compared by their runs of three letters: first the names that share the rarest of what was written, then by
how much of each written word a name holds. Nobody is found by the name of a person: those names are not in the file.
"""

import datetime as dt
import functools
import json
import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
import polars as pl

from tables.reading.names import fold, grams
from web.finding import MAX_HITS, Hit, exact_or_named
from web.reading.store import Store

#: Names compared letter by letter, the most promising ones.
_COMPARED = 250
#: Runs of letters held by more names than this are left aside while rarer ones remain: they tell little.
_COMMON = 20_000
#: How much of what was written a name has to hold to be like it.
_ALIKE = 0.5
_FORMER = " (tidigare namn)"
#: The stage of a name that only is like what was written.
_LIKE = 2


@dataclass(frozen=True)
class Candidate:
    """A name that may be meant, and how: 0 begins with what was written, 1 holds it, 2 is like it."""

    kind: str
    id: str
    name: str
    stage: int
    likeness: float
    is_former: bool
    why: str


def search(store: Store, text: str, as_of: dt.date) -> tuple[Hit, ...]:
    """The activities and actors that `text` may mean, exact ones first, then names, the most alike first.

    Raises:
        CannotSearch: the text is empty, looks like a person's number, or is an organisation number with a wrong digit.
    """
    return exact_or_named(store, text, as_of, lambda name: _hits(store, name, as_of))


def _hits(store: Store, name: str, as_of: dt.date) -> tuple[Hit, ...]:
    return tuple(Hit(one.kind, one.id, one.name, one.why, is_exact=False) for one in named(store, name, as_of))


def by_identifier(store: Store, wanted: str, as_of: dt.date) -> pl.DataFrame:
    """Activities and actors that an identifier of some kind points to."""
    sql = (
        "SELECT kind, id, min(matched_on) FROM identifier WHERE wanted = ? AND known_from <= ? "
        "GROUP BY kind, id ORDER BY kind, id"
    )
    rows = store.asked(sql, [wanted.upper(), as_of.isoformat()])
    return pl.DataFrame(rows, schema=dict.fromkeys(("kind", "id", "matched_on"), pl.String), orient="row")


def named(store: Store, text: str, as_of: dt.date, limit: int = MAX_HITS) -> list[Candidate]:
    """Names that begin with a text, hold it or, where there is nothing better, are like it."""
    folded = fold(text)
    sql = (
        "SELECT kind, id, name, folded, until FROM name WHERE known_from <= ? "
        "AND number IN (SELECT value FROM json_each(?))"
    )
    rows = store.asked(sql, [as_of.isoformat(), json.dumps(_promising(store, folded))])
    better = [row for row in rows if _stage(folded, row[3]) < _LIKE]
    found = [_candidate(folded, row, as_of.isoformat()) for row in better or rows]
    found = [one for one in found if one.stage < _LIKE or one.likeness >= _ALIKE]
    best: dict[tuple[str, str], Candidate] = {}
    for one in sorted(found, key=lambda one: (one.stage, one.is_former, -one.likeness, one.name)):
        best.setdefault((one.kind, one.id), one)
    ordered = sorted(best.values(), key=lambda one: (one.stage, -one.likeness, one.kind, one.name, one.id))
    return ordered[:limit]


def holding(store: Store, folded: str) -> list[int]:
    """The numbers of the names that hold a folded text of at least three letters."""
    if len(folded) < 3:
        return []
    inner = list(dict.fromkeys(folded[at : at + 3] for at in range(len(folded) - 2)))
    lists = sorted(_held(store, inner).values(), key=len)
    if len(lists) < len(inner):
        return []
    common = lists[0]
    for other in lists[1:]:
        common = common[np.isin(common, other, assume_unique=True)]
    if len(inner) == 1:
        return [int(one) for one in common]
    sql = "SELECT number FROM name WHERE number IN (SELECT value FROM json_each(?)) AND instr(folded, ?) > 0"
    return [number for (number,) in store.asked(sql, [json.dumps([int(one) for one in common]), folded])]


def _held(store: Store, wanted: list[str]) -> dict[str, npt.NDArray[np.int32]]:
    sql = "SELECT gram, numbers FROM gram WHERE gram IN (SELECT value FROM json_each(?))"
    return {gram: np.frombuffer(kept, dtype=np.int32) for gram, kept in store.asked(sql, [json.dumps(wanted)])}


def _promising(store: Store, folded: str) -> list[int]:
    """The names that share most of the rarest runs of letters of a text."""
    names_of: dict[str, int] = store.once("names of grams", lambda: dict(store.asked("SELECT gram, n FROM gram")))
    counted = sorted((names_of[gram], gram) for gram in grams(folded) if gram in names_of)
    chosen, held = list[str](), 0
    for n, gram in counted:
        if chosen and held + n > _COMMON:
            break
        chosen.append(gram)
        held += n
    n_names = store.once("n names", lambda: store.asked("SELECT count(*) FROM name")[0][0])
    lists = _held(store, chosen)
    if not lists:
        return []
    numbers = np.concatenate(list(lists.values()))
    weights = np.concatenate([np.full(len(one), math.log(1 + n_names / len(one))) for one in lists.values()])
    distinct, places = np.unique(numbers, return_inverse=True)
    summed = np.bincount(places, weights=weights)
    best = np.argsort(-summed, kind="stable")[:_COMPARED]
    return [int(one) for one in distinct[best]]


def _candidate(folded: str, row: tuple[str, str, str, str, str], day: str) -> Candidate:
    kind, key, name, other, until = row
    likeness, words = _likeness(folded, other)
    stage = _stage(folded, other)
    why = ("namnet börjar så", "namnet innehåller det sökta", f"namnet liknar det sökta: {words}")[stage]
    is_former = until <= day
    return Candidate(kind, key, name, stage, likeness, is_former, why + (_FORMER if is_former else ""))


def _stage(folded: str, other: str) -> int:
    return 0 if other.startswith(folded) else 1 if folded in other else _LIKE


@functools.lru_cache(maxsize=50_000)
def _runs_of(word: str) -> frozenset[str]:
    return frozenset(grams(word))


def _likeness(folded: str, other: str) -> tuple[float, str]:
    """How much of what was written a name holds, word by word, and which words answer to which."""
    theirs = [(word, _runs_of(word)) for word in other.split()]
    total, weight, alike = 0.0, 0, []
    for word in folded.split():
        own = _runs_of(word)
        shared, best = max((len(own & held) * 2 / (len(own) + len(held)), one) for one, held in theirs)
        total += shared * len(word)
        weight += len(word)
        if shared > 0 and best != word:
            alike.append(f"{word} – {best}")
    extra = abs(len(other) - len(folded)) / max(len(other), len(folded))
    return total / weight - 0.05 * extra, ", ".join(alike) or "samma ord i annan ordning"


ANSWERS: Mapping[str, Callable[..., Any]] = {"by_identifier": by_identifier}
