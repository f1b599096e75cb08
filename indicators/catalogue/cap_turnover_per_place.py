"""How much turnover a company has for each place in its homes."""

import polars as pl

from indicators.definition import Case, Direction, Level, Missing, Scope, Target, Unit, Unknown
from indicators.measures import Count, CountAt, Latest, MostSumPer, SumAt
from indicators.population import RESIDENTIAL_FORMS
from indicators.registry import indicator
from indicators.windows import Months
from tables.core import ActivityVersion, AnnualReport

_RECENT = Months(24)
_OPEN_HOMES = {"is_open": (True,), "form_code": RESIDENTIAL_FORMS}
#: One form must have at least this share of the places; else there is nobody to compare with.
_ONE_FORM = 0.8
_REPORT = {"event_date": "T-15m", "net_turnover_sek": 40_000_000.0}


@indicator(
    label="Omsättning per plats",
    question="Är omsättningen stor i förhållande till hur många platser bolaget har?",
    levels=(Level.ACTOR,),
    unit=Unit.AMOUNT,
    direction=Direction.HIGHER,
    targets=(Target.CRIME,),
    scope=Scope.COMPANY,
    measures={
        "turnover": Latest(AnnualReport, column="net_turnover_sek", last=_RECENT),
        "places": SumAt(ActivityVersion, where=_OPEN_HOMES, column="max_places"),
        "places_then": SumAt(ActivityVersion, where=_OPEN_HOMES, column="max_places", ago=Months(12)),
        "of_one_form": MostSumPer(ActivityVersion, where=_OPEN_HOMES, by="form_code", column="max_places"),
        "homes": CountAt(ActivityVersion, where=_OPEN_HOMES),
        "reports": Count(AnnualReport, last=_RECENT),
    },
    shows=("turnover", "places"),
    unknown=(
        ("homes", Missing.NOT_APPLICABLE),
        ("places", Missing.NOT_OBSERVED),
        ("reports", Missing.SOURCE_GAP),
        ("turnover", Missing.SOURCE_GAP, 0),
        ("turnover", Missing.NOT_OBSERVED),
    ),
    undefined=Missing.NOT_APPLICABLE,
    legal=("sol_26_3", "lss_23a"),
    limits=("L7",),
    reason="omsättningen per plats är {value} kronor (omsättning i kronor: {y}, platser nu: {exposure}).",
    usual="{median} kronor",
    explanations=(
        "Bolaget kan ha annan verksamhet än boenden.",
        "Ersättningen per plats skiljer sig mellan målgrupper.",
        "Räkenskapsåret kan vara längre än tolv månader.",
    ),
    cleared_by="Att en senare årsredovisning visar en omsättning per plats som jämförbara har.",
    cases=(
        Case("40 million and eight places", "ordinary", {"annual_report": [_REPORT]}, 5_000_000.0),
        Case(
            "from four to twelve places: eight in the mean of now and a year ago",
            "ordinary",
            {
                "activity_version": [
                    {"max_places": 4, "valid_to": "T-5m"},
                    {"max_places": 12, "valid_from": "T-5m"},
                ],
                "annual_report": [_REPORT],
            },
            5_000_000.0,
        ),
        Case(
            "no places a year ago: those of today",
            "ordinary",
            {"activity_version": [{"valid_from": "T-5m"}], "annual_report": [_REPORT]},
            5_000_000.0,
        ),
        Case(
            "eight of ten places in one form are enough to compare",
            "ordinary",
            {
                "activity_version": [{}, {"activity_id": "V3", "form_code": "SABO", "max_places": 2}],
                "annual_report": [_REPORT],
            },
            4_000_000.0,
        ),
        Case(
            "five of eight places in one form are not",
            "ordinary",
            {
                "activity_version": [
                    {"max_places": 5},
                    {"activity_id": "V3", "form_code": "SABO", "max_places": 3},
                ],
                "annual_report": [_REPORT],
            },
            Unknown(Missing.NOT_APPLICABLE),
        ),
        Case("no annual report", "nothing_known", {}, Unknown(Missing.SOURCE_GAP)),
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
            "a year without turnover",
            "nothing_known",
            {"annual_report": [{**_REPORT, "net_turnover_sek": 0.0}]},
            Unknown(Missing.NOT_OBSERVED),
        ),
        Case(
            "a year that ended exactly 24 months ago is too old",
            "window_edge",
            {"annual_report": [{**_REPORT, "event_date": "T-24m"}]},
            Unknown(Missing.SOURCE_GAP),
        ),
        Case(
            "a newer report that was filed after the day",
            "late_or_cleared",
            {
                "annual_report": [
                    _REPORT,
                    {**_REPORT, "event_date": "T-3m", "net_turnover_sek": 1.0, "known_from": "T+1d"},
                ]
            },
            5_000_000.0,
        ),
    ),
)
def cap_turnover_per_place(turnover: pl.Expr, places: pl.Expr, places_then: pl.Expr, of_one_form: pl.Expr) -> pl.Expr:
    """More income than the places could have brought in asks what was paid for; only within one form can it be told."""
    mean_places = pl.when(places_then > 0).then((places + places_then) / 2).otherwise(places)
    return pl.when(of_one_form >= _ONE_FORM * places).then(turnover / mean_places)
