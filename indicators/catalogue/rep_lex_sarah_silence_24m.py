"""How unlikely it is that an activity reports as seldom under lex Sarah as it does."""

import math

import polars as pl

from indicators.definition import (
    Case,
    Direction,
    Estimate,
    Level,
    Missing,
    Scope,
    Shrinkage,
    Target,
    Unit,
    Unknown,
)
from indicators.formulas import surprise_below
from indicators.measures import PeerExpected, SpacedCount
from indicators.registry import indicator
from indicators.windows import Months
from tables.core import Report

#: That it was reported is what matters here, whatever came of it.
_REPORTED = {
    "kind": ("lex_sarah",),
    "subject_type": ("provider",),
    "state": (
        "received",
        "investigating",
        "substantiated",
        "unsubstantiated",
        "closed_no_action",
        "returned_to_municipality",
    ),
}
_FEWEST_EXPECTED = 3
_CAP = 4.0

_ROW = {"kind": "lex_sarah", "sender_type": "provider"}
_PEERS = {"kappa": 1.5, "expected": 8.0}
#: P(Y = 0) with κ = 1.5 and E = 8.
_NONE = (1.5 / 9.5) ** 1.5


@indicator(
    label="Ovanligt få lex Sarah-anmälningar",
    question="Anmäler verksamheten enligt lex Sarah mer sällan än liknande verksamheter?",
    levels=(Level.ACTIVITY,),
    unit=Unit.SURPRISE,
    direction=Direction.HIGHER,
    targets=(Target.QUALITY,),
    scope=Scope.LEX_SARAH,
    measures={
        "reports": SpacedCount(Report, where=_REPORTED, last=Months(24), by="report_id"),
        "expected": PeerExpected(Report, where=_REPORTED, last=Months(24), by="report_id"),
    },
    estimate=Estimate(Shrinkage.GAMMA_POISSON, counted="reports", out_of="expected", fallback=(2.0,)),
    unknown=(("expected", Missing.NOT_OBSERVED, _FEWEST_EXPECTED),),
    legal=("sol_27_6", "lss_24f"),
    limits=("L7",),
    reason="antal anmälningar enligt lex Sarah på 24 månader: {y}, väntat {exposure}. Mått på skillnaden {value} av 4.",
    usual="mått {median}",
    explanations=(
        "Det kan ha hänt mindre, eller rapporterats internt utan att behöva anmälas.",
        "Flera verksamheter kan anmäla genom en av dem.",
    ),
    cleared_by="Att verksamheten anmäler när det finns något att anmäla; inget behöver göras om så inte är fallet.",
    cases=(
        Case("none where eight were expected", "ordinary", {}, -math.log10(_NONE), peers=_PEERS),
        Case(
            "one where eight were expected",
            "ordinary",
            {"report": [{**_ROW, "event_date": "T-5m"}]},
            # P(Y = 1) = P(Y = 0) · κ · E / (κ + E)
            -math.log10(_NONE * (1 + 1.5 * 8 / 9.5)),
            peers=_PEERS,
        ),
        Case(
            "fewer than three expected: too little to say anything",
            "nothing_known",
            {},
            Unknown(Missing.NOT_OBSERVED),
            peers={"kappa": 1.5, "expected": 2.9},
        ),
        Case(
            "three expected is enough",
            "window_edge",
            {},
            -1.5 * math.log10(1.5 / 4.5),
            peers={"kappa": 1.5, "expected": 3.0},
        ),
        Case(
            "exactly 24 months back is outside, the day after is inside",
            "window_edge",
            {"report": [{**_ROW, "event_date": "T-24m"}, {**_ROW, "event_date": "T-24m+1d"}]},
            -math.log10(_NONE * (1 + 1.5 * 8 / 9.5)),
            peers=_PEERS,
        ),
        Case(
            "two on one day are two",
            "ordinary",
            {
                "report": [
                    {**_ROW, "event_date": "T-5m", "sender_key": "P-aaaaaaaaaaaaaaaaaaaa"},
                    {**_ROW, "event_date": "T-5m", "sender_key": "P-aaaaaaaaaaaaaaaaaaaa"},
                ]
            },
            # P(Y = 2) = P(Y = 0) · κ · (κ + 1) / 2 · (E / (κ + E))²
            -math.log10(_NONE * (1 + 1.5 * 8 / 9.5 + 1.5 * 2.5 / 2 * (8 / 9.5) ** 2)),
            peers=_PEERS,
        ),
        Case(
            "closed without action it was reported all the same; struck out and not yet known it was not",
            "late_or_cleared",
            {
                "report": [
                    {**_ROW, "event_date": "T-5m", "state": "closed_no_action", "counts": False},
                    {**_ROW, "event_date": "T-5m", "state": "cleared", "counts": False},
                    {**_ROW, "event_date": "T-1d", "known_from": "T+1d"},
                ]
            },
            -math.log10(_NONE * (1 + 1.5 * 8 / 9.5)),
            peers=_PEERS,
        ),
        Case(
            "a form that is neither a home nor home care",
            "ordinary",
            {"activity_version": [{"form_code": "LSS2"}]},
            Unknown(Missing.NOT_APPLICABLE),
            peers=_PEERS,
        ),
    ),
)
def rep_lex_sarah_silence_24m(reports: pl.Expr, expected: pl.Expr, kappa: pl.Expr) -> pl.Expr:
    """Where many live and work something happens; a duty that never yields a report can mean that nobody reports."""
    return surprise_below(reports, kappa, kappa, expected, _CAP)
