"""Who is looked up: identity, activities and legal state on a day, as frozen values in words.

Names of natural persons, managers and protected addresses are never read (see `queries/`). What the figures say
about the subject belongs in `lookup.py`.
"""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import groupby
from operator import itemgetter
from typing import Any

from tables.serving import Published
from web import paths, queries, wording


@dataclass(frozen=True)
class Identity:
    """Who it is, as far as may be shown."""

    actor_id: str
    number: str
    name: str | None
    former_names: tuple[str, ...]
    legal_form: str
    operator_type: str
    municipality: str
    municipality_code: str | None
    is_municipality: bool
    kind: str
    known_since: dt.date | None
    note: str | None
    legal_forms: tuple[str, ...] = ()
    forms_from: str = ""


@dataclass(frozen=True)
class Activity:
    """One activity as the register has it on the day."""

    activity_id: str
    name: str | None
    form: str
    operator_type: str
    status: str
    is_open: bool
    max_places: int | None
    municipality: str
    address: str | None
    is_address_protected: bool
    permit_no: str | None
    valid_from: dt.date
    last_notified: dt.date | None


@dataclass(frozen=True)
class LegalState:
    """A permit, ban or revocation and how it stands on the day."""

    what: str
    date: dt.date
    state: str
    has_effect: bool


def identity(published: Published, actor_id: str, as_of: dt.date) -> Identity | None:
    """Who an actor is; nothing where the register does not know it."""
    frame = queries.actor(published, actor_id, as_of)
    if frame.is_empty():
        return None
    row = frame.row(0, named=True)
    is_organisation = row["id_type"] == "organisation" and not actor_id.startswith("P-") and row["legal_form"] != "EF"
    forms_from, forms = _legal_forms(published, actor_id, as_of) if is_organisation else ("", ())
    former = queries.former_names(published, actor_id, as_of) if is_organisation else []
    return Identity(
        actor_id=actor_id,
        number=wording.organisation_number(actor_id),
        name=row["actor_name"] if is_organisation else None,
        former_names=tuple(one["actor_name"] for one in former if one["actor_name"] != row["actor_name"]),
        legal_form=wording.label("legal_forms", row["legal_form"]),
        operator_type=wording.label("operator_types", row["operator_type"]),
        municipality=wording.label("municipalities", row["municipality_code"]),
        municipality_code=row["municipality_code"],
        is_municipality=row["legal_form"] == "KOM",
        kind=row["id_type"],
        known_since=row["known_from"],
        note=_IDENTITY_NOTES.get(row["id_type"]) or _number_note(row["id_check"]),
        legal_forms=forms,
        forms_from=forms_from,
    )


def _legal_forms(published: Published, actor_id: str, as_of: dt.date) -> tuple[str, tuple[str, ...]]:
    """Which register knows, and the legal forms it has had, each with its days, where there is more than one.

    By the company register; the care register stands in where it has none.
    """
    rows = queries.legal_forms(published, actor_id, as_of)
    first = min((row["place"] for row in rows), default=0)
    of_one = (row for row in rows if row["place"] == first)
    forms = [(form, next(same)["since"]) for form, same in groupby(of_one, key=itemgetter("legal_form"))]
    if len(forms) < 2:
        return "", ()
    ends = [*(since for _, since in forms[1:]), None]
    return _REGISTERS[first], tuple(
        f"{wording.label('legal_forms', form)} {paths.span(since, until)}"
        for (form, since), until in zip(forms, ends, strict=True)
    )


def _number_note(check: str) -> str | None:
    if check in _SOUND:
        return None
    return f"Organisationsnumret kan inte vara rätt: {wording.label('identity_checks', check)}."


_REGISTERS = ("företagsregistret", "omsorgsregistret")
#: Nothing is wrong with these, or there is no number to be wrong.
_SOUND = frozenset({"ok", "pseudonym", "stub"})
_IDENTITY_NOTES = {
    "person": "Enskild näringsidkare: namn och nummer visas inte, och välfärdsbrott rangordnas inte.",
    "stub": "Aktören är känd bara genom rapporter och finns inte i registret.",
}


def unknown_identity(actor_id: str) -> Identity:
    """An actor that only other sources than the register know."""
    note = "Aktören finns inte i registret; uppgifterna kommer från andra källor."
    number = wording.organisation_number(actor_id)
    unknown = wording.UNKNOWN
    return Identity(
        actor_id=actor_id,
        number=number,
        name=None,
        former_names=(),
        legal_form=unknown,
        operator_type=unknown,
        municipality=unknown,
        municipality_code=None,
        is_municipality=False,
        kind="unknown",
        known_since=None,
        note=note,
    )


def activity(row: Mapping[str, Any]) -> Activity:
    """A row of the activity query in words."""
    return Activity(
        activity_id=row["activity_id"],
        name=row["activity_name"],
        form=wording.label("forms", row["form_code"]),
        operator_type=wording.label("operator_types", row["operator_type"]),
        status=wording.label("operating_statuses", row["operating_status"]),
        is_open=row["is_open"],
        max_places=row["max_places"],
        municipality="skyddad"
        if row["address_protected"]
        else wording.label("municipalities", row["municipality_code"]),
        address=row["address"],
        is_address_protected=row["address_protected"],
        permit_no=row["permit_no"],
        valid_from=row["valid_from"],
        last_notified=row["last_notified"],
    )


def legal_states(published: Published, scope: queries.Scope, as_of: dt.date) -> tuple[LegalState, ...]:
    """Bans and revocations first, then permits."""
    decisions = [
        LegalState(
            what=wording.sentence(wording.label("decision_kinds", row["kind"])),
            date=row["event_date"],
            state=wording.label("legal_states", row["legal_state"]),
            has_effect=row["effect"] == "in_force" and (row["ends_at"] is None or row["ends_at"] >= as_of),
        )
        for row in queries.restrictions(published, scope, as_of)
    ]
    permits = [
        LegalState(
            what=f"Tillstånd {row['permit_no']}, {wording.label('forms', row['form_code'])}",
            date=row["event_date"],
            state=f"gäller till {row['valid_to']}" if row["valid_to"] else "gäller tills vidare",
            has_effect=row["valid_from"] <= as_of and (row["valid_to"] is None or row["valid_to"] > as_of),
        )
        for row in queries.permits(published, scope, as_of)
    ]
    return (*decisions, *permits)
