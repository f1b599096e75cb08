"""Connections between actors in one hop, each already cut to the days on which it held."""

import dataframely as dy

from tables import fields
from tables.base import note
from tables.core.actors import ActorLink
from tables.core.companies import Company
from tables.core.fact import Fact, actor_id, former_id, other_actor_id
from tables.core.reports import Report


def _role(description: str, sv: str) -> dy.Enum:
    """What a person is in an actor, as far as it links."""
    labels = {"owner": "ägare", "decisive": "bestämmande", "board": "styrelse"}
    return dy.Enum(list(labels), nullable=True, description=description, metadata=note(sv=sv, labels=labels))


class BoardSeat(
    Fact,
    grain="one person on a board, by validity and knowledge",
    owner="companies",
    rests_on=(ActorLink,),
    sv="styrelseplatser",
):
    """Persons of the board and management, whatever their role there; the first board counts from three months on.

    Who held a seat three months after formation counts as having held it from the start, and who had left by then not
    at all: the first months' changes belong to the forming of a company.
    """

    actor_id = actor_id()
    other_id = fields.person_key("Pseudonym of the person.", sv="person")
    is_first = fields.flag("Held a seat when the forming of the company was over.", sv="hör till den första styrelsen")
    valid_from = fields.date("First day.", sv="första dagen")
    valid_to = fields.date("First day after it.", nullable=True, sv="sista dagen")


class SharedPerson(
    Fact,
    grain="one person in the circles of two actors, seen from one of them, by validity and knowledge",
    owner="companies",
    rests_on=(ActorLink,),
    sv="andra bolag med samma person",
):
    """Other active companies in which a person of an actor's circle holds a role."""

    actor_id = actor_id()
    other_id = other_actor_id()
    other_group = fields.identifier("The other company's group, or itself.", sv="koncern")
    via_person = fields.person_key("The shared person.", sv="person")
    link = dy.Enum(
        ["owner", "decisive", "board"],
        description="The stronger of the person's roles in the two.",
        metadata=note(
            example="board", sv="samband", labels={"owner": "ägare", "decisive": "bestämmande", "board": "styrelse"}
        ),
    )
    valid_from = fields.date("First day of both roles.")
    valid_to = fields.date("First day one of them was over.", nullable=True)


class SharedAddress(
    Fact,
    grain="one address in common of two companies, seen from one of them, by validity and knowledge",
    owner="companies",
    rests_on=(Company,),
    sv="andra bolag på samma adress",
):
    """Other active companies, of another group, at the seat address; not boxes, offices for hire and protected ones."""

    actor_id = actor_id()
    other_id = other_actor_id()
    other_group = fields.identifier("The other company's group, or itself.", sv="koncern")
    valid_from = fields.date("First day both were there.")
    valid_to = fields.date("First day one of them was not.", nullable=True)


class LinkedEvent(
    Fact,
    grain="one grave event of another actor, by the link to it and period of knowledge",
    owner="companies",
    rests_on=(ActorLink,),
    sv="händelser hos sammankopplade aktörer",
):
    """Bankruptcies and final sanctions of actors one hop away, with how strong the link is, in hundredths."""

    actor_id = actor_id()
    other_id = other_actor_id()
    kind = dy.Enum(
        ["bankruptcy", "sanction"],
        description="What happened there.",
        metadata=note(
            example="sanction", sv="händelse", labels={"bankruptcy": "konkurs", "sanction": "slutlig åtgärd"}
        ),
    )
    link = dy.Enum(
        ["owner", "decisive", "board", "address"],
        description="The link.",
        metadata=note(
            example="board",
            sv="samband",
            labels={"owner": "ägare", "decisive": "bestämmande", "board": "styrelse", "address": "adress"},
        ),
    )
    weight = dy.Int32(
        min=0,
        max=100,
        description="Strength of the link; half where the person had left more than twelve months before.",
        metadata=note(unit="hundredths", example=70, sv="vikt"),
    )
    via_person = fields.person_key("The shared person, if any.", sv="person")
    event_date = fields.date("When it happened.")
    what = dy.Enum(
        ["bankruptcy", "revocation", "ban", "refusal"],
        description="What it was, in particular.",
        metadata=note(
            example="revocation",
            sv="det som hände",
            labels={
                "bankruptcy": "konkurs",
                "revocation": "återkallat tillstånd",
                "ban": "förbud",
                "refusal": "avslag",
            },
        ),
    )
    own_role = _role("The person's strongest role in the actor; null where only the address is shared.", "roll här")
    other_role = _role("The person's strongest role in the other actor.", "roll där")
    own_from = fields.date("First day of the role, or the address, here.", nullable=True, sv="här från")
    own_to = fields.date("First day after it.", nullable=True, sv="här till")
    own_earlier = fields.flag("It began here before the first day, nobody knows when.", sv="började tidigare här")
    other_from = fields.date("First day of the role, or the address, there.", nullable=True, sv="där från")
    other_to = fields.date("First day after it.", nullable=True, sv="där till")
    other_earlier = fields.flag("It began there before the first day, nobody knows when.", sv="började tidigare där")


