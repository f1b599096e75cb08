"""Everything there is to learn, as of a day."""

import datetime as dt

import polars as pl

from indicators.learning.effect import effect
from indicators.learning.permit import permit
from indicators.learning.returned import returned
from indicators.learning.theme import theme
from indicators.population import Facts

#: The fact tables that are read.
TABLES = (
    "activity_version", "decision", "finding", "inspection", "measure", "municipality", "outcome", "permit",
    "permit_case", "report",
)  # fmt: skip


def learned(facts: Facts, day: dt.date) -> pl.DataFrame:
    """All figures, part by part.

    Args:
        facts: core facts by table name; those of `TABLES` are read.
        day: the day that knowledge ends; nothing known later has any part in it.

    Returns:
        Rows of `LearningFigure`. No column holds an actor, an activity or a municipality.
    """
    return pl.concat([part(facts, day) for part in (effect, permit, theme, returned)])
