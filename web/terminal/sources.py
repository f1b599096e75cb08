"""The register of sources on a terminal: all in one table, or everything about one. Only layout belongs here."""

from collections.abc import Sequence

from rich.console import Group, RenderableType
from rich.text import Text

from web import wording
from web.source_register import Recorded
from web.terminal.layout import open_table, prose, section


def table(found: Sequence[Recorded]) -> RenderableType:
    """All sources: state, how far they reach, and who answers for them until when."""
    parts: list[RenderableType] = []
    for title, is_fetched in (("Levereras som filer", False), ("Hämtas över nätet", True)):
        rows = open_table("Källa", "Läge", "T.o.m.", "Dagar", "Väntas", "Grund, ägare och översyn", right=("Dagar",),
                          whole=("Läge", "T.o.m.", "Väntas"))  # fmt: skip
        for one in found:
            if one.is_fetched == is_fetched:
                rows.add_row(_name(one), one.state_text, _covered(one), _age(one), _expected(one), prose(_ground(one)))
        parts += [section(title, [rows])]
    return Group(*parts, "", Text("Mer om en källa: tillsynsradar sources NAMN"))


def _name(one: Recorded) -> Text:
    return Text.assemble((one.name, "bold"), "\n", prose(one.label))


def _covered(one: Recorded) -> str:
    asked = f"\nfrågad {one.reach.asked_at}" if one.reach.asked_at else ""
    return f"{wording.day(one.reach.covered_to)}{asked}"


def _age(one: Recorded) -> str:
    age = "–" if one.reach.age_days is None else wording.count(one.reach.age_days)
    return f"{age} SEN" if one.reach.late_since else age


def _expected(one: Recorded) -> str:
    return wording.day(one.reach.next_expected)


def _ground(one: Recorded) -> str:
    overdue = ", FÖRSENAD" if one.is_overdue else ""
    return f"{one.legal_basis or ', '.join(one.legal)}; {one.owner}; {one.review}{overdue}"


def detail(one: Recorded) -> RenderableType:
    """Everything recorded about one source."""
    facts = open_table("", "")
    facts.show_header = False
    for name, said in _facts(one):
        facts.add_row(Text(name, style="dim"), prose(said))
    fields = open_table("Uppgift hos källan" if one.is_fetched else "Leverans", "Blir", whole=())
    for theirs, ours in one.fields_used.items():
        fields.add_row(prose(theirs), prose(", ".join(ours)))
    switch = [Text(line) for line in one.switch_on] or [
        Text("Behöver inte slås på." if not one.is_fetched else one.said)
    ]
    return Group(
        Text.assemble((one.label, "bold"), f" ({one.name})"),
        facts,
        *([section("Att tänka på", [prose(one.legal_note)])] if one.legal_note else []),
        section("Uppgifter som används; inget annat läses", [fields]),
        section("Så slås den på, i sources.toml i hemkatalogen", switch),
    )


def _facts(one: Recorded) -> list[tuple[str, str]]:
    reach = one.reach
    decision = f"{one.decided_by}, {one.decided_at}" if one.decided_by else "inget beslut antecknat"
    asked = f"{reach.asked_at}, {reach.outcome}" if reach.asked_at else "aldrig"
    late = f"; SEN sedan {reach.late_since}" if reach.late_since else ""
    most = f" (sen efter {one.max_age_days} dagar)" if one.max_age_days else ""
    covered = "inget" if reach.covered_to is None else f"{reach.covered_to}, {reach.age_days} dagar gammalt{late}"
    rows = [
        ("Läge", f"{one.state_text}. {one.said}"),
        ("Utgivare", one.publisher),
        ("Ändamål", one.purpose),
        ("Lagrum", ", ".join(one.legal)),
        ("Rättslig grund", one.legal_basis or ("saknas" if one.needs_basis else "behöver inte antecknas")),
        ("Beslut", decision),
        ("Ägare", one.owner),
        ("Översyn", f"{one.review}{', FÖRSENAD' if one.is_overdue else ''}"),
        ("Kommer", f"{one.cadence}{most}"),
        ("Uppgifter t.o.m.", covered),
        ("Sparas", f"{one.retention_years} år efter det år de gäller"),
    ]
    return [*rows, ("Senast frågad", asked)] if one.is_fetched else rows
