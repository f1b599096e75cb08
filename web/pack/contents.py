"""A dated pack of exactly what was relied on about one activity or actor: the contents, in words.

From a look-up and the delivered lines behind what moves its scores to the parts of a document. Nothing is computed and
nothing is added: names of natural persons, managers and protected addresses are not in a look-up. The layout belongs in
`pdf.py`.
"""

import hashlib
import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import asdict, dataclass

from indicators.registry import catalogue
from tables.code_lists import labels_of
from web import explanation, wording
from web.evidence import Evidence
from web.explanation import Contribution, Value
from web.lookup import Lookup, Standing
from web.pack.document import Document, Part, Rows
from web.provenance import Provenance

#: Indicator and entity → the delivered lines behind the value.
LinesBehind = Callable[[str, str], Evidence]
_KINDS = {"activity": "verksamhet", "actor": "aktör"}


@dataclass(frozen=True)
class Printed:
    """Who printed, as what, why, in which case and when (UTC: year, month, day, hour, minute, second)."""

    by: str
    role: str
    purpose: str
    case_number: str
    at: tuple[int, int, int, int, int, int]

    @property
    def moment(self) -> str:
        """`2026-11-23 02:40:00 UTC`."""
        year, month, day, hour, minute, second = self.at
        return f"{year:04}-{month:02}-{day:02} {hour:02}:{minute:02}:{second:02} UTC"


def pack(
    found: Lookup, run: Provenance, lines_behind: LinesBehind, printed: Printed, n_activities: int = 1
) -> Document:
    """The contents.

    Args:
        found: the look-up.
        run: how the published run came about.
        lines_behind: gives the delivered lines behind a value.
        printed: who printed it, and why.
        n_activities: how many activities the subject has; the look-up may hold only some of them.
    """
    name = _name(found)
    short = run.run_id[:16]
    return Document(
        title="Underlag",
        subject=name,
        author=printed.by,
        printed=printed.at,
        running=f"Underlag: {name}",
        case=f"Ärende {printed.case_number}",
        footer=f"Körning {short}, gäller {found.as_of}. Utskriven {printed.moment} av {printed.by}.",
        about=(
            ("Gäller", f"{_KINDS[found.subject]}, uppgifter per {found.as_of}"),
            ("Utskriven", f"{printed.moment} av {printed.by}, {printed.role}"),
            ("Syfte", f"{printed.purpose}, ärende {printed.case_number}"),
            ("Körning", f"{run.run_id}, manifest {digest_of(run)[:16]}"),
        ),
        notice=found.disclaimer,
        parts=tuple(_parts(found, run, lines_behind, n_activities)),
    )


def digest_of(run: Provenance) -> str:
    """SHA-256 of the run's manifest, as hexadecimal digits."""
    held = ("run_id", "days", "code_version", "catalogue_version", "profile", "profile_version", "key_fingerprint",
            "seed", "ledger_ids")  # fmt: skip
    told = {name: getattr(run, name) for name in held}
    return hashlib.sha256(json.dumps(told, default=str, sort_keys=True).encode()).hexdigest()


def _name(found: Lookup) -> str:
    names = [one.name for one in found.activities if one.name] if found.subject == "activity" else []
    return next(iter([*names, *([found.identity.name] if found.identity.name else [])]), found.identity.number)


def _parts(found: Lookup, run: Provenance, lines_behind: LinesBehind, n_activities: int) -> Iterator[Part]:
    yield _identity(found, n_activities)
    yield _data(found)
    yield _places(found)
    moved = list(_moved(found))
    yield from _reasons(found)
    if found.disputed:
        yield _disputed(found)
    yield _behind([lines_behind(*one) for one in moved])
    yield _values(found)
    if found.waiting or found.permit_cases:
        yield _waiting(found)
    yield _run(run)


def _identity(found: Lookup, n_activities: int) -> Part:
    who = found.identity
    pairs = {
        "Aktör": who.name,
        "Organisationsnummer": who.number,
        "Tidigare namn": ", ".join(who.former_names) or None,
        "Juridisk form": "; ".join(who.legal_forms) or who.legal_form,
        "Driftsform": who.operator_type,
        "Kommun": who.municipality,
        "Känd sedan": str(who.known_since) if who.known_since else wording.UNKNOWN,
        "Anmärkning": who.note,
    }
    rows = tuple(
        (one.activity_id, one.name or "–", one.form, one.status, one.municipality,
         wording.UNKNOWN if one.max_places is None else str(one.max_places), one.permit_no or "–")
        for one in found.activities
    )  # fmt: skip
    tables = [Rows("Verksamheter", ("Id", "Namn", "Form", "Status", "Kommun", "Platser", "Tillstånd"), rows,
                   (3, 5, 5, 3, 4, 2, 3), (5,))] if rows else []  # fmt: skip
    if found.legal:
        states = tuple((one.what, str(one.date), one.state, "ja" if one.has_effect else "nej") for one in found.legal)
        tables.append(Rows("Rättsligt läge", ("Vad", "Dag", "Läge", "Gäller"), states, (8, 3, 6, 2)))
    left = n_activities - len(found.activities)
    texts = (
        (f"Aktören har {n_activities} verksamheter; här står de som ligger högst i någon lista.",) if left > 0 else ()
    )
    return Part("Vem det är", texts, tuple((term, value) for term, value in pairs.items() if value), tuple(tables))


