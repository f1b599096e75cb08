"""The work list, the permit cases that wait, and trends on a terminal. Layout only; words are made in `web/work.py`."""

from collections.abc import Iterable, Sequence

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.text import Text

from web import wording
from web.terminal.layout import bullet, prose
from web.work import Case, CaseList, Item, Trend, WorkList

_INDENT = 2
N_SOURCES = 3


def work_list(found: WorkList) -> RenderableType:
    """What waits, under the kinds."""
    heading = Text.assemble(("Att åtgärda och bevaka", "bold"), f", per {found.as_of}")
    counted = f"{len(found.items)} av {wording.counted(found.n, 'post', 'poster')}. {found.how_to_read}"
    parts: list[RenderableType] = [heading, prose(counted, "dim"), ""]
    for label in dict.fromkeys(one.label for one in found.items):
        own = [one for one in found.items if one.label == label]
        law = ", ".join(own[0].legal)
        parts += [prose(f"{label} ({law})", "bold"), *items(own, whose=True), ""]
    return Group(*parts) if found.items else Group(heading, prose("Inget väntar i urvalet."))


def items(found: Sequence[Item], *, whose: bool = False) -> list[RenderableType]:
    """Each item as a line with its clock, and under it whose it is and what it rests on."""
    return [bullet_of(one, whose=whose) for one in found]


def bullet_of(one: Item, *, whose: bool) -> RenderableType:
    """One item."""
    days = "" if one.days is None else f" {wording.counted(one.days, 'dag', 'dagar')}, {one.state}."
    who = [one.name, *([one.activity_id] if one.activity_id else []), *([one.form] if one.form else [])]
    where = f" {', '.join(one.divisions)}." if one.divisions else ""
    shown = one.sources[:N_SOURCES]
    rest = f" och {len(one.sources) - len(shown)} till" if len(one.sources) > len(shown) else ""
    source = f"Underlag: {'; '.join(shown)}{rest}." if shown else "Underlag: inga egna rader."
    law = "" if whose else f" {', '.join(one.legal)}."
    reach = f" T.o.m. {one.reach}." if one.reach else ""
    below = [prose(f"{', '.join(who)}.{where}")] if whose else []
    return Group(
        bullet(f"{one.said}{days}{law}{reach}", "!"),
        *(Padding(part, (0, 0, 0, _INDENT)) for part in [*below, prose(source, "dim")]),
    )


def case_list(found: CaseList) -> RenderableType:
    """The permit cases that wait."""
    heading = Text.assemble(("Tillståndsärenden som väntar", "bold"), f", {found.target_label}, per {found.as_of}")
    counted = f"{len(found.cases)} av {wording.counted(found.n, 'ärende', 'ärenden')}. {found.how_to_read}"
    if not found.cases:
        return Group(heading, prose("Inget ärende väntar i urvalet."))
    return Group(heading, prose(counted, "dim"), "", *(case(one) for one in found.cases))


def case(one: Case) -> RenderableType:
    """One case with everything that is known of the applicant."""
    who = one.applicant_name or one.applicant_number
    number = f" ({one.applicant_number})" if one.applicant_number != who else ""
    score = one.assessment
    if one.partial_score is not None:
        score = f"{wording.points(one.partial_score)} poäng ({one.assessment}), täckning {wording.share(one.coverage)}"
    title = Text(f"{one.case_no}  {who}{number}", style="bold")
    about = (
        f"{wording.sentence(one.kind)}, {one.form}, {one.state}. Inkom {one.applied_at}, "
        f"{wording.counted(one.days_open, 'dag', 'dagar')}. Öppna verksamheter: {one.n_activities}."
    )
    refusals = f"Tidigare slutliga avslag: egna {one.refusals_own}, via en person i kretsen {one.refusals_circle}."
    sides = (
        ("Talar för att titta", one.reasons),
        ("Talar emot", one.against),
        ("Okänt", one.unknown),
        ("Kan bero på", one.explanations),
        ("Det som ändrar värdet", one.cleared_by),
    )
    lines = [part for name, said in sides if said for part in (prose(f"{name}:"), *map(bullet, said))]
    below = Group(
        prose(about),
        prose(f"{wording.sentence(wording.label('targets', one.target))}: {score}."),
        prose(refusals),
        prose(one.network),
        *lines,
    )
    return Group(title, Padding(below, (0, 0, 1, _INDENT)))


def trends(found: Iterable[Trend]) -> list[RenderableType]:
    """What is said of each trend, and what moved it."""
    return [prose(f"{one.said}{f' Mest: {one.moved_by}.' if one.moved_by else ''}", "dim") for one in found]
