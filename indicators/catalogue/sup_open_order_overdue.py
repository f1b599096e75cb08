"""Orders that should have been complied with and have not been."""

import polars as pl

from indicators.definition import Case, Direction, Level, Scope, Target, Unit
from indicators.measures import Ongoing
from indicators.registry import indicator
from indicators.windows import Days
from tables.core import Decision

_ORDER = {"effect_class": "order", "kind": "order_remedy", "event_date": "T-6m", "effect": "in_force"}


@indicator(
    label="Förelägganden ej följda i tid",
    question="Finns det förelägganden som inte har följts i tid?",
    levels=(Level.ACTIVITY,),
    unit=Unit.COUNT,
    direction=Direction.HIGHER,
    targets=(Target.QUALITY, Target.CRIME),
    scope=Scope.ALL,
    measures={
        "overdue": Ongoing(
            Decision,
            where={"effect_class": ("order",), "effect": ("in_force",)},
            starts="due_date",
            ends="complied_at",
            after=Days(1),
        ),
    },
    legal=("sol_28_9", "lss_26g"),
    reason="antal förelägganden som inte är följda fast sista dag har passerat: {value}.",
    usual="{median}",
    explanations=("Redovisningen kan vara inskickad men inte registrerad.",),
    cleared_by="Att föreläggandet följs, eller att domstol upphäver det eller beviljar inhibition.",
    cases=(
        Case(
            "two orders, one due 2025-12-01 and not complied with",
            "ordinary",
            {
                "decision": [
                    {**_ORDER, "due_date": "2025-12-01"},
                    {**_ORDER, "due_date": "2025-11-01", "complied_at": "2025-10-20"},
                ]
            },
            1.0,
            as_of="2026-01-15",
        ),
        Case("no orders", "nothing_known", {}, 0.0),
        Case(
            "due today is not overdue, complied with today is not either",
            "window_edge",
            {
                "decision": [
                    {**_ORDER, "due_date": "T"},
                    {**_ORDER, "due_date": "T-10d", "complied_at": "T"},
                    {**_ORDER, "due_date": "T-1d"},
                ]
            },
            1.0,
        ),
        Case(
            "inhibition granted, annulled, and not yet known",
            "late_or_cleared",
            {
                "decision": [
                    {**_ORDER, "due_date": "T-1m", "effect": "suspended", "legal_state": "inhibition"},
                    {**_ORDER, "due_date": "T-1m", "effect": "annulled", "legal_state": "annulled"},
                    {**_ORDER, "due_date": "T-1m", "known_from": "T+1d"},
                ]
            },
            0.0,
        ),
    ),
)
def sup_open_order_overdue(overdue: pl.Expr) -> pl.Expr:
    """An order not followed, together with serious misconduct, is the legal road to revocation."""
    return overdue
