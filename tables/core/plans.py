"""Drawn plans and what came of them, and the supervision cases that lie open meanwhile."""

import dataframely as dy

from tables import fields
from tables.base import PARTY, note
from tables.core.fact import Fact, activity_id, actor_id
from tables.raw.plans import LONGEST


class SupervisionCase(
    Fact, grain="one supervision case and period of knowledge", owner="supervision", sv="tillsynsärenden"
):
    """Cases from when they are opened until they are closed."""

    case_no = fields.identifier("Diarienummer.", sv="ärende", show_to=PARTY)
    origin = fields.code("case_origins", "Why the case was opened.", sv="skäl")
    activity_id = activity_id(nullable=True, show_to=PARTY)
    actor_id = actor_id(nullable=True)
    valid_from = fields.date("Day opened.", sv="öppnandet", show_to=PARTY)
    valid_to = fields.date("Day closed; null while it is open.", nullable=True, sv="avslutet", show_to=PARTY)


class PlannedCase(
    Fact, grain="one case of one drawn plan and period of knowledge", owner="analysis", sv="planerade inspektioner"
):
    """What plans hold: how each case was drawn, and how likely that was."""

    plan_id = fields.identifier("The plan.", example="Q-2026H2-abcdefgh", sv="plan")
    activity_id = activity_id()
    actor_id = actor_id(nullable=True)
    target = fields.code("targets", "What the list was about.", sv="mål")
    period = fields.identifier("The period planned for.", example="2026-H2", sv="period")
    event_date = fields.date("The day it was drawn.")
    as_of = fields.date("The day of the list it was drawn from.", sv="listans dag")
    arm = fields.code("plan_arms", "How it came into the plan.", sv="urval")
    inclusion_probability = dy.Float64(
        min=0,
        description="Probability of being drawn in that arm.",
        metadata=note(unit="share", example=0.1, sv="sannolikhet att väljas"),
    )
    random_probability = dy.Float64(
        nullable=True,
        min=0,
        description="Probability of being drawn in the random arm; null for what was outside its frame.",
        metadata=note(unit="share", example=0.01, sv="sannolikhet i slumpurvalet"),
    )
    either_probability = dy.Float64(
        nullable=True,
        min=0,
        description="Probability of being drawn at all, by duty, by lot or on risk: for estimates that add the arms.",
        metadata=note(unit="share", example=0.12, sv="sannolikhet att väljas alls"),
    )
    stratum = fields.identifier("The stratum of the arm: form of activity.", example="HVB", sv="stratum")
    frame_size = dy.Int64(
        min=1,
        description="Activities of the stratum in the arm's frame.",
        metadata=note(example=1200, sv="ramens storlek"),
    )
    drawn_in_arm = dy.Int64(
        min=1,
        description="Activities of the stratum drawn in the arm.",
        metadata=note(example=60, sv="valda i urvalet"),
    )
    seed = dy.Int64(description="Seed of the draw.", metadata=note(example=7, sv="frö"))
    order = dy.Int64(min=1, description="Place in the plan.", metadata=note(example=1, sv="ordning"))
    band = fields.code("bands", "Band when drawn.", nullable=True, sv="band")
    p_top = dy.Float64(
        nullable=True,
        min=0,
        description="P(top) when drawn.",
        metadata=note(unit="share", example=0.5, sv="sannolikhet att höra till toppen"),
    )
    has_room = fields.flag("Room within the capacity.", sv="ryms i kapaciteten")
    team = fields.identifier("The team.", nullable=True, example="barn", sv="team")


class CaseRecord(
    Fact,
    grain="one inspector's record and period of knowledge",
    owner="analysis",
    rests_on=(PlannedCase,),
    sv="inspektörers anteckningar",
):
    """What inspectors noted beside the cases of a plan; a later note about the same case takes the place of it."""

    plan_id = fields.identifier("The plan.", example="Q-2026H2-abcdefgh", sv="plan")
    activity_id = activity_id()
    actor_id = actor_id(nullable=True)
    departure = fields.code("plan_departures", "Whether the plan was followed.", sv="avvikelse")
    agrees = fields.flag("Whether the inspector agrees with the choice.", nullable=True, sv="instämmer i valet")
    because = fields.text("Why, in the inspector's words.", nullable=False, max_length=LONGEST, example="Nya uppgifter")
    found = fields.text("What was found, in short.", max_length=LONGEST, example="Inga brister")
    hours = dy.Float64(
        nullable=True,
        min=0,
        description="Hours spent on it.",
        metadata=note(unit="hours", example=16.0, sv="timmar"),
    )
    by_role = fields.identifier("The role of who noted it.", example="inspektör", sv="roll")
    event_date = fields.date("The day it was noted.")
