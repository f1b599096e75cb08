"""One timeline over all kinds of cases: permits, supervision, reports, register and company, with what was known when.

Each fact gives one event for every period of knowledge: the first on the day it happened, later ones on the day the
new state or the correction became known. Nothing here decides what counts; that stands in the facts.
"""

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from typing import Any

from indicators.measures import words
from tables import core
from tables.base import Table
from tables.serving import Published
from web import queries, wording
from web.queries.by_store import by_store

Row = Mapping[str, Any]


@dataclass(frozen=True)
class Source:
    """The delivered line that something rests on."""

    table: str
    file_name: str | None
    row: int | None


@dataclass(frozen=True)
class Event:
    """Something that happened, or became known, on a day."""

    date: dt.date
    known_from: dt.date
    replaced: dt.date | None
    area: str
    text: str
    note: str | None
    activity_id: str | None
    source: Source


@dataclass(frozen=True)
class Said:
    """One row of facts in words."""

    date: dt.date | None
    text: str
    note: str | None


@dataclass(frozen=True)
class _Kind:
    """How the facts of one table become events."""

    contract: type[Table]
    area: str
    key: tuple[str, ...]
    text: Callable[[Row], str]
    state: str | None = None
    note: Callable[[Row], str | None] = lambda _: None
    date: str = "event_date"


def timeline(published: Published, scope: queries.Scope, as_of: dt.date) -> tuple[Event, ...]:
    """All events within the scope that were known on the day, latest first."""
    events = [*actor_events(published, scope, as_of), *_of_kinds(published, _OF_ACTIVITIES, scope, as_of)]
    return tuple(sorted(events, key=_when, reverse=True))


def _when(event: Event) -> tuple[dt.date, dt.date, str]:
    return event.date, event.known_from, event.text


def _of_kinds(published: Published, kinds: Iterable[_Kind], scope: queries.Scope, as_of: dt.date) -> Iterator[Event]:
    for kind in kinds:
        yield from _events(kind, queries.facts_of(published, kind.contract, scope, as_of), as_of)


def events_of_actor(published: Published, scope: queries.Scope, as_of: dt.date) -> tuple[Event, ...]:
    """The events that name the actor and no activity, which are the same for each of its activities; latest first."""
    return tuple(sorted(_of_kinds(published, _OF_ACTORS, scope, as_of), key=_when, reverse=True))


#: The same, kept by a store.
actor_events = by_store(events_of_actor, "actor_events")


def describe(contract: type[Table], row: Row) -> Said:
    """One row of facts in words, for whoever shows it outside the timeline."""
    kind = next((kind for kind in _KINDS if kind.contract is contract), None)
    if kind is None:
        said = words.row(contract, row) if issubclass(contract, core.Fact) else contract.sv
        return Said(row.get("event_date") or row.get("valid_from"), wording.sentence(said), None)
    return Said(row[kind.date], kind.text(row), kind.note(row))


def _events(kind: _Kind, facts: Sequence[Row], as_of: dt.date) -> list[Event]:
    names = (*kind.key, "known_from")
    rows = sorted(facts, key=lambda row: [(row[name] is not None, row[name]) for name in names])
    events: list[Event] = []
    for _, runs in groupby(rows, key=lambda row: tuple(row[name] for name in kind.key)):
        earlier: Row | None = None
        for row in runs:
            if earlier is not None and _reads_the_same(kind, row, earlier):
                events[-1] = replace(events[-1], replaced=_lapsed(row, as_of))
            else:
                events.append(_event(kind, row, earlier, as_of))
            earlier = row
    return events


def _reads_the_same(kind: _Kind, row: Row, earlier: Row) -> bool:
    return kind.text(row) == kind.text(earlier) and kind.note(row) == kind.note(earlier)


