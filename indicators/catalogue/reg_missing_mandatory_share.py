"""How large a share of the facts that the register must hold about an activity is missing."""

import polars as pl

from indicators.definition import Case, Direction, Level, Missing, Scope, Target, Unit, Unknown
from indicators.measures import SumAt
from indicators.registry import indicator
from tables.core import ActivityVersion


@indicator(
    label="Andel obligatoriska uppgifter som saknas",
    question="Hur stor andel av uppgifterna som ska finnas i registret saknas?",
    levels=(Level.ACTIVITY,),
    unit=Unit.SHARE,
    direction=Direction.HIGHER,
    targets=(Target.REGISTER,),
    scope=Scope.ALL,
    measures={
        "missing": SumAt(ActivityVersion, column="n_missing"),
        "mandatory": SumAt(ActivityVersion, column="n_mandatory"),
    },
    shows=("missing", "mandatory"),
    unknown=(("mandatory", Missing.SOURCE_GAP),),
    legal=("sof_15_11",),
    reason="{y} av {exposure} obligatoriska uppgifter saknas i registret.",
    usual="{median}",
    explanations=("Uppgiften kan ha lämnats på papper och ännu inte vara införd.",),
    cleared_by="En anmälan med de uppgifter som saknas.",
    cases=(
        Case(
            "three of twenty are missing",
            "ordinary",
            {"activity_version": [{"n_mandatory": 20, "n_missing": 3}]},
            0.15,
        ),
        Case("complete", "ordinary", {"activity_version": [{"n_mandatory": 20, "n_missing": 0}]}, 0.0),
        Case(
            "what is mandatory for the form is not known",
            "nothing_known",
            {"activity_version": [{"n_mandatory": None, "n_missing": None}]},
            Unknown(Missing.SOURCE_GAP),
        ),
        Case(
            "a supplement that holds from the same day counts",
            "window_edge",
            {
                "activity_version": [
                    {"n_mandatory": 20, "n_missing": 4, "valid_from": "T-40m", "valid_to": "T"},
                    {"n_mandatory": 20, "n_missing": 1, "valid_from": "T"},
                ]
            },
            0.05,
        ),
        Case(
            "a supplement that became known after the day",
            "late_or_cleared",
            {
                "activity_version": [
                    {"n_mandatory": 20, "n_missing": 4, "known_from": "T-40m", "known_to": "T+1d"},
                    {"n_mandatory": 20, "n_missing": 0, "known_from": "T+1d"},
                ]
            },
            0.2,
        ),
    ),
)
def reg_missing_mandatory_share(missing: pl.Expr, mandatory: pl.Expr) -> pl.Expr:
    """Supervision and those who place people in care need facts that are sufficient and correct."""
    return missing / mandatory
