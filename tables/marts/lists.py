"""The list an inspector reads, and which list that is on a day."""

import dataframely as dy
import polars as pl

from tables import fields
from tables.base import note
from tables.marts import mart


class RankedList(mart.Mart, grain="one open activity, target and as-of date"):
    """The list an inspector reads, with reasons in Swedish; protected places and natural persons already left out."""

    as_of = mart.as_of()
    target = mart.target()
    position = dy.Int64(
        primary_key=True,
        min=1,
        description="Place in the list; unranked activities come last.",
        metadata=note(example=1),
    )
    activity_id = fields.identifier("The activity.")
    activity_name = fields.text("Name as it may be shown.")
    actor_id = dy.String(description="The actor.", metadata=note(example="5560000001"))
    actor_name = fields.text("Name as it may be shown.")
    form_code = fields.code("forms", "Form of activity.")
    operator_type = fields.code("operator_types", "Who stands behind the operator.")
    municipality_code = fields.municipality_code()
    county_code = fields.code("counties", "County.", nullable=True)
    division = fields.code("regional_divisions", "The inspectorate's division.", nullable=True)
    operating_status = fields.code("operating_statuses", "Whether it operates.")
    legal_state = fields.code("legal_states", "State of the latest ban or revocation, if any.", nullable=True)
    score = mart.points("The score.")
    rank = dy.Int64(nullable=True, description="Rank; null when not ranked.", metadata=note(example=1))
    rank_low = dy.Int64(nullable=True, description="5th percentile of the rank.", metadata=note(example=1))
    rank_high = dy.Int64(nullable=True, description="95th percentile of the rank.", metadata=note(example=9))
    rank_in_operator_type = dy.Int64(
        nullable=True, description="Rank among activities of the same operator type.", metadata=note(example=1)
    )
    p_top = mart.share("Probability of belonging to the top five per cent.", nullable=True)
    band = fields.code("bands", "Band.")
    basis = dy.Enum(["ranked", "insufficient", "sole_trader"], description="Whether it is ranked, and why not.")
    coverage = mart.share("Weight of known indicators over weight of applicable ones.")
    flags = fields.text("Work items beside the score, Swedish, separated by |.", max_length=1000)
    reasons = fields.text("Reasons in Swedish, strongest first, separated by a line break.", max_length=4000)


class ListInForce(mart.Mart, grain="one target and as-of date"):
    """Which list is read on a day: the day's own, or an earlier one because something it needs has failed."""

    as_of = mart.as_of()
    target = mart.target()
    is_held = fields.flag("The day's own list is held back, and an earlier one is in force instead.")
    list_as_of = fields.date("The day of the list in force; null when there is no earlier list.", nullable=True)
    list_run_id = dy.String(
        nullable=True,
        description="The run that drew up the earlier list; null where the list is the day's own, or there is none.",
        metadata=note(example="0123456789abcdef"),
    )
    days_old = dy.Int64(
        nullable=True, min=0, description="How old the list in force is on the day.", metadata=note(example=0)
    )
    because = fields.text("What has failed and what to do, in Swedish; null when nothing has.", max_length=4000)

    @dy.rule()
    def held_lists_say_why(cls) -> pl.Expr:  # noqa: N805 - the table library's form
        """A list that is held back says why, and the day's own needs no reason."""
        return cls.is_held.col == cls.because.col.is_not_null()