def _event(kind: _Kind, row: Row, earlier: Row | None, as_of: dt.date) -> Event:
    return Event(
        date=(row[kind.date] if earlier is None else None) or row["known_from"],
        known_from=row["known_from"],
        replaced=_lapsed(row, as_of),
        area=kind.area,
        text=_change(kind, row, earlier) + kind.text(row),
        note=kind.note(row),
        activity_id=row.get("activity_id"),
        source=Source(kind.contract.table, row["file_name"], row["source_row"]),
    )


def _lapsed(row: Row, as_of: dt.date) -> dt.date | None:
    return row["known_to"] if row["known_to"] is not None and row["known_to"] <= as_of else None


def _change(kind: _Kind, row: Row, earlier: Row | None) -> str:
    if earlier is None:
        return ""
    is_moved = kind.state and row[kind.state] != earlier[kind.state]
    return "Nytt läge: " if is_moved else "Ändrad uppgift: "


def _joined(*parts: str | None) -> str:
    return ", ".join(part for part in parts if part)


def _permit(row: Row) -> str:
    places = f"högst {row['max_places']} platser" if row["max_places"] is not None else None
    until = f"till {row['valid_to']}" if row["valid_to"] else "tills vidare"
    return f"Tillstånd {row['permit_no']}: " + _joined(wording.label("forms", row["form_code"]), places, until)


def _permit_case(row: Row) -> str:
    ground = f"grund: {wording.label('permit_grounds', row['ground'])}" if row["ground"] else None
    kind, outcome = wording.label("permit_case_kinds", row["kind"]), wording.label("permit_outcomes", row["outcome"])
    return f"Tillståndsärende {row['case_no']}: " + _joined(
        f"{kind}, {outcome}", ground, wording.label("forms", row["form_code"]), f"ansökt {row['applied_at']}"
    )


def _permit_case_note(row: Row) -> str | None:
    if row["attribution"] == "circle":
        return "Annan sökande som delar en person i ägar- och ledningskretsen."
    if row["outcome"] == "pending":
        return None
    return "Har fått laga kraft." if row["is_final"] else "Har inte fått laga kraft."


def _inspection(row: Row) -> str:
    return f"Inspektion, ärende {row['case_no']}: " + _joined(
        wording.label("case_origins", row["origin"]) if row["origin"] else None,
        "på plats" if row["on_site"] else "inte på plats",
        "föranmäld" if row["announced"] else "oanmäld",
    )


def _finding(row: Row) -> str:
    principal = row["responsible_principal"]
    return f"Brist, ärende {row['case_no']}: " + _joined(
        wording.label("finding_areas", row["area"]),
        f"allvar {row['severity']} av 4",
        f"omfattning {row['scope']} av 3",
        f"ansvar: {wording.label('responsible_principals', principal)}" if principal != "provider" else None,
    )


def _decision(row: Row) -> str:
    return f"Beslut, ärende {row['case_no']}: " + _joined(
        wording.label("decision_kinds", row["kind"]),
        f"grund: {wording.label('decision_grounds', row['ground'])}" if row["ground"] else None,
        f"{wording.number(row['amount_sek'], 0)} kr" if row["amount_sek"] is not None else None,
        f"ska följas senast {row['due_date']}" if row["due_date"] else None,
        f"följt {row['complied_at']}" if row["complied_at"] else None,
        f"gäller till {row['ends_at']}" if row["ends_at"] else None,
        wording.label("legal_states", row["legal_state"]),
    )


def _decision_note(row: Row) -> str | None:
    return {"suspended": "Gäller inte för närvarande (inhibition).", "annulled": "Upphävt av domstol."}.get(
        row["effect"]
    )


def _measure(row: Row) -> str:
    result = wording.label("measure_results", row["result"]) if row["result"] else "ännu inte uppföljd"
    result += f" {row['event_date']}" if row["event_date"] else ""
    return f"Åtgärd {row['measure_id']}: planerad till {row['planned_at']}, {result}"


