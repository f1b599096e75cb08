"""Base of the published tables, and the columns that many of them have."""

from typing import Any

import dataframely as dy

from tables import fields
from tables.base import Table, note


class Mart(Table):
    """Base of the published tables."""

    def __init_subclass__(cls, *, grain: str | None = None, **kwargs: Any) -> None:
        super().__init_subclass__(
            layer=None if grain is None else "marts", grain=grain or "", owner="analysis", **kwargs
        )


def as_of() -> dy.Date:
    """The day a result is about; part of the key."""
    return fields.date("The day the result is as of.", key=True)


def target() -> dy.String:
    """Which score it belongs to; part of the key."""
    return fields.code("targets", "What the score is about.", key=True)


def share(description: str, *, nullable: bool = False) -> dy.Float64:
    """A number from 0 to 1."""
    return dy.Float64(
        nullable=nullable, min=0, max=1, description=description, metadata=note(unit="share", example=0.5)
    )


def points(description: str, *, nullable: bool = False) -> dy.Decimal:
    """Points of a score, to ten-thousandths."""
    return dy.Decimal(9, 4, nullable=nullable, description=description, metadata=note(unit="points", example=12.5))
