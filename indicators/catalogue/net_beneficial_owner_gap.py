"""Whether a company's beneficial owner is unknown, or differs from what is registered."""

import polars as pl

from indicators.definition import Case, Direction, Level, Missing, Scope, Target, Unit, Unknown
from indicators.measures import CountAt, Ongoing
from indicators.registry import indicator
from indicators.windows import Days
from tables.code_lists import codes_of
from tables.core import Company

_FORMED = {"formed_at": "T-60m"}


@indicator(
    label="Verklig huvudman saknas eller avviker",
    question="Är det känt vem som ytterst äger eller styr bolaget?",
    levels=(Level.ACTOR,),
    unit=Unit.STATE,
    direction=Direction.HIGHER,
    targets=(Target.CRIME,),
    scope=Scope.COMPANY,
    top=2.0,
    states={1: "den anmälda uppgiften avviker eller ägarkedjan slutar i en okänd ägare", 2: "ingen är anmäld"},
    measures={
        "missing": Ongoing(
            Company, where={"owner_state": ("none",)}, starts="formed_at", ends="valid_to", after=Days(29)
        ),
        "formed": Ongoing(Company, where={"owner_state": ("none",)}, starts="formed_at", ends="valid_to"),
        "without": CountAt(Company, where={"owner_state": ("none",)}),
        "differing": CountAt(Company, where={"owner_state": ("discrepancy", "unidentified")}),
        "owner_facts": CountAt(Company, where={"owner_state": codes_of("beneficial_owner_states")}),
    },
    unknown=(("owner_facts", Missing.SOURCE_GAP),),
    legal=("sol_26_4", "lss_23a"),
    limits=("L1", "L5"),
    reason="verklig huvudman: {state}.",
    usual="anmäld eller undantagen",
    explanations=("Anmälan kan vara försenad.", "Föreningar och stiftelser kan ha svårt att peka ut en huvudman."),
    cleared_by="Att verklig huvudman anmäls, eller att avvikelsen utreds hos Bolagsverket.",
    cases=(
        Case("none registered", "ordinary", {"company": [{**_FORMED, "owner_state": "none"}]}, 2.0),
        Case("a reported discrepancy", "ordinary", {"company": [{**_FORMED, "owner_state": "discrepancy"}]}, 1.0),
        Case(
            "the chain of owners ends in somebody unknown",
            "ordinary",
            {"company": [{**_FORMED, "owner_state": "unidentified"}]},
            1.0,
        ),
        Case("registered", "ordinary", {"company": [{**_FORMED, "owner_state": "registered"}]}, 0.0),
        Case("exempt", "ordinary", {"company": [{**_FORMED, "owner_state": "exempt"}]}, 0.0),
        Case("the register of owners not read", "nothing_known", {"company": [_FORMED]}, Unknown(Missing.SOURCE_GAP)),
        Case(
            "none registered, and no day of formation to count the four weeks from",
            "nothing_known",
            {"company": [{"owner_state": "none"}]},
            Unknown(Missing.NOT_OBSERVED),
        ),
        Case(
            "formed four weeks ago: there is still time today",
            "window_edge",
            {"company": [{"formed_at": "T-28d", "owner_state": "none"}]},
            0.0,
        ),
        Case(
            "formed four weeks and a day ago",
            "window_edge",
            {"company": [{"formed_at": "T-29d", "owner_state": "none"}]},
            2.0,
        ),
        Case(
            "registered since, as known only after the day",
            "late_or_cleared",
            {
                "company": [
                    {**_FORMED, "owner_state": "none", "known_to": "T+1d"},
                    {**_FORMED, "owner_state": "registered", "known_from": "T+1d"},
                ]
            },
            2.0,
        ),
        Case(
            "a discrepancy that was cleared",
            "late_or_cleared",
            {
                "company": [
                    {**_FORMED, "owner_state": "discrepancy", "valid_to": "T-1m"},
                    {**_FORMED, "owner_state": "registered", "valid_from": "T-1m"},
                ]
            },
            0.0,
        ),
    ),
)
def net_beneficial_owner_gap(missing: pl.Expr, formed: pl.Expr, without: pl.Expr, differing: pl.Expr) -> pl.Expr:
    """Who ultimately owns is to be tested; unidentified is the sign, wherever in the world the owner may be."""
    in_time = pl.when(without <= formed).then(0.0)
    return pl.when(missing > 0).then(2.0).when(differing > 0).then(1.0).otherwise(in_time)
