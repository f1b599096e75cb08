"""How much those who are compared differ beyond chance."""

import dataframely as dy

from tables import fields
from tables.base import note
from tables.marts import mart


class Overdispersion(mart.Mart, grain="one counted indicator, form and as-of date"):
    """How much activities or actors of one form differ in what is counted, beyond what chance gives."""

    as_of = mart.as_of()
    indicator_id = dy.String(
        primary_key=True, description="The indicator.", metadata=note(example="rep_tip_rate_eb_12m")
    )
    form_code = fields.code("forms", "The form they are of; an actor's is that of most of its activities.", key=True)
    n = dy.Int64(min=1, description="How many are known.", metadata=note(example=120))
    usual = dy.Float64(min=0, description="What all of them have together: counted over expected, or the share.")
    phi = dy.Float64(
        nullable=True,
        min=0,
        description="Mean of the squared distances from that in sampling errors, the outermost tenths brought in: "
        "chance alone gives about 0.7, and above 5 sounds the alarm; null with fewer than 30 or nothing counted.",
        metadata=note(example=1.4),
    )
    between = dy.Float64(
        nullable=True,
        min=0,
        description="Variance between the true values that answers to it.",
        metadata=note(example=0.2),
    )
