"""What another weight profile does, on a terminal: what was decided differently, and who enters and leaves the top."""

from collections.abc import Mapping, Sequence

from rich.console import Group, RenderableType
from rich.text import Text

from indicators.decisions.elicitation import Weighed
from indicators.decisions.life_cycle import Decision, Status
from indicators.decisions.profile import Profile
from indicators.registry import catalogue
from indicators.workbench.profile_moves import DecisionChange, Move, Shift, TargetMoves
from tables.code_lists import labels_of
from web import wording
from web.terminal.layout import open_table, prose, section

_STATUS = {
    Status.IN_USE: "i bruk", Status.SHADOW: "på prov", Status.WORK_ITEM: "åtgärdspost", Status.CONTEXT: "bakgrund",
    Status.RETIRED: "avvecklad",
}  # fmt: skip
_BESIDE = "bredvid"
#: Rank correlation from which two lists are one, and the least share of the top's points that is told.
_SAME, _LEAST = 1 - 1e-9, 0.01
_COMPARE_PLACES = (
    "Poäng är delar av det som går att få: när fler indikatorer väger ger var och en färre. Jämför platser, inte poäng."
)


def difference(
    changes: Sequence[DecisionChange],
    moves: Sequence[TargetMoves],
    names: Mapping[str, str],
    n_named: int,
    after: Profile,
) -> RenderableType:
    """What differs between the profiles and why, and then each list. `names`: the activities', as they may be shown."""
    parts: list[RenderableType] = [_changes(changes)] if changes else [prose("Profilerna ger samma vikter.")]
    why = section(f"Varför {after.name}", [prose(one) for one in _paragraphs(after)])
    return Group(*parts, "", why, *(part for one in moves for part in _target(one, names, n_named)))


def _paragraphs(after: Profile) -> list[str]:
    who = f"Beslutat {after.decided_on} av {', '.join(after.decided_by)}; ses över senast {after.next_review}."
    return [" ".join(after.reason.split()), who]


def _changes(changes: Sequence[DecisionChange]) -> RenderableType:
    table = open_table("Mål", "Indikator", "Före", "Efter", right=("Före", "Efter"))
    for one in changes:
        table.add_row(one.place or _BESIDE, _label(one.indicator), _said(one.before), _said(one.after))
    return table


def _label(name: str) -> str:
    known = catalogue().get(name)
    return known.label if known else name


def _said(decision: Decision | None) -> str:
    if decision is None:
        return "–"
    if decision.status is Status.IN_USE:
        return wording.trimmed(decision.weight, 2)
    return _STATUS.get(decision.status, decision.status.value)


def _target(one: TargetMoves, names: Mapping[str, str], n_named: int) -> list[RenderableType]:
    heading = f"{labels_of('targets').get(one.target, one.target)} ({one.target})"
    if not one.entered and not one.left and one.agreement is not None and one.agreement >= _SAME:
        return ["", section(heading, [prose("Listan är densamma.")])]
    said = f"{one.kept} av de {one.top} översta är desamma."
    if one.agreement is not None:
        said += f" Hela listorna: rangkorrelation {wording.trimmed(one.agreement, 3)}."
    parts: list[RenderableType] = [prose(f"{said} {_COMPARE_PLACES}"), "", _rests_on(one)]
    for title, found in (("Kommer in", one.entered), ("Går ut", one.left)):
        parts += ["", _moves(title, found, names, n_named)] if found else []
    return ["", section(heading, parts)]


def _rests_on(one: TargetMoves) -> RenderableType:
    """What the top rests on; what gives less than one per cent both before and after is left out."""
    table = open_table(f"Vad de {one.top} översta vilar på", "Före", "Efter", right=("Före", "Efter"))
    for each in one.rests_on:
        if max(each.before, each.after) >= _LEAST:
            table.add_row(_label(each.indicator), wording.share(each.before), wording.share(each.after))
    return table


def _moves(title: str, found: Sequence[Move], names: Mapping[str, str], n_named: int) -> RenderableType:
    table = open_table(title, "Plats", "Poäng", "Därför", right=("Plats",))
    for move in found[:n_named]:
        place = f"{_rank(move.rank_before)} → {_rank(move.rank_after)}"
        score = f"{wording.trimmed(move.score_before, 1)} → {wording.trimmed(move.score_after, 1)}"
        name = Text.assemble(names.get(move.activity_id, ""), "\n", (move.activity_id, "dim"))
        table.add_row(name, place, score, "\n".join(map(_shift, move.because)))
    hidden = len(found) - n_named
    if hidden > 0:
        table.add_row(f"… och {hidden} till", "", "", "")
    return table


def _rank(rank: int | None) -> str:
    return "–" if rank is None else wording.count(rank)


def _shift(shift: Shift) -> str:
    return f"{_label(shift.indicator)}: {wording.trimmed(shift.before, 1)} → {wording.trimmed(shift.after, 1)}"


def weighed(found: Sequence[Weighed]) -> RenderableType:
    """The median of the answers per indicator, and where people disagree."""
    table = open_table("Mål", "Indikator", "Vikt", "Mitten av svaren", "Svar", "", right=("Vikt", "Svar"))
    for one in found:
        middle = f"{wording.trimmed(one.low, 2)}–{wording.trimmed(one.high, 2)}"
        note = "svaren går isär" if one.is_contested else ""
        table.add_row(one.target, _label(one.indicator), wording.trimmed(one.weight, 2), middle, str(one.n), note)
    return table
