"""What the authority itself held of its objects: its own risk level, and who inspects. Only where that is kept."""

import dataframely as dy

from tables import fields
from tables.base import note
from tables.raw.delivery import Delivery


class RiskLevel(
    Delivery, folder="supervision", grain="one risk level of one activity as known one day", owner="supervision"
):
    """The risk level that the authority itself had given an activity: what an order of ours has to beat."""

    activity_id = fields.identifier("The activity.", example="V000001")
    set_at = fields.date("Day the level was set.")
    level = dy.Int32(min=0, max=100, description="The level; higher is riskier.", metadata=note(example=2))
    known_at = fields.known_at()


class InspectionBy(Delivery, folder="supervision", grain="one inspection as known one day", owner="supervision"):
    """Who carried out each inspection, as a code that names nobody: strata of the evaluation and never a feature."""

    inspection_id = fields.identifier("The inspection's own key.")
    inspector = fields.identifier("A code for the inspector or the group of inspectors; no name.", example="G07")
    known_at = fields.known_at()
