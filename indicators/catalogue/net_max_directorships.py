"""In how many companies the busiest person of an actor's circle has a role."""

import math

import polars as pl

from indicators.code_sets import codes_where
from indicators.definition import Case, Direction, Level, Missing, Scope, Target, Unit, Unknown
from indicators.measures import CountAt, MostPer
from indicators.registry import indicator
from tables.core import ActorLink, SharedPerson

_P, _Q = "P-" + "a" * 20, "P-" + "b" * 20
_CIRCLE = {"actor_link": [{"relation": "board_member", "other_id": _P}]}


def _shared(number: int, group: str | None = None, **also: object) -> dict[str, object]:
    """Another company, alone in its group where no group is said."""
    other = f"55600002{number:02d}"
    return {"other_id": other, "other_group": group or other, "via_person": _P, **also}


@indicator(
    label="Högst antal uppdrag hos en företrädare",
    question="I hur många bolag har den av bolagets företrädare som har flest uppdrag en roll?",
    levels=(Level.ACTOR,),
    unit=Unit.HEADS,
    direction=Direction.HIGHER,
    targets=(Target.CRIME,),
    scope=Scope.COMPANY,
    measures={
        "others": MostPer(SharedPerson, by="via_person", count="other_group"),
        "circle": CountAt(ActorLink, where={"relation": codes_where("roles", "in_circle")}),
    },
    unknown=(("circle", Missing.SOURCE_GAP),),
    legal=("sol_26_4", "lss_23a"),
    limits=("L1", "L7"),
    reason="den av bolagets företrädare som har flest uppdrag finns i {value} bolag eller koncerner, detta medräknat.",
    usual="{median}",
    explanations=("Styrelsearbete som yrke, eller ett ägande som är delat på flera bolag utan koncern.",),
    cleared_by="Att personen lämnar uppdrag, eller att bolagen avregistreras.",
    cases=(
        Case(
            "roles in twelve companies, five of them in one group",
            "ordinary",
            {
                **_CIRCLE,
                "shared_person": [
                    *(_shared(number, "G-1") for number in range(1, 6)),
                    *(_shared(number) for number in range(6, 12)),
                ],
            },
            8.0,
            peers={"median": 2.0, "mad": math.log(2)},
            expect_z=2 / 1.4826,
        ),
        Case("a role in this company alone", "ordinary", _CIRCLE, 1.0),
        Case(
            "the person with the most, not all persons together",
            "ordinary",
            {**_CIRCLE, "shared_person": [_shared(1), _shared(2), _shared(3, via_person=_Q)]},
            3.0,
        ),
        Case("no circle known", "nothing_known", {}, Unknown(Missing.SOURCE_GAP)),
        Case(
            "from today counts, over today does not",
            "window_edge",
            {**_CIRCLE, "shared_person": [_shared(1, valid_from="T"), _shared(2, valid_to="T")]},
            2.0,
        ),
        Case(
            "a role that became known after the day, and one that was a mistake",
            "late_or_cleared",
            {**_CIRCLE, "shared_person": [_shared(1, known_from="T+1d"), _shared(2, known_to="T-1m")]},
            1.0,
        ),
    ),
)
def net_max_directorships(others: pl.Expr) -> pl.Expr:
    """Persons who lend their name sit in many companies; so do some who work with boards, hence the comparison."""
    return others + 1
