"""What an activity goes on from: the earlier one, by which sign, and what had happened there."""

import dataframely as dy

from tables import fields
from tables.base import note
from tables.core.fact import Fact, activity_id, actor_id
from tables.core.register import ActivityVersion
from tables.core.supervision import Finding, Inspection


def _former_activity_id() -> dy.String:
    return fields.identifier("The earlier activity.", example="V000002", sv="föregångare")


def _former_id() -> dy.String:
    return dy.String(
        regex=fields.ACTOR,
        description="Who ran the earlier activity when it ended.",
        metadata=note(example="5560000092", pii="pseudonym of sole traders", sv="föregångarens aktör"),
    )


def _same_actor() -> dy.Bool:
    return fields.flag("The same actor ended the one and opened the other.", sv="har samma aktör")


class Predecessor(
    Fact,
    grain="one activity, one that it goes on from, one sign of it, and period of knowledge",
    owner="register",
    rests_on=(ActivityVersion,),
    sv="föregångare",
):
    """Activities that closed and the ones that go on from them; not those that a person has rejected.

    Known from the day both had happened and all that the sign rests on was known; not while a rejection stands.
    """

    activity_id = activity_id()
    actor_id = actor_id()
    former_activity_id = _former_activity_id()
    former_id = _former_id()
    basis = dy.Enum(
        ["address", "person", "takeover"],
        description="By which sign.",
        metadata=note(
            example="address",
            sv="grund",
            labels={
                "address": "samma adress och verksamhetsform",
                "person": "gemensam bestämmande person",
                "takeover": "övertagande mellan aktörerna",
            },
        ),
    )
    same_actor = _same_actor()
    opened_at = fields.date("First day of the later activity in the register.", sv="öppnad")
    closed_at = fields.date("First day on which the earlier one was closed.", sv="föregångaren stängd")
    event_date = fields.date("The later of the two.")


class PredecessorEvent(
    Fact,
    grain="one event of a predecessor, seen from an activity that goes on from it, and period of knowledge",
    owner="register",
    rests_on=(ActivityVersion, Inspection, Finding),
    sv="händelser hos föregångare",
):
    """Inspections, findings, decisions and reports of predecessors, each once, while they count and the link stands."""

    activity_id = activity_id()
    actor_id = actor_id()
    former_activity_id = _former_activity_id()
    former_id = _former_id()
    same_actor = _same_actor()
    steps = dy.Int32(
        min=1,
        max=3,
        description="How many times the activity has been registered anew since: 1 for the nearest predecessor.",
        metadata=note(unit="steps", example=1, sv="led bakåt"),
    )
    kind = dy.Enum(
        ["inspection", "finding", "decision", "report"],
        description="What happened there.",
        metadata=note(
            example="finding",
            sv="händelse",
            labels={"inspection": "inspektion", "finding": "brist", "decision": "beslut", "report": "rapport"},
        ),
    )
    event_id = fields.identifier("The key of the inspection, finding, decision or report.", sv="nyckel")
    detail = dy.String(
        nullable=True,
        description="Its code: why inspected, the area of the finding, the kind of decision or report.",
        metadata=note(example="staffing"),
    )
    severity = dy.Int32(
        nullable=True, min=1, max=4, description="Severity of a finding.", metadata=note(example=2, sv="allvar")
    )
    points = dy.Int32(
        min=0,
        max=150,
        description="Points of a finding by severity and scope, before age; 0 for other events.",
        metadata=note(unit="points", example=16, sv="poäng"),
    )
    event_date = fields.date("When it happened.")
