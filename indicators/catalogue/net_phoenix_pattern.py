"""How much an actor is like a company that ended shortly before or after it began."""

import polars as pl

from indicators.code_sets import codes_where
from indicators.definition import Case, Direction, Level, Missing, Scope, Target, Unit, Unknown
from indicators.measures import CountAt, MostPer
from indicators.registry import indicator
from tables.core import ActorLink, PhoenixSign

_CIRCLE = {"actor_link": [{"relation": "owner"}]}
_SIGN = {"other_id": "5560000201", "event_date": "T-9m"}


@indicator(
    label="Fågel Fenix-mönster",
    question="Fortsätter här en verksamhet från ett bolag som gick i konkurs, avregistrerades eller förlorade sitt "
    "tillstånd?",
    levels=(Level.ACTOR,),
    unit=Unit.STATE,
    direction=Direction.HIGHER,
    targets=(Target.CRIME,),
    scope=Scope.COMPANY,
    top=4.0,
    states={1: "en likhet", 2: "två likheter", 3: "tre likheter", 4: "fyra likheter"},
    measures={
        "likenesses": MostPer(PhoenixSign, by="other_id", count="sign"),
        "circle": CountAt(ActorLink, where={"relation": codes_where("roles", "in_circle")}),
    },
    unknown=(("circle", Missing.SOURCE_GAP),),
    legal=("sol_26_3", "sof_15_7", "lss_23a"),
    limits=("L1", "L4", "L7"),
    reason="{state} med ett bolag som upphörde eller förlorade sitt tillstånd kring den tid då detta började: samma "
    "person, samma adress, samma verksamhetsform eller övertagna verksamheter.",
    usual="ingen likhet",
    explanations=(
        "En verksamhet kan ha räddats ur en konkurs, till nytta för dem som bor där.",
        "En omorganisation inom samma ägande.",
    ),
    cleared_by="Att en uppgift som sambandet bygger på rättas eller upphävs; likheterna har inget fönster.",
    cases=(
        Case(
            "same owner, same form, the homes moved over",
            "ordinary",
            {**_CIRCLE, "phoenix_sign": [{**_SIGN, "sign": sign} for sign in ("person", "form", "moved")]},
            3.0,
        ),
        Case(
            "the same likeness to two earlier companies counts once",
            "ordinary",
            {
                **_CIRCLE,
                "phoenix_sign": [
                    {**_SIGN, "sign": "person"},
                    {**_SIGN, "sign": "person", "other_id": "5560000202"},
                ],
            },
            1.0,
        ),
        Case(
            "two earlier companies that are alike in different ways: the one that is most alike",
            "ordinary",
            {
                **_CIRCLE,
                "phoenix_sign": [
                    {**_SIGN, "sign": "person"},
                    {**_SIGN, "sign": "form"},
                    {**_SIGN, "sign": "address", "other_id": "5560000202"},
                ],
            },
            2.0,
        ),
        Case("no such likeness", "nothing_known", _CIRCLE, 0.0),
        Case("no circle known", "nothing_known", {}, Unknown(Missing.SOURCE_GAP)),
        Case(
            "began today",
            "window_edge",
            {**_CIRCLE, "phoenix_sign": [{**_SIGN, "sign": "address", "event_date": "T", "valid_from": "T"}]},
            1.0,
        ),
        Case(
            "the other company's end became known after the day, and a likeness that was a mistake",
            "late_or_cleared",
            {
                **_CIRCLE,
                "phoenix_sign": [
                    {**_SIGN, "sign": "person", "known_from": "T+1d"},
                    {**_SIGN, "sign": "address", "known_to": "T-1m"},
                ],
            },
            0.0,
        ),
    ),
)
def net_phoenix_pattern(likenesses: pl.Expr) -> pl.Expr:
    """Debts and decisions can be left behind in one company while the business goes on in the next."""
    return likenesses
