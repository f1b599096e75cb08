"""For whom an activity is, by its entry in the register."""

import dataframely as dy

from tables import fields
from tables.base import EVERYBODY, note
from tables.marts import mart


def _ages(description: str, example: int, sv: str) -> dy.Int32:
    noted = note(unit="years", example=example, sv=sv, show_to=EVERYBODY)
    return dy.Int32(nullable=True, min=0, max=120, description=description, metadata=noted)


class ActivityOffer(mart.Mart, grain="one activity, period of validity and period of knowledge", sv="inriktningar"):
    """Orientation, target groups and ages that an activity is for; only codes that are on the lists.

    It is shown outside and is no fact: what a home is for tells who lives there, and no indicator may read it.
    """

    activity_id = fields.identifier("The activity.", example="V000001", sv="verksamhet", show_to=EVERYBODY)
    orientation = fields.text(
        "Codes of the list `orientations`, with | between.",
        example="unga|utredning",
        sv="inriktning",
        show_to=EVERYBODY,
    )
    target_groups = fields.text(
        "Codes of the list `target_groups`, with | between.", example="missbruk", sv="målgrupper", show_to=EVERYBODY
    )
    age_from = _ages("Lowest age it is for.", 13, "lägsta ålder")
    age_to = _ages("Highest age it is for.", 17, "högsta ålder")
    valid_from = fields.date("First day the entry describes.", show_to=EVERYBODY)
    valid_to = fields.date("First day it no longer does.", nullable=True)
    known_from = fields.date("First day the inspectorate knew this.")
    known_to = fields.date("First day it no longer held it to be so; null while it does.", nullable=True)
