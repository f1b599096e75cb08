"""What the register says of an activity that goes outside its permit."""

import polars as pl

from indicators.code_sets import codes_where
from indicators.definition import Case, Direction, Level, Missing, Scope, Target, Unit, Unknown
from indicators.measures import CountAt
from indicators.registry import indicator
from tables.core import ActivityFault, PermitCover

_PERMIT = {"permit_cover": [{"cover": "permit", "max_places": 6}]}
_PLACES = {"rule": "places_over_permit", "valid_from": "T-8m"}


@indicator(
    label="Utanför tillståndets ram",
    question="Går verksamheten utanför det som tillståndet gäller?",
    levels=(Level.ACTIVITY,),
    unit=Unit.COUNT,
    direction=Direction.FLAG,
    targets=(Target.QUALITY, Target.CRIME),
    scope=Scope.PERMIT,
    measures={
        "breaches": CountAt(ActivityFault, where={"rule": codes_where("register_rules", "kind", "scope")}),
        "permits": CountAt(PermitCover, where={"cover": ("permit",)}),
    },
    unknown=(("permits", Missing.SOURCE_GAP),),
    legal=("sof_15_6",),
    reason="antal uppgifter i registret som ligger utanför tillståndet: {value}.",
    usual="ingen sådan uppgift",
    explanations=("Ett ändrat tillstånd kan vara sökt eller beviljat utan att uppgiften har rättats.",),
    cleared_by="Att uppgiften rättas, att verksamheten anpassas eller att tillståndet ändras.",
    cases=(
        Case(
            "permit for 6 places, notified 8",
            "ordinary",
            {**_PERMIT, "activity_fault": [_PLACES]},
            1.0,
        ),
        Case(
            "too many places and another address; a contradiction of another kind is not counted",
            "ordinary",
            {
                **_PERMIT,
                "activity_fault": [
                    _PLACES,
                    {"rule": "address_outside_permit", "valid_from": "T-2m"},
                    {"rule": "age_span_reversed", "valid_from": "T-2m"},
                ],
            },
            2.0,
        ),
        Case("inside the permit", "ordinary", _PERMIT, 0.0),
        Case("no permit known to compare with", "nothing_known", {}, Unknown(Missing.SOURCE_GAP)),
        Case(
            "an application has no frame yet",
            "nothing_known",
            {"permit_cover": [{"cover": "application"}]},
            Unknown(Missing.SOURCE_GAP),
        ),
        Case(
            "from the first day it counts, on the day it is put right it does not",
            "window_edge",
            {
                **_PERMIT,
                "activity_fault": [
                    {"rule": "group_outside_permit", "valid_from": "T"},
                    {**_PLACES, "valid_to": "T"},
                ],
            },
            1.0,
        ),
        Case(
            "a breach that became known after the day, and one that was a mistake in the register",
            "late_or_cleared",
            {
                **_PERMIT,
                "activity_fault": [{**_PLACES, "known_from": "T+1d"}, {**_PLACES, "known_to": "T-1m"}],
            },
            0.0,
        ),
    ),
)
def per_scope_breach(breaches: pl.Expr) -> pl.Expr:
    """A permit states how many may live there, who they may be and where; beyond that nothing has been tested."""
    return breaches
