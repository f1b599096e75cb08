"""Whether an actor's organisation number cannot be right."""

import polars as pl

from indicators.definition import Case, Direction, Level, Scope, Target, Unit
from indicators.measures import CountAt
from indicators.registry import indicator
from tables.code_lists import code_list
from tables.core import ActorFault

_IDENTITY = tuple(code_list("register_rules").filter(pl.col("kind") == "identity")["code"])


@indicator(
    label="Ogiltigt organisationsnummer",
    question="Är aktörens organisationsnummer ett nummer som kan finnas?",
    levels=(Level.ACTOR,),
    unit=Unit.FLAG,
    direction=Direction.FLAG,
    targets=(Target.REGISTER,),
    scope=Scope.ALL,
    measures={"faults": CountAt(ActorFault, where={"rule": _IDENTITY})},
    legal=("sof_15_11",),
    reason="organisationsnumret är felaktigt, hör till en annan företagsform eller finns inte hos Bolagsverket.",
    usual="giltigt nummer",
    explanations=("Numret kan vara felskrivet när uppgiften fördes in.",),
    cleared_by="Att numret rättas i registret.",
    cases=(
        Case(
            "the check digit should be 3 and is 4",
            "ordinary",
            {"actor_fault": [{"rule": "check_digit", "valid_from": "T-9m"}]},
            1.0,
        ),
        Case(
            "unknown at Bolagsverket, and a number of another legal form",
            "ordinary",
            {"actor_fault": [{"rule": "unknown_number"}, {"rule": "group_digit"}]},
            1.0,
        ),
        Case("a number that can be right", "nothing_known", {}, 0.0),
        Case(
            "another name is counted elsewhere",
            "ordinary",
            {"actor_fault": [{"rule": "name_differs"}]},
            0.0,
        ),
        Case(
            "put right the same day",
            "window_edge",
            {"actor_fault": [{"rule": "check_digit", "valid_from": "T-9m", "valid_to": "T"}]},
            0.0,
        ),
        Case(
            "found after the day",
            "late_or_cleared",
            {"actor_fault": [{"rule": "check_digit", "valid_from": "T-9m", "known_from": "T+1d"}]},
            0.0,
        ),
    ),
)
def anm_orgnr_invalid(faults: pl.Expr) -> pl.Expr:
    """With a number that cannot be right nothing else about the actor can be found; the number is never shown."""
    return (faults > 0).cast(pl.Float64)
