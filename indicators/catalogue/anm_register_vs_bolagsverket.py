"""What the register says of a company against what the company register says."""

import polars as pl

from indicators.definition import Case, Direction, Level, Missing, Scope, Target, Unit, Unknown
from indicators.measures import CountAt, WeightedAt
from indicators.registry import indicator
from tables.code_lists import code_list
from tables.core import ActorFault, Company

_RULES = code_list("register_rules").filter(pl.col("kind") == "company")
#: Rule → its weight in halves.
_HALVES = {code: int(halves) for code, halves in _RULES.select("code", "halves").iter_rows()}

_ENTRY = {"company": [{"formed_at": "T-60m"}]}


@indicator(
    label="Avvikelser mot Bolagsverket",
    question="Stämmer registrets uppgifter om bolaget med Bolagsverkets?",
    levels=(Level.ACTOR,),
    unit=Unit.COUNT,
    direction=Direction.HIGHER,
    targets=(Target.REGISTER, Target.CRIME),
    scope=Scope.COMPANY,
    measures={
        "deviations": WeightedAt(ActorFault, where={"rule": tuple(_HALVES)}, by="rule", weights=_HALVES, over=2),
        "entries": CountAt(Company),
    },
    unknown=(("entries", Missing.SOURCE_GAP),),
    legal=("sof_15_11", "sol_26_7"),
    limits=("L7",),
    reason="registrets uppgifter skiljer sig från Bolagsverkets, vägt antal {value}.",
    usual="{median}",
    explanations=(
        "En ändring kan vara anmäld till den ena myndigheten och på väg till den andra.",
        "Bolaget kan ha flera verksamhetsgrenar.",
    ),
    cleared_by="Att uppgifterna rättas i registret eller hos Bolagsverket.",
    cases=(
        Case(
            "another address, and not active",
            "ordinary",
            {**_ENTRY, "actor_fault": [{"rule": "address_differs"}, {"rule": "not_active"}]},
            2.5,
        ),
        Case(
            "another name, another legal form, a business without care",
            "ordinary",
            {
                **_ENTRY,
                "actor_fault": [{"rule": "name_differs"}, {"rule": "legal_form_differs"}, {"rule": "not_care"}],
            },
            2.0,
        ),
        Case("nothing that differs", "ordinary", _ENTRY, 0.0),
        Case(
            "a wrong check digit is counted elsewhere",
            "ordinary",
            {**_ENTRY, "actor_fault": [{"rule": "check_digit"}]},
            0.0,
        ),
        Case(
            "the company register says nothing of it",
            "nothing_known",
            {"actor_fault": [{"rule": "name_differs"}]},
            Unknown(Missing.SOURCE_GAP),
        ),
        Case(
            "from the same day counts, put right the same day does not",
            "window_edge",
            {
                **_ENTRY,
                "actor_fault": [
                    {"rule": "name_differs", "valid_from": "T"},
                    {"rule": "not_active", "valid_from": "T-6m", "valid_to": "T"},
                ],
            },
            0.5,
        ),
        Case(
            "taken back by a correction, and known after the day",
            "late_or_cleared",
            {
                **_ENTRY,
                "actor_fault": [
                    {"rule": "not_active", "valid_from": "T-6m", "known_to": "T-1m"},
                    {"rule": "name_differs", "valid_from": "T-6m", "known_from": "T+1d"},
                ],
            },
            0.0,
        ),
    ),
)
def anm_register_vs_bolagsverket(deviations: pl.Expr) -> pl.Expr:
    """Two registers that differ are wrong in one place at least; a changed purpose can be a changed use."""
    return deviations
