"""What another weight profile does, on a terminal: what was decided differently, and who enters and leaves the top."""

from collections.abc import Mapping, Sequence

from rich.console import Group, RenderableType
from rich.text import Text

from indicators.decisions.elicitation import Weighed
from indicators.decisions.life_cycle import Decision, Status
from indicators.registry import catalogue
from indicators.workbench.profile_moves import DecisionChange, Move, Shift, TargetMoves
from tables.code_lists import labels_of
from web import wording
from web.terminal import open_table, prose, section

_STATUS = {
    Status.IN_USE: "i bruk", Status.SHADOW: "på prov", Status.WORK_ITEM: "åtgärdspost", Status.CONTEXT: "bakgrund",
    Status.RETIRED: "avvecklad",
}  # fmt: skip
_BESIDE = "bredvid"


def difference(
    changes: Sequence[DecisionChange], moves: Sequence[TargetMoves], names: Mapping[str, str], n_named: int
) -> RenderableType:
    """What differs between the profiles, and then each list. `names` are the activities' as they may be shown."""
    parts: list[RenderableType] = [_changes(changes)] if changes else [prose("Profilerna ger samma vikter.")]
    return Group(*parts, *(part for one in moves for part in _target(one, names, n_named)))


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
    said = f"{one.kept} av de {one.top} översta är desamma."
    if one.agreement is not None:
        said += f" Hela listorna: rangkorrelation {wording.trimmed(one.agreement, 3)}."
    heading = f"{labels_of('targets').get(one.target, one.target)} ({one.target})"
    parts: list[RenderableType] = [prose(said)]
    for title, found in (("Kommer in", one.entered), ("Går ut", one.left)):
        parts += [_moves(title, found, names, n_named)] if found else []
    return ["", section(heading, parts)]


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
