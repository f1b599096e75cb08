"""From any register's file of outcomes to an evaluation that can be shown."""

import hashlib
from collections.abc import Sequence
from pathlib import Path

import polars as pl

from indicators.evaluation.external import UnusableFile, evaluate, read
from pipelines.backtesting import Backtested, CannotEvaluate, Say, verdicts_of
from sources.identity import masked
from web import wording
from web.evaluation import model_card
from web.evaluation.report import Evaluation
from web.evaluation.verdicts import Verdict

#: The share of a list that is its top when no length is asked for: a file holds inspected units only.
TOP = 0.1


def of_file(path: Path, k: int | None, say: Say) -> Backtested:
    """Evaluate a file of outcomes.

    Args:
        path: the file; its columns are described in `indicators/evaluation/external.py`.
        k: length of the list of one quarter; a tenth of those inspected when none is asked for.
        say: told of each step.

    Raises:
        CannotEvaluate: the file cannot be used; says file, row, field, rule and remedy, without any number of a person.
    """
    say(f"{path.name} läses")
    try:
        rows = read(path)
    except UnusableFile as fault:
        raise CannotEvaluate(masked(str(fault))) from fault
    say(f"{wording.counted(rows.height, 'inspektion', 'inspektioner')} prövas mot vad som var känt före var och en")
    found = evaluate(rows, top=_top(rows, k))
    verdicts = verdicts_of(found.figures)
    about = _about(path, rows)
    who = model_card.Responsible("den som har gjort filen", "den som har gjort filen", None)
    data = [f"{name}: {text}" for name, text in about]
    card = model_card.card_of_file(found.figures, verdicts, data, who)
    return Backtested(Evaluation(found.figures, found.curves, verdicts, about, card), "", _missing(rows, verdicts))


def _about(path: Path, rows: pl.DataFrame) -> tuple[tuple[str, str], ...]:
    digest = hashlib.sha256(path.read_bytes()).hexdigest()[:16]
    reasons = rows.group_by("why_inspected").len().sort("len", "why_inspected", descending=[True, False])
    first, last = (day.isoformat() for day in rows.select(pl.col("date").min(), last=pl.col("date").max()).row(0))
    return (
        ("Fil", f"{path.name}, avtryck {digest}"),
        ("Inspektioner", f"{wording.count(rows.height)}, från {first} till {last}"),
        ("Skäl", ", ".join(f"{why} {wording.count(n)}" for why, n in reasons.head(8).iter_rows())),
    )


def _missing(rows: pl.DataFrame, verdicts: Sequence[Verdict]) -> tuple[str, ...]:
    said = []
    if not verdicts:
        said.append("Filen har ingen kolumn score: bara de enkla ordningarna jämförs med varandra.")
    if rows.filter(pl.col("why_inspected").is_in(["random", "duty", "yearly_duty"])).is_empty():
        said.append(
            "Ingen rad har why_inspected random eller duty: alla är valda efter risk, och ingen ordning kan visas vara "
            "bättre än en annan."
        )
    return tuple(said)


def _top(rows: pl.DataFrame, k: int | None) -> float:
    """The share of a quarter's list that is its top."""
    if k is None:
        return TOP
    n_quarters = rows["date"].dt.truncate("1q").n_unique()
    return min(k * n_quarters / rows.height, 1.0)