def _data(found: Lookup) -> Part:
    fetched = tuple(
        (one.label, str(one.covered_to or "aldrig hämtad hel"), _days(one.age_days),
         f"sen sedan {one.late_since}" if one.late_since else "i tid")
        for one in found.fetched
    )  # fmt: skip
    delivered = tuple(
        (one.label, wording.count(one.rows), wording.count(one.quarantined), wording.day(one.latest_known_at),
         _days(one.age_days))
        for one in found.sources if one.files
    )  # fmt: skip
    tables = [
        Rows("Hämtade källor", ("Källa", "Uppgifter t.o.m.", "Dagar", "Läge"), fetched, (6, 4, 2, 4), (2,)),
        Rows("Leveranser", ("Uppgifter", "Rader", "I karantän", "Senast känd", "Dagar"), delivered, (6, 2, 2, 3, 2),
             (1, 2, 4)),
    ]  # fmt: skip
    return Part("Uppgifternas skick", found.notes, tables=tuple(one for one in tables if one.rows))


def _days(age: int | None) -> str:
    return wording.UNKNOWN if age is None else wording.count(age)


def _places(found: Lookup) -> Part:
    rows = tuple(
        (one.activity_id, one.target_label, one.position, one.rank_interval, labels_of("bands").get(one.band, one.band),
         wording.share(one.coverage) if one.coverage is not None else wording.UNKNOWN)
        for one in found.standings
    )  # fmt: skip
    head = ("Verksamhet", "Mål", "Plats", "Platsens intervall", "Band", "Täckning")
    tables = (Rows(f"Platser per {found.computed_as_of}", head, rows, (3, 5, 3, 3, 4, 2), (5,)),) if rows else ()
    said = tuple(
        f"{each.target_label}, {each.activity_id}: {one.said}" for each in found.standings for one in each.trends
    )
    texts = wording.HOW_TO_READ[1:5] if rows else ("Finns inte i någon lista.",)
    return Part("Plats i listorna", texts, tables=tables, points=said)


def _moved(found: Lookup) -> Iterator[tuple[str, str]]:
    """Indicator and entity of everything that raises or lowers a score, once each, in the order it is told."""
    told: dict[tuple[str, str], None] = {}
    for standing in found.standings:
        for one in (*standing.account.for_looking, *standing.account.against):
            is_own = one.level == explanation.level_label("activity")
            told[one.indicator_id, standing.activity_id if is_own else found.identity.actor_id] = None
    yield from (key for key in told if key[0] in catalogue())


def _reasons(found: Lookup) -> Iterator[Part]:
    inner = tuple(_account(one) for one in found.standings if one.score is not None)
    texts = () if inner else ("Inga poäng är satta.",)
    yield Part("Talar för och emot", texts, parts=inner)


def _account(standing: Standing) -> Part:
    account = standing.account
    sides = (("Talar för", account.for_looking), ("Talar emot", account.against),
             ("Poängen går inte under noll", account.lift_to_zero))  # fmt: skip
    tables = tuple(
        Rows(caption, ("Skäl", "Rimliga förklaringar", "Det som ändrar", "Poäng"), tuple(map(_reason, side)),
             (6, 4, 4, 1), (3,))
        for caption, side in sides if side
    )  # fmt: skip
    empty = tuple(f"{caption}: inga uppgifter." for caption, side in sides[:2] if not side)
    usual = f"Som vanligt, ger inga poäng: {_labels(account.as_usual)}." if account.as_usual else ""
    unknown = tuple(
        f"Okänt ({because}): {', '.join(labels)}." for because, labels in explanation.unknown_by_reason(account)
    )
    score = wording.UNKNOWN if standing.score is None else wording.number(standing.score, 4)
    total = f"Summa: {score} poäng, plats {standing.position} (intervall {standing.rank_interval})."
    return Part(f"{standing.target_label}, {standing.activity_id}", (*empty, total), tables=tables,
                points=tuple(text for text in (usual, *unknown) if text))  # fmt: skip


def _reason(one: Contribution) -> tuple[str, ...]:
    return (one.sentence, one.explanations or "–", one.cleared_by or "–", wording.signed(one.points, 4))


def _labels(several: Iterable[Contribution]) -> str:
    return ", ".join(one.label for one in several)


