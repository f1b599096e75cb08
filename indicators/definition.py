"""The form of an indicator: what a file in `catalogue/` declares. Nothing here computes.

An indicator names the measures it needs (see `measures.py`) and a formula over them. What people decide about it
(status, weight, review) is not here but in `profiles/`.
"""

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING, Any

import polars as pl

if TYPE_CHECKING:
    from indicators.measures import Measure


class Level(StrEnum):
    """What an indicator describes."""

    ACTIVITY = "activity"
    ACTOR = "actor"
    MUNICIPALITY = "municipality"


class Target(StrEnum):
    """What a score is about. Three, never a total."""

    QUALITY = "Q"
    CRIME = "W"
    REGISTER = "R"


class Direction(StrEnum):
    """Which way is riskier."""

    HIGHER = "H"
    LOWER = "L"
    FLAG = "F"
    CONTEXT = "K"


class Unit(StrEnum):
    """Unit of the value; decides how it is written and how it is transformed before standardising."""

    FLAG = "flag"
    STATE = "state"
    COUNT = "count"
    POINTS = "points"
    DAYS = "days"
    SHARE = "share"
    RATIO = "ratio"
    RATE = "rate"
    LOG_RATIO = "log_ratio"
    AMOUNT = "amount"
    HEADS = "heads"
    MONTHS = "months"
    KILOMETRES = "kilometres"
    SURPRISE = "surprise"
    PERCENTILE = "percentile"


class Missing(StrEnum):
    """Why a value can be unknown. Codes of the list `missing_reasons`."""

    NOT_OBSERVED = "not_observed"
    NOT_APPLICABLE = "not_applicable"
    SOURCE_GAP = "source_gap"


class Shrinkage(StrEnum):
    """How counts and shares of small units are drawn towards their peers."""

    GAMMA_POISSON = "gamma_poisson"
    BETA_BINOMIAL = "beta_binomial"
    GAMMA_RATE = "gamma_rate"
    POOLED_MEAN = "pooled_mean"


class Scope(StrEnum):
    """Which entities an indicator applies to; outside it the value is `not_applicable`."""

    ALL = "ALL"
    PERMIT = "PERM"
    PUBLIC = "KOM"
    CHILDREN = "BARN"
    RESIDENTIAL = "BO"
    COMPANY = "COMP"
    LIMITED = "AB"
    HANDS_ON = "HANDS_ON"
    MANAGER = "MANAGER"
    REGISTER_CONTROL = "REGISTER_CONTROL"
    LEX_SARAH = "LEX_SARAH"


@dataclass(frozen=True)
class Unknown:
    """The expected answer of a case where nothing can be said."""

    reason: Missing


@dataclass(frozen=True)
class Case:
    """One worked example: facts in, value out. It is test, documentation and golden at once.

    The entity is activity `V1` of the private company 5560000001 with a home of eight places, unless facts say else.
    `facts` maps a fact table's name to rows of the columns that matter; the rest is filled in from the contract.
    Dates may be written relative to T as `T-4m`, `T-12m-1d`, `T+1d`. `peers` fixes what would come from the peer
    group (`a`, `b`, `kappa`, `expected`), so that the arithmetic can be followed by hand.
    """

    title: str
    tag: str
    facts: Mapping[str, list[dict[str, Any]]]
    expect: float | Unknown
    as_of: str = "2026-03-31"
    peers: Mapping[str, float] = field(default_factory=dict)
    expect_z: float | None = None


#: A measure that must be above zero, or at least a number, and the reason when it is not.
Needed = tuple[str, Missing] | tuple[str, Missing, float]
REQUIRED_TAGS = frozenset({"ordinary", "nothing_known", "window_edge", "late_or_cleared"})


@dataclass(frozen=True)
class Indicator:
    """One indicator as declared in its file; `name` and `rationale` come from the decorated function.

    Attributes:
        question: the question it answers, in Swedish.
        top: the highest value of a flag or state.
        states: what the values of a state mean, in Swedish.
        unknown: measures that must be above zero, or at least the number given, for the value to be known, with the
            reason when they are not. The first that holds is the reason.
        undefined: the reason when all measures are known and the formula still gives nothing.
        since: the first as-of date at which absence means zero; before it the value is a source gap,
            but for the forms in `since_except`.
        one_sided: a standardised value below zero never counts in its favour.
        needs_basis: off, every value a source gap, until a profile records the legal basis.
        shows: the two measures published beside the value as `y` and `exposure`, for a reader to see what it is made
            of; for rates and shares they are those of the estimate where no others are named, and what was expected
            is scaled to the peers.
        reason, usual: Swedish templates for one reason; `explanations` what may lie behind it, `cleared_by` what
            would resolve it.
    """

    name: str
    rationale: str
    label: str
    question: str
    levels: tuple[Level, ...]
    unit: Unit
    direction: Direction
    targets: tuple[Target, ...]
    scope: Scope
    measures: Mapping[str, "Measure"]
    formula: Callable[..., pl.Expr]
    estimate: "Estimate | None"
    shows: tuple[str, str] | None
    top: float
    states: Mapping[int, str]
    unknown: tuple["Needed", ...]
    undefined: Missing
    since: dt.date | None
    since_except: tuple[str, ...]
    one_sided: bool
    needs_basis: bool
    legal: tuple[str, ...]
    limits: tuple[str, ...]
    reason: str
    usual: str
    explanations: tuple[str, ...]
    cleared_by: str
    cases: tuple[Case, ...]
    version: str

    @property
    def family(self) -> str:
        """The group of indicators it belongs to, by the first part of its name (`rep`, `sup`, ...)."""
        return self.name.split("_", 1)[0]

    @property
    def level(self) -> Level:
        """The level at which it enters scores."""
        return self.levels[0]

    @property
    def is_standardised(self) -> bool:
        """Flags and states are facts and are not compared with peers; everything else is."""
        return self.unit not in {Unit.FLAG, Unit.STATE} and self.direction is not Direction.FLAG

    @property
    def z_floor(self) -> float:
        """The lowest standardised value that counts: -1 where good news is real (rates, shares), else 0."""
        good_news_is_real = self.unit in {Unit.RATIO, Unit.SHARE, Unit.RATE} and not self.one_sided
        return -1.0 if good_news_is_real else 0.0


#: The parameters of the peers' prior that a formula may take, by kind.
PARAMETERS = {
    Shrinkage.GAMMA_POISSON: ("kappa",),
    Shrinkage.BETA_BINOMIAL: ("a", "b"),
    Shrinkage.GAMMA_RATE: ("shape", "rate"),
    Shrinkage.POOLED_MEAN: ("m",),
}


@dataclass(frozen=True)
class Estimate:
    """How a count over what was expected, or a share, is shrunk towards the peers.

    `counted` and `out_of` name the measures. Rates: `(kappa + y) / (kappa + E)`, E scaled so that it sums to y in the
    peer group. Shares: `(a + y) / (a + b + n)`. The fallback (`kappa` or `a, b`) holds where the peer group says too
    little. The formula of such an indicator takes the two measures and these parameters.
    Source: method notes §3.4; Marshall (1991).
    """

    kind: Shrinkage
    counted: str
    out_of: str
    fallback: tuple[float, ...]
