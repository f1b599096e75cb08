"""For how long an activity that has a permit has not been in operation."""

import polars as pl

from indicators.definition import Case, Direction, Level, Missing, Scope, Target, Unit, Unknown
from indicators.measures import CountAt, DaysSince
from indicators.registry import indicator
from tables.core import ActivityVersion, Dormancy, PermitCover

_IDLE = ("not_started", "stopped", "dormant")
_PERMIT = {"permit_cover": [{"cover": "permit"}]}


@indicator(
    label="Vilande tillstånd, dagar",
    question="Hur länge har verksamheten haft tillstånd utan att vara i drift?",
    levels=(Level.ACTIVITY,),
    unit=Unit.DAYS,
    direction=Direction.HIGHER,
    targets=(Target.CRIME, Target.REGISTER),
    scope=Scope.PERMIT,
    measures={
        "idle": CountAt(ActivityVersion, where={"operating_status": _IDLE}),
        "permits": CountAt(PermitCover, where={"cover": ("permit",)}),
        "days": DaysSince(Dormancy, date="valid_from", ends="valid_to"),
    },
    legal=("sol_28_11", "lss_26g"),
    reason="antal dagar som verksamheten inte har varit i drift: {value}.",
    usual="{median}",
    explanations=("Starten kan vänta på lokaler, personal eller de första placeringarna.",),
    cleared_by="Att verksamheten anmäls vara i drift, eller att den läggs ned.",
    cases=(
        Case(
            "permit granted 2025-04-01, not started by the end of the year",
            "ordinary",
            {
                "permit_cover": [{"cover": "permit", "valid_from": "2025-04-01"}],
                "activity_version": [{"operating_status": "not_started", "valid_from": "2025-04-01"}],
                "dormancy": [{"operating_status": "not_started", "valid_from": "2025-04-01"}],
            },
            274.0,
            as_of="2025-12-31",
        ),
        Case(
            "in operation again, after an earlier pause",
            "ordinary",
            {"dormancy": [{"valid_from": "T-20m", "valid_to": "T-14m"}]},
            0.0,
        ),
        Case("in operation, nothing else known", "nothing_known", {}, 0.0),
        Case(
            "not started, and no day known to count from",
            "nothing_known",
            {**_PERMIT, "activity_version": [{"operating_status": "not_started"}]},
            Unknown(Missing.NOT_OBSERVED),
        ),
        Case(
            "not started, and still waiting for a permit: there is none to lie unused",
            "nothing_known",
            {
                "permit_cover": [{"cover": "application", "valid_from": "T-8m"}],
                "activity_version": [{"operating_status": "not_started", "valid_from": "T-8m"}],
                "dormancy": [{"operating_status": "not_started", "valid_from": "T-8m"}],
            },
            Unknown(Missing.NOT_OBSERVED),
        ),
        Case(
            "stopped today: no day has passed",
            "window_edge",
            {
                **_PERMIT,
                "activity_version": [{"valid_to": "T"}, {"operating_status": "stopped", "valid_from": "T"}],
                "dormancy": [{"operating_status": "stopped", "valid_from": "T"}],
            },
            0.0,
        ),
        Case(
            "resumed today",
            "window_edge",
            {
                "activity_version": [
                    {"operating_status": "dormant", "valid_from": "T-8m", "valid_to": "T"},
                    {"valid_from": "T"},
                ],
                "dormancy": [{"valid_from": "T-8m", "valid_to": "T"}],
            },
            0.0,
        ),
        Case(
            "the stop became known only after the day",
            "late_or_cleared",
            {
                "activity_version": [
                    {"known_to": "T+1d"},
                    {"operating_status": "dormant", "valid_from": "T-8m", "known_from": "T+1d"},
                ],
                "dormancy": [{"valid_from": "T-8m", "known_from": "T+1d"}],
            },
            0.0,
        ),
    ),
)
def per_dormant_days(idle: pl.Expr, permits: pl.Expr, days: pl.Expr) -> pl.Expr:
    """An unused permit can be kept in reserve for when another is lost; the law sets a limit of six months."""
    lies_unused = pl.when(permits > 0).then(days)
    return pl.when(idle > 0).then(lies_unused).otherwise(0.0)
