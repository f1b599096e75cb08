"""How often the seats of a company's board and management change hands."""

import polars as pl

from indicators.definition import Case, Direction, Level, Missing, Scope, Target, Unit, Unknown
from indicators.measures import Count, HeldDays, WindowDays
from indicators.registry import indicator
from indicators.windows import Months
from tables.core import ActorLink, CompanyEvent

_SEATS = ("board_member", "deputy", "ceo", "partner")
_SEAT = {"relation": "board_member", "valid_from": "T-60m"}
_CHANGE = {"kind": "role_left", "role": "board_member", "days_since_formation": 2000}


@indicator(
    label="Styrelseförändringar",
    question="Hur ofta byts personerna i bolagets styrelse och ledning?",
    levels=(Level.ACTOR,),
    unit=Unit.RATE,
    direction=Direction.HIGHER,
    targets=(Target.CRIME,),
    scope=Scope.COMPANY,
    measures={
        "changes": Count(
            CompanyEvent,
            where={"kind": ("role_entered", "role_left"), "role": _SEATS},
            last=Months(24),
            beyond=("days_since_formation", 91),
        ),
        "seat_days": HeldDays(ActorLink, where={"relation": _SEATS}, last=Months(24)),
        "window_days": WindowDays(ActorLink, last=Months(24)),
        "company_facts": Count(CompanyEvent),
    },
    shows=("changes", "seat_days"),
    unknown=(("company_facts", Missing.SOURCE_GAP), ("seat_days", Missing.NOT_OBSERVED)),
    legal=("sol_26_7", "lss_23"),
    limits=("L1", "L7"),
    reason="antal till- och frånträden i styrelse och ledning på 24 månader: {y}, {value} per plats och år.",
    usual="{median} per plats och år",
    explanations=("Försäljning, generationsskifte eller pension.",),
    cleared_by="Att sammansättningen är oförändrad; varje byte lämnar fönstret efter 24 månader.",
    cases=(
        Case(
            "four changes on two seats",
            "ordinary",
            {
                "company_event": [{**_CHANGE, "event_date": f"T-{month}m"} for month in (3, 7, 11, 20)],
                "actor_link": [
                    {**_SEAT, "other_id": "P-aaaaaaaaaaaaaaaaaaaa"},
                    {**_SEAT, "other_id": "P-bbbbbbbbbbbbbbbbbbbb"},
                ],
            },
            1.0,
        ),
        Case("nothing known of the company", "nothing_known", {}, Unknown(Missing.SOURCE_GAP)),
        Case(
            "no seats known",
            "nothing_known",
            {"company_event": [{"kind": "registered", "event_date": "T-60m"}]},
            Unknown(Missing.NOT_OBSERVED),
        ),
        Case(
            "24 months back is outside; the first three months after formation do not count",
            "window_edge",
            {
                "company_event": [
                    {**_CHANGE, "event_date": "T-24m"},
                    {**_CHANGE, "event_date": "T-24m+1d"},
                    {**_CHANGE, "event_date": "T-10m", "days_since_formation": 91},
                ],
                "actor_link": [_SEAT],
            },
            0.5,
        ),
        Case(
            "a change registered after the day",
            "late_or_cleared",
            {
                "company_event": [
                    {**_CHANGE, "event_date": "T-20m"},
                    {**_CHANGE, "event_date": "T-3d", "known_from": "T+5d"},
                ],
                "actor_link": [_SEAT],
            },
            0.5,
        ),
    ),
)
def net_board_changes_24m(changes: pl.Expr, seat_days: pl.Expr, window_days: pl.Expr) -> pl.Expr:
    """Quick changes of directors are a known sign; boards have been swapped when found unsuitable."""
    return changes / (2 * (seat_days / window_days))
