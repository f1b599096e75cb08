"""What is published: values, scores, contributions, lists, monitors and the manifest that says how they came about.

No wall-clock time stands in any of these tables: the same deliveries, catalogue, profile and seed give the same bytes.
"""

from typing import Any

import dataframely as dy
import polars as pl

from tables import fields
from tables.base import Table, note


class Mart(Table):
    """Base of the published tables."""

    def __init_subclass__(cls, *, grain: str | None = None, **kwargs: Any) -> None:
        super().__init_subclass__(
            layer=None if grain is None else "marts", grain=grain or "", owner="analysis", **kwargs
        )


def _as_of() -> dy.Date:
    return fields.date("The day the result is as of.", key=True)


def _target() -> dy.String:
    return fields.code("targets", "What the score is about.", key=True)


def _share(description: str, *, nullable: bool = False) -> dy.Float64:
    return dy.Float64(
        nullable=nullable, min=0, max=1, description=description, metadata=note(unit="share", example=0.5)
    )


def _points(description: str, *, nullable: bool = False) -> dy.Decimal:
    return dy.Decimal(9, 4, nullable=nullable, description=description, metadata=note(unit="points", example=12.5))


class IndicatorValue(Mart, grain="one entity, indicator and as-of date"):
    """Values of all indicators for all entities; a null carries its reason."""

    as_of = _as_of()
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
    peer_percentile = _share("Share of the peer group that lies below, half of those equal included.", nullable=True)
    z = dy.Float64(nullable=True, description="Standardised value, higher = riskier, before limits.")

    @dy.rule()
    def a_null_has_a_reason(cls) -> pl.Expr:  # noqa: N805 - the table library's form
        """Unknown is not zero: a null says why, and a value has no reason to be null."""
        return cls.value.col.is_null() == cls.missing_reason.col.is_not_null()


class Score(Mart, grain="one open activity, target and as-of date"):
    """Scores with interval, coverage and band."""

    as_of = _as_of()
    target = _target()
    activity_id = fields.identifier("The activity.", key=True)
    actor_id = dy.String(description="The actor that runs it.", metadata=note(example="5560000001"))
    score = _points("The score, 0 to 100.")
    activity_points = _points("The part that comes from the activity.")
    actor_points = _points("The part that comes from the actor.")
    coverage = _share("Weight of known indicators over weight of applicable ones.")
    basis = dy.Enum(["ranked", "insufficient", "sole_trader"], description="Whether it is ranked, and why not.")
    band = fields.code("bands", "Band by the probability of belonging to the top; U when the basis is insufficient.")
    rank = dy.Int64(
        nullable=True, min=1, description="Rank within the target; null when not ranked.", metadata=note(example=1)
    )
    rank_low = dy.Int64(nullable=True, min=1, description="5th percentile of the rank.", metadata=note(example=1))
    rank_high = dy.Int64(nullable=True, min=1, description="95th percentile of the rank.", metadata=note(example=9))
    p_top = _share("Probability of belonging to the top five per cent.", nullable=True)


class Contribution(Mart, grain="one open activity, target, indicator and as-of date"):
    """What each applicable indicator adds; the points of an activity sum exactly to its score."""

    as_of = _as_of()
    target = _target()
    activity_id = fields.identifier("The activity.", key=True)
    indicator_id = dy.String(
        primary_key=True,
        description="The indicator, or `floor` for the lift to zero.",
        metadata=note(example="reg_stale_12m"),
    )
    level = dy.Enum(["activity", "actor"], description="Which part of the score it belongs to.")
    is_known = fields.flag("The value is known; an unknown adds nothing.")
    z = dy.Float64(nullable=True, description="Standardised value after limits.")
    weight = dy.Float64(description="Weight from the profile.")
    points = _points("Points added to the score.")
    order = dy.Int64(
        min=1, description="Place among the activity's contributions, strongest first.", metadata=note(example=1)
    )


class RankedList(Mart, grain="one open activity, target and as-of date"):
    """The list an inspector reads, with reasons in Swedish; protected places and natural persons already left out."""

    as_of = _as_of()
    target = _target()
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
    score = _points("The score.")
    rank = dy.Int64(nullable=True, description="Rank; null when not ranked.", metadata=note(example=1))
    rank_low = dy.Int64(nullable=True, description="5th percentile of the rank.", metadata=note(example=1))
    rank_high = dy.Int64(nullable=True, description="95th percentile of the rank.", metadata=note(example=9))
    rank_in_operator_type = dy.Int64(
        nullable=True, description="Rank among activities of the same operator type.", metadata=note(example=1)
    )
    p_top = _share("Probability of belonging to the top five per cent.", nullable=True)
    band = fields.code("bands", "Band.")
    basis = dy.Enum(["ranked", "insufficient", "sole_trader"], description="Whether it is ranked, and why not.")
    coverage = _share("Weight of known indicators over weight of applicable ones.")
    flags = fields.text("Work items beside the score, Swedish, separated by |.", max_length=1000)
    reasons = fields.text("Reasons in Swedish, strongest first, separated by a line break.", max_length=4000)


class Monitor(Mart, grain="one monitor, denominator and as-of date"):
    """Figures about the register as a whole, such as the share not updated within a year."""

    as_of = _as_of()
    monitor_id = dy.String(primary_key=True, description="The monitor.", metadata=note(example="share_stale_12m"))
    denominator = dy.String(primary_key=True, description="What is counted over.", metadata=note(example="all_open"))
    n = dy.Int64(min=0, description="How many there were.")
    y = dy.Int64(min=0, description="How many of them.")
    value = _share("The share: y over n.", nullable=True)


class Manifest(Mart, grain="one run"):
    """How the published tables came about; running it again gives the same bytes."""

    run_id = dy.String(
        primary_key=True, description="Digest of everything below.", metadata=note(example="0123456789abcdef")
    )
    as_of = dy.List(dy.Date(), description="The days computed.")
    code_version = dy.String(description="Digest of the program's source.", metadata=note(example="0123456789abcdef"))
    catalogue_version = dy.String(
        description="Digest of the indicator catalogue.", metadata=note(example="0123456789abcdef")
    )
    profile = dy.String(description="Name of the weight profile.", metadata=note(example="v1"))
    profile_version = dy.String(description="Digest of the weight profile.", metadata=note(example="0123456789abcdef"))
    ledger_ids = dy.List(dy.String(), description="The files it rests on, sorted.")
    key_fingerprint = dy.String(
        description="Digest of the pseudonym key, to tell keys apart.", metadata=note(example="01234567")
    )
    seed = dy.Int64(description="Seed of everything drawn.", metadata=note(example=1))


class Source(Mart, grain="one delivered table"):
    """What each number can rest on: files, rows and age of every kind of delivery."""

    delivery_table = dy.String(
        alias="table", primary_key=True, description="The delivery table.", metadata=note(example="report")
    )
    files = dy.Int64(min=0, description="Files in use.")
    rows = dy.Int64(min=0, description="Rows in use.")
    quarantined = dy.Int64(min=0, description="Rows in quarantine.")
    latest_known_at = fields.date("The latest day any row was registered.", nullable=True)


class LinkProposal(Mart, grain="one pair that may belong together and as-of date"):
    """Who may be the same actor, and which activity a report may be about. Nothing rests on it until it is accepted."""

    as_of = _as_of()
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
    probability = _share("How likely it is, by the weights.")
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
