"""What a model may see: an allow-list of standardised indicators. All else is refused by name.

Why a case was opened, who went there, from which office and how often anyone did before say more about the inspectorate
than about the activity; they are strata of the evaluation and never features.
"""

from collections.abc import Iterable, Mapping

import numpy as np
import numpy.typing as npt
import polars as pl

from indicators.definition import Direction, Indicator, Level

#: Indicators that tell when or how often the inspectorate has been there, and not what it saw.
ABOUT_THE_INSPECTORATE = frozenset({"sup_days_since_inspection", "duty_frequency_inspection_overdue"})
#: What company registers tell, which public operators lack: such an indicator is a feature of private units alone.
OF_COMPANIES = frozenset({"fin", "net"})
KEY = ("list_date", "entity_id")
Floats = npt.NDArray[np.float64]


class ForbiddenFeature(ValueError):
    """A column that no model may learn from."""


def allowed(catalogue: Mapping[str, Indicator]) -> tuple[str, ...]:
    """The indicators that may be features, by name: standardised towards risk, about an activity or an actor."""
    return tuple(
        sorted(
            name
            for name, one in catalogue.items()
            if one.direction is not Direction.CONTEXT
            and one.level is not Level.MUNICIPALITY
            and name not in ABOUT_THE_INSPECTORATE
        )
    )


def checked(columns: Iterable[str], catalogue: Mapping[str, Indicator]) -> tuple[str, ...]:
    """The columns, all of them on the allow-list.

    Raises:
        ForbiddenFeature: one is not.
    """
    asked = tuple(columns)
    refused = sorted(set(asked) - set(allowed(catalogue)))
    if refused:
        raise ForbiddenFeature(f"not on the list of what a model may learn from: {', '.join(refused)}")
    return asked


def matrix(frame: pl.DataFrame, columns: Iterable[str], catalogue: Mapping[str, Indicator]) -> Floats:
    """The columns as numbers, units by features; an unknown value is NaN."""
    names = checked(columns, catalogue)
    return np.column_stack([frame[name].cast(pl.Float64).fill_null(float("nan")).to_numpy() for name in names])
