"""Whether a private activity of a form that needs a permit operates without one."""

import polars as pl

from indicators.definition import Case, Direction, Level, Missing, Scope, Target, Unit, Unknown
from indicators.measures import CountAt
from indicators.registry import indicator
from tables.core import ActivityVersion, PermitCover


@indicator(
    label="Aktiv verksamhet utan giltigt tillstånd",
    question="Bedrivs verksamheten utan giltigt tillstånd?",
    levels=(Level.ACTIVITY,),
    unit=Unit.FLAG,
    direction=Direction.FLAG,
    targets=(Target.CRIME,),
    scope=Scope.PERMIT,
    measures={
        "operating": CountAt(ActivityVersion, where={"operating_status": ("active",)}),
        "cover": CountAt(PermitCover),
    },
    legal=("sol_26_1", "lss_23", "sol_28_12a"),
    limits=("L7",),
    reason="verksamheten står som aktiv, och i registret finns varken ett giltigt tillstånd eller en pågående ansökan "
    "som täcker den.",
    usual="giltigt tillstånd",
    explanations=(
        "Ett förnyat tillstånd kan vara beslutat men inte registrerat.",
        "Tillståndets nummer kan saknas bland verksamhetens uppgifter, eller höra till ett annat bolag i koncernen.",
        "Verksamheten kan ha upphört utan att det är anmält.",
    ),
    cleared_by="Att ett giltigt tillstånd registreras, eller att verksamheten upphör.",
    cases=(
        Case(
            "permit ended 2025-11-30, active at 2026-02-28",
            "ordinary",
            {"permit_cover": [{"valid_from": "2021-12-01", "valid_to": "2025-12-01"}]},
            1.0,
            as_of="2026-02-28",
        ),
        Case("a valid permit", "ordinary", {"permit_cover": [{"valid_from": "T-30m"}]}, 0.0),
        Case(
            "an application under a transition rule",
            "ordinary",
            {"permit_cover": [{"cover": "application", "valid_from": "T-3m"}]},
            0.0,
        ),
        Case(
            "without a permit, and not in operation",
            "ordinary",
            {"activity_version": [{"operating_status": "dormant"}]},
            0.0,
        ),
        Case("no permit known, though the source is there", "nothing_known", {}, 1.0),
        Case(
            "a municipality needs no permit",
            "nothing_known",
            {"activity_version": [{"operator_type": "municipal"}]},
            Unknown(Missing.NOT_APPLICABLE),
        ),
        Case(
            "on its last day the permit is valid",
            "window_edge",
            {"permit_cover": [{"valid_from": "T-60m", "valid_to": "T+1d"}]},
            0.0,
        ),
        Case(
            "the day after its last day it is not",
            "window_edge",
            {"permit_cover": [{"valid_from": "T-60m", "valid_to": "T"}]},
            1.0,
        ),
        Case(
            "a permit that turned out later to have ended was valid as known then",
            "late_or_cleared",
            {
                "permit_cover": [
                    {"valid_from": "T-60m", "known_to": "T+1d"},
                    {"valid_from": "T-60m", "valid_to": "T-10d", "known_from": "T+1d"},
                ]
            },
            0.0,
        ),
        Case(
            "a renewed permit that was registered after the day",
            "late_or_cleared",
            {"permit_cover": [{"valid_from": "T-1m", "known_from": "T+1d"}]},
            1.0,
        ),
    ),
)
def per_activity_without_permit(operating: pl.Expr, cover: pl.Expr) -> pl.Expr:
    """To run such an activity without a permit is forbidden, and can be stopped at once."""
    return (operating > 0) & (cover == 0)
