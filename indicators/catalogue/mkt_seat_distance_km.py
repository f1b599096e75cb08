"""How far it is from where a provider has its seat to where it runs an activity."""

import polars as pl

from indicators.definition import Case, Direction, Level, Missing, Scope, Target, Unit, Unknown
from indicators.measures import CountAt, Latest, OfActor
from indicators.registry import indicator
from tables.code_lists import code_list
from tables.core import ActivityVersion

#: Forms that are run in a place; the others go wherever those they help live.
_IN_A_PLACE = tuple(code_list("forms").filter(pl.col("site_bound") == "1")["code"])
#: A provider with more activities than this is a chain, and far from some of them by its nature.
_MOST_ACTIVITIES = 3


@indicator(
    label="Avstånd säte–verksamhet",
    question="Hur långt är det mellan bolagets säte och verksamheten?",
    levels=(Level.ACTIVITY,),
    unit=Unit.KILOMETRES,
    direction=Direction.HIGHER,
    targets=(Target.CRIME, Target.QUALITY),
    scope=Scope.PERMIT,
    measures={
        "in_a_place": CountAt(ActivityVersion, where={"form_code": _IN_A_PLACE}),
        "distance": Latest(ActivityVersion, where={"is_open": (True,)}, column="seat_distance_km", date="valid_from"),
        "activities": OfActor(CountAt(ActivityVersion, where={"is_open": (True,)})),
    },
    unknown=(("in_a_place", Missing.NOT_APPLICABLE), ("distance", Missing.SOURCE_GAP, 0)),
    undefined=Missing.NOT_APPLICABLE,
    legal=("sol_26_3", "lss_23"),
    limits=("L3", "L7"),
    reason="{value} km mellan sätets och verksamhetens kommuner.",
    usual="{median} km",
    explanations=(
        "Ledningen kan finnas på plats fast sätet ligger någon annanstans.",
        "Sätet kan ligga hos ett moderbolag eller en redovisningsbyrå.",
    ),
    cleared_by="Att sätet eller verksamheten flyttar; avståndet väger lite och säger inget ensamt.",
    cases=(
        Case(
            "seat in Stockholm, home in Umeå",
            "ordinary",
            {"activity_version": [{"municipality_code": "2480", "seat_distance_km": 514}]},
            514.0,
        ),
        Case(
            "in the same municipality",
            "ordinary",
            {"activity_version": [{"seat_distance_km": 0}]},
            0.0,
        ),
        Case(
            "a protected address has no distance",
            "nothing_known",
            {"activity_version": [{"address_protected": True, "seat_distance_km": None}]},
            Unknown(Missing.SOURCE_GAP),
        ),
        Case(
            "home care has no place of its own",
            "nothing_known",
            {"activity_version": [{"form_code": "HTJ", "max_places": None, "municipality_code": None}]},
            Unknown(Missing.NOT_APPLICABLE),
        ),
        Case(
            "three activities are few",
            "window_edge",
            {
                "activity_version": [
                    {"seat_distance_km": 120},
                    {"activity_id": "V3", "seat_distance_km": 5},
                    {"activity_id": "V4", "seat_distance_km": 5},
                ]
            },
            120.0,
        ),
        Case(
            "four are a chain",
            "window_edge",
            {
                "activity_version": [
                    {"activity_id": activity, "seat_distance_km": 120} for activity in ("V1", "V3", "V4", "V5")
                ]
            },
            Unknown(Missing.NOT_APPLICABLE),
        ),
        Case(
            "a move the same day, and a correction known after it",
            "late_or_cleared",
            {
                "activity_version": [
                    {"seat_distance_km": 30, "valid_from": "T-40m", "valid_to": "T", "known_from": "T-40m"},
                    {"seat_distance_km": 90, "valid_from": "T", "known_from": "T", "known_to": "T+1d"},
                    {"seat_distance_km": 30, "valid_from": "T", "known_from": "T+1d"},
                ]
            },
            90.0,
        ),
        Case(
            "a municipality's own home",
            "ordinary",
            {"activity_version": [{"operator_type": "municipal", "seat_distance_km": 20}]},
            Unknown(Missing.NOT_APPLICABLE),
        ),
    ),
)
def mkt_seat_distance_km(distance: pl.Expr, activities: pl.Expr) -> pl.Expr:
    """Where those who answer for the care are far away, fewer see what happens; alone it says little."""
    return pl.when(activities <= _MOST_ACTIVITIES).then(distance)
