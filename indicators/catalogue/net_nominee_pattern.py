"""Role facts of a representative that are usual where somebody else decides."""

import polars as pl

from indicators.code_sets import codes_where
from indicators.definition import Case, Direction, Level, Missing, Scope, Target, Unit, Unknown
from indicators.measures import CountAt, MostPer
from indicators.registry import indicator
from tables.core import ActorLink, NomineeSign

_CIRCLE = {"actor_link": [{"relation": "board_member"}]}
_P, _Q = "P-" + "a" * 20, "P-" + "b" * 20
_SIGN = {"other_id": _P, "valid_from": "T-5m"}


@indicator(
    label="Målvaktsliknande rollmönster",
    question="Hur många av fyra förhållanden gäller för en och samma företrädare?",
    levels=(Level.ACTOR,),
    unit=Unit.STATE,
    direction=Direction.HIGHER,
    targets=(Target.CRIME,),
    scope=Scope.COMPANY,
    top=4.0,
    states={
        1: "ett av fyra förhållanden",
        2: "två av fyra förhållanden",
        3: "tre av fyra förhållanden",
        4: "fyra av fyra förhållanden",
    },
    measures={
        "signs": MostPer(NomineeSign, by="other_id", count="sign"),
        "circle": CountAt(ActorLink, where={"relation": codes_where("roles", "in_circle")}),
    },
    unknown=(("circle", Missing.SOURCE_GAP),),
    legal=("sol_26_3", "sol_26_4", "lss_23a"),
    limits=("L1", "L4", "L7"),
    reason="{state} gäller för en företrädare: ensam företrädare, tillträdde högst 90 dagar före ansökan eller efter "
    "en åtgärd, minst fem andra uppdrag, tidigare uppdrag som i medeltal varade under nio månader.",
    usual="inget eller ett av dem",
    explanations=(
        "Den som startar ett bolag är ofta ensam företrädare och söker tillstånd snart därefter.",
        "Konsulter och tillförordnade har många och korta uppdrag.",
    ),
    cleared_by="Att förhållandena ändras, eller att personen lämnar sitt uppdrag.",
    cases=(
        Case(
            "sole, entered 60 days before the application, six other roles",
            "ordinary",
            {**_CIRCLE, "nominee_sign": [{**_SIGN, "sign": sign} for sign in ("sole", "entered_late", "many_roles")]},
            3.0,
        ),
        Case(
            "two of one person and one of another: the person with the most",
            "ordinary",
            {
                **_CIRCLE,
                "nominee_sign": [
                    {**_SIGN, "sign": "many_roles"},
                    {**_SIGN, "sign": "short_tenures"},
                    {**_SIGN, "sign": "entered_late", "other_id": _Q},
                ],
            },
            2.0,
        ),
        Case("none of them", "nothing_known", _CIRCLE, 0.0),
        Case("no circle known", "nothing_known", {}, Unknown(Missing.SOURCE_GAP)),
        Case(
            "sole from today counts, no longer so from today does not",
            "window_edge",
            {
                **_CIRCLE,
                "nominee_sign": [
                    {**_SIGN, "sign": "sole", "valid_from": "T"},
                    {**_SIGN, "sign": "many_roles", "valid_to": "T"},
                ],
            },
            1.0,
        ),
        Case(
            "roles that became known after the day",
            "late_or_cleared",
            {**_CIRCLE, "nominee_sign": [{**_SIGN, "sign": "many_roles", "known_from": "T+1d"}]},
            0.0,
        ),
    ),
)
def net_nominee_pattern(signs: pl.Expr) -> pl.Expr:
    """Formal representatives can be fronts, so that to check only them tells little; role facts say where to look."""
    return signs
