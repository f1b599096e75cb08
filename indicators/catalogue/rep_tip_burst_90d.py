"""How unlikely the number of tips of the last 90 days is, after the year before."""

import math

import polars as pl

from indicators.definition import Case, Direction, Estimate, Level, Scope, Shrinkage, Target, Unit
from indicators.formulas import surprise_above
from indicators.measures import PeerExpected, SpacedCount
from indicators.registry import indicator
from indicators.windows import Days, Months
from tables.core import Report

_TIP = {"kind": ("tip",), "counts": (True,)}
_RECENT = Days(90)
#: The twelve months before the recent ones.
_BEFORE = Months(12, days=90)
_FEWEST = 2
_CAP = 6.0

_ROW = {"kind": "tip"}
_PEERS = {"kappa": 2.0, "expected_before": 1.0, "expected": 0.25}
_YEAR_BEFORE = {**_ROW, "event_date": "T-8m"}


@indicator(
    label="Plötslig ökning av tips",
    question="Har det kommit fler tips på 90 dagar än vad året före ger skäl att vänta?",
    levels=(Level.ACTIVITY,),
    unit=Unit.SURPRISE,
    direction=Direction.HIGHER,
    targets=(Target.QUALITY,),
    scope=Scope.ALL,
    measures={
        "tips": SpacedCount(Report, where=_TIP, last=_RECENT),
        "expected": PeerExpected(Report, where=_TIP, last=_RECENT),
        "tips_before": SpacedCount(Report, where=_TIP, last=_BEFORE, older=_RECENT),
        "expected_before": PeerExpected(Report, where=_TIP, last=_BEFORE, older=_RECENT),
    },
    estimate=Estimate(Shrinkage.GAMMA_POISSON, counted="tips_before", out_of="expected_before", fallback=(2.0,)),
    shows=("tips", "expected"),
    legal=("ivo_2",),
    reason="antal tips de senaste 90 dagarna: {y}, väntat bland jämförbara {exposure}. Mått på ökningen {value} av 6.",
    usual="mått {median}",
    explanations=("Flera tips kan gälla samma händelse eller vara samordnade.",),
    cleared_by="Att tipsen avslutas utan åtgärd; annars lämnar de fönstret efter 90 dagar.",
    cases=(
        Case(
            "three tips in 90 days after one in the year before",
            "ordinary",
            {
                "report": [
                    {**_ROW, "event_date": "T-10d"},
                    {**_ROW, "event_date": "T-30d"},
                    {**_ROW, "event_date": "T-50d"},
                    _YEAR_BEFORE,
                ]
            },
            # p = 1 - (12/13)³ · (1 + 3/13 + 6/169) = 1501/371293
            math.log10(371293 / 1501),
            peers=_PEERS,
        ),
        Case("no tips", "nothing_known", {}, 0.0, peers=_PEERS),
        Case("one tip is no increase", "ordinary", {"report": [{**_ROW, "event_date": "T-10d"}]}, 0.0, peers=_PEERS),
        Case(
            "90 days back belongs to the year before, 89 days to the recent ones",
            "window_edge",
            {
                "report": [
                    {**_ROW, "event_date": "T-10d"},
                    {**_ROW, "event_date": "T-50d"},
                    {**_ROW, "event_date": "T-89d"},
                    {**_ROW, "event_date": "T-90d"},
                ]
            },
            math.log10(371293 / 1501),
            peers=_PEERS,
        ),
        Case(
            "a year and 90 days back is outside",
            "window_edge",
            {
                "report": [
                    {**_ROW, "event_date": "T-10d"},
                    {**_ROW, "event_date": "T-50d"},
                    {**_ROW, "event_date": "T-12m-90d"},
                ]
            },
            # nobody before: p = 1 - (12/13)² · (1 + 2/13) = 37/2197
            math.log10(2197 / 37),
            peers=_PEERS,
        ),
        Case(
            "never more than six",
            "ordinary",
            {"report": [{**_ROW, "event_date": f"T-{day}d"} for day in range(1, 21)]},
            6.0,
            peers=_PEERS,
        ),
        Case(
            "one closed without action, and one not yet known",
            "late_or_cleared",
            {
                "report": [
                    {**_ROW, "event_date": "T-10d"},
                    {**_ROW, "event_date": "T-30d", "counts": False, "state": "closed_no_action"},
                    {**_ROW, "event_date": "T-1d", "known_from": "T+1d"},
                ]
            },
            0.0,
            peers=_PEERS,
        ),
    ),
)
def rep_tip_burst_90d(
    tips: pl.Expr, expected: pl.Expr, tips_before: pl.Expr, expected_before: pl.Expr, kappa: pl.Expr
) -> pl.Expr:
    """An early sign that something has gone wrong, before anyone has had time to look."""
    surprise = surprise_above(tips, kappa + tips_before, kappa + expected_before, expected, _CAP)
    return pl.when(tips < _FEWEST).then(0.0).otherwise(surprise)
