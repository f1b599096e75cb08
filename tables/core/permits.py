"""Permits, permit cases, and what became of a permit that was lost or lay unused."""

import dataframely as dy

from tables import fields
from tables.base import note
from tables.core.fact import Fact, activity_id, actor_id


class Permit(Fact, grain="one permit and period of knowledge", owner="permits"):
    """Permits with their limits."""

    permit_no = fields.identifier("The permit's number.")
    actor_id = actor_id()
    activity_id = activity_id(nullable=True)
    form_code = fields.code("forms", "Form of activity.")
    event_date = fields.date("Day granted.")
    valid_from = fields.date("First day of the permit.")
    valid_to = fields.date("First day after it.", nullable=True)
    max_places = dy.Int32(
        nullable=True, description="Highest number of persons at once.", metadata=note(unit="places", example=8)
    )


class PermitCase(Fact, grain="one permit case, actor it counts for, and period of knowledge", owner="permits"):
    """Permit cases, for the applicant and, one hop away, for actors that share a person of the circle."""

    case_no = fields.identifier("Diarienummer.")
    actor_id = actor_id()
    applicant_id = dy.String(
        regex=fields.ACTOR, description="The actor that applied.", metadata=note(example="5560000001")
    )
    attribution = dy.Enum(["own", "circle"], description="Own case, or one hop away by a shared person.")
    via_person = fields.person_key("The shared person.")
    form_code = fields.code("forms", "Form applied for.")
    kind = fields.code("permit_case_kinds", "Kind of case.")
    applied_at = fields.date("Day of the application.")
    event_date = fields.date("Day decided; null while pending.", nullable=True)
    outcome = fields.code("permit_outcomes", "Outcome.")
    ground = fields.code("permit_grounds", "Ground of a refusal.", nullable=True)
    is_final = fields.flag("The outcome can no longer be appealed.")


class PermitCover(
    Fact,
    grain="one permit or application that covers an activity, by validity and knowledge",
    owner="permits",
    rests_on=(Permit,),
    sv="tillstånd som täcker verksamheten",
):
    """What an activity may lean on: a permit while it is valid, or an application that is pending."""

    activity_id = activity_id()
    actor_id = actor_id()
    cover = dy.Enum(
        ["permit", "application"], description="What covers it.", metadata=note(example="permit", sv="slag")
    )
    permit_no = fields.identifier("The permit.", nullable=True)
    case_no = fields.identifier("The application.", nullable=True)
    max_places = dy.Int32(
        nullable=True,
        description="Highest number of persons at once.",
        metadata=note(unit="places", example=8, sv="platser enligt tillståndet"),
    )
    valid_from = fields.date("First day of cover.")
    valid_to = fields.date("First day after it.", nullable=True)


class FormHop(
    Fact,
    grain="one start or application in another form after a measure, and period of knowledge",
    owner="permits",
    rests_on=(PermitCase,),
    sv="byte av verksamhetsform efter åtgärd",
):
    """An actor, or one with a person of its circle, that goes on in another form within a year of a measure."""

    actor_id = actor_id()
    from_form = fields.code("forms", "The form of the measure.")
    to_form = fields.code("forms", "The form applied for or started.")
    cause = dy.Enum(
        ["refusal", "revocation", "report"],
        description="What came before.",
        metadata=note(example="refusal", sv="orsak"),
    )
    attribution = dy.Enum(
        ["own", "circle"],
        description="The actor itself, or one hop away by a shared person.",
        metadata=note(example="own", sv="räknas till"),
    )
    event_date = fields.date("The day of the application or start in the other form.")
