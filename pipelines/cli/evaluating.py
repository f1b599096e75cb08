"""The command `tillsynsradar evaluate`: are the lists better than the simple ones, and may a model be put in use?

Options, files and the clock only. What is computed stands in `indicators/evaluation/`, what it is computed from in
`pipelines/backtesting.py` and `pipelines/outcome_files.py`, the gate in `pipelines/promotion.py`.
"""

import datetime as dt
import json
from pathlib import Path
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import click

from pipelines.cli.errors import FAILED, USAGE, Stopped
from pipelines.cli.saving import save_tables, saved
from pipelines.settings import TIME_ZONE, home_option

if TYPE_CHECKING:
    from pipelines.backtesting import Backtested, Say

REPORT = Path("utvardering.html")
TARGETS = ("Q", "W")


@click.command()
@click.option(
    "--target",
    type=click.Choice(["Q", "W"], case_sensitive=False),
    help="Q vårdens kvalitet, W välfärdsbrott. Utan val: båda.",
)
@click.option(
    "--k", type=click.IntRange(min=1), help="Hur många av listan som är dess topp; utan val de fem procent första."
)
@click.option(
    "--out", metavar="FIL", type=click.Path(dir_okay=False, path_type=Path), default=REPORT, show_default=True,
    help="Rapporten, en HTML-fil.",
)  # fmt: skip
@click.option(
    "--tables", metavar="MAPP", type=click.Path(file_okay=False, path_type=Path),
    help="Spara tal och kurvor som Parquet och CSV.",
)  # fmt: skip
@click.option(
    "--outcomes", metavar="FIL", type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="Utvärdera en fil med utfall i stället: CSV från vilket register som helst.",
)  # fmt: skip
@click.option("--promote", metavar="MODELL", help="Sätt en skuggmodell i bruk för --target, om den får.")
@click.option("--by", metavar="ROLL", default="", help="Rollen hos den som beslutar om --promote.")
@click.option("--because", metavar="TEXT", default="", help="Varför, till --promote.")
@click.option("--json", "is_json", is_flag=True, help="Skriv JSON, för program.")
@home_option
def evaluate(  # noqa: PLR0913, PLR0917 - one argument an option
    target: str | None,
    k: int | None,
    out: Path,
    tables: Path | None,
    outcomes: Path | None,
    promote: str | None,
    by: str,
    because: str,
    is_json: bool,
    home: Path,
) -> None:
    """Pröva om listorna hittar det de ska hitta, mot enkla ordningar och mot slumpen.

    Listorna räknas om för dagar i det förflutna, bara med det som var känt då, och hålls mot vad som sedan visade sig.
    Det tar några minuter. Är en ordning inte visad bättre står det.

    \b
    Exempel:
      tillsynsradar evaluate
      tillsynsradar evaluate --target Q --k 100 --out q.html --tables tabeller/
      tillsynsradar evaluate --outcomes utfall.csv
      tillsynsradar evaluate --target Q --promote shadow_boosting --by metodchef --because "Bättre i fyra år"
    """  # noqa: D301 - \b is click's own mark
    from pipelines import backtesting

    if promote is not None:
        _require_a_question(promote, target, outcomes)
    say = _silent if is_json else _say
    try:
        if outcomes is not None:
            from pipelines.outcome_files import of_file

            found = of_file(outcomes, k, say)
        else:
            found = backtesting.of_home(home, (target.upper(),) if target else TARGETS, k, say)
    except backtesting.CannotEvaluate as error:
        raise Stopped(str(error), USAGE if outcomes is not None else FAILED) from error
    _save(found, out, tables, say)
    if outcomes is None and target is None and not found.is_leaking:
        _keep(home, found)
    if is_json:
        click.echo(_json(found))
    else:
        _show(found)
    if found.is_leaking:
        raise Stopped("en indikator kan ha använt det som skulle förutsägas; se ovan. Inget sägs om det målet", FAILED)
    if promote is not None and target is not None:
        _promote(home, found, promote, target.upper(), by, because)


def _require_a_question(promote: str, target: str | None, outcomes: Path | None) -> None:
    """What is asked must be possible before anything is computed."""
    from pipelines.promotion import MODELS

    if promote not in MODELS:
        raise Stopped(f"{promote} är ingen skuggmodell; välj bland {', '.join(MODELS)}", USAGE)
    if target is None or outcomes is not None:
        raise Stopped("--promote gäller ett mål i det egna registret; skriv --target, och utan --outcomes", USAGE)


def _save(found: "Backtested", out: Path, tables: Path | None, say: "Say") -> None:
    from web.evaluation import report

    say("Rapporten skrivs")
    saved(lambda: report.write(found.evaluation, out))
    if tables is not None:
        saved(lambda: save_tables(tables, {"tal": found.evaluation.figures, "kurvor": found.evaluation.curves}))
    say(f"Sparat: {out}" + (f" och tabeller i {tables}" if tables else ""))


def _keep(home: Path, found: "Backtested") -> None:
    """An evaluation of all the own lists is what the page for inspectors shows."""
    from web.evaluation.kept import keep

    today = dt.datetime.now(ZoneInfo(TIME_ZONE)).date()
    keep(home, found.evaluation, found.run_id, today, found.missing)


def _show(found: "Backtested") -> None:
    from web.terminal import evaluation as terminal_evaluation
    from web.terminal import layout

    layout.show(terminal_evaluation.summary(found.evaluation, found.missing))


def _json(found: "Backtested") -> str:
    from dataclasses import asdict

    evaluation = found.evaluation
    answer = {
        "about": dict(evaluation.about),
        "missing": list(found.missing),
        "verdicts": [asdict(one) for one in evaluation.verdicts],
        "figures": evaluation.figures.to_dicts(),
    }
    return json.dumps(answer, ensure_ascii=False, indent=2, default=str)


def _promote(home: Path, found: "Backtested", method: str, target: str, by: str, because: str) -> None:
    from pipelines.promotion import Promoted, PromotionRefused, promote

    today = dt.datetime.now(ZoneInfo(TIME_ZONE)).date()
    decision = Promoted(today, target, method, by, because, found.run_id, "")
    try:
        decided = promote(home, found.evaluation.figures, decision)
    except PromotionRefused as refused:
        reasons = "\n  ".join(refused.reasons)
        raise Stopped(f"{method} sätts inte i bruk för {target}:\n  {reasons}", FAILED) from refused
    click.echo(f"Beslutat {decided.on}: {method} får sättas i bruk för {target}.")
    click.echo(
        f"Utvärderingen bakom är sparad med avtrycket {decided.figures_sha256[:16]}. Ingen lista ändras av beslutet."
    )


def _say(text: str) -> None:
    click.echo(f"▸ {text}")


def _silent(_text: str) -> None:
    """Nothing but the answer, when a program reads it."""
