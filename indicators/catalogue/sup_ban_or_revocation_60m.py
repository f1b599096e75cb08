"""The gravest decision against an actor in five years, and how it stands in court."""

import polars as pl

from indicators.definition import Case, Direction, Level, Scope, Target, Unit
from indicators.measures import Highest
from indicators.registry import indicator
from indicators.windows import Months
from tables.core import Decision

_REVOKED = {"effect_class": "revocation", "kind": "revocation_full", "effect": "in_force", "legal_state": "decided"}


@indicator(
    label="Förbud eller återkallelse, 60 mån",
    question="Har aktören fått ett förbud eller förlorat ett tillstånd?",
    levels=(Level.ACTOR,),
    unit=Unit.STATE,
    direction=Direction.FLAG,
    targets=(Target.CRIME, Target.QUALITY),
    scope=Scope.ALL,
    top=2.0,
    states={1: "inhibition beviljad", 2: "varken upphävt eller inhiberat"},
    measures={
        "state": Highest(
            Decision,
            where={"effect_class": ("ban", "revocation")},
            by="effect",
            ranks={"in_force": 2, "suspended": 1},
            last=Months(60),
        ),
    },
    legal=("sol_28_11", "sol_28_12", "sol_28_12a"),
    limits=("L7",),
    reason="förbud eller återkallelse har beslutats de senaste 60 månaderna ({state}).",
    usual="inget sådant beslut",
    explanations=("Domstol kan komma att ändra beslutet.", "Bristerna kan vara avhjälpta."),
    cleared_by="Att domstol upphäver beslutet eller beviljar inhibition; annars lämnar det fönstret efter 60 månader.",
    cases=(
        Case(
            "revoked 2025-06, inhibition 2025-07",
            "ordinary",
            {
                "decision": [
                    {**_REVOKED, "event_date": "2025-06-10", "known_from": "2025-06-10", "known_to": "2025-07-05"},
                    {
                        **_REVOKED,
                        "event_date": "2025-06-10",
                        "known_from": "2025-07-05",
                        "effect": "suspended",
                        "legal_state": "inhibition",
                    },
                ]
            },
            1.0,
        ),
        Case(
            "appealed without inhibition applies at once",
            "ordinary",
            {"decision": [{**_REVOKED, "event_date": "T-3m", "legal_state": "appealed"}]},
            2.0,
        ),
        Case("no such decision", "nothing_known", {}, 0.0),
        Case(
            "exactly 60 months back is outside",
            "window_edge",
            {"decision": [{**_REVOKED, "event_date": "T-60m"}]},
            0.0,
        ),
        Case(
            "annulled, and one not yet known",
            "late_or_cleared",
            {
                "decision": [
                    {**_REVOKED, "event_date": "T-9m", "effect": "annulled", "legal_state": "annulled"},
                    {**_REVOKED, "event_date": "T-1d", "known_from": "T+1d"},
                ]
            },
            0.0,
        ),
    ),
)
def sup_ban_or_revocation_60m(state: pl.Expr) -> pl.Expr:
    """The strongest past act; municipalities have gone on paying firms whose permit was revoked."""
    return state
