"""How many activities the manager of an activity answers for."""

import polars as pl

from indicators.definition import Case, Direction, Level, Missing, Scope, Target, Unit, Unknown
from indicators.measures import CountAt, MostSumPer
from indicators.registry import indicator
from tables.core import ManagerPeriod, SharedManager

_MANAGED = {"manager_period": [{"valid_from": "T-30m"}]}
_OTHER = {"valid_from": "T-12m"}


@indicator(
    label="Antal verksamheter per föreståndare",
    question="Hur många verksamheter ansvarar föreståndaren för?",
    levels=(Level.ACTIVITY,),
    unit=Unit.COUNT,
    direction=Direction.HIGHER,
    targets=(Target.QUALITY,),
    scope=Scope.MANAGER,
    measures={
        "others": CountAt(SharedManager),
        "kilometres": MostSumPer(SharedManager, by="other_activity_id", column="distance_km"),
        "managers": CountAt(ManagerPeriod, where={"has_manager": (True,)}),
    },
    shows=("others", "kilometres"),
    unknown=(("managers", Missing.NOT_OBSERVED),),
    legal=("sof_4_2", "sof_5_2", "sof_6_2"),
    limits=("L1", "L3"),
    reason="antal verksamheter med samma föreståndare: {value}; längsta kända avstånd till en av de andra: "
    "{exposure} km.",
    usual="{median}",
    explanations=(
        "Verksamheterna kan ligga i samma hus eller ha biträdande ledning på plats.",
        "Föreståndaren kan vara tillförordnad under en vakans.",
    ),
    cleared_by="Att en egen föreståndare anmäls för verksamheten.",
    cases=(
        Case(
            "the same manager at four homes",
            "ordinary",
            {
                **_MANAGED,
                "shared_manager": [
                    {**_OTHER, "other_activity_id": "V3", "distance_km": 12},
                    {**_OTHER, "other_activity_id": "V4", "distance_km": 40},
                    {**_OTHER, "other_activity_id": "V5"},
                ],
            },
            4.0,
        ),
        Case("a manager of this home alone", "ordinary", _MANAGED, 1.0),
        Case("no manager known", "nothing_known", {}, Unknown(Missing.NOT_OBSERVED)),
        Case(
            "a day without a manager",
            "nothing_known",
            {"manager_period": [{"has_manager": False, "manager_key": None, "valid_from": "T-1m"}]},
            Unknown(Missing.NOT_OBSERVED),
        ),
        Case(
            "shared from today counts, no longer shared from today does not",
            "window_edge",
            {
                **_MANAGED,
                "shared_manager": [
                    {"other_activity_id": "V3", "valid_from": "T"},
                    {**_OTHER, "other_activity_id": "V4", "valid_to": "T"},
                ],
            },
            2.0,
        ),
        Case(
            "another home that became known after the day",
            "late_or_cleared",
            {**_MANAGED, "shared_manager": [{**_OTHER, "other_activity_id": "V3", "known_from": "T+1d"}]},
            1.0,
        ),
    ),
)
def per_manager_span(others: pl.Expr) -> pl.Expr:
    """Managers carry the quality of a home, and there is a limit to how many places one person can be in."""
    return others + 1
