"""What may belong together, for a person to decide on."""

import dataframely as dy

from tables import fields
from tables.base import note
from tables.marts import mart


class LinkProposal(mart.Mart, grain="one pair that may belong together and as-of date"):
    """Who may be the same actor, and which activity a report may be about. Nothing rests on it until it is accepted."""

    as_of = mart.as_of()
    proposal_id = dy.String(
        primary_key=True,
        regex="^[0-9a-f]{12}$",
        description="Digest of what is proposed: the same pair has the same one.",
        metadata=note(example="0123456789ab"),
    )
    kind = fields.code("proposal_kinds", "What is proposed.")
    left_id = dy.String(description="An actor, or the report.", metadata=note(example="S-0123456789abcdef0123"))
    right_id = dy.String(description="The other actor, or the activity.", metadata=note(example="5560000001"))
    left_name = fields.text("Name of an organisation as delivered; null for reports.", example="Exempelomsorg")
    right_name = fields.text("Name of an organisation; null for activities.", example="Exempelomsorg AB")
    since = fields.date("First day on which both were known.")
    match_weight = dy.Float64(description="How much speaks for it, in bits; above zero more for than against.")
    probability = mart.share("How likely it is, by the weights.")
    evidence = dy.String(
        regex="^[0-9a-f]{16}$",
        description="Digest of the values compared; another one means that something is new.",
        metadata=note(example="0123456789abcdef"),
    )
    waterfall = dy.String(
        description="What was compared, how alike it was and what it weighs in bits, in order, as JSON.",
        metadata=note(example='[{"about": "namn", "says": "samma namn", "bits": 9.5}]'),
    )
    reports = dy.List(dy.String(), description="The reports that would be joined to the other, sorted.")
