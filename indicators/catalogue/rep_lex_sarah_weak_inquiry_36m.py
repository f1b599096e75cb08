"""How large a share of an actor's own inquiries under lex Sarah fell short."""

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
from indicators.measures import Count
from indicators.registry import indicator
from indicators.windows import Months
from tables.code_lists import code_list
from tables.core import Report

#: What a case under lex Sarah ends in. One that was struck out as wrongly entered is no case.
_CLOSED = {
    "kind": ("lex_sarah",),
    "subject_type": ("provider",),
    "state": ("substantiated", "unsubstantiated", "closed_no_action"),
}
_INQUIRIES = code_list("inquiry_assessments")
_ASSESSED = tuple(_INQUIRIES["code"])
_WEAK = tuple(_INQUIRIES.filter(pl.col("is_weak") == "1")["code"])

_PRIOR = {"a": 1.0, "b": 4.0}
_ROW = {"kind": "lex_sarah", "sender_type": "provider", "state": "closed_no_action", "counts": False}


@indicator(
    label="Bristfällig egen utredning enligt lex Sarah",
    question="Hur stor andel av aktörens egna utredningar enligt lex Sarah behövde kompletteras eller räckte inte?",
    levels=(Level.ACTOR,),
    unit=Unit.SHARE,
    direction=Direction.HIGHER,
    targets=(Target.QUALITY,),
    scope=Scope.ALL,
    measures={
        "weak": Count(Report, where={**_CLOSED, "inquiry": _WEAK}, last=Months(36)),
        "assessed": Count(Report, where={**_CLOSED, "inquiry": _ASSESSED}, last=Months(36)),
    },
    estimate=Estimate(Shrinkage.BETA_BINOMIAL, counted="weak", out_of="assessed", fallback=(1.0, 4.0)),
    unknown=(("assessed", Missing.NOT_OBSERVED),),
    legal=("sol_27_6", "lss_24f"),
    reason="{y} av {exposure} egna utredningar på 36 månader kompletterades eller räckte inte.",
    usual="{median}",
    explanations=("Kompletteringen kan ha gällt en enskild uppgift.",),
    cleared_by="Att kommande utredningar är tillräckliga; äldre ärenden lämnar fönstret efter 36 månader.",
    cases=(
        Case(
            "two of two: one to be completed, one without a cause",
            "ordinary",
            {
                "report": [
                    {**_ROW, "event_date": "T-8m", "inquiry": "completion_requested"},
                    {**_ROW, "event_date": "T-20m", "inquiry": "cause_not_identified"},
                ]
            },
            3 / 7,
            peers=_PRIOR,
        ),
        Case("no report under lex Sarah", "nothing_known", {}, Unknown(Missing.NOT_OBSERVED), peers=_PRIOR),
        Case(
            "not yet assessed, and assessed but not yet closed",
            "nothing_known",
            {
                "report": [
                    {**_ROW, "event_date": "T-2m", "state": "received", "counts": True},
                    {
                        **_ROW,
                        "event_date": "T-2m",
                        "state": "investigating",
                        "counts": True,
                        "inquiry": "completion_requested",
                    },
                ]
            },
            Unknown(Missing.NOT_OBSERVED),
            peers=_PRIOR,
        ),
        Case(
            "closed without action is how a case that was handled well ends, and counts",
            "ordinary",
            {"report": [{**_ROW, "event_date": "T-8m", "inquiry": "sufficient"}]},
            1 / 6,
            peers=_PRIOR,
        ),
        Case(
            "exactly 36 months back is outside, the day after is inside",
            "window_edge",
            {
                "report": [
                    {**_ROW, "event_date": "T-36m", "inquiry": "measures_insufficient"},
                    {**_ROW, "event_date": "T-36m+1d", "inquiry": "sufficient"},
                ]
            },
            1 / 6,
            peers=_PRIOR,
        ),
        Case(
            "struck out as wrongly entered, and assessed after the day",
            "late_or_cleared",
            {
                "report": [
                    {**_ROW, "event_date": "T-8m", "inquiry": "sufficient"},
                    {**_ROW, "event_date": "T-8m", "inquiry": "measures_insufficient", "state": "cleared"},
                    {**_ROW, "event_date": "T-3m", "inquiry": "measures_insufficient", "known_from": "T+1d"},
                ]
            },
            1 / 6,
            peers=_PRIOR,
        ),
    ),
)
def rep_lex_sarah_weak_inquiry_36m(weak: pl.Expr, assessed: pl.Expr, a: pl.Expr, b: pl.Expr) -> pl.Expr:
    """An inquiry that finds no cause leads to no measure that helps."""
    return (a + weak) / (a + b + assessed)
