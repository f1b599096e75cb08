"""What supervision, permits and returned complaints have to teach: figures with limits, long and tidy.

They are made when somebody asks for them, not in every run, and name no actor and no activity. How to read a row:
`count` of `n` is `measure` among the units of `among`, for the `year`, `form`, `area` or `group` that is not null, and
`value` with `low` and `high` is the share, the ratio to what was expected, or the number of days that comes of it.
What each measure is stands in `indicators/learning/definitions.py` and goes with the tables as `Definition`.
"""

import dataframely as dy

from tables import fields
from tables.base import Table, note

PARTS = ("effect", "permit", "theme", "returned")
#: Why a figure is null, in Swedish.
REASONS = {
    "nothing_observed": "det finns inga att räkna bland",
    "too_few": "färre än fem; antal och intervall i stället för andel",
    "withheld": "färre än fem i cellen; visas inte",
    "not_reached": "så många har inte fått något utfall",
    "not_in_facts": "finns inte i uppgifterna",
}


class Learned(Table):
    """Base of the tables of what there is to learn."""


class LearningFigure(
    Learned,
    layer="learning",
    grain="one measure of one part, among some units, for a year, form, area or group",
    owner="analysis",
    sv="tal om vad tillsynen lär",
):
    """Figures with limits of 95 %. A null value says why in `reason`; unknown is never zero."""

    part = dy.Enum(list(PARTS), description="The part of the report.")
    measure = dy.String(description="The measure.", metadata=note(example="effect"))
    among = dy.String(description="The units it is counted among.", metadata=note(example="order"))
    year = dy.Int32(nullable=True, description="Year of the decision; null over all.", metadata=note(example=2024))
    form = fields.code("forms", "Form of activity; null over all.", nullable=True)
    area = fields.code("finding_areas", "Area of deficiency; null over all.", nullable=True)
    group = dy.String(
        nullable=True,
        description="Any other group: how a permit was assessed, group of municipalities, forms taken together.",
        metadata=note(example="A1"),
    )
    period_from = fields.date("First day of the period.")
    period_to = fields.date("Last day of the period.")
    value = dy.Float64(nullable=True, description="The figure.", metadata=note(example=0.36))
    low = dy.Float64(nullable=True, description="Lower limit, 95 %.", metadata=note(example=0.24))
    high = dy.Float64(nullable=True, description="Upper limit, 95 %.", metadata=note(example=0.49))
    count = dy.Int64(nullable=True, min=0, description="How many had it.", metadata=note(example=18))
    n = dy.Int64(nullable=True, min=0, description="How many it is counted among.", metadata=note(example=50))
    expected = dy.Float64(
        nullable=True, min=0, description="What was to be expected, for ratios.", metadata=note(example=12.5)
    )
    reason = dy.Enum(list(REASONS), nullable=True, description="Why the value is null.")


class Definition(
    Learned, layer="learning", grain="one measure of one part", owner="analysis", sv="definitioner av talen"
):
    """What each measure is, in Swedish."""

    part = dy.Enum(list(PARTS), description="The part of the report.")
    measure = dy.String(description="The measure.", metadata=note(example="effect"))
    label = dy.String(description="What it is called.", metadata=note(example="Med effekt"))
    unit = dy.Enum(["share", "ratio", "days", "count"], description="What the value is.")
    definition = dy.String(description="What is counted.", metadata=note(example="Alla åtgärder gav effekt."))
    denominator = dy.String(description="Among what.", metadata=note(example="Förelägganden."))
    period = dy.String(description="During which time.", metadata=note(example="Tolv månader efter beslutet."))
