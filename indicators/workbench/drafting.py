"""An indicator that is not in a file yet: for trying measures and formulas in a notebook before anything is written.

A draft can be computed and its cases run like any other. It is in no catalogue, so nothing else sees it.
"""

from collections.abc import Callable, Mapping
from typing import Any

import polars as pl

from indicators.definition import Direction, Indicator, Level, Missing, Scope, Target, Unit
from indicators.measures import Measure

#: The version of everything that has no file.
VERSION = "draft"


def draft(name: str, measures: Mapping[str, Measure], formula: Callable[..., pl.Expr], **choices: Any) -> Indicator:
    """A draft with the given measures and formula; the formula's arguments are names of measures.

    Args:
        name: family, subject and window, as in a file.
        measures: what it asks of the facts.
        formula: an expression over the measures.
        choices: any other field of `Indicator`; without them a count of activities, higher being riskier, for quality.
    """
    usual: dict[str, Any] = {
        "rationale": "",
        "label": name,
        "question": "",
        "levels": (Level.ACTIVITY,),
        "unit": Unit.COUNT,
        "direction": Direction.HIGHER,
        "targets": (Target.QUALITY,),
        "scope": Scope.ALL,
        "estimate": None,
        "shows": None,
        "top": 1.0,
        "states": {},
        "unknown": (),
        "undefined": Missing.NOT_OBSERVED,
        "since": None,
        "since_except": (),
        "one_sided": False,
        "needs_basis": False,
        "legal": (),
        "limits": (),
        "reason": "{value}",
        "usual": "{median}",
        "explanations": (),
        "cleared_by": "",
        "cases": (),
    }
    fields = usual | choices
    return Indicator(name=name, measures=dict(measures), formula=formula, version=VERSION, **fields)
