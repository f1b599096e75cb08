"""How many employees a company has for each place in its homes."""

import polars as pl

from indicators.definition import Case, Direction, Level, Missing, Scope, Target, Unit, Unknown
from indicators.measures import Count, CountAt, Latest, SumAt
from indicators.population import RESIDENTIAL_FORMS
from indicators.registry import indicator
from indicators.windows import Months
from tables.core import ActivityVersion, AnnualReport

_RECENT = Months(24)
_OPEN_HOMES = {"is_open": (True,), "form_code": RESIDENTIAL_FORMS}
_TWELVE = {"activity_version": [{"max_places": 12}]}
_REPORT = {"event_date": "T-15m", "mean_employees": 6.0}


@indicator(
    label="Anställda per plats",
    question="Hur många anställda har bolaget för varje plats i sina boenden?",
    levels=(Level.ACTOR,),
    unit=Unit.RATE,
    direction=Direction.LOWER,
    targets=(Target.QUALITY, Target.CRIME),
    scope=Scope.COMPANY,
    measures={
        "employees": Latest(AnnualReport, column="mean_employees", last=_RECENT),
        "places": SumAt(ActivityVersion, where=_OPEN_HOMES, column="max_places"),
        "places_then": SumAt(ActivityVersion, where=_OPEN_HOMES, column="max_places", ago=Months(12)),
        "homes": CountAt(ActivityVersion, where=_OPEN_HOMES),
        "reports": Count(AnnualReport, last=_RECENT),
    },
    shows=("employees", "places"),
    unknown=(
        ("homes", Missing.NOT_APPLICABLE),
        ("places", Missing.NOT_OBSERVED),
        ("reports", Missing.SOURCE_GAP),
    ),
    undefined=Missing.SOURCE_GAP,
    legal=("sol_26_3", "lss_23a"),
    limits=("L7",),
    reason="antal anställda per plats: {value} (anställda i medeltal: {y}, platser nu: {exposure}).",
    usual="{median}",
    explanations=(
        "Personalen kan vara inhyrd eller anställd i ett annat bolag i koncernen.",
        "Platserna kan ha blivit fler efter räkenskapsåret.",
        "Platserna kan stå tomma: de räknas som registret har dem.",
    ),
    cleared_by="Att en senare årsredovisning visar fler anställda, eller att antalet platser minskar.",
    cases=(
        Case("six employees, twelve places", "ordinary", {**_TWELVE, "annual_report": [_REPORT]}, 0.5),
        Case(
            "from eight to sixteen places: twelve in the mean of now and a year ago",
            "ordinary",
            {
                "activity_version": [
                    {"max_places": 8, "valid_to": "T-5m"},
                    {"max_places": 16, "valid_from": "T-5m"},
                ],
                "annual_report": [_REPORT],
            },
            0.5,
        ),
        Case(
            "no places a year ago: those of today",
            "ordinary",
            {
                "activity_version": [{"max_places": 12, "valid_from": "T-5m"}],
                "annual_report": [_REPORT],
            },
            0.5,
        ),
        Case(
            "nobody employed",
            "ordinary",
            {**_TWELVE, "annual_report": [{**_REPORT, "mean_employees": 0.0}]},
            0.0,
        ),
        Case("no annual report", "nothing_known", _TWELVE, Unknown(Missing.SOURCE_GAP)),
        Case(
            "a report without the number of employees",
            "nothing_known",
            {**_TWELVE, "annual_report": [{"event_date": "T-15m"}]},
            Unknown(Missing.SOURCE_GAP),
        ),
        Case(
            "home care has no places",
            "nothing_known",
            {"activity_version": [{"form_code": "HTJ", "max_places": None}], "annual_report": [_REPORT]},
            Unknown(Missing.NOT_APPLICABLE),
        ),
        Case(
            "a home that has not said how many places it has",
            "nothing_known",
            {"activity_version": [{"max_places": None}], "annual_report": [_REPORT]},
            Unknown(Missing.NOT_OBSERVED),
        ),
        Case(
            "a year that ended exactly 24 months ago is too old",
            "window_edge",
            {**_TWELVE, "annual_report": [{**_REPORT, "event_date": "T-24m"}]},
            Unknown(Missing.SOURCE_GAP),
        ),
        Case(
            "a newer report that was filed after the day",
            "late_or_cleared",
            {
                **_TWELVE,
                "annual_report": [
                    _REPORT,
                    {**_REPORT, "event_date": "T-3m", "mean_employees": 30.0, "known_from": "T+1d"},
                ],
            },
            0.5,
        ),
    ),
)
def stf_employees_per_place(employees: pl.Expr, places: pl.Expr, places_then: pl.Expr) -> pl.Expr:
    """More staff goes with better care in some studies and not in others, so that it tells something, moderately."""
    mean_places = pl.when(places_then > 0).then((places + places_then) / 2).otherwise(places)
    return employees / mean_places
