"""How often an actor had to be ordered to hand over information, or denied access."""

import polars as pl

from indicators.definition import Case, Direction, Level, Scope, Target, Unit
from indicators.measures import Count
from indicators.registry import indicator
from indicators.windows import Months
from tables.core import Decision

_ORDERED = {"kind": "order_information", "effect_class": "order"}
_DENIED = {"kind": "denied_access", "effect_class": "none"}


@indicator(
    label="Bristande medverkan",
    question="Har aktören behövt föreläggas att lämna uppgifter, eller nekat tillträde?",
    levels=(Level.ACTOR,),
    unit=Unit.COUNT,
    direction=Direction.HIGHER,
    targets=(Target.CRIME, Target.QUALITY),
    scope=Scope.ALL,
    measures={
        "occasions": Count(
            Decision,
            where={"kind": ("order_information", "denied_access"), "effect": ("in_force",)},
            last=Months(24),
        ),
    },
    legal=("sol_28_8", "lss_26c"),
    limits=("L7",),
    reason="antal förelägganden om uppgift och nekade tillträden på 24 månader: {value}.",
    usual="{median}",
    explanations=(
        "Den boende har rätt att neka tillträde till sitt hem; det är inte utföraren som nekar då.",
        "Uppgifterna kan ha dröjt av skäl som aktören inte råder över.",
    ),
    cleared_by="Att domstol upphäver föreläggandet; annars lämnar tillfällena fönstret efter 24 månader.",
    cases=(
        Case(
            "one order under a conditional fine",
            "ordinary",
            {"decision": [{**_ORDERED, "event_date": "T-5m", "amount_sek": 50000.0}]},
            1.0,
        ),
        Case(
            "an order, and access denied",
            "ordinary",
            {"decision": [{**_ORDERED, "event_date": "T-5m"}, {**_DENIED, "event_date": "T-4m"}]},
            2.0,
        ),
        Case(
            "orders to put something right are counted elsewhere",
            "ordinary",
            {"decision": [{"kind": "order_remedy", "event_date": "T-5m"}]},
            0.0,
        ),
        Case("no such decision", "nothing_known", {}, 0.0),
        Case(
            "exactly 24 months back is outside, the day after is inside",
            "window_edge",
            {"decision": [{**_ORDERED, "event_date": "T-24m"}, {**_ORDERED, "event_date": "T-24m+1d"}]},
            1.0,
        ),
        Case(
            "annulled, inhibition granted, and not yet known",
            "late_or_cleared",
            {
                "decision": [
                    {**_ORDERED, "event_date": "T-5m", "effect": "annulled", "legal_state": "annulled"},
                    {**_ORDERED, "event_date": "T-5m", "effect": "suspended", "legal_state": "inhibition"},
                    {**_DENIED, "event_date": "T-1d", "known_from": "T+1d"},
                ]
            },
            0.0,
        ),
    ),
)
def sup_noncooperation_24m(occasions: pl.Expr) -> pl.Expr:
    """Those under supervision have a duty to assist it."""
    return occasions
