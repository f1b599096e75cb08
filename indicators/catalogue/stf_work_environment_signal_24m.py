"""Notices from the work environment authority about a workplace. Off until there is a legal basis and a source."""

import polars as pl

from indicators.definition import Case, Direction, Level, Scope, Target, Unit
from indicators.measures import Count
from indicators.registry import indicator
from indicators.windows import Months
from tables.core import WorkEnvironmentNotice


@indicator(
    label="Arbetsmiljösignal",
    question="Har Arbetsmiljöverket fattat beslut om eller meddelat något om arbetsplatsen?",
    levels=(Level.ACTIVITY, Level.ACTOR),
    unit=Unit.COUNT,
    direction=Direction.HIGHER,
    targets=(Target.QUALITY,),
    scope=Scope.ALL,
    needs_basis=True,
    measures={"notices": Count(WorkEnvironmentNotice, last=Months(24))},
    legal=("ivo_2",),
    limits=("L5",),
    reason="antal meddelanden och beslut från Arbetsmiljöverket de senaste 24 månaderna: {value}.",
    usual="{median}",
    explanations=("Meddelandet kan gälla en fråga som redan har rättats.",),
    cleared_by="Varje meddelande lämnar fönstret efter 24 månader.",
    cases=(
        Case("one prohibition", "ordinary", {"work_environment_notice": [{"event_date": "T-5m"}]}, 1.0),
        Case("no notice", "nothing_known", {}, 0.0),
        Case(
            "exactly 24 months back is outside, the day after is inside",
            "window_edge",
            {"work_environment_notice": [{"event_date": "T-24m"}, {"event_date": "T-24m+1d"}]},
            1.0,
        ),
        Case(
            "taken back, and one not yet known",
            "late_or_cleared",
            {
                "work_environment_notice": [
                    {"event_date": "T-9m", "known_to": "T-2m"},
                    {"event_date": "T-1d", "known_from": "T+1d"},
                ]
            },
            0.0,
        ),
    ),
)
def stf_work_environment_signal_24m(notices: pl.Expr) -> pl.Expr:
    """Those who work there often know first; stress and understaffing reach the residents next."""
    return notices
