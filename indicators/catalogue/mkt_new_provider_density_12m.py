"""How many private activities have started in a municipality for its size. Context: being in a place is no conduct."""

import polars as pl

from indicators.definition import Case, Direction, Level, Missing, Scope, Unit, Unknown
from indicators.measures import Count, Latest
from indicators.registry import indicator
from indicators.windows import Months
from tables.core import ActivitySpan, Municipality

_PER = 10_000
_TOWN = {"municipality": [{"population": 30_000}]}


@indicator(
    label="Nyetableringstäthet",
    question="Hur många tillståndspliktiga verksamheter har startat i kommunen, räknat på invånarna?",
    levels=(Level.MUNICIPALITY,),
    unit=Unit.RATE,
    direction=Direction.CONTEXT,
    targets=(),
    scope=Scope.ALL,
    measures={
        "started": Count(ActivitySpan, where={"needs_permit": (True,)}, date="valid_from", last=Months(12)),
        "inhabitants": Latest(Municipality, column="population", date="known_from"),
    },
    shows=("started", "inhabitants"),
    unknown=(("inhabitants", Missing.SOURCE_GAP),),
    legal=("sol_26_1", "lss_23"),
    reason="antal verksamheter som har startat eller tagits över på tolv månader: {y}, {value} per 10 000 invånare.",
    usual="kommuner jämförs inte med varandra",
    explanations=("Behovet kan ha ökat, eller kommunen ha infört valfrihet.",),
    cleared_by="Uppgiften gäller kommunen och räknas aldrig mot en verksamhet.",
    cases=(
        Case(
            "six started, 30 000 inhabitants",
            "ordinary",
            {
                **_TOWN,
                "activity_span": [
                    {"activity_id": f"V{number}", "valid_from": f"T-{number}m"} for number in range(3, 9)
                ],
            },
            2.0,
        ),
        Case(
            "what municipalities run needs no permit",
            "ordinary",
            {
                **_TOWN,
                "activity_span": [{"operator_type": "municipal", "needs_permit": False, "valid_from": "T-3m"}],
            },
            0.0,
        ),
        Case(
            "closed again within the year: it started all the same",
            "ordinary",
            {**_TOWN, "activity_span": [{"valid_from": "T-9m", "valid_to": "T-2m", "is_short": True}]},
            1 / 3,
        ),
        Case("none started", "nothing_known", _TOWN, 0.0),
        Case(
            "the number of inhabitants is not known",
            "nothing_known",
            {"activity_span": [{"valid_from": "T-3m"}]},
            Unknown(Missing.SOURCE_GAP),
        ),
        Case(
            "exactly twelve months back is outside, the day after is inside",
            "window_edge",
            {**_TOWN, "activity_span": [{"valid_from": "T-12m"}, {"valid_from": "T-12m+1d"}]},
            1 / 3,
        ),
        Case(
            "one that was registered after the day",
            "late_or_cleared",
            {**_TOWN, "activity_span": [{"valid_from": "T-3m", "known_from": "T+1d"}]},
            0.0,
        ),
    ),
)
def mkt_new_provider_density_12m(started: pl.Expr, inhabitants: pl.Expr) -> pl.Expr:
    """Places where many start at once have been hotspots elsewhere; it steers random and exploratory inspections."""
    return started / (inhabitants / _PER)
