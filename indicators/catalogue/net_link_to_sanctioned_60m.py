"""How strongly an actor is linked, in one hop, to actors that lost or were refused a permit, or were stopped."""

import polars as pl

from indicators.code_sets import codes_where
from indicators.definition import Case, Direction, Level, Missing, Scope, Target, Unit, Unknown
from indicators.measures import CountAt, SumOfHighest
from indicators.registry import indicator
from indicators.windows import Months
from tables.core import ActorLink, LinkedEvent

_CIRCLE = {"actor_link": [{"relation": "board_member"}]}
_SANCTION = {"kind": "sanction", "other_id": "5560000201", "event_date": "T-10m"}


@indicator(
    label="Koppling till aktör med återkallat tillstånd, förbud eller avslag",
    question="Delar bolaget ägare, ledning eller styrelse med en aktör som har fått sitt tillstånd återkallat, fått "
    "förbud eller fått avslag?",
    levels=(Level.ACTOR,),
    unit=Unit.COUNT,
    direction=Direction.HIGHER,
    targets=(Target.CRIME,),
    scope=Scope.COMPANY,
    measures={
        "strength": SumOfHighest(
            LinkedEvent, where={"kind": ("sanction",)}, by="other_id", column="weight", last=Months(60), over=100
        ),
        "circle": CountAt(ActorLink, where={"relation": codes_where("roles", "in_circle")}),
    },
    unknown=(("circle", Missing.SOURCE_GAP),),
    legal=("sol_26_3", "sol_26_4", "lss_23a"),
    limits=("L1", "L4", "L7"),
    reason="samband i ett led med aktörer som de senaste 60 månaderna har fått slutligt avslag, förbud eller "
    "återkallelse, sammanlagd styrka {value} (gemensam ägare eller bestämmande person 1, styrelseledamot 0,7; hälften "
    "för den som lämnade mer än tolv månader före).",
    usual="{median}",
    explanations=(
        "Personen kan ha haft ett uppdrag utan inflytande över det som ledde till beslutet.",
        "Personen kan ha anlitats för att rätta till bristerna.",
    ),
    cleared_by="Att personen lämnar kretsen, eller att beslutet ändras; annars lämnar det fönstret efter 60 månader.",
    cases=(
        Case(
            "a shared board member, who had left 18 months before",
            "ordinary",
            {**_CIRCLE, "linked_event": [{**_SANCTION, "link": "board", "weight": 35}]},
            0.35,
        ),
        Case(
            "an owner and a board member shared with one actor: the strongest link counts",
            "ordinary",
            {
                **_CIRCLE,
                "linked_event": [
                    {**_SANCTION, "link": "board", "weight": 70},
                    {**_SANCTION, "link": "owner", "weight": 100},
                    {**_SANCTION, "link": "address", "weight": 30},
                ],
            },
            1.0,
        ),
        Case(
            "two actors are added; a bankruptcy is another indicator's",
            "ordinary",
            {
                **_CIRCLE,
                "linked_event": [
                    {**_SANCTION, "link": "board", "weight": 70},
                    {**_SANCTION, "other_id": "5560000202", "link": "owner", "weight": 100},
                    {**_SANCTION, "other_id": "5560000203", "link": "owner", "weight": 100, "kind": "bankruptcy"},
                ],
            },
            1.7,
        ),
        Case("a circle without such links", "nothing_known", _CIRCLE, 0.0),
        Case("no circle known", "nothing_known", {}, Unknown(Missing.SOURCE_GAP)),
        Case(
            "exactly 60 months back is outside",
            "window_edge",
            {**_CIRCLE, "linked_event": [{**_SANCTION, "link": "owner", "weight": 100, "event_date": "T-60m"}]},
            0.0,
        ),
        Case(
            "annulled by a court, and one not yet known",
            "late_or_cleared",
            {
                **_CIRCLE,
                "linked_event": [
                    {**_SANCTION, "link": "owner", "weight": 100, "known_to": "T-1m"},
                    {**_SANCTION, "link": "owner", "weight": 100, "known_from": "T+1d"},
                ],
            },
            0.0,
        ),
    ),
)
def net_link_to_sanctioned_60m(strength: pl.Expr) -> pl.Expr:
    """Who has lost a permit may go on through another company; one hop is looked at, and a human must look further."""
    return strength
