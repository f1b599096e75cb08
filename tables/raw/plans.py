"""Deliveries of our own about drawn plans: what was drawn, and what the inspector noted beside each case."""

import dataframely as dy
import polars as pl

from tables import fields
from tables.base import note
from tables.raw.delivery import Delivery

#: The longest reason or finding that is taken in: enough to follow, too little for a case file.
LONGEST = 500


class PlannedCase(Delivery, folder="plans", grain="one case of one drawn plan", owner="analysis"):
    """What a plan holds, how each case was drawn, and how likely that was. Written by the program itself."""

    plan_id = fields.identifier("The plan.", example="Q-2026H2-abcdefgh")
    activity_id = fields.identifier("The activity drawn.", example="V000001")
    target = fields.code("targets", "What the list was about.")
    period = fields.identifier("The period planned for.", example="2026-H2")
    drawn_on = fields.date("The day it was drawn.")
    as_of = fields.date("The day of the list it was drawn from.")
    arm = fields.code("plan_arms", "How it came into the plan.")
    inclusion_probability = dy.Float64(
        min=0, description="Probability of being drawn in that arm.", metadata=note(unit="share", example=0.1)
    )
    random_probability = dy.Float64(
        nullable=True,
        min=0,
        description="Probability of being drawn in the random arm; null for what was outside its frame.",
        metadata=note(unit="share", example=0.01),
    )
    either_probability = dy.Float64(
        nullable=True,
        min=0,
        description="Probability of being drawn at all, by duty, by lot or on risk: for estimates that add the arms.",
        metadata=note(unit="share", example=0.12),
    )
    stratum = fields.identifier("The stratum of the arm: form of activity.", example="HVB")
    frame_size = dy.Int64(
        min=1, description="Activities of the stratum in the arm's frame.", metadata=note(example=1200)
    )
    drawn_in_arm = dy.Int64(min=1, description="Activities of the stratum drawn in the arm.", metadata=note(example=60))
    seed = dy.Int64(description="Seed of the draw.", metadata=note(example=7))
    order = dy.Int64(min=1, description="Place in the plan.", metadata=note(example=1))
    band = fields.code("bands", "Band when drawn.", nullable=True)
    p_top = dy.Float64(nullable=True, min=0, description="P(top) when drawn.", metadata=note(unit="share", example=0.5))
    has_room = fields.flag("Room within the capacity; a duty without room stands in the plan all the same.")
    team = fields.identifier("The team, where capacity was given by team.", nullable=True, example="barn")
    known_at = fields.known_at()


class CaseRecord(Delivery, folder="plans", grain="one inspector's record beside a case of a plan", owner="analysis"):
    """What the inspector thought of the choice and found; also inspections outside a plan, and why."""

    plan_id = fields.identifier("The plan.", example="Q-2026H2-abcdefgh")
    activity_id = fields.identifier("The activity.", example="V000001")
    departure = fields.code("plan_departures", "Whether the plan was followed.")
    agrees = fields.flag("Whether the inspector agrees with the choice.", nullable=True)
    because = fields.text("Why, in the inspector's words.", nullable=False, max_length=LONGEST, example="Nya uppgifter")
    found = fields.text("What was found, in short.", max_length=LONGEST, example="Inga brister")
    hours = dy.Float64(
        nullable=True, min=0, description="Hours spent on it.", metadata=note(unit="hours", example=16.0)
    )
    by_role = fields.identifier("The role of who noted it.", example="inspektör")
    noted_on = fields.date("The day it was noted.")
    known_at = fields.known_at()

    @dy.rule()
    def a_case_of_the_plan_is_answered(cls) -> pl.Expr:  # noqa: N805 - the table library's form
        """Whoever follows the plan says whether the choice was right."""
        return (cls.departure.col != "none") | cls.agrees.col.is_not_null()
