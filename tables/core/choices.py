"""What the authority itself held of its objects: its own risk level, and who inspected. For the evaluation alone."""

import dataframely as dy

from tables import fields
from tables.base import note
from tables.core.fact import Fact, activity_id
from tables.core.supervision import Inspection


class RiskLevel(
    Fact,
    grain="one risk level of one activity and period of knowledge",
    owner="supervision",
    sv="myndighetens egna risknivåer",
):
    """Risk levels that the authority had set itself. Empty where none are delivered."""

    activity_id = activity_id()
    event_date = fields.date("Day the level was set.")
    level = dy.Int32(
        min=0, max=100, description="The level; higher is riskier.", metadata=note(example=2, sv="risknivå")
    )


class InspectionBy(
    Fact,
    grain="one inspection and period of knowledge",
    owner="supervision",
    rests_on=(Inspection,),
    sv="vem som inspekterade",
):
    """Who carried out each inspection, by a code that names nobody. Empty where it is not delivered."""

    inspection_id = fields.identifier("The inspection's own key.")
    activity_id = activity_id()
    event_date = fields.date("Day of the inspection.")
    inspector = fields.identifier("A code for the inspector or the group.", example="G07", sv="inspektör")
