"""How many unrelated companies share the address of a company's seat."""

import math

import polars as pl

from indicators.definition import Case, Direction, Level, Missing, Scope, Target, Unit, Unknown
from indicators.measures import CountAt, MostPer
from indicators.registry import indicator
from tables.core import Company, SharedAddress

_SEAT = {"company": [{"address_type": "street"}]}


def _neighbour(number: int, group: str | None = None, **also: object) -> dict[str, object]:
    """Another company at the address, alone in its group where no group is said."""
    other = f"55600002{number:02d}"
    return {"other_id": other, "other_group": group or other, **also}


@indicator(
    label="Orelaterade bolag på samma adress",
    question="Hur många andra bolag, utan koppling till detta, har samma adress?",
    levels=(Level.ACTOR,),
    unit=Unit.COUNT,
    direction=Direction.HIGHER,
    targets=(Target.CRIME,),
    scope=Scope.COMPANY,
    measures={
        "unrelated": MostPer(SharedAddress, by="actor_id", count="other_group"),
        "companies": CountAt(SharedAddress),
        "entries": CountAt(Company),
        "own_address": CountAt(Company, where={"address_type": ("street",)}),
    },
    shows=("unrelated", "companies"),
    unknown=(("entries", Missing.SOURCE_GAP), ("own_address", Missing.NOT_OBSERVED)),
    legal=("sol_26_3", "lss_23a"),
    limits=("L3", "L7"),
    reason="antal orelaterade bolag eller koncerner på samma adress: {y} (jämförelsetal {value}).",
    usual="jämförelsetal {median}",
    explanations=("Kontorshus, kontorshotell eller redovisningsbyrå som inte har kunnat kännas igen.",),
    cleared_by="Att bolaget eller de andra byter adress, eller att adressen känns igen som delad.",
    cases=(
        Case(
            "seven unrelated companies",
            "ordinary",
            {**_SEAT, "shared_address": [_neighbour(number) for number in range(1, 8)]},
            3.0,
        ),
        Case(
            "three companies of one group count once",
            "ordinary",
            {**_SEAT, "shared_address": [_neighbour(number, "G-1") for number in range(1, 4)]},
            1.0,
        ),
        Case("alone at its address", "nothing_known", _SEAT, 0.0),
        Case("nothing known of the company", "nothing_known", {}, Unknown(Missing.SOURCE_GAP)),
        Case(
            "a box: who else has it says nothing",
            "nothing_known",
            {"company": [{"address_type": "box"}]},
            Unknown(Missing.NOT_OBSERVED),
        ),
        Case(
            "a protected address takes no part",
            "nothing_known",
            {"company": [{"address_type": "protected"}]},
            Unknown(Missing.NOT_OBSERVED),
        ),
        Case(
            "moved in today counts, moved out today does not",
            "window_edge",
            {**_SEAT, "shared_address": [_neighbour(1, valid_from="T"), _neighbour(2, valid_to="T")]},
            1.0,
        ),
        Case(
            "one that became known after the day",
            "late_or_cleared",
            {**_SEAT, "shared_address": [_neighbour(1), _neighbour(2), _neighbour(3, known_from="T+1d")]},
            math.log2(3),
        ),
    ),
)
def net_shared_address_count(unrelated: pl.Expr) -> pl.Expr:
    """Many companies behind one door can be a front; the logarithm keeps a house full of offices from ruling."""
    return (1 + unrelated).log(2)
