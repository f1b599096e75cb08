"""Permits, permit cases, and what became of a permit that was lost or lay unused."""

import dataframely as dy

from tables import fields
from tables.base import EVERYBODY, PARTY, note
from tables.core.fact import Fact, activity_id, actor_id, former_id


class Permit(Fact, grain="one permit and period of knowledge", owner="permits", sv="tillstånd"):
    """Permits with their limits."""

    permit_no = fields.identifier("The permit's number.")
    actor_id = actor_id()
    activity_id = activity_id(nullable=True, show_to=EVERYBODY)
    form_code = fields.code("forms", "Form of activity.", sv="form")
    event_date = fields.date("Day granted.", show_to=EVERYBODY)
    valid_from = fields.date("First day of the permit.", sv="första dagen", show_to=EVERYBODY)
    valid_to = fields.date("First day after it.", nullable=True, sv="sista dagen", show_to=EVERYBODY)
    max_places = dy.Int32(
        nullable=True,
        description="Highest number of persons at once.",
        metadata=note(unit="places", example=8, sv="platser"),
    )


class PermitCase(
    Fact, grain="one permit case, actor it counts for, and period of knowledge", owner="permits", sv="tillståndsärenden"
):
    """Permit cases, for the applicant and, one hop away, for actors that share a person of the circle."""

    case_no = fields.identifier("Diarienummer.", show_to=PARTY)
    actor_id = actor_id()
    applicant_id = dy.String(
        regex=fields.ACTOR, description="The actor that applied.", metadata=note(example="5560000001", sv="sökande")
    )
    attribution = dy.Enum(
        ["own", "circle"],
        description="Own case, or one hop away by a shared person.",
        metadata=note(sv="räknas till", labels={"own": "aktören själv", "circle": "via en person i kretsen"}),
    )
    via_person = fields.person_key("The shared person.", sv="person")
    form_code = fields.code("forms", "Form applied for.", sv="form", show_to=PARTY)
    kind = fields.code("permit_case_kinds", "Kind of case.", show_to=PARTY)
    applied_at = fields.date("Day of the application.", sv="ansökningsdagen", show_to=PARTY)
    event_date = fields.date("Day decided; null while pending.", nullable=True, show_to=PARTY)
    outcome = fields.code("permit_outcomes", "Outcome.", sv="utgång", show_to=PARTY)
    ground = fields.code("permit_grounds", "Ground of a refusal.", nullable=True, sv="grund")
    is_final = fields.flag("The outcome can no longer be appealed.", sv="har fått laga kraft", show_to=PARTY)


class PermitCover(
    Fact,
    grain="one permit or application that covers an activity, by validity and knowledge",
    owner="permits",
    rests_on=(Permit,),
    sv="tillstånd och ansökningar som täcker verksamheten",
):
    """What an activity may lean on: a permit while it is valid, or an application that is pending."""

    activity_id = activity_id()
    actor_id = actor_id()
    cover = dy.Enum(
        ["permit", "application"],
        description="What covers it.",
        metadata=note(example="permit", sv="slag", labels={"permit": "tillstånd", "application": "ansökan"}),
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
    sv="byten av verksamhetsform efter åtgärd",
):
    """An actor, or one with a person of its circle, that goes on in another form within a year of a measure."""

    actor_id = actor_id()
    from_form = fields.code("forms", "The form of the measure.", sv="tidigare form")
    to_form = fields.code("forms", "The form applied for or started.", sv="ny form")
    cause = dy.Enum(
        ["refusal", "revocation", "report"],
        description="What came before.",
        metadata=note(
            example="refusal",
            sv="orsak",
            labels={"refusal": "avslag", "revocation": "återkallelse", "report": "anmälan"},
        ),
    )
    attribution = dy.Enum(
        ["own", "circle"],
        description="The actor itself, or one hop away by a shared person.",
        metadata=note(
            example="own", sv="räknas till", labels={"own": "aktören själv", "circle": "via en person i kretsen"}
        ),
    )
    event_date = fields.date("The day of the application or start in the other form.")
    cause_date = fields.date("Day of what came before.", sv="dagen för orsaken")
    former_id = former_id()
