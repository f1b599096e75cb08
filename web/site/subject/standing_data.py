"""Who it is, and how the data about it stand: what is there, how old it is, what is missing and why."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from web import wording
from web.explanation import unknown_by_reason
from web.lookup import Lookup
from web.site.subject import addresses
from web.subject import Activity


def identity(told: Lookup, one: Activity | None) -> list[tuple[str, Any]]:
    """Words and values about who it is; of an activity what the register says of it first."""
    who = told.identity
    pairs: list[tuple[str, Any]] = [] if one is None else _of_activity(one)
    pairs += [
        ("Organisationsnummer", who.number),
        ("Juridisk form", who.legal_form),
        ("Driftsform", who.operator_type),
        ("Säte", who.municipality),
        ("Känd sedan", _day(who.known_since)),
    ]
    if who.former_names:
        pairs.append(("Tidigare namn", ", ".join(who.former_names)))
    if who.legal_forms:
        pairs.append((f"Juridiska former enligt {who.forms_from}", "; ".join(who.legal_forms)))
    return pairs


def _of_activity(one: Activity) -> list[tuple[str, Any]]:
    place = "skyddad" if one.is_address_protected else one.address or "visas inte"
    return [
        ("Verksamhets-id", one.activity_id),
        ("Form", one.form),
        ("Status", one.status if one.is_open else f"inte öppen, {one.status}"),
        ("Platser", one.max_places),
        ("Kommun", one.municipality),
        ("Adress", place),
        ("Tillstånd", one.permit_no or "inget nummer i registret"),
        ("Uppgifterna gäller från", _day(one.valid_from)),
        ("Senast anmäld till registret", _day(one.last_notified)),
    ]


def _day(day: dt.date | None) -> str | None:
    return None if day is None else day.isoformat()


@dataclass(frozen=True)
class SourceRow:
    """One source: how far it reaches, how old that is, and what is wrong with it."""

    label: str
    to: dt.date | None
    age: str
    state: str
    is_late: bool
    is_file: bool = False


def sources(told: Lookup) -> list[SourceRow]:
    """Fetched sources, then what is delivered as files; those that are late or empty first."""
    rows = [
        SourceRow(
            wording.sentence(one.label),
            one.covered_to,
            _age(one.age_days),
            f"sen sedan {one.late_since}" if one.late_since else "i tid" if one.covered_to else "aldrig hämtad hel",
            one.late_since is not None or one.covered_to is None,
        )
        for one in told.fetched
    ]
    rows += [
        SourceRow(
            wording.sentence(one.label),
            one.latest_known_at,
            _age(one.age_days),
            "inget läst" if not one.rows else f"{wording.count(one.rows)} rader"
            + (f", {wording.count(one.quarantined)} i karantän" if one.quarantined else ""),
            not one.rows,
            is_file=True,
        )
        for one in told.sources
        if one.is_expected or one.rows
    ]  # fmt: skip
    return sorted(rows, key=lambda row: not row.is_late)


def _age(days: int | None) -> str:
    return "okänd" if days is None else wording.counted(days, "dag", "dagar")


@dataclass(frozen=True)
class Coverage:
    """How much of a list's weight rests on known values, and what is missing by reason."""

    label: str
    share: float | None
    missing: tuple[tuple[str, tuple[str, ...]], ...]


def coverage(told: Lookup) -> list[Coverage]:
    """Per list, for one activity; an actor with several has none of its own."""
    if len({one.activity_id for one in told.standings}) != 1:
        return []
    return [Coverage(one.target_label, one.coverage, unknown_by_reason(one.account)) for one in told.standings]


@dataclass(frozen=True)
class ActivityRow:
    """One activity of an actor."""

    activity: Activity
    link: str


def activities(told: Lookup) -> list[ActivityRow]:
    """The activities that the page tells about."""
    return [ActivityRow(one, addresses.subject("activity", one.activity_id)) for one in told.activities]
