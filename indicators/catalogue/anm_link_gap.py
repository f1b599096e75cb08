"""How large a share of the reports on an actor is not joined to it surely. Context: how much to trust the rest."""

import polars as pl

from indicators.definition import Case, Direction, Level, Scope, Unit
from indicators.measures import Count
from indicators.registry import indicator
from tables.core import Report

#: A number of the activity, its permit or its case, or what a person has decided.
_UNSURE = ("orgnr", "name_proposal", "none")

_ROW = {"kind": "tip", "event_date": "T-5m"}


@indicator(
    label="Ärenden utan säker koppling",
    question="Hur stor andel av rapporterna om aktören är inte säkert kopplade till en verksamhet?",
    levels=(Level.ACTOR,),
    unit=Unit.SHARE,
    direction=Direction.CONTEXT,
    targets=(),
    scope=Scope.ALL,
    measures={
        "unsure": Count(Report, where={"link_method": _UNSURE, "counts": (True,)}),
        "reports": Count(Report, where={"counts": (True,)}),
    },
    shows=("unsure", "reports"),
    legal=("sof_15_11",),
    reason="{y} av {exposure} rapporter är inte säkert kopplade.",
    usual="{median}",
    explanations=("Den som rapporterar vet sällan vilket nummer en verksamhet har.",),
    cleared_by="Att en handläggare beslutar vilken verksamhet en rapport gäller.",
    cases=(
        Case(
            "two of ten",
            "ordinary",
            {
                "report": [
                    *({**_ROW, "link_method": method} for method in ("orgnr", "none")),
                    *({**_ROW, "link_method": method} for method in ("id", "permit_no", "diarienummer", "org_unit")),
                    *({**_ROW, "link_method": "decided"} for _ in range(4)),
                ]
            },
            0.2,
        ),
        Case("no reports: nothing is unsure", "nothing_known", {}, 0.0),
        Case(
            "a report of the same day counts, however old the other is",
            "window_edge",
            {
                "report": [
                    {**_ROW, "event_date": "T", "link_method": "orgnr"},
                    {**_ROW, "event_date": "T-90m", "link_method": "id"},
                ]
            },
            0.5,
        ),
        Case(
            "joined by a decision after the day, and one that is cleared",
            "late_or_cleared",
            {
                "report": [
                    {**_ROW, "link_method": "orgnr", "known_from": "T-5m", "known_to": "T+1d"},
                    {**_ROW, "link_method": "decided", "known_from": "T+1d"},
                    {**_ROW, "link_method": "id", "counts": False, "state": "cleared"},
                ]
            },
            1.0,
        ),
    ),
)
def anm_link_gap(unsure: pl.Expr, reports: pl.Expr) -> pl.Expr:
    """What cannot be joined surely makes the rest of what is known of an actor less certain, not more grave."""
    return pl.when(reports > 0).then(unsure / reports).otherwise(0.0)
