"""What all core facts share: the run of knowledge, the delivered line, what a fact rests on, and the identifiers."""

from typing import Any, ClassVar

import dataframely as dy

from tables import fields
from tables.base import EVERYBODY, Table, note


class Fact(Table):
    """Base of the core facts.

    `rests_on` names the facts that a fact is worked out from: that there is nothing of it says something only when
    they are known.
    """

    rests_on: ClassVar[tuple[type["Fact"], ...]] = ()

    known_from = fields.date("First day the inspectorate knew this.", key=False, show_to=EVERYBODY)
    known_to = fields.date("First day it no longer held it to be so; null while it does.", nullable=True)
    ledger_id = dy.String(
        nullable=True, description="The ledger row of the file it rests on.", metadata=note(example="0123456789abcdef")
    )
    source_row = dy.Int64(nullable=True, description="The line in that file.", metadata=note(example=2))

    def __init_subclass__(
        cls, *, grain: str | None = None, rests_on: tuple[type["Fact"], ...] = (), **kwargs: Any
    ) -> None:
        super().__init_subclass__(layer=None if grain is None else "core", grain=grain or "", **kwargs)
        cls.rests_on = rests_on


def actor_id(*, nullable: bool = False, masked_to: tuple[str, ...] = ()) -> dy.String:
    """The actor that a fact is about."""
    return dy.String(
        nullable=nullable,
        regex=fields.ACTOR,
        metadata=note(example="5560000001", pii="pseudonym of sole traders", sv="aktör", masked_to=masked_to),
        description="The actor: organisation number, pseudonym (P-) or stub of an unknown actor (S-).",
    )


def activity_id(*, nullable: bool = False, **notes: Any) -> dy.String:
    """The activity that a fact is about."""
    return fields.identifier("The activity.", nullable=nullable, example="V000001", sv="verksamhet", **notes)


def other_actor_id() -> dy.String:
    """Another actor, connected to the one that a fact is about."""
    return dy.String(
        regex=fields.ACTOR,
        description="The other actor.",
        metadata=note(example="5560000092", pii="pseudonym of sole traders", sv="aktör"),
    )


def former_id() -> dy.String:
    """The actor that something befell before this one went on: the same, or one with a person in common."""
    return dy.String(
        regex=fields.ACTOR,
        description="The actor that it befell: this one, or another with a person in common.",
        metadata=note(example="5560000001", pii="pseudonym of sole traders"),
    )
