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