def _disputed(found: Lookup) -> Part:
    rows = tuple((one.label, one.entity_id, str(one.date), one.what, one.because, one.by) for one in found.disputed)
    head = ("Uppgift", "Gäller", "Ifrågasatt", "Invändning", "Grund", "Av")
    texts = ("Invändningar mot uppgifter ändrar inga poäng.",)
    return Part("Ifrågasatta uppgifter", texts, tables=(Rows("Invändningar", head, rows, (5, 3, 3, 4, 7, 3)),))


def _behind(found: Iterable[Evidence]) -> Part:
    parts = tuple(_lines(one) for one in found)
    texts = ("De levererade rader som varje skäl bygger på.",) if parts else ("Inga skäl ger poäng.",)
    return Part("Rader bakom skälen", texts, parts=parts)


def _lines(found: Evidence) -> Part:
    indicator = catalogue()[found.indicator_id]
    value = found.value.text if found.value else wording.UNKNOWN
    texts = (
        f"Värde: {value}. Definition {found.indicator_id}, version {indicator.version}.",
        f"Räknar: {'; '.join((*found.measures, *found.method)).rstrip('.')}.",
        *([found.note] if found.note else []),
    )
    rows = tuple(
        (wording.day(line.date), str(line.known_from), line.source, "; ".join(filter(None, (line.text, line.note))),
         line.file_name or "–", "–" if line.row is None else wording.count(line.row))
        for line in found.lines
    )  # fmt: skip
    head = ("Dag", "Känd", "Källa", "Uppgift", "Fil", "Rad")
    caption = wording.counted(len(rows), "rad", "rader")
    tables = (Rows(caption, head, rows, (3, 3, 4, 8, 6, 2), (5,)),) if rows else ()
    who = found.entity_id if found.level == explanation.level_label("activity") else found.level
    return Part(f"{found.label}, {who}", texts if rows else (*texts, "Inga rader."), tables=tables)


def _values(found: Lookup) -> Part:
    several = len(found.activities) > 1
    known = tuple(
        (_about(one, is_named=several), one.text, one.peer_text, one.percentile_text, _group(one), one.reach,
         _version(one.indicator_id))
        for one in found.values if one.value is not None
    )  # fmt: skip
    unknown: dict[str, list[str]] = {}
    for one in found.values:
        if one.value is None:
            said = f"{_about(one, is_named=several)} ({_version(one.indicator_id)})"
            unknown.setdefault(one.unknown_because or wording.UNKNOWN, []).append(said)
    head = ("Indikator", "Värde", "Vanligt", "Percentil", "Jämförelsegrupp", "T.o.m.", "Version")
    tables = [
        Rows("Kända värden, med definitionens version", head, known, (6, 3, 3, 2, 6, 3, 3), (3,)),
        Rows("Okända värden, med definitionens version", ("Varför", "Indikatorer"),
             tuple((because, "; ".join(said)) for because, said in unknown.items()), (3, 11)),
    ]  # fmt: skip
    return Part("Indikatorernas värden", tables=tuple(one for one in tables if one.rows))


def _version(name: str) -> str:
    return catalogue()[name].version if name in catalogue() else wording.UNKNOWN


def _about(value: Value, *, is_named: bool) -> str:
    who = value.entity_id if is_named and value.level == explanation.level_label("activity") else value.level
    return f"{value.label}, {who}"


def _group(value: Value) -> str:
    return "–" if value.peer_group is None else f"{value.peer_group} ({value.peer_n})"


def _waiting(found: Lookup) -> Part:
    items = tuple((one.label, wording.day(one.started), wording.day(one.due), one.said) for one in found.waiting)
    cases = tuple((one.case_no, one.kind, one.state, str(one.applied_at), one.form) for one in found.permit_cases)
    tables = [
        Rows("Åtgärder och bevakning", ("Slag", "Sedan", "Senast", "Uppgift"), items, (4, 3, 3, 9)),
        Rows("Tillståndsärenden", ("Ärende", "Slag", "Läge", "Ansökt", "Form"), cases, (3, 4, 3, 3, 5)),
    ]
    return Part("Ärenden som väntar", tables=tuple(one for one in tables if one.rows))


def _run(run: Provenance) -> Part:
    told = asdict(run)
    terms = {"run_id": "Körning", "code_version": "Programmets version", "catalogue_version": "Katalogens version",
             "profile": "Viktprofil", "profile_version": "Viktprofilens version", "seed": "Slumpfrö"}  # fmt: skip
    pairs = [(term, str(told[name])) for name, term in terms.items()]
    pairs.append(("Manifestets avtryck (SHA-256)", digest_of(run)))
    pairs.append(("Filer i körningen", wording.count(len(run.ledger_ids))))
    return Part("Körningen", pairs=tuple(pairs))
