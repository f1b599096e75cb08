"""Lists, hits and evidence on a terminal, for a reader who is tired: one thing at a time, nothing cut off.

Works at 80 to 120 columns; without a terminal there are no colours and no line is shortened. Only layout belongs
here; a look-up is laid out in `terminal/lookup.py`, and what is said comes from the presenters.
"""

from collections.abc import Iterable, Sequence

import click
from rich.console import Console, Group, RenderableType
from rich.padding import Padding
from rich.rule import Rule
from rich.table import Table
from rich.text import Text

from web import wording
from web.evidence import Evidence
from web.finding import Hit
from web.listing import Listing, ListRow

PIPED_WIDTH = 100
N_REASONS = 2
#: Where reasons begin, under the interval.
_INDENT = 7
_BAND_STYLES = {"A": "bold", "B": "bold", "U": "dim"}
#: Stands for a space that may not be broken while lines are laid out; the layout breaks at every kind of space.
_HELD = "\ue000"


def show(*parts: RenderableType, width: int | None = None) -> None:
    """Write to standard output: at the terminal's width, or at a fixed one and without colours when piped."""
    console = Console(highlight=False, markup=False, emoji=False)
    if width is not None or not console.is_terminal:
        console.width = width or PIPED_WIDTH
    with console.capture() as captured:
        console.print(*parts, sep="\n")
    lines = captured.get().replace(_HELD, "\u00a0").splitlines()
    click.echo("\n".join(line.rstrip() for line in lines))


def prose(text: str, style: str = "") -> Text:
    """Text that is broken between words, never inside a figure."""
    return Text(text.replace(wording.NO_BREAK, _HELD), style=style)


def bullet(text: str, mark: str = "•") -> RenderableType:
    """A line with a mark; what does not fit goes under the text, not under the mark."""
    grid = Table.grid(padding=(0, 1, 0, 0))
    grid.add_column(no_wrap=True)
    grid.add_column(overflow="fold")
    grid.add_row(mark, prose(text))
    return grid


def section(title: str, parts: Iterable[RenderableType]) -> RenderableType:
    """A part of a longer answer under its heading."""
    return Group("", Rule(title, align="left", characters="─", style="dim"), *parts)


def open_table(*headings: str, right: Sequence[str] = (), whole: Sequence[str] = ()) -> Table:
    """A table without lines; `right` stand over figures, and what stands under `whole` is never broken."""
    table = Table(box=None, padding=(0, 2, 0, 0), show_edge=False, header_style="dim")
    for heading in headings:
        is_figure = heading in right
        is_whole = is_figure or heading in whole
        table.add_column(heading, justify="right" if is_figure else "left", no_wrap=is_whole, overflow="fold")
    return table


def listing(found: Listing) -> RenderableType:
    """The top of one list."""
    heading = Text.assemble((found.target_label, "bold"), f" ({found.target}), per {found.as_of}")
    counts = f"{len(found.rows)} av {wording.count(found.n_ranked)} rangordnade verksamheter. {_not_ranked(found)}"
    headings = _row("Plats", "Intervall", "Band", Text("Verksamhet"), "Poäng", "Täckning", style="dim")
    rows = [part for row in found.rows for part in _entry(row)] or [Text("Ingen verksamhet finns i urvalet.")]
    late = [bullet(text, "!") for text in found.late]
    held = [] if found.held is None else [bullet(found.held.said, "!")]
    return Group(heading, prose(counts, "dim"), *held, *late, "", headings, *rows, "")


def _row(rank: str, interval: str, band: str, name: Text, score: str, coverage: str, style: str = "") -> RenderableType:
    """One line of a list; widths are fixed so that lines stand under each other and reasons may run below."""
    grid = Table.grid(expand=True, padding=(0, 2, 0, 0))
    grid.add_column(width=_INDENT - 2, justify="right", style=style)
    grid.add_column(width=11, style=style)
    grid.add_column(width=4, style=_BAND_STYLES.get(band, style))
    grid.add_column(ratio=1, overflow="fold", style=style)
    grid.add_column(width=6, justify="right", style=style)
    grid.add_column(width=8, justify="right", style=style)
    grid.add_row(rank, interval, band, name, score, coverage)
    return grid


