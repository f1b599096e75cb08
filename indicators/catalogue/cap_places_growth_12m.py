"""How much the number of places an actor runs has grown in a year."""

import polars as pl

from indicators.definition import Case, Direction, Level, Missing, Scope, Target, Unit, Unknown
from indicators.measures import CountAt, SumAt
from indicators.population import RESIDENTIAL_FORMS
from indicators.registry import indicator
from indicators.windows import Months
from tables.core import ActivityVersion

_OPEN_HOMES = {"is_open": (True,), "form_code": RESIDENTIAL_FORMS}
_HOME = {"form_code": "HVB", "is_open": True}


@indicator(
    label="Tillväxt i platser",
    question="Hur mycket har antalet platser som aktören driver ökat på ett år?",
    levels=(Level.ACTOR,),
    unit=Unit.LOG_RATIO,
    direction=Direction.HIGHER,
    targets=(Target.QUALITY, Target.CRIME),
    scope=Scope.RESIDENTIAL,
    measures={
        "places": SumAt(ActivityVersion, where=_OPEN_HOMES, column="max_places"),
        "places_then": SumAt(ActivityVersion, where=_OPEN_HOMES, column="max_places", ago=Months(12)),
        "existed_then": CountAt(ActivityVersion, ago=Months(12)),
    },
    shows=("places", "places_then"),
    unknown=(("existed_then", Missing.NOT_OBSERVED),),
    limits=("L7",),
    reason="antalet platser gick från {exposure} till {y} på tolv månader, tillväxttal {value}.",
    usual="tillväxttal {median}",
    explanations=("Utbyggnad efter upphandling eller beviljat tillstånd.",),
    cleared_by="Att antalet platser är oförändrat under tolv månader.",
    cases=(
        Case(
            "from 10 to 40 places",
            "ordinary",
            {
                "activity_version": [
                    {**_HOME, "max_places": 10, "valid_from": "T-40m", "valid_to": "T-6m"},
                    {**_HOME, "max_places": 40, "valid_from": "T-6m"},
                ]
            },
            1.0986122886681098,
        ),
        Case(
            "an actor younger than a year",
            "nothing_known",
            {"activity_version": [{**_HOME, "max_places": 40, "valid_from": "T-6m"}]},
            Unknown(Missing.NOT_OBSERVED),
        ),
        Case(
            "started exactly twelve months ago",
            "window_edge",
            {"activity_version": [{**_HOME, "max_places": 7, "valid_from": "T-12m"}]},
            0.0,
        ),
        Case(
            "a correction of last year's places that came after the day",
            "late_or_cleared",
            {
                "activity_version": [
                    {**_HOME, "max_places": 7, "valid_from": "T-40m", "known_from": "T-40m", "known_to": "T+1d"},
                    {**_HOME, "max_places": 19, "valid_from": "T-40m", "known_from": "T+1d"},
                ]
            },
            0.0,
        ),
    ),
)
def cap_places_growth_12m(places: pl.Expr, places_then: pl.Expr) -> pl.Expr:
    """Control lags behind growth."""
    return ((places + 5) / (places_then + 5)).log()
