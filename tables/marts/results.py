"""Values, scores, and what each score is made of."""

import dataframely as dy
import polars as pl

from tables import fields
from tables.base import note
from tables.marts import mart


class IndicatorValue(mart.Mart, grain="one entity, indicator and as-of date"):
    """Values of all indicators for all entities; a null carries its reason."""

    as_of = mart.as_of()
    indicator_id = dy.String(primary_key=True, description="The indicator.", metadata=note(example="reg_stale_12m"))
    version = dy.String(
        description="Version of the definition: the start of its source's digest.", metadata=note(example="1f2e3d4c")
    )
    level = dy.Enum(["activity", "actor", "municipality"], primary_key=True, description="What the entity is.")
    entity_id = dy.String(
        primary_key=True, description="The activity, actor or municipality.", metadata=note(example="V000001")
    )
    value = dy.Float64(nullable=True, description="The value; null when unknown.")
    y = dy.Float64(nullable=True, description="What was counted, where the value rests on a count.")
    exposure = dy.Float64(
        nullable=True,
        description="What it is set against: expected (rates), how many there were (shares), what was before (growth).",
    )
    missing_reason = fields.code("missing_reasons", "Why the value is null.", nullable=True)
    peer_group = dy.String(
        nullable=True, description="The peer group compared with.", metadata=note(example="HVB/private/small")
    )
    peer_level = dy.Enum(
        ["size", "operator", "form", "family"], nullable=True, description="How far the peer group had to be widened."
    )
    peer_n = dy.Int64(nullable=True, description="Known values in the peer group.", metadata=note(example=120))
    peer_median = dy.Float64(nullable=True, description="What is usual in the peer group.")
    peer_percentile = mart.share(
        "Share of the peer group that lies below, half of those equal included.", nullable=True
    )
    z = dy.Float64(nullable=True, description="Standardised value, higher = riskier, before limits.")
    posterior_a = dy.Float64(
        nullable=True,
        description="Of a value drawn towards its peers: the shape of its Gamma posterior, or a of its Beta.",
    )
    posterior_b = dy.Float64(nullable=True, description="The rate of the Gamma posterior, or b of the Beta.")
    peer_scale = dy.Float64(
        nullable=True,
        description="What a difference from the peers is divided by when such a value is standardised.",
    )

    @dy.rule()
    def a_null_has_a_reason(cls) -> pl.Expr:  # noqa: N805 - the table library's form
        """Unknown is not zero: a null says why, and a value has no reason to be null."""
        return cls.value.col.is_null() == cls.missing_reason.col.is_not_null()


class Score(mart.Mart, grain="one open activity, target and as-of date"):
    """Scores with interval, coverage and band."""

    as_of = mart.as_of()
    target = mart.target()
    activity_id = fields.identifier("The activity.", key=True)
    actor_id = dy.String(description="The actor that runs it.", metadata=note(example="5560000001"))
    score = mart.points("The score, 0 to 100.")
    activity_points = mart.points("The part that comes from the activity.")
    actor_points = mart.points("The part that comes from the actor.")
    coverage = mart.share("Weight of known indicators over weight of applicable ones.")
    basis = dy.Enum(["ranked", "insufficient", "sole_trader"], description="Whether it is ranked, and why not.")
    band = fields.code("bands", "Band by the probability of belonging to the top; U when the basis is insufficient.")
    rank = dy.Int64(
        nullable=True, min=1, description="Rank within the target; null when not ranked.", metadata=note(example=1)
    )
    rank_low = dy.Int64(nullable=True, min=1, description="5th percentile of the rank.", metadata=note(example=1))
    rank_high = dy.Int64(nullable=True, min=1, description="95th percentile of the rank.", metadata=note(example=9))
    p_top = mart.share("Probability of belonging to the top five per cent.", nullable=True)


class Contribution(mart.Mart, grain="one open activity, target, indicator and as-of date"):
    """What each applicable indicator adds; the points of an activity sum exactly to its score."""

    as_of = mart.as_of()
    target = mart.target()
    activity_id = fields.identifier("The activity.", key=True)
    indicator_id = dy.String(
        primary_key=True,
        description="The indicator, or `floor` for the lift to zero.",
        metadata=note(example="reg_stale_12m"),
    )
    level = dy.Enum(["activity", "actor"], description="Which part of the score it belongs to.")
    is_known = fields.flag("The value is known; an unknown adds nothing.")
    z = dy.Float64(nullable=True, description="Standardised value after limits.")
    weight = dy.Float64(description="Weight from the profile; its part of it where near-copies share one weight.")
    shares_with = dy.String(
        nullable=True,
        description="Indicators that say almost the same on the day and share the weight, separated by |.",
        metadata=note(example="rep_complaint_rate_eb_12m"),
    )
    points = mart.points("Points added to the score.")
    order = dy.Int64(
        min=1, description="Place among the activity's contributions, strongest first.", metadata=note(example=1)
    )
