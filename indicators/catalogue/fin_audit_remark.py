"""Whether the auditor remarked on a company's latest annual report."""

import polars as pl

from indicators.definition import Case, Direction, Level, Missing, Scope, Target, Unit, Unknown
from indicators.measures import Count, Latest
from indicators.registry import indicator
from indicators.windows import Months
from tables.core import AnnualReport

_RECENT = Months(24)
_REMARK = {"event_date": "T-15m", "has_audit_remark": True}


@indicator(
    label="Anmärkning i revisionsberättelsen",
    question="Har revisorn anmärkt på bolagets senaste årsredovisning?",
    levels=(Level.ACTOR,),
    unit=Unit.FLAG,
    direction=Direction.FLAG,
    targets=(Target.CRIME,),
    scope=Scope.COMPANY,
    measures={
        "remark": Latest(AnnualReport, column="has_audit_remark", last=_RECENT),
        "reports": Count(AnnualReport, last=_RECENT),
    },
    unknown=(("reports", Missing.SOURCE_GAP), ("remark", Missing.NOT_APPLICABLE, 0)),
    legal=("sol_26_3", "lss_23a"),
    limits=("L7",),
    reason="revisorn har lämnat en anmärkning eller avvikit från standardutformningen i den senaste "
    "revisionsberättelsen.",
    usual="ingen anmärkning",
    explanations=("Anmärkningen kan gälla en enstaka försening som har rättats.",),
    cleared_by="En senare revisionsberättelse utan anmärkning.",
    cases=(
        Case("a remark on taxes paid late", "ordinary", {"annual_report": [_REMARK]}, 1.0),
        Case(
            "a later report without a remark",
            "ordinary",
            {"annual_report": [_REMARK, {"event_date": "T-3m", "has_audit_remark": False}]},
            0.0,
        ),
        Case("no annual report", "nothing_known", {}, Unknown(Missing.SOURCE_GAP)),
        Case(
            "a company without an auditor",
            "nothing_known",
            {"annual_report": [{"event_date": "T-15m", "has_audit_remark": None}]},
            Unknown(Missing.NOT_APPLICABLE),
        ),
        Case(
            "a year that ended exactly 24 months ago is too old",
            "window_edge",
            {"annual_report": [{**_REMARK, "event_date": "T-24m"}]},
            Unknown(Missing.SOURCE_GAP),
        ),
        Case(
            "a year that ended the day after that is not",
            "window_edge",
            {"annual_report": [{**_REMARK, "event_date": "T-24m+1d"}]},
            1.0,
        ),
        Case(
            "a remark in a report that was filed after the day",
            "late_or_cleared",
            {
                "annual_report": [
                    {**_REMARK, "has_audit_remark": False},
                    {**_REMARK, "event_date": "T-3m", "known_from": "T+1d"},
                ]
            },
            0.0,
        ),
    ),
)
def fin_audit_remark(remark: pl.Expr) -> pl.Expr:
    """An auditor has seen the books and says when something is not as it should be."""
    return remark
