"""One indicator, and its worked cases, on a terminal. Only layout; what is said comes from the card."""

from collections.abc import Sequence

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from indicators.workbench.case_runs import CaseRun
from tables.code_lists import labels_of
from web import wording
from web.method.indicator_card import QUANTILE_WORDS, Card, Decided, Spread, expected
from web.terminal.layout import bullet, open_table, prose, section


def card(found: Card) -> RenderableType:
    """Everything that is known of one indicator."""
    return Group(
        Text.assemble((found.label, "bold"), f" ({found.name}, version {found.version})"),
        prose(found.question),
        *([prose(found.notice, "bold")] if found.notice else []),
        "",
        _pairs(found.about),
        section("Så räknas den", [
            _pairs(found.measures),
            *(bullet(f"Okänt om {said}") for said in found.unknown_when),
            Padding(Text(found.formula), (1, 0, 0, 2)),
            Padding(prose(found.why, "dim"), (1, 0, 0, 2)),
        ]),
        section("Så visas den", [prose(found.shown), prose(f"Vanligt bland jämförbara: {found.usual}.", "dim")]),
        section("Att tänka på", [
            *(bullet(f"Kan bero på: {text}") for text in found.explanations),
            *(bullet(text) for text in found.limits),
            bullet(f"Det som ändrar värdet: {found.cleared_by}"),
        ]),
        section("Vad som är beslutat", _decisions(found)),
        section("Senaste publicerade körningen", _spread(found.spread)),
        section("Exempel, som också är test", [_cases(found.cases)]),
    )  # fmt: skip


def _pairs(rows: Sequence[tuple[str, str]]) -> Table:
    grid = Table.grid(padding=(0, 2, 0, 0))
    grid.add_column(style="dim", no_wrap=True)
    grid.add_column(overflow="fold")
    for name, said in rows:
        grid.add_row(name, prose(said))
    return grid


def _decisions(found: Card) -> list[RenderableType]:
    if found.undecided:
        return [prose(found.undecided)]
    return [part for decided in found.decisions for part in _decision(decided)]


def _decision(decided: Decided) -> list[RenderableType]:
    late = Text(" översynen är försenad", style="bold red") if decided.is_overdue else Text("")
    return [Text.assemble((f"{decided.where}:", "bold"), late), _pairs(decided.rows), ""]


def _spread(found: Spread | None) -> list[RenderableType]:
    if found is None:
        return [prose("Inget värde av indikatorn är publicerat i hemkatalogen.", "dim")]
    table = open_table(*QUANTILE_WORDS, right=QUANTILE_WORDS)
    if found.quantiles:
        table.add_row(*found.quantiles)
    known: list[RenderableType] = [
        prose(f"Per {found.as_of}. Av {found.units} har {found.known} ett känt värde; över noll: {found.above}.")
    ]
    unknown = [bullet(f"Okänt, {said}") for said in found.unknown]
    figures: list[RenderableType] = ["", table] if found.quantiles else []
    return [*known, *unknown, *figures]


def _cases(cases: Sequence[tuple[str, str]]) -> Table:
    table = open_table("Exempel", "Ska ge", whole=("Ska ge",))
    for title, value in cases:
        table.add_row(prose(title), value)
    return table


def case_runs(name: str, runs: Sequence[CaseRun]) -> RenderableType:
    """What each worked case gave, and whether that was right."""
    failed = sum(not run.has_passed for run in runs)
    table = open_table("", "Exempel", "Ska ge", "Gav", whole=("",))
    for run in runs:
        style = "" if run.has_passed else "bold red"
        mark = "rätt" if run.has_passed else "fel" if run.is_filled_in else "ej ifyllt"
        wanted = _with_z(expected(run.case), run.case.expect_z) if run.is_filled_in else "–"
        table.add_row(Text(mark, style=style), prose(run.case.title), wanted, Text(_gave(run), style=style))
    said = wording.counted(len(runs), "exempel", "exempel")
    ending = "alla ger rätt värde" if not failed else f"{wording.count(failed)} ger det inte"
    return Group(Text.assemble((name, "bold"), f": {said}, {ending}"), "", table)


def _gave(run: CaseRun) -> str:
    if run.value is None:
        reasons = labels_of("missing_reasons")
        return f"okänt, {reasons[run.missing_reason]}" if run.missing_reason else wording.UNKNOWN
    text = wording.trimmed(run.value, 4)
    return _with_z(text, None if run.case.expect_z is None else run.z)


def _with_z(text: str, z: float | None) -> str:
    return text if z is None else f"{text} (z {wording.number(z, 3)})"
