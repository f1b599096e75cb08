"""Proposed links on a terminal: the queue, and one proposal with its waterfall drawn as bars."""

import datetime as dt
from collections.abc import Mapping, Sequence

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from tables.code_lists import labels_of
from web import wording
from web.proposals import STATES, End, Proposal, probability
from web.terminal.layout import bullet, open_table, prose, section

#: Width of the bars, and how many reports are named.
_BAR, _N_NAMED = 28, 8
_HOW_TO_READ = (
    "Ett steg åt höger talar för, åt vänster emot. Ett steg på 1 fördubblar oddsen; summan ger sannolikheten."
)
_IN_FORCE = (
    "Sambandet gäller utan beslut. Det som hände hos föregångaren visas hos den som fortsätter den, och brister räknas "
    "där under eget namn. Avvisas det gäller det inte från och med beslutsdagen, vid alla kommande körningar."
)
_NOT_IN_FORCE = (
    "Sambandet gäller inte. Ingenting följer med från den tidigare verksamheten så länge avvisandet står. Det kan "
    "återtas (withdraw)."
)
_ONLY_PROPOSED = "Det är ett förslag. Ingenting kopplas och inget värde ändras förrän någon har godkänt det."


def queue(found: Sequence[Proposal], n_open: int, as_of: dt.date) -> RenderableType:
    """The proposals that wait, in order, with what speaks most for each."""
    if not found:
        return Text("Inget förslag väntar.")
    table = open_table("Förslag", "Sannolikt", "Kan höra ihop", "Starkaste skälet", whole=("Förslag", "Sannolikt"))
    for one in found:
        left = f"{_named(one.left)}, {one.left.what}" if one.kind == "report" else _named(one.left)
        pair = Group(prose(left, "bold"), prose(_named(one.right)), "")
        why = prose(_reason(one))
        decided = [] if one.state == STATES["open"] else [prose(one.state, "bold")]
        table.add_row(one.id, probability(one.probability), pair, Group(*decided, why))
    heading = f"{len(found)} av {wording.count(n_open)} förslag, uträknade per {as_of}"
    return Group(Text(heading, style="bold"), "", table, prose("Titta närmare: tillsynsradar links show FÖRSLAG"))


def shown(one: Proposal, decision: Mapping[str, str] | None) -> RenderableType:
    """One proposal: both ends, step by step to the probability, what would happen, and what has been decided."""
    if one.probability is None:
        return _by_rule(one, decision)
    kind = labels_of("proposal_kinds")[one.kind]
    heading = Text.assemble(("Förslag ", ""), (one.id, "bold"), f": {kind} ({one.state})")
    said = [] if decision is None else [section("Beslut", [prose(_decision(decision))])]
    notes = [_HOW_TO_READ, *([_ONLY_PROPOSED] if one.state == STATES["open"] else [])]
    return Group(
        heading,
        "",
        _ends(one),
        section("Vad som talar för och emot", [_waterfall(one), "", *(bullet(text) for text in notes)]),
        *([section("Om det godkänns", [prose(consequence(one))])] if one.state == STATES["open"] else []),
        *said,
    )


def _by_rule(one: Proposal, decision: Mapping[str, str] | None) -> RenderableType:
    """A link that holds without a decision: both ends, its signs, what it means, and what has been decided."""
    kind = labels_of("proposal_kinds")[one.kind]
    heading = Text.assemble(("Samband ", ""), (one.id, "bold"), f": {kind} ({one.state})")
    meaning = _IN_FORCE if one.state == STATES["in_force"] else _NOT_IN_FORCE
    return Group(
        heading,
        "",
        _ends(one),
        section("Vad det vilar på", [bullet(f"{step.about}: {step.says}") for step in one.steps]),
        section("Vad det betyder", [prose(meaning)]),
        *([] if decision is None else [section("Beslut", [prose(_decision(decision))])]),
    )


def _reason(one: Proposal) -> str:
    if one.probability is None:
        return ", ".join(step.says for step in one.steps)
    return f"{one.strongest.about}: {one.strongest.says}"


def consequence(one: Proposal) -> str:
    """What an acceptance does, in a sentence."""
    if one.kind == "report":
        return f"Rapporten {one.left.id} kopplas till verksamheten {one.right.id} från och med beslutsdagen."
    same = f"{one.left.name} och {one.right.name} antecknas som samma aktör"
    if not one.reports:
        return f"{same} från och med beslutsdagen. De förs inte ihop till en; sambandet syns hos båda."
    named = ", ".join(one.reports[:_N_NAMED]) + (" …" if len(one.reports) > _N_NAMED else "")
    number = "rapport" if len(one.reports) == 1 else "rapporter"
    return f"{same}, och {len(one.reports)} {number} kopplas till {one.right.name} ({one.right.id}): {named}."


def _named(end: End) -> str:
    return end.name if end.id in end.name else f"{end.name} ({end.id})"


def _ends(one: Proposal) -> RenderableType:
    table = Table.grid(padding=(0, 2, 0, 0))
    table.add_column(style="dim", no_wrap=True)
    table.add_column(overflow="fold")
    for place, end in (("Detta", one.left), ("och detta", one.right)):
        table.add_row(place, Group(prose(_named(end), "bold"), prose(end.what)))
    return table


def _waterfall(one: Proposal) -> RenderableType:
    """A line for each step; its bar begins where the one before ended."""
    table = Table.grid(padding=(0, 2, 0, 0))
    for justify in ("left", "left", "right", "left"):
        table.add_column(justify=justify, no_wrap=justify == "right", overflow="fold")
    ends = [sum(step.bits for step in one.steps[: place + 1]) for place in range(len(one.steps))]
    low, high = min(0.0, *ends), max(0.0, *ends)
    scale = _BAR / max(1e-9, high - low)
    begun = 0.0
    for step, ended in zip(one.steps, ends, strict=True):
        bar = _bar(begun, ended, low, scale)
        table.add_row(prose(step.about), prose(step.says), wording.number(step.bits), bar)
        begun = ended
    total = Text(probability(one.probability), style="bold")
    table.add_row(prose("summa", "bold"), Text(""), wording.number(begun), total)
    return table


def _bar(begun: float, ended: float, low: float, scale: float) -> Text:
    start, stop = sorted((round((begun - low) * scale), round((ended - low) * scale)))
    length = max(1, stop - start) if begun != ended else 0
    zero = round(-low * scale)
    bar = " " * start + ("█" if ended > begun else "░") * length
    if len(bar) <= zero:
        bar = bar.ljust(zero) + "│"
    return Text(bar, style="green" if ended > begun else "red")


def _decision(decision: Mapping[str, str]) -> str:
    return f"{decision['what']} {decision['on']} av {decision['by']}: {decision['because']}"
