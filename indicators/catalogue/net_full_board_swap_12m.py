"""Whether nobody who sat on a company's board a year ago sits there now."""

import polars as pl

from indicators.definition import Case, Direction, Level, Missing, Scope, Target, Unit, Unknown
from indicators.measures import Count, CountAt, HeldBoth
from indicators.registry import indicator
from indicators.windows import Months
from tables.core import BoardSeat

_A, _B, _C, _D = (f"P-{letter * 20}" for letter in "abcd")
_LEFT = {"valid_from": "T-60m", "valid_to": "T-4m"}
_CAME = {"valid_from": "T-4m"}


@indicator(
    label="Hela styrelsen utbytt",
    question="Har hela styrelsen och ledningen bytts ut på ett år?",
    levels=(Level.ACTOR,),
    unit=Unit.FLAG,
    direction=Direction.FLAG,
    targets=(Target.CRIME,),
    scope=Scope.COMPANY,
    measures={
        "before": CountAt(BoardSeat, ago=Months(12)),
        "stayed": HeldBoth(BoardSeat, by="other_id", ago=Months(12)),
        "first": Count(BoardSeat, where={"is_first": (True,)}, date="valid_from", last=Months(12)),
        "first_stayed": CountAt(BoardSeat, where={"is_first": (True,)}),
        "now": CountAt(BoardSeat),
    },
    unknown=(("now", Missing.NOT_OBSERVED),),
    legal=("sol_26_4", "sol_26_7", "lss_23b"),
    limits=("L1", "L7"),
    reason="ingen av dem som hade en plats i styrelse eller ledning för tolv månader sedan, eller när ett yngre bolag "
    "var tre månader gammalt, har det nu.",
    usual="minst en person är kvar",
    explanations=("Försäljning av bolaget, generationsskifte eller en styrelse med en enda person som har slutat.",),
    cleared_by="Bytet syns inte längre när tolv månader har gått; en prövning av den nya kretsen ändrar inte värdet.",
    cases=(
        Case(
            "A and B a year ago, C and D now",
            "ordinary",
            {
                "board_seat": [
                    {**_LEFT, "other_id": _A},
                    {**_LEFT, "other_id": _B},
                    {**_CAME, "other_id": _C},
                    {**_CAME, "other_id": _D},
                ]
            },
            1.0,
        ),
        Case(
            "one of two stayed",
            "ordinary",
            {
                "board_seat": [
                    {"valid_from": "T-60m", "other_id": _A},
                    {**_LEFT, "other_id": _B},
                    {**_CAME, "other_id": _C},
                ]
            },
            0.0,
        ),
        Case(
            "left and came back: the same person then and now",
            "ordinary",
            {
                "board_seat": [
                    {**_LEFT, "other_id": _A},
                    {"valid_from": "T-1m", "other_id": _A},
                ]
            },
            0.0,
        ),
        Case("no seats known", "nothing_known", {}, Unknown(Missing.NOT_OBSERVED)),
        Case(
            "nobody known on the board a year ago",
            "nothing_known",
            {"board_seat": [{**_CAME, "other_id": _C}]},
            Unknown(Missing.NOT_OBSERVED),
        ),
        Case(
            "formed nine months ago; of the first board nobody is left",
            "ordinary",
            {
                "board_seat": [
                    {"is_first": True, "valid_from": "T-9m", "valid_to": "T-2m", "other_id": _A},
                    {"valid_from": "T-2m", "other_id": _C},
                ]
            },
            1.0,
        ),
        Case(
            "formed nine months ago; one of the first board is left",
            "ordinary",
            {
                "board_seat": [
                    {"is_first": True, "valid_from": "T-9m", "valid_to": "T-2m", "other_id": _A},
                    {"is_first": True, "valid_from": "T-9m", "other_id": _B},
                    {"valid_from": "T-2m", "other_id": _C},
                ]
            },
            0.0,
        ),
        Case(
            "left exactly twelve months ago: gone on that day already",
            "window_edge",
            {
                "board_seat": [
                    {"valid_from": "T-60m", "valid_to": "T-12m", "other_id": _A},
                    {"valid_from": "T-12m", "other_id": _C},
                ]
            },
            0.0,
        ),
        Case(
            "left the day after that: still there on that day",
            "window_edge",
            {
                "board_seat": [
                    {"valid_from": "T-60m", "valid_to": "T-12m+1d", "other_id": _A},
                    {"valid_from": "T-12m+1d", "other_id": _C},
                ]
            },
            1.0,
        ),
        Case(
            "the change was registered after the day",
            "late_or_cleared",
            {
                "board_seat": [
                    {"valid_from": "T-60m", "other_id": _A, "known_to": "T+1d"},
                    {**_LEFT, "other_id": _A, "known_from": "T+1d"},
                    {**_CAME, "other_id": _C, "known_from": "T+1d"},
                ]
            },
            0.0,
        ),
    ),
)
def net_full_board_swap_12m(before: pl.Expr, stayed: pl.Expr, first: pl.Expr, first_stayed: pl.Expr) -> pl.Expr:
    """A board that is all new within a year can mean that the company, and with it the permit, was taken over."""
    return pl.when(before > 0).then(stayed == 0).when(first > 0).then(first_stayed == 0)
