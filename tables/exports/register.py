"""Columns that several profiles see of the register: the activity, who runs it, and what has been decided about it.

Who is left out and what is withheld is in `docs/explanation/exports.md`; what is done to the rows in `web/exports/`.
"""

from typing import Any

import dataframely as dy

from tables import fields
from tables.base import note
from tables.core import ActivityVersion, Actor, Decision, Municipality, Permit
from tables.exports.base import Export, derived, masked, shown
from tables.marts import ActivityOffer

#: Ten digits of which the third is two or more, as in numbers of legal persons and in no number of a person.
LEGAL_PERSON = r"^[0-9]{2}[2-9][0-9]{7}$"
_LEGAL_PERSON = ((Actor, "id_type"), (Actor, "legal_form"), (Actor, "id_check"))


def operator_number() -> Any:
    """The operator's organisation number; null for natural persons, unknown actors, and numbers that are in doubt."""
    column = dy.String(
        nullable=True,
        regex=LEGAL_PERSON,
        description="Organisation number of a legal person; null for others, and where the number is in doubt.",
        metadata=note(example="5560000001", sv="organisationsnummer"),
    )
    return masked(column, (Actor, "actor_id"), *_LEGAL_PERSON)


def operator_name() -> Any:
    """The operator's name; for others than legal persons, what they are."""
    column = fields.text(
        "Name of a legal person; for others the words for what they are.",
        nullable=False,
        example="Exempelomsorg AB",
        sv="utförare",
    )
    return masked(column, (Actor, "actor_name"), *_LEGAL_PERSON)


def activity_name() -> Any:
    """The activity's name; for those of natural persons, words that name nobody."""
    column = fields.text(
        "Name of the activity; words that name nobody where a natural person runs it.",
        example="Björkens hem",
        sv="verksamhetens namn",
    )
    return masked(column, (ActivityVersion, "activity_name"), (ActivityVersion, "actor_id"), *_LEGAL_PERSON)


def _state(what: str, **notes: Any) -> Any:
    return derived(
        fields.code("legal_states", f"Legal state of the {what}.", nullable=True, **notes), (Decision, "legal_state")
    )


def _known(what: str, **notes: Any) -> Any:
    description = f"Since when the {what} is known to be in that state."
    return derived(fields.date(description, nullable=True, **notes), (Decision, "known_from"))


class RegisteredActivity(Export):
    """An activity as the register holds it."""

    activity_id = shown(ActivityVersion, "activity_id")
    activity_name = activity_name()
    operator_number = operator_number()
    operator_name = operator_name()
    operator_type = shown(ActivityVersion, "operator_type")
    form_code = shown(ActivityVersion, "form_code")
    orientation = shown(ActivityOffer, "orientation")
    target_groups = shown(ActivityOffer, "target_groups")
    age_from = shown(ActivityOffer, "age_from")
    age_to = shown(ActivityOffer, "age_to")
    max_places = shown(ActivityVersion, "max_places")
    municipality_code = shown(ActivityVersion, "municipality_code")
    municipality_name = shown(Municipality, "municipality_name", nullable=True, sv="kommunens namn", example="Vaxholm")
    county_code = shown(Municipality, "county_code", nullable=True)
    operating_status = shown(ActivityVersion, "operating_status")
    status_from = derived(
        fields.date("First day of the operating status.", sv="driftsläge sedan"),
        (ActivityVersion, "valid_from"),
        (ActivityVersion, "operating_status"),
    )
    is_open = shown(ActivityVersion, "is_open", sv="öppen")
    for_children = shown(ActivityVersion, "for_children", sv="tar emot barn och unga")
    in_hvb_list = derived(
        fields.flag("Stands in the list of homes for children: HVB and stödboende.", sv="i HVB-förteckningen"),
        (ActivityVersion, "form_code"),
        (ActivityVersion, "for_children"),
        (ActivityVersion, "is_open"),
    )
    permit_date = derived(
        fields.date("Day the permit it runs under was granted.", nullable=True, sv="tillstånd beviljat"),
        (Permit, "event_date"),
        (Permit, "activity_id"),
        (Permit, "valid_from"),
        (Permit, "valid_to"),
    )
    restriction_kind = derived(
        fields.code(
            "decision_kinds",
            "The latest ban or revocation that has been neither annulled nor run out.",
            nullable=True,
            sv="förbud eller återkallelse",
        ),
        (Decision, "kind"),
        (Decision, "effect_class"),
        (Decision, "ends_at"),
    )
    restriction_date = derived(
        fields.date("Day of that decision.", nullable=True, sv="förbud eller återkallelse beslutad"),
        (Decision, "event_date"),
    )
    restriction_state = _state("ban or revocation", sv="läge i domstol för förbud eller återkallelse")
    restriction_state_from = _known("ban or revocation", sv="läget i domstol sedan")
    order_kind = derived(
        fields.code(
            "decision_kinds",
            "The latest order that has been neither annulled nor complied with.",
            nullable=True,
            sv="föreläggande",
        ),
        (Decision, "kind"),
        (Decision, "effect_class"),
        (Decision, "complied_at"),
    )
    order_date = derived(
        fields.date("Day of that order.", nullable=True, sv="föreläggande beslutat"), (Decision, "event_date")
    )
    order_state = _state("order", sv="läge i domstol för föreläggande")
    order_state_from = _known("order", sv="föreläggandets läge sedan")


class RegisteredDecision(Export):
    """A decision about an activity or who runs it: day, subject, case and what courts have made of it."""

    case_no = shown(Decision, "case_no", sv="diarienummer", example="8.5-1/2026")
    decision_date = shown(Decision, "event_date", sv="beslutsdag")
    kind = shown(Decision, "kind", sv="beslut")
    activity_id = shown(Decision, "activity_id")
    activity_name = activity_name()
    operator_number = operator_number()
    operator_name = operator_name()
    form_code = shown(ActivityVersion, "form_code", nullable=True)
    county_code = shown(Municipality, "county_code", nullable=True)
    legal_state = shown(Decision, "legal_state", sv="läge i domstol")
    legal_state_from = shown(Decision, "known_from", sv="läget i domstol sedan")
    effect = shown(Decision, "effect")
    complied_at = shown(Decision, "complied_at", sv="följt")
    ends_at = shown(Decision, "ends_at")
