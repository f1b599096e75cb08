"""For how long a limited company has been late with its annual report."""

import polars as pl

from indicators.definition import Case, Direction, Level, Missing, Scope, Target, Unit, Unknown
from indicators.measures import Count, DaysSinceFirst
from indicators.registry import indicator
from indicators.windows import Months
from tables.core import Company, FilingDuty

#: The longest that a first fiscal year can be: until then there is nothing to file.
_LONGEST_YEAR = Months(18)
_YEAR_2024 = {"event_date": "2024-12-31", "due_at": "2025-07-31"}


@indicator(
    label="Årsredovisning försenad, dagar",
    question="Är bolaget försenat med att lämna in sin årsredovisning?",
    levels=(Level.ACTOR,),
    unit=Unit.DAYS,
    direction=Direction.HIGHER,
    targets=(Target.CRIME,),
    scope=Scope.LIMITED,
    measures={
        "overdue": DaysSinceFirst(FilingDuty, date="due_at", ends="filed_at"),
        "years": Count(FilingDuty),
        "is_new": Count(Company, date="formed_at", last=_LONGEST_YEAR),
    },
    undefined=Missing.SOURCE_GAP,
    legal=("sol_26_3", "lss_23a"),
    limits=("L7",),
    reason="antal dagar sedan årsredovisningen senast skulle ha lämnats in: {value}.",
    usual="{median}",
    explanations=(
        "Revisorns granskning eller stämman kan ha dragit ut på tiden.",
        "Årsredovisningen kan ha lämnats på papper och inte hunnit registreras.",
    ),
    cleared_by="Att årsredovisningen lämnas in.",
    cases=(
        Case(
            "fiscal year 2024, not filed by 2025-10-31: due 2025-07-31",
            "ordinary",
            {"filing_duty": [_YEAR_2024]},
            92.0,
            as_of="2025-10-31",
        ),
        Case("filed", "ordinary", {"filing_duty": [{**_YEAR_2024, "filed_at": "2025-06-20"}]}, 0.0),
        Case(
            "two years missing: counted from the first",
            "ordinary",
            {"filing_duty": [{"event_date": "2023-12-31", "due_at": "2024-07-31"}, _YEAR_2024]},
            457.0,
            as_of="2025-10-31",
        ),
        Case("no fiscal year known", "nothing_known", {}, Unknown(Missing.SOURCE_GAP)),
        Case(
            "formed a year ago: no fiscal year has to have ended",
            "nothing_known",
            {"company": [{"formed_at": "T-12m"}]},
            0.0,
        ),
        Case(
            "formed exactly 18 months ago: one must have ended, and none is known",
            "window_edge",
            {"company": [{"formed_at": "T-18m"}]},
            Unknown(Missing.SOURCE_GAP),
        ),
        Case(
            "a handelsbolag has no such duty",
            "nothing_known",
            {"actor": [{"legal_form": "HB"}], "filing_duty": [_YEAR_2024]},
            Unknown(Missing.NOT_APPLICABLE),
        ),
        Case(
            "on the last day it is in time",
            "window_edge",
            {"filing_duty": [_YEAR_2024]},
            0.0,
            as_of="2025-07-31",
        ),
        Case(
            "the day after, it is one day late",
            "window_edge",
            {"filing_duty": [_YEAR_2024]},
            1.0,
            as_of="2025-08-01",
        ),
        Case(
            "filed late, and that was registered after the day",
            "late_or_cleared",
            {
                "filing_duty": [
                    {**_YEAR_2024, "known_to": "T+1d"},
                    {**_YEAR_2024, "filed_at": "T", "known_from": "T+1d"},
                ]
            },
            31.0,
            as_of="2025-08-31",
        ),
        Case(
            "filed late, and done with from that day",
            "late_or_cleared",
            {
                "filing_duty": [
                    {**_YEAR_2024, "known_to": "T"},
                    {**_YEAR_2024, "filed_at": "T", "known_from": "T"},
                ]
            },
            0.0,
            as_of="2025-08-31",
        ),
    ),
)
def fin_annual_report_overdue_days(overdue: pl.Expr, years: pl.Expr, is_new: pl.Expr) -> pl.Expr:
    """The law gives seven months; a company that does not file cannot be seen into, and at eleven may be wound up."""
    return pl.when((years > 0) | (is_new > 0)).then(overdue.fill_null(0.0))
