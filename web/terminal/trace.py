"""Where a report went, on a terminal. Layout only; what is said is made in `web/trace.py`."""

from itertools import groupby

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.text import Text

from web import wording
from web.terminal.layout import bullet, prose, section
from web.trace import Step, Touched, Trace

#: Of a value that several activities have, how many are told in full.
FEW = 3
_PEERS = "Rapporten ingår också i vad som är vanligt bland jämförbara, vilket inte räknas upp här."


def trace(found: Trace) -> RenderableType:
    """The report, its states, the values it is part of, and where its activity stands."""
    return Group(
        Text.assemble((f"Rapport {found.report_id}", "bold"), f", per {found.as_of}"),
        section("Läge", [bullet(_step(one)) for one in found.steps]),
        section("Ingår i", _touched(found)),
        *([section("Verksamhetens plats i listorna", _places(found))] if found.places else []),
    )


def _step(one: Step) -> str:
    until = f"–{one.known_to}" if one.known_to else " och framåt"
    source = f" ({one.file_name}, rad {one.row})" if one.file_name else ""
    note = f" {one.note}" if one.note else ""
    return f"{one.known_from}{until}: {one.text}.{note}{source}"


def _touched(found: Trace) -> list[RenderableType]:
    if found.untouched_because:
        return [prose(f"Inget värde. {found.untouched_because}")]
    lines: list[RenderableType] = []
    for (label, name, level), group in groupby(found.touched, key=lambda one: (one.label, one.indicator_id, one.level)):
        same = list(group)
        lines += [prose(f"{label} ({name})", "bold"), *(bullet(_value(one, level)) for one in same[:FEW])]
        if len(same) > FEW:
            lines.append(bullet(f"och {wording.counted(len(same) - FEW, 'verksamhet', 'verksamheter')} till"))
        lines.append(Padding(prose(f"Räknas i {'; '.join(same[0].measures)}.", "dim"), (0, 0, 0, 2)))
    return [*lines, prose(_PEERS, "dim")]


def _value(one: Touched, level: str) -> str:
    points = ", ".join(f"{number} poäng i {target}" for target, number in one.points)
    return f"{level} {one.entity_id}: {one.value}" + (f"; {points}" if points else "")


def _places(found: Trace) -> list[RenderableType]:
    return [
        bullet(f"{wording.sentence(wording.label('targets', one.target))}: plats {one.position}, band {one.band}")
        for one in found.places
    ]
