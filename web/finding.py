"""Finding whom the reader means: by number first, by an organisation's name only when it is no number.

Persons and sole traders are found neither by name nor by number. A text that looks like a person's number is refused
before anything is read, and is not repeated in the answer. What is known about a hit belongs in `lookup.py`.
"""

import datetime as dt
import re
from collections.abc import Callable
from dataclasses import dataclass

import polars as pl
from stdnum import luhn

from sources import identity
from tables.reading.names import fold
from tables.serving import Published
from web import queries

MAX_HITS = 20
#: Letters that a name needs to be looked for.
SHORTEST = 2
#: A pseudonym or a stub; digits inside it are no number.
_KEYED = re.compile(r"^[PS]-[0-9a-f]{20}$")
_MUNICIPALITY = re.compile(r"^\d{4}$")
_WHY = ("namnet börjar så", "namnet innehåller det sökta", "namnet liknar det sökta")


class CannotSearch(ValueError):
    """The text cannot be searched for; the message says why and what to do, and does not repeat it."""


@dataclass(frozen=True)
class Hit:
    """One activity or actor that the text may mean."""

    kind: str
    id: str
    name: str | None
    why: str
    is_exact: bool


def find(published: Published, text: str, as_of: dt.date) -> tuple[Hit, ...]:
    """The activities and actors that `text` may mean, exact ones first; empty when there are none.

    Raises:
        CannotSearch: the text is empty, looks like a person's number, or is an organisation number with a wrong digit.
    """

    def by_name(name: str) -> tuple[Hit, ...]:
        return _named(queries.by_name(published, name, as_of, MAX_HITS))

    return exact_or_named(published, text, as_of, by_name)


def exact_or_named(
    published: Published, text: str, as_of: dt.date, by_name: Callable[[str], tuple[Hit, ...]]
) -> tuple[Hit, ...]:
    """The activities and actors that a number points to; where the text is no number of anybody's, those by its name.

    Args:
        published: where numbers are looked for.
        text: what was written.
        as_of: the day.
        by_name: finds by a name of at least two letters.

    Raises:
        CannotSearch: the text is empty or short, looks like a person's number, or is an organisation number with a
            wrong digit.
    """
    wanted = _exact_or_text(published, text, as_of)
    if isinstance(wanted, tuple):
        return wanted
    if len(fold(wanted)) < SHORTEST:
        raise CannotSearch("Ange minst två tecken av namnet.")
    return by_name(wanted)


def _exact_or_text(published: Published, text: str, as_of: dt.date) -> tuple[Hit, ...] | str:
    """What a number points to; the text itself, tidied, where it is no number of anybody's."""
    wanted = " ".join(text.split())
    if not wanted:
        raise CannotSearch("Ange ett organisationsnummer, verksamhets-id, tillståndsnummer, diarienummer eller namn.")
    if not _KEYED.match(wanted) and identity.masked(wanted) != wanted:
        raise CannotSearch("Det angivna ser ut som ett personnummer och söks inte. Sök på verksamhets-id i stället.")
    number = identity.ten_digits(wanted)
    exact = _exact(queries.by_identifier(published, number or wanted, as_of))
    if number and not exact and not luhn.is_valid(number):
        raise CannotSearch("Organisationsnumrets kontrollsiffra stämmer inte. Kontrollera siffrorna.")
    if exact or number:
        return exact
    if _MUNICIPALITY.match(wanted):
        return _exact(queries.actors_of_municipality(published, wanted, as_of))
    return wanted


def _exact(frame: pl.DataFrame) -> tuple[Hit, ...]:
    return tuple(
        Hit(row["kind"], row["id"], None, row["matched_on"], is_exact=True) for row in frame.iter_rows(named=True)
    )


def _named(frame: pl.DataFrame) -> tuple[Hit, ...]:
    return tuple(
        Hit(
            row["kind"],
            row["id"],
            row["name"],
            _WHY[row["stage"]] + (" (tidigare namn)" if row["is_former"] else ""),
            is_exact=False,
        )
        for row in frame.iter_rows(named=True)
    )
