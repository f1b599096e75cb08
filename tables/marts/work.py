"""What waits whatever the score: facts with a legal consequence and their clocks, events to watch, cases."""

import dataframely as dy

from tables import fields
from tables.base import note
from tables.marts import mart


class WorkItem(mart.Mart, grain="one thing that waits and as-of date"):
    """Facts with a legal consequence, each with its own clock, and events that are watched without waiting for a list.

    Protected places and natural persons are left out. Nothing here is a finding or a decision.
    """

    as_of = mart.as_of()
    item_id = dy.String(
        primary_key=True,
        regex="^[0-9a-f]{12}$",
        description="Digest of what waits: the same thing has the same one every day.",
        metadata=note(example="0123456789ab"),
    )
    work_list = fields.code("work_lists", "Whether it is a rule with a legal consequence or an event to watch.")
    kind = fields.code("work_item_kinds", "The rule.")
    activity_id = fields.identifier("The activity; null where it is about the actor.", nullable=True)
    actor_id = dy.String(
        nullable=True,
        description="The actor.",
        metadata=note(example="5560000001", pii="pseudonym of sole traders"),
    )
    activity_name = fields.text("Name as it may be shown.")
    actor_name = fields.text("Name as it may be shown.")
    form_code = fields.code("forms", "Form of the activity; null where it is about the actor.", nullable=True)
    divisions = fields.text(
        "The inspectorate's divisions with its open activities, separated by |; none where protected."
    )
    legal = dy.List(dy.String(), description="What the rule rests on, codes of `legal_refs`.")
    started = fields.date("The day the clock started; null where it is not known.", nullable=True)
    due = fields.date("The last day, where there is one.", nullable=True)
    days = dy.Int64(
        nullable=True,
        min=0,
        description="Days since the clock started.",
        metadata=note(unit="days", example=40),
    )
    state = fields.code("work_item_states", "How the clock stands.")
    said = fields.text("What waits, in a Swedish sentence.", nullable=False, max_length=500)
    evidence = dy.List(dy.String(), description="Fact rows it rests on, as `table ledger_id line`, sorted.")


class PermitCaseItem(mart.Mart, grain="one permit case that is not finally decided, target and as-of date"):
    """Applications that wait, with what is known of the applicant: a partial score from the actor's indicators alone.

    A natural person has no partial score for crime. The partial score is compared with no list of activities.
    """

    as_of = mart.as_of()
    target = mart.target()
    case_no = fields.identifier("Diarienummer.", key=True)
    applicant_id = dy.String(
        description="The applicant.", metadata=note(example="5560000001", pii="pseudonym of sole traders")
    )
    applicant_name = fields.text("Name as it may be shown.")
    division = fields.code("regional_divisions", "The inspectorate's division at the seat.", nullable=True)
    kind = fields.code("permit_case_kinds", "Kind of case.")
    form_code = fields.code("forms", "Form applied for.")
    state = fields.code("permit_case_states", "How far the case has come.")
    applied_at = fields.date("Day of the application.")
    days_open = dy.Int64(min=0, description="Days since the application.", metadata=note(unit="days", example=40))
    n_activities = dy.Int64(min=0, description="Open activities that the applicant runs.", metadata=note(example=0))
    refusals_own = dy.Int64(min=0, description="Final refusals of its own in 60 months.", metadata=note(example=0))
    refusals_circle = dy.Int64(
        min=0,
        description="Final refusals of others with a person of its circle, in 60 months.",
        metadata=note(example=0),
    )
    network = fields.text("Connections one step away, in Swedish, in numbers.", nullable=False)
    partial_score = mart.points("Score from the actor's indicators alone; null where none is set.", nullable=True)
    coverage = mart.share("Weight of the known among the applicable actor's indicators.", nullable=True)
    basis = dy.Enum(
        ["partial", "insufficient", "sole_trader"], description="Whether it has a partial score, and why not."
    )
    reasons = fields.text("What raises it, in Swedish, and the rest in one line.", max_length=4000)
    against = fields.text("What speaks against, in Swedish.", max_length=4000)
    unknown = fields.text("What is not known, in Swedish.", max_length=4000)
    explanations = fields.text("What the reasons may have come from, in Swedish.", max_length=4000)
    cleared_by = fields.text("What would change them, in Swedish.", max_length=4000)
