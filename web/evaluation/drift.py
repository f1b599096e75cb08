"""Hits quarter by quarter in an evaluation: those chosen after risk beside those drawn by lot, and what a fall is.

What is said comes from `indicators/evaluation/hit_rates.py`; only the table is made here.
"""

import polars as pl

from indicators.evaluation.hit_rates import ARMS, BY_QUARTER, CHANGE
from web import wording
from web.evaluation.grid import NOTHING, Grid
from web.evaluation.words import Figure, figure

_MEASURES = (BY_QUARTER, CHANGE)
_HEADINGS = (("Valda efter risk", ""), ("Slumpvis dragna", ""), ("Frekvenstillsyn", ""), ("Att tänka på", ""))
#: The rows of the periods that are held against each other, and what they are called.
_PERIODS = {"earlier": "Sedan listan började följas", "latest": "De fyra senaste färdiga kvartalen"}
#: What is written as a share of inspections.
_SHARE = "hit_rate"
#: Quarters shown, the latest.
_SHOWN = 12


def without(figures: pl.DataFrame) -> pl.DataFrame:
    """The figures that the other tables show."""
    return figures.filter(~pl.col("measure").is_in(_MEASURES))


def drift(figures: pl.DataFrame, target: str | None) -> tuple[Grid, ...]:
    """One table of a target, or none where nothing was counted.

    Args:
        figures: rows of `EvaluationFigure`.
        target: the target; None for figures of a file, which have no quarters.
    """
    own = figures.filter(
        pl.col("measure").is_in(_MEASURES), pl.col("target").cast(pl.String).eq_missing(pl.lit(target))
    )
    by_quarter = own.filter(pl.col("measure") == BY_QUARTER)
    if by_quarter.is_empty():
        return ()
    quarters = by_quarter["group"].unique().sort().to_list()[-_SHOWN:]
    rows = [(_quarter(name), _cells(by_quarter, name)) for name in quarters]
    changes = own.filter(pl.col("measure") == CHANGE)
    there = set(changes["group"])
    rows += [(words, _cells(changes, name)) for name, words in _PERIODS.items() if name in there]
    said = own.filter(pl.col("group_kind") == "cause")["note"].item()
    text = (
        f"{said} En fallande andel bland dem som valts efter risk säger ingenting ensam: den som har inspekterats "
        "vilar, och då blir det färre träffar kvar att finna. Därför står de slumpvis dragna bredvid."
    )
    return (Grid("Träffar kvartal för kvartal", text, _HEADINGS, tuple(rows)),)


def _cells(figures: pl.DataFrame, group: str) -> tuple[Figure, ...]:
    of = {row["stratum"]: row for row in figures.filter(pl.col("group") == group).iter_rows(named=True)}
    notes = sorted({row["note"] for row in of.values() if row["note"]})
    return (*(_cell(of[arm]) if arm in of else NOTHING for arm in ARMS), Figure("; ".join(notes)) if notes else NOTHING)


def _cell(row: dict[str, object]) -> Figure:
    shown = figure({**row, "measure": _SHARE})
    n = wording.counted(int(str(row["n"])), "inspektion", "inspektioner")
    return Figure(shown.text, f"{shown.limits}, {n}" if shown.limits else n, shown.is_alarm)


def _quarter(name: str) -> str:
    year, quarter = name.split("-Q")
    return f"kvartal {quarter} {year}"
