"""What changed definitions do, on a terminal: which values and which places in the lists are other than before."""

from collections.abc import Sequence

from rich.console import Group, RenderableType
from rich.text import Text

from indicators.registry import catalogue
from indicators.workbench.comparison import IndicatorDifference, Kind, ListDifference
from tables.code_lists import labels_of
from web import wording
from web.terminal.layout import open_table, prose, section

_KINDS = {
    Kind.NEW: "ny",
    Kind.REMOVED: "borttagen",
    Kind.CHANGED: "ändrad",
    Kind.FOLLOWED: "samma definition, andra värden",
}
_N_NAMED = 5


def differences(indicators: Sequence[IndicatorDifference], lists: Sequence[ListDifference]) -> RenderableType:
    """The indicators that differ, and then the top of each list."""
    if not indicators:
        return Group(prose("Ingen definition och inget värde skiljer sig."), *_lists(lists))
    return Group(*(part for one in indicators for part in _indicator(one)), *_lists(lists))


def _indicator(one: IndicatorDifference) -> list[RenderableType]:
    known = catalogue().get(one.name)
    label = f" {known.label}" if known else ""
    heading = Text.assemble((one.name, "bold"), f" ({_KINDS[one.kind]}){label}")
    lines: list[RenderableType] = ["", heading]
    if one.kind in {Kind.CHANGED, Kind.FOLLOWED}:
        lines.append(prose(_changed(one)))
    lines.append(prose(f"Känt värde: {_share(one.known_before)} före, {_share(one.known_after)} efter."))
    return [*lines, *([_largest(one)] if one.largest else [])]


def _changed(one: IndicatorDifference) -> str:
    if not one.changed:
        return f"Alla {wording.count(one.units)} värden är desamma."
    said = f"{wording.count(one.changed)} av {wording.count(one.units)} värden är andra än före"
    return f"{said}; {wording.count(one.became_known)} blev kända, {wording.count(one.became_unknown)} blev okända."


def _share(share: float | None) -> str:
    return "–" if share is None else wording.share(share, 1)


def _largest(one: IndicatorDifference) -> RenderableType:
    table = open_table("Störst ändring", "Före", "Efter", right=("Före", "Efter"))
    for change in one.largest:
        figures = (
            wording.UNKNOWN if value is None else wording.trimmed(value, 4) for value in (change.before, change.after)
        )
        table.add_row(wording.organisation_number(change.entity_id), *figures)
    return table


def _lists(lists: Sequence[ListDifference]) -> list[RenderableType]:
    labels = labels_of("targets")
    table = open_table("Inriktning", "In", "Ut", "Bland andra", right=("In", "Ut"))
    for one in lists:
        named = [f"in {', '.join(one.entered[:_N_NAMED])}"] if one.entered else []
        named += [f"ut {', '.join(one.left[:_N_NAMED])}"] if one.left else []
        table.add_row(
            f"{one.target} {labels[one.target]}", str(len(one.entered)), str(len(one.left)), prose("; ".join(named))
        )
    top = lists[0].top if lists else 0
    return [section(f"De {top} översta i varje lista, med varje versions egna vikter", [table])]
