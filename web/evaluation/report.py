"""An evaluation as one HTML page that needs nothing else, for officials: what the lists can and cannot tell.

What is shown, in which order. The figures come from `indicators/evaluation/`, the pictures from
`pictures.py`, the tables from `tables.py`, the layout from `templates/evaluation.html`. The first
thing said of each target is whether the order is better than the simple ones, and then plainly.
"""

from dataclasses import dataclass
from pathlib import Path

import polars as pl

from tables.code_lists import labels_of
from tables.store import atomic_write
from web import wording
from web.evaluation import drift, words
from web.evaluation.grid import Grid
from web.evaluation.pictures import Drawn, pictures
from web.evaluation.tables import Figures, headline, tables
from web.evaluation.verdicts import Verdict
from web.files.page import page

_OWN_OUTCOME = "Filens utfall"


@dataclass(frozen=True)
class Evaluation:
    """What is reported.

    Attributes:
        figures: rows of `EvaluationFigure`.
        curves: rows of `EvaluationCurve`.
        verdicts: what is said first, target by target.
        about: what it rests on, heading and text.
        card: the model card, heading and texts.
    """

    figures: pl.DataFrame
    curves: pl.DataFrame
    verdicts: tuple[Verdict, ...]
    about: tuple[tuple[str, str], ...]
    card: tuple[tuple[str, tuple[str, ...]], ...]


@dataclass(frozen=True)
class Part:
    """Everything about one target."""

    anchor: str
    label: str
    verdicts: tuple[Verdict, ...]
    headline: Grid
    pictures: tuple[Drawn, ...]
    tables: tuple[Grid, ...]


def write(evaluation: Evaluation, path: Path) -> None:
    """Save the page; an earlier one stays whole until the new one is."""
    atomic_write(path, render(evaluation).encode())


def render(evaluation: Evaluation) -> str:
    """The page."""
    content = {
        "parts": parts(evaluation),
        "about": evaluation.about,
        "card": evaluation.card,
        "limits": words.LIMITS,
        "gaps": words.GAPS,
    }
    return page("evaluation.html", ("report.css", "evaluation.css"), content)


def parts(evaluation: Evaluation) -> list[Part]:
    """The page's content, target by target; figures without a target come last."""
    targets = evaluation.figures["target"].cast(pl.String).unique().sort(nulls_last=True).to_list()
    return [_part(evaluation, target) for target in targets]


def label_of(target: str | None) -> str:
    """What a target is called."""
    return wording.sentence(labels_of("targets").get(target, target)) if target else _OWN_OUTCOME


def _part(evaluation: Evaluation, target: str | None) -> Part:
    figures = Figures.of(drift.without(evaluation.figures), target)
    curves = evaluation.curves.filter(pl.col("target").cast(pl.String).eq_missing(pl.lit(target, pl.String)))
    return Part(
        anchor=target or "filen",
        label=label_of(target),
        verdicts=tuple(one for one in evaluation.verdicts if one.target == target),
        headline=headline(figures),
        pictures=tuple(pictures(figures.own, curves)),
        tables=(*tables(figures), *drift.drift(evaluation.figures, target)),
    )