def _report(row: Row) -> str:
    grounds = ("unlicensed", "unsuitable", "serious_deficiency")
    return f"{wording.sentence(wording.label('report_kinds', row['kind']))} {row['report_id']}: " + _joined(
        *(wording.label("report_grounds", code) for code in grounds if row[f"is_{code}"]),
        wording.label("finding_areas", row["area"]) if row["area"] else None,
        f"från {wording.label('municipalities', row['sender_municipality'])}" if row["sender_municipality"] else None,
        wording.label("report_states", row["state"]),
    )


def _report_note(row: Row) -> str | None:
    if row["counts"]:
        return None
    if row["subject_type"] == "individual":
        return "Rör en enskild person och räknas inte."
    if row["kind"] == "police_report":
        return "Visas och räknas i årsstatistiken, i ingen indikator."
    if row["state"] in {"cleared", "unsubstantiated", "closed_no_action"}:
        return f"{wording.sentence(wording.label('report_states', row['state']))}: räknas inte längre."
    return "Räknas inte: samma sak finns i en mer formell rapport."


def _notification(row: Row) -> str:
    return f"Anmälan till registret: {wording.label('notification_kinds', row['kind'])}, " + _joined(
        f"registrerad {row['registered_at']}", f"senast {row['deadline']}" if row["deadline"] else None
    )


def _company_event(row: Row) -> str:
    return "Bolaget: " + _joined(
        wording.label("company_event_kinds", row["kind"]),
        wording.label("roles", row["role"]) if row["role"] else None,
        f"till {row['until']}" if row["until"] else None,
    )


def _annual_report(row: Row) -> str:
    amounts = {
        "net_turnover_sek": "omsättning",
        "operating_result_sek": "rörelseresultat",
        "equity_sek": "eget kapital",
    }
    return f"Årsredovisning för {row['fiscal_year_start']}–{row['event_date']}: " + _joined(
        f"inlämnad {row['filed_at']}",
        *(f"{words} {wording.number(row[name], 0)} kr" for name, words in amounts.items() if row[name] is not None),
        "revisorn har anmärkt" if row["has_audit_remark"] else None,
    )


def _version(row: Row) -> str:
    return "Registret: " + _joined(
        wording.label("forms", row["form_code"]),
        wording.label("operating_statuses", row["operating_status"]),
        f"{row['max_places']} platser" if row["max_places"] is not None else None,
    )


_KINDS = (
    _Kind(core.Permit, "tillstånd", ("permit_no",), _permit),
    _Kind(
        core.PermitCase, "tillstånd", ("case_no", "actor_id", "attribution"), _permit_case, "outcome", _permit_case_note
    ),
    _Kind(core.Inspection, "tillsyn", ("inspection_id",), _inspection),
    _Kind(
        core.Finding,
        "tillsyn",
        ("finding_id",),
        _finding,
        "effect",
        lambda row: None if row["counts"] else "Räknas inte.",
    ),
    _Kind(core.Decision, "tillsyn", ("decision_id",), _decision, "legal_state", _decision_note),
    _Kind(core.Measure, "tillsyn", ("measure_id",), _measure, "result", date="planned_at"),
    _Kind(core.Report, "rapporter", ("report_id",), _report, "state", _report_note),
    _Kind(
        core.Notification,
        "register",
        ("notification_id",),
        _notification,
        note=lambda row: "Anmäld för sent." if row["is_late"] else None,
    ),
    _Kind(core.ActivityVersion, "register", ("activity_id", "valid_from"), _version, date="valid_from"),
    _Kind(core.CompanyEvent, "bolag", ("event_id",), _company_event),
    _Kind(core.AnnualReport, "bolag", ("actor_id", "event_date"), _annual_report),
)
_OF_ACTIVITIES = tuple(kind for kind in _KINDS if "activity_id" in kind.contract.column_names())
_OF_ACTORS = tuple(kind for kind in _KINDS if kind not in _OF_ACTIVITIES)
