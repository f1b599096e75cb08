"""Plans on a terminal: the book of plans, and one plan by division with what was noted beside each case."""

from collections.abc import Sequence

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from web import wording
from web.plans.plan import ARMS, HOW_TO_READ, Case, PlanView
from web.terminal.layout import bullet, open_table, prose, section

_N_REASONS = 2
_INDENT = 6


def book(rows: Sequence[Sequence[str]]) -> RenderableType:
    """Every plan that has been drawn, the latest last: id, drawn, period and target, counts, noted, role."""
    if not rows:
        return Text("Ingen plan är dragen än. Börja med: tillsynsradar plan draw --help")
    table = open_table(
        "Plan", "Dragen", "Gäller", "Frekvens", "Slump", "Risk", "Antecknat", "Av", whole=("Plan", "Dragen")
    )
    for row in rows:
        table.add_row(*(prose(cell) for cell in row))
    return Group(table, "", prose("Visa en plan: tillsynsradar plan show PLAN"))


def shown(view: PlanView, n_shown: int) -> RenderableType:
    """A plan: what it is, what it had room for, and the cases, at most `n_shown`."""
    heading = Text.assemble(("Plan ", ""), (view.plan_id, "bold"), f": {view.target_label}, {view.period}")
    facts = (
        f"Dragen {view.drawn_on}{f' av {view.by}' if view.by else ''}, ur listan per {view.as_of} "
        f"(körning {view.run_id}), frö {view.seed}, slumpurval {wording.share(view.random_share)} av det som är kvar."
    )
    parts: list[RenderableType] = [heading, prose(facts, "dim")]
    if view.because:
        parts.append(prose(f"Varför en ny plan: {view.because}"))
    parts += [prose(view.compared, "dim"), "", _shares(view), *(bullet(text, "!") for text in view.remarks)]
    outside = "; ".join(f"{text}: {wording.count(n)}" for text, n in view.outside.items())
    if outside:
        parts.append(prose(f"Inte med i riskurvalet: {outside}.", "dim"))
    if view.n_hidden:
        said = wording.counted(view.n_hidden, "inspektion har", "inspektioner har")
        parts.append(
            prose(f"{said} skyddad adress; de visas utan avdelning, och bara när ingen avdelning är vald.", "dim")
        )
    parts += _cases(view.cases[:n_shown])
    if len(view.cases) > n_shown:
        parts.append(prose(f"… {wording.count(len(view.cases) - n_shown)} till; visa alla med --all."))
    if view.departures:
        parts.append(section("Avvikelser från planen", [bullet(text) for text in view.departures]))
    return Group(*parts, section("Så ska planen läsas", [bullet(text) for text in HOW_TO_READ]))


def _shares(view: PlanView) -> Table:
    table = open_table("Avdelning", "Ryms", "Frekvens", "Slump", "Risk", "Ryms inte", right=_FIGURES)
    for one in view.shares:
        figures = (one.capacity, one.duty, one.random, one.risk, one.no_room)
        table.add_row(prose(one.name), *(wording.count(n) if n else "–" for n in figures))
    return table


_FIGURES = ("Ryms", "Frekvens", "Slump", "Risk", "Ryms inte")


def _cases(cases: Sequence[Case]) -> list[RenderableType]:
    parts: list[RenderableType] = []
    before = None
    for case in cases:
        here = (case.division, case.arm)
        if here != before:
            place = "avdelning visas inte" if case.division == "visas inte" else case.division
            place = "kommun inte känd" if place == "–" else place
            parts.append(section(f"{wording.sentence(place)}: {ARMS[case.arm]}", []))
            before = here
        parts.append(_entry(case))
    return parts


def _entry(case: Case) -> RenderableType:
    grid = Table.grid(expand=True, padding=(0, 2, 0, 0))
    grid.add_column(width=_INDENT - 2, justify="right")
    grid.add_column(ratio=1, overflow="fold")
    team = f" · team {case.team}" if case.team else ""
    lines: list[RenderableType] = [
        prose(case.activity_name or "namn visas inte", "bold"),
        prose(f"{case.form}, {case.municipality} · {case.activity_id} · {case.actor}{team}"),
        prose(case.why),
        *(bullet(text, "!") for text in case.notes),
        *(bullet(text) for text in (case.reasons[:_N_REASONS] if case.arm == "risk" else ())),
        *(bullet(text, "≠") for text in case.marks),
        *([bullet(case.record, "✓")] if case.record else []),
    ]
    grid.add_row(str(case.order), Group(*lines))
    return Padding(grid, (0, 0, 1, 0))
