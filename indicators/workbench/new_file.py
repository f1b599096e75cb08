"""The first text of a new indicator's file, from its name: what is to be written, in the places where it is written.

The text passes the style of the project and declares an indicator. Its four cases fail until somebody has worked out
what they shall give.
"""

import re
from pathlib import Path
from string import Template

from indicators.families import FAMILIES

NAME = re.compile(r"(?P<family>[a-z]+)_[a-z][a-z0-9]*(_[a-z0-9]+)*")
_WINDOW = re.compile(r"_(?P<length>\d+)(?P<unit>[md])$")
_MOST_LETTERS = 48
_TEXT = Template('''\
"""TODO: one line on what is counted."""

import math

import polars as pl

from indicators.definition import Case, Direction, Level, Scope, Target, Unit
from indicators.measures import Count
from indicators.registry import indicator
${import_window}from tables.core import Report

_TIP = {"kind": "tip", "counts": True}
#: A case without an expected value fails. Work each out by hand, and then remove this line.
_TODO = math.nan


@indicator(
    label="TODO: vad det är, på svenska",
    question="TODO: vilken fråga besvarar talet?",
    levels=(Level.ACTIVITY,),
    unit=Unit.COUNT,
    direction=Direction.HIGHER,
    targets=(Target.QUALITY,),
    scope=Scope.ALL,
    measures={
        "tips": Count(Report, where={"kind": ("tip",), "counts": (True,)}$argument),
    },
    legal=("ivo_2",),
    limits=(),
    reason="{value} tips.",
    usual="{median}",
    explanations=("TODO: en rimlig förklaring som inte är någons fel.",),
    cleared_by="TODO: vad som får värdet att försvinna.",
    cases=(
        Case(
            "TODO: the usual, with a number that can be done by hand",
            "ordinary",
            {"report": [{**_TIP, "event_date": "T-1d"}]},
            _TODO,
        ),
        Case("TODO: no facts, zero or unknown and why", "nothing_known", {}, _TODO),
        Case(
            "TODO: one day inside and one outside",
            "window_edge",
            {"report": [{**_TIP, "event_date": "$outside"}, {**_TIP, "event_date": "$inside"}]},
            _TODO,
        ),
        Case(
            "TODO: known too late, and cleared",
            "late_or_cleared",
            {
                "report": [
                    {**_TIP, "event_date": "T-1d", "known_from": "T+1d"},
                    {**_TIP, "event_date": "T-9d", "counts": False, "state": "closed_no_action"},
                ]
            },
            _TODO,
        ),
    ),
)
def $name(tips: pl.Expr) -> pl.Expr:
    """TODO: why it is worth looking at, and who says so."""
    return tips
''')


class CannotBeCalled(ValueError):
    """A name that an indicator cannot have. The message says why, in Swedish."""


def write(folder: Path, name: str) -> Path:
    """Write the file of a new indicator in the catalogue's folder.

    Raises:
        CannotBeCalled: the name has no family or another form, or there is such a file already.
    """
    path = folder / f"{name}.py"
    text = text_of(name)
    if path.exists():
        raise CannotBeCalled(f"{name} finns redan; välj ett annat namn eller ändra filen som finns")
    path.write_text(text, encoding="utf-8")
    return path


def text_of(name: str) -> str:
    """The text of the file; a window that the name ends in (`_12m`, `_90d`) is in it.

    Raises:
        CannotBeCalled: the name has no family or another form.
    """
    found = NAME.fullmatch(name)
    if found is None or found["family"] not in FAMILIES or len(name) > _MOST_LETTERS:
        raise CannotBeCalled(
            f"{name!r} går inte att använda. Namnet är familj, ämne och fönster med understreck emellan, till exempel "
            f"rep_complaint_count_12m, högst {_MOST_LETTERS} tecken. Familjer: {', '.join(sorted(FAMILIES))}"
        )
    window = _WINDOW.search(name)
    length, kind = (window["length"], {"m": "Months", "d": "Days"}[window["unit"]]) if window else ("", "")
    return _TEXT.substitute(
        name=name,
        import_window=f"from indicators.windows import {kind}\n" if window else "",
        argument=f", last={kind}({length})" if window else "",
        outside=f"T-{length}{window['unit']}" if window else "T+1d",
        inside=f"T-{length}m+1d" if kind == "Months" else f"T-{int(length) - 1}d" if window else "T",
    )
