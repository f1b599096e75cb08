"""Whether an actor went on in another form of activity after it had been stopped or reported in one."""

import polars as pl

from indicators.definition import Case, Direction, Level, Scope, Target, Unit
from indicators.measures import Count
from indicators.registry import indicator
from indicators.windows import Months
from tables.core import FormHop

_HOP = {"from_form": "HTJ", "to_form": "KONS", "cause": "revocation"}


@indicator(
    label="Byte av verksamhetsform efter åtgärd",
    question="Har aktören, eller någon i dess krets, gått vidare i en annan verksamhetsform efter ett avslag, en "
    "återkallelse eller en anmälan?",
    levels=(Level.ACTOR,),
    unit=Unit.FLAG,
    direction=Direction.FLAG,
    targets=(Target.CRIME,),
    scope=Scope.PERMIT,
    measures={"hops": Count(FormHop, last=Months(36))},
    legal=("sol_26_3", "lss_23a"),
    limits=("L1", "L7"),
    reason="ansökan eller start i en annan verksamhetsform inom tolv månader efter avslag, återkallelse eller en "
    "anmälan om allvarliga brister, de senaste 36 månaderna.",
    usual="inget sådant byte",
    explanations=(
        "En aktör kan ha planerat att bredda sin verksamhet innan åtgärden kom.",
        "Bristerna kan ha gällt det som är särskilt för den första formen.",
    ),
    cleared_by="Att åtgärden upphävs eller anmälan avslutas; annars lämnar bytet fönstret efter 36 månader.",
    cases=(
        Case(
            "permit for home care lost, then an agency for foster homes",
            "ordinary",
            {"form_hop": [{**_HOP, "event_date": "T-7m"}]},
            1.0,
        ),
        Case(
            "one hop away, through a shared person",
            "ordinary",
            {"form_hop": [{**_HOP, "event_date": "T-7m", "cause": "refusal", "attribution": "circle"}]},
            1.0,
        ),
        Case("no such change", "nothing_known", {}, 0.0),
        Case(
            "exactly 36 months back is outside",
            "window_edge",
            {"form_hop": [{**_HOP, "event_date": "T-36m"}]},
            0.0,
        ),
        Case(
            "the day after that is inside",
            "window_edge",
            {"form_hop": [{**_HOP, "event_date": "T-36m+1d"}]},
            1.0,
        ),
        Case(
            "the report before it was cleared, and an application that was registered after the day",
            "late_or_cleared",
            {
                "form_hop": [
                    {**_HOP, "event_date": "T-7m", "cause": "report", "known_to": "T-1m"},
                    {**_HOP, "event_date": "T-1d", "known_from": "T+1d"},
                ]
            },
            0.0,
        ),
    ),
)
def cap_form_hopping_36m(hops: pl.Expr) -> pl.Expr:
    """Who is stopped where control is strict may go on where it is less so; a person must look at each case."""
    return hops > 0
