"""An evaluation on a terminal: what was shown, the figures that prove most, and nothing more."""

from collections.abc import Sequence

from rich.console import Group, RenderableType
from rich.text import Text

from web import wording
from web.evaluation.report import Evaluation, Part, parts
from web.evaluation.words import Figure
from web.terminal.layout import bullet, open_table, prose

#: Columns of the headline table that have room.
_WIDE = 3
#: Reasons that are shown of each verdict; the rest are in the report.
_REASONS = 3


def summary(evaluation: Evaluation, missing: Sequence[str]) -> RenderableType:
    """Target by target: the verdicts, and the first columns of the headline table; then what could not be evaluated."""
    shown = [part for one in parts(evaluation) for part in _of_target(one)]
    return Group(*shown, *(bullet(text, "!") for text in missing))


def _of_target(part: Part) -> list[RenderableType]:
    found: list[RenderableType] = [Text(part.label, style="bold")]
    for verdict in part.verdicts:
        found.append(prose(verdict.said, "" if verdict.is_better else "yellow"))
        found += [bullet(text) for text in verdict.because[:_REASONS]]
        if len(verdict.because) > _REASONS:
            found.append(bullet(f"och {len(verdict.because) - _REASONS} jämförelser till; alla står i rapporten", "…"))
    if part.headline.rows:
        found += ["", _table(part)]
    return [*found, ""]


def _table(part: Part) -> RenderableType:
    columns = [f"{name}, {below}" for name, below in part.headline.headings[:_WIDE]]
    table = open_table("Ordning", *columns)
    for name, cells in part.headline.rows:
        style = "bold" if name in part.headline.first else ""
        table.add_row(prose(wording.sentence(name), style), *(prose(_one_line(cell), style) for cell in cells[:_WIDE]))
    return table


def _one_line(cell: Figure) -> str:
    return f"{cell.text} ({cell.limits})" if cell.limits else cell.text
