"""Whether an actor that was reported in one municipality has started in another within a year."""

import polars as pl

from indicators.definition import Case, Direction, Level, Scope, Target, Unit
from indicators.measures import Count
from indicators.registry import indicator
from indicators.windows import Months
from tables.core import MovedAfterExclusion

_MOVED = {"from_municipality": "0181", "to_municipality": "1880"}


@indicator(
    label="Ny kommun efter anmälan eller avslutat avtal",
    question="Har aktören, eller någon i dess krets, gått vidare i en annan kommun efter en anmälan?",
    levels=(Level.ACTOR,),
    unit=Unit.FLAG,
    direction=Direction.FLAG,
    targets=(Target.CRIME,),
    scope=Scope.PERMIT,
    measures={"starts": Count(MovedAfterExclusion, last=Months(24))},
    legal=("sol_26_3", "sol_27_7"),
    limits=("L1", "L7"),
    reason="inom tolv månader efter en anmälan som inte är avslutad startade aktören, eller någon i dess krets, i en "
    "annan kommun eller anmäldes för första gången av den.",
    usual="inget sådant",
    explanations=(
        "Starten kan ha varit planerad långt före anmälan.",
        "Den som växer startar i nya kommuner.",
        "En kommun kan anmäla ett boende i en annan kommun, där den har placerat någon.",
    ),
    cleared_by="Att anmälan avslutas utan åtgärd eller avförs; annars lämnar starten fönstret efter 24 månader.",
    cases=(
        Case(
            "reported in Södertälje 2025-05, started in Örebro 2025-11",
            "ordinary",
            {"moved_after_exclusion": [{**_MOVED, "event_date": "2025-11-10"}]},
            1.0,
        ),
        Case(
            "one hop away, by a shared person",
            "ordinary",
            {"moved_after_exclusion": [{**_MOVED, "event_date": "T-5m", "attribution": "circle"}]},
            1.0,
        ),
        Case("nothing of the kind", "nothing_known", {}, 0.0),
        Case(
            "started exactly 24 months ago",
            "window_edge",
            {"moved_after_exclusion": [{**_MOVED, "event_date": "T-24m"}]},
            0.0,
        ),
        Case(
            "started the day after that",
            "window_edge",
            {"moved_after_exclusion": [{**_MOVED, "event_date": "T-24m+1d"}]},
            1.0,
        ),
        Case(
            "the report was cleared, and a start known after the day",
            "late_or_cleared",
            {
                "moved_after_exclusion": [
                    {**_MOVED, "event_date": "T-5m", "known_from": "T-5m", "known_to": "T-1m"},
                    {**_MOVED, "event_date": "T-2m", "known_from": "T+1d"},
                ]
            },
            0.0,
        ),
    ),
)
def mkt_moved_after_exclusion(starts: pl.Expr) -> pl.Expr:
    """Providers that one municipality no longer wants have gone on in another that did not know."""
    return (starts > 0).cast(pl.Float64)
