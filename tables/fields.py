"""Columns that two or more tables share, as small factories. A column used once is written where it is used."""

import datetime as dt
from typing import Any

import dataframely as dy
import polars as pl

from tables.base import note
from tables.code_lists import codes_of

#: Dates outside these bounds are typing errors, such as the year 0024.
EARLIEST, LATEST = dt.date(1900, 1, 1), dt.date(2199, 12, 31)
#: An organisation as its own register writes it; what a country's numbers look like is checked where they are read.
ORGANISATION = r"[0-9A-Z]{2}[0-9A-Z./-]{2,28}"
PSEUDONYM = r"^P-[0-9a-f]{20}$"
ACTOR = rf"^(P-[0-9a-f]{{20}}|S-[0-9a-f]{{20}}|{ORGANISATION})$"


def date(description: str, *, nullable: bool = False, key: bool = False, **notes: Any) -> dy.Date:
    """A day, bounded so that a year such as 0024 is refused."""
    return dy.Date(
        nullable=nullable,
        primary_key=key,
        min=EARLIEST,
        max=LATEST,
        description=description,
        metadata=note(**{"example": dt.date(2026, 3, 1), **notes}),
    )


def known_at(*, key: bool = False) -> dy.Date:
    """When the source registered the row."""
    return date("The day the inspectorate, or the source, registered this row.", key=key, show_to=("internal",))


def identifier(description: str, *, nullable: bool = False, key: bool = False, **notes: Any) -> dy.String:
    """An identifier of the source's own: never empty, at most 80 characters."""
    return dy.String(
        nullable=nullable,
        primary_key=key,
        min_length=1,
        max_length=80,
        description=description,
        metadata=note(**{"example": "X-1", **notes}),
    )


def text(description: str, *, nullable: bool = True, max_length: int = 300, **notes: Any) -> dy.String:
    """A short text that is shown, never computed on."""
    return dy.String(nullable=nullable, max_length=max_length, description=description, metadata=note(**notes))


def operator_id(*, nullable: bool = False, key: bool = False, description: str = "") -> dy.String:
    """The operator: ten digits, or the keyed pseudonym that stands for a natural person from landing onwards."""
    return dy.String(
        nullable=nullable,
        primary_key=key,
        regex=ACTOR,
        description=description
        or "The operator: organisation number of ten digits, or the pseudonym of a natural person.",
        metadata=note(example="5560000001", pii="pseudonym of sole traders"),
    )


def person_key(description: str, **notes: Any) -> dy.String:
    """The keyed pseudonym of a natural person; the number itself never passes landing."""
    return dy.String(
        nullable=True,
        regex=PSEUDONYM,
        description=description,
        metadata=note(example="P-0123456789abcdef0123", pii="pseudonym", **notes),
    )


def municipality_code(*, nullable: bool = True, key: bool = False, sv: str = "kommun", **notes: Any) -> dy.String:
    """Municipality by the code list `municipalities`."""
    described = "The municipality, by its code."
    return code("municipalities", described, nullable=nullable, key=key, example="0180", sv=sv, **notes)


def code(
    list_name: str,
    description: str,
    *,
    nullable: bool = False,
    key: bool = False,
    example: str | None = None,
    **notes: Any,
) -> dy.String:
    """A value from a dated code list; that the code was valid on the row's day is checked where the day is known."""
    allowed = codes_of(list_name)

    def unknown_code(column: pl.Expr) -> pl.Expr:
        return column.is_in(allowed)

    return dy.String(
        nullable=nullable,
        primary_key=key,
        check={"unknown_code": unknown_code},
        description=description,
        metadata=note(codes=list_name, example=example or allowed[0], **notes),
    )


def flag(description: str, *, nullable: bool = False, **notes: Any) -> dy.Bool:
    """A yes or a no."""
    return dy.Bool(nullable=nullable, description=description, metadata=note(**{"example": False, **notes}))


def amount_sek(description: str, **notes: Any) -> dy.Float64:
    """Money in Swedish kronor."""
    return dy.Float64(nullable=True, description=description, metadata=note(unit="SEK", example=1_000_000.0, **notes))