class PhoenixSign(
    Fact,
    grain="one likeness to a company that ended, and period of knowledge",
    owner="companies",
    rests_on=(ActorLink,),
    sv="likheter med upphört bolag",
):
    """Signs that an actor goes on where another company ended: only where a person or the address is shared."""

    actor_id = actor_id()
    other_id = other_actor_id()
    sign = dy.Enum(
        ["person", "address", "form", "moved"],
        description="What is alike.",
        metadata=note(
            example="person",
            sv="likhet",
            labels={
                "person": "samma person",
                "address": "samma adress",
                "form": "samma form",
                "moved": "verksamhet har flyttats över",
            },
        ),
    )
    event_date = fields.date("The day this actor was formed or took up care.")
    what = dy.Enum(
        ["bankruptcy", "struck_off", "revocation"],
        description="How the other company ended.",
        metadata=note(
            example="bankruptcy",
            sv="upphörde genom",
            labels={"bankruptcy": "konkurs", "struck_off": "avregistrering", "revocation": "återkallat tillstånd"},
        ),
    )
    ended_at = fields.date("The day the other company ended.", sv="dagen då det upphörde")
    via_person = fields.person_key("The shared person, for that likeness.", sv="person")
    own_role = _role("The person's strongest role here, for that likeness.", "roll här")
    other_role = _role("The person's strongest role there, for that likeness.", "roll där")
    own_from = fields.date("First day of the role, the address or the activity here.", nullable=True, sv="här från")
    own_to = fields.date("First day after it.", nullable=True, sv="här till")
    own_earlier = fields.flag("It began here before the first day, nobody knows when.", sv="började tidigare här")
    other_from = fields.date("First day of the same there.", nullable=True, sv="där från")
    other_to = fields.date("First day after it.", nullable=True, sv="där till")
    other_earlier = fields.flag("It began there before the first day, nobody knows when.", sv="började tidigare där")
    valid_from = fields.date("First day when both the end and the beginning had come.", sv="första dagen")
    valid_to = fields.date("Always null: a likeness to what is past does not pass.", nullable=True, sv="sista dagen")


class NomineeSign(
    Fact,
    grain="one sign about a representative's roles, by validity and knowledge",
    owner="companies",
    rests_on=(ActorLink,),
    sv="tecken i företrädares uppdrag",
):
    """Role facts that are usual where somebody else decides: never a trait of a person."""

    actor_id = actor_id()
    other_id = fields.person_key("Pseudonym of the representative.", sv="person")
    sign = dy.Enum(
        ["sole", "entered_late", "many_roles", "short_tenures"],
        description="The sign.",
        metadata=note(
            example="sole",
            sv="tecken",
            labels={
                "sole": "ensam företrädare",
                "entered_late": "tillträdde kort före ansökan eller efter åtgärd",
                "many_roles": "många andra uppdrag",
                "short_tenures": "korta uppdrag",
            },
        ),
    )
    valid_from = fields.date("First day it held.")
    valid_to = fields.date("First day it no longer did.", nullable=True)


class MovedAfterExclusion(
    Fact,
    grain="one start in another municipality after an exclusion, and period of knowledge",
    owner="register",
    rests_on=(Report,),
    sv="starter i annan kommun",
):
    """An actor, or one with a person of its circle, that starts elsewhere within a year of an unresolved report."""

    actor_id = actor_id()
    from_municipality = fields.municipality_code(sv="tidigare kommun")
    to_municipality = fields.municipality_code(sv="ny kommun")
    attribution = dy.Enum(
        ["own", "circle"],
        description="The actor itself, or one hop away by a shared person.",
        metadata=note(
            example="own", sv="räknas till", labels={"own": "aktören själv", "circle": "via en person i kretsen"}
        ),
    )
    event_date = fields.date("Day of the start in the other municipality.")
    cause_date = fields.date("Day of the report before it.", sv="dagen för anmälan")
    former_id = former_id()