def _entry(row: ListRow) -> list[RenderableType]:
    name = prose(row.activity_name or "namn visas inte", "bold")
    rank = "–" if row.rank is None else str(row.rank)
    figures = (wording.points(row.score), wording.share(row.coverage))
    where = ", ".join(part for part in (row.form, row.municipality) if part != "–")
    actor = f"{row.actor_name or '–'} ({row.actor_number})" if row.has_number else row.actor_number
    below = Group(
        prose(f"{where} · {row.activity_id} · {actor}"),
        *([prose(f"Trend: {row.trend}", "dim")] if row.trends else []),
        *(bullet(flag, "!") for flag in row.dated_flags),
        *(bullet(reason) for reason in row.dated_reasons[:N_REASONS]),
    )
    return [_row(rank, row.rank_interval, row.band, name, *figures), Padding(below, (0, 0, 1, _INDENT))]


def _not_ranked(found: Listing) -> str:
    parts = [f"Otillräckligt underlag: {wording.count(found.n_insufficient)}."]
    if found.n_sole_traders:
        parts.append(f"Enskilda näringsidkare, rangordnas inte: {wording.count(found.n_sole_traders)}.")
    return " ".join(parts)


def hits(found: Sequence[Hit]) -> RenderableType:
    """Several possible answers: none is opened without the reader's choice."""
    table = open_table("Slå upp", "Vad", "Namn", "Därför")
    for hit in found:
        what = "aktör" if hit.kind == "actor" else "verksamhet"
        table.add_row(Text(hit.id, no_wrap=True), what, prose(hit.name or ""), hit.why)
    said = "1 möjlig träff." if len(found) == 1 else f"{len(found)} möjliga träffar."
    return Group(f"{said} Slå upp den du menar med dess id.", "", table)


def evidence(found: Evidence) -> RenderableType:
    """The lines behind one value."""
    heading = Text.assemble((found.label, "bold"), f" ({found.indicator_id})")
    about = f"{wording.sentence(found.level)} {found.entity_id}, per {found.as_of}"
    return Group(
        heading,
        prose(about, "dim"),
        *_value(found),
        section("Underlag", [part for measure in dict.fromkeys(found.measures) for part in _lines(found, measure)]),
        *(prose(text) for text in found.method),
        section("Kan bero på", [bullet(text) for text in found.explanations] or [Text("Inget angivet.")]),
        section("Det som ändrar värdet", [prose(found.cleared_by)]),
    )


def _value(found: Evidence) -> list[RenderableType]:
    if found.value is None:
        return [prose(found.note or "")]
    value = found.value
    shown = value.text if value.unknown_because is None else f"okänt, {value.unknown_because}"
    lines = [prose(f"Värde: {shown}")]
    if value.peer_group:
        n = wording.count(value.peer_n or 0)
        lines.append(prose(f"Vanligt bland jämförbara: {value.peer_text} ({value.peer_group}; {n} med känt värde)"))
    return [*lines, prose("Källor: " + "; ".join(value.sources))]


def _lines(found: Evidence, measure: str) -> list[RenderableType]:
    heading = prose(f"{wording.sentence(measure)}:", "bold")
    lines = [line for line in found.lines if line.measure == measure]
    if not lines:
        return [heading, Text("Inga egna rader.\n")]
    table = open_table("Dag", "Känt från", "Vad", "Fil, rad", whole=("Dag", "Känt från"))
    for line in lines:
        said = " ".join(part for part in (line.text.removesuffix(".") + ".", line.note) if part)
        where = f"{line.file_name}, rad {line.row}" if line.file_name else "ingen fil"
        table.add_row(wording.day(line.date), str(line.known_from), prose(said), where)
    return [heading, table, ""]
