"""Whether a company's auditor left before the term was over, and whether another came."""

import polars as pl

from indicators.definition import Case, Direction, Level, Missing, Scope, Target, Unit, Unknown
from indicators.measures import Count, Distinct, HeldDays
from indicators.registry import indicator
from indicators.windows import Months
from tables.core import ActorLink, AuditorExit, CompanyEvent

_AUDITED = {
    "company_event": [{"event_date": "T-60m"}],
    "actor_link": [{"relation": "auditor", "valid_from": "T-60m"}],
}
_REPLACED = {"is_replaced": True}
_NOT_REPLACED = {"is_replaced": False}


@indicator(
    label="Revisor har avgått i förtid",
    question="Har revisorn avgått i förtid, och har bolaget fått en ny?",
    levels=(Level.ACTOR,),
    unit=Unit.STATE,
    direction=Direction.HIGHER,
    targets=(Target.CRIME,),
    scope=Scope.COMPANY,
    top=2.0,
    states={
        1: "en revisor har avgått i förtid",
        2: "revisor har avgått i förtid mer än en gång, eller utan att en ny kom inom tre månader",
    },
    measures={
        "exits": Distinct(AuditorExit, by="event_date", last=Months(24)),
        "unreplaced": Count(AuditorExit, where={"is_replaced": (False,)}, last=Months(24), older=Months(3)),
        "auditor_days": HeldDays(ActorLink, where={"relation": ("auditor",)}, last=Months(24, days=1)),
        "company_facts": Count(CompanyEvent),
    },
    unknown=(("company_facts", Missing.SOURCE_GAP), ("auditor_days", Missing.NOT_APPLICABLE)),
    legal=("sol_26_3", "lss_23a"),
    limits=("L7",),
    reason="{state}, de senaste 24 månaderna.",
    usual="ingen förtida avgång",
    explanations=("Byte av revisionsbyrå, revisorns pension eller att byrån har slagits samman med en annan.",),
    cleared_by="Att en ny revisor anmäls inom tre månader; avgången lämnar fönstret efter 24 månader.",
    cases=(
        Case(
            "left in March 2025, a new one not until October",
            "ordinary",
            {**_AUDITED, "auditor_exit": [{**_NOT_REPLACED, "event_date": "2025-03-14"}]},
            2.0,
        ),
        Case(
            "left, and a new one within three months",
            "ordinary",
            {**_AUDITED, "auditor_exit": [{**_REPLACED, "event_date": "T-9m"}]},
            1.0,
        ),
        Case(
            "two left, both replaced in time",
            "ordinary",
            {
                **_AUDITED,
                "auditor_exit": [{**_REPLACED, "event_date": "T-15m"}, {**_REPLACED, "event_date": "T-4m"}],
            },
            2.0,
        ),
        Case(
            "a firm and its responsible auditor left on one day: one exit",
            "ordinary",
            {**_AUDITED, "auditor_exit": [{**_REPLACED, "event_date": "T-9m"}, {**_REPLACED, "event_date": "T-9m"}]},
            1.0,
        ),
        Case("the same auditor all along", "ordinary", _AUDITED, 0.0),
        Case("nothing known of the company", "nothing_known", {}, Unknown(Missing.SOURCE_GAP)),
        Case(
            "a company that has had no auditor",
            "nothing_known",
            {"company_event": [{"event_date": "T-60m"}]},
            Unknown(Missing.NOT_APPLICABLE),
        ),
        Case(
            "without a successor for a day less than three months: there is still time",
            "window_edge",
            {**_AUDITED, "auditor_exit": [{**_NOT_REPLACED, "event_date": "T-3m+1d"}]},
            1.0,
        ),
        Case(
            "without a successor for three months",
            "window_edge",
            {**_AUDITED, "auditor_exit": [{**_NOT_REPLACED, "event_date": "T-3m"}]},
            2.0,
        ),
        Case(
            "exactly 24 months back is outside",
            "window_edge",
            {**_AUDITED, "auditor_exit": [{**_NOT_REPLACED, "event_date": "T-24m"}]},
            0.0,
        ),
        Case(
            "the day after 24 months back is inside, though there has been no auditor since",
            "window_edge",
            {
                **_AUDITED,
                "actor_link": [{"relation": "auditor", "valid_from": "T-60m", "valid_to": "T-24m+1d"}],
                "auditor_exit": [{**_NOT_REPLACED, "event_date": "T-24m+1d"}],
            },
            2.0,
        ),
        Case(
            "an exit that was registered after the day",
            "late_or_cleared",
            {**_AUDITED, "auditor_exit": [{**_NOT_REPLACED, "event_date": "T-5m", "known_from": "T+1d"}]},
            0.0,
        ),
    ),
)
def net_auditor_exit_24m(exits: pl.Expr, unreplaced: pl.Expr) -> pl.Expr:
    """An auditor who leaves early often has a reason, and a company that has none afterwards has nobody to ask."""
    return pl.when((unreplaced > 0) | (exits > 1)).then(2.0).when(exits > 0).then(1.0).otherwise(0.0)
