"""Whether an order to notify, made to an actor that had not done so, is still open."""

import polars as pl

from indicators.definition import Case, Direction, Level, Scope, Target, Unit
from indicators.measures import Ongoing
from indicators.registry import indicator
from tables.core import Decision

_ORDER = {"kind": "order_notification", "ground": "notification_duty"}


@indicator(
    label="Öppet föreläggande om anmälningsskyldighet",
    question="Har aktören ett föreläggande om att anmäla som inte är följt?",
    levels=(Level.ACTOR,),
    unit=Unit.FLAG,
    direction=Direction.FLAG,
    targets=(Target.REGISTER,),
    scope=Scope.ALL,
    measures={
        "open_orders": Ongoing(
            Decision,
            where={"kind": ("order_notification",), "effect": ("in_force",)},
            starts="event_date",
            ends="complied_at",
        ),
    },
    legal=("sol_28_10", "lss_26f"),
    limits=("L6",),
    reason="aktören är förelagd att göra en anmälan och har inte gjort den.",
    usual="inget sådant föreläggande",
    explanations=("Anmälan kan vara inskickad men inte registrerad.",),
    cleared_by="Att anmälan görs, eller att domstol upphäver föreläggandet eller beviljar inhibition.",
    cases=(
        Case(
            "order 2026-02-10, not complied with by 2026-03-31",
            "ordinary",
            {"decision": [{**_ORDER, "event_date": "2026-02-10", "due_date": "2026-04-30"}]},
            1.0,
            as_of="2026-03-31",
        ),
        Case("no order", "nothing_known", {}, 0.0),
        Case(
            "an order to put something right is another matter",
            "ordinary",
            {"decision": [{"kind": "order_remedy", "event_date": "T-1m"}]},
            0.0,
        ),
        Case("decided the same day", "window_edge", {"decision": [{**_ORDER, "event_date": "T"}]}, 1.0),
        Case(
            "complied with the same day",
            "window_edge",
            {"decision": [{**_ORDER, "event_date": "T-1m", "complied_at": "T"}]},
            0.0,
        ),
        Case(
            "annulled, inhibition granted, and not yet known",
            "late_or_cleared",
            {
                "decision": [
                    {**_ORDER, "event_date": "T-1m", "effect": "annulled", "legal_state": "annulled"},
                    {**_ORDER, "event_date": "T-1m", "effect": "suspended", "legal_state": "inhibition"},
                    {**_ORDER, "event_date": "T-1m", "known_from": "T+1d"},
                ]
            },
            0.0,
        ),
    ),
)
def reg_duty_order_open(open_orders: pl.Expr) -> pl.Expr:
    """An open order means a gap in the register that the actor has been told of."""
    return (open_orders > 0).cast(pl.Float64)
