"""What an answer about an organisation says, field by field: a value, nothing, no such organisation, or no answer.

Only the fields of the code list `company_fields` are read. Of natural persons name and address are never kept, and of
nobody the description of the business: it is read for whether it includes care, and let go.
"""

import datetime as dt
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from sources.bolagsverket.descriptions import describes_care
from sources.bolagsverket.vdm import wire
from sources.bolagsverket.vdm.wire import Record, unreadable
from sources.fetching.connector import SourceFault
from sources.identity import PseudonymKey, is_person_like, read_operator, ten_digits
from tables.code_lists import codes_of
from tables.fields import EARLIEST, LATEST

BOLAGSVERKET, SCB = "Bolagsverket", "SCB"
VALUE, EMPTY, NOT_FOUND, SOURCE_DOWN = "value", "empty", "not_found", "source_down"
_LONGEST, _LONGEST_PRODUCER = 300, 40
#: The key as it is on the wire, and as the specification's own example has it.
_PROCEDURES = (
    "pagaendeAvvecklingsEllerOmstruktureringsforfarande",
    "pagandeAvvecklingsEllerOmstruktureringsforfarande",
)
#: Names that are no company's own name: on the wire, and in the specification.
_OTHER_NAMES = {"SARS_FORNAMN", "SARSKILT_FORETAGSNAMN", "FORNAMN_FRSPRAK", "FORETAGSNAMN_PA_FRAMMANDE_SPRAK"}
_PERSONS = {"PERSON", "PERSONNUMMER", "SAMORDNINGSNUMMER", "DODSBO"}
_SOLE_TRADER, _PRIVATE_FORMS = "E", {"10", "91"}

Said = tuple[str | None, dt.date | None]


@dataclass(frozen=True)
class FieldAnswer:
    """One field of one registered business, by the contract `raw.CompanyAnswer`."""

    operator_id: str
    registration_no: int
    field: str
    producer: str | None
    state: str
    value: str | None
    since: dt.date | None


@dataclass(frozen=True)
class _Field:
    """Where a field is in an answer, who may hold it, and how its value is read."""

    code: str
    keys: tuple[str, ...]
    holders: frozenset[str]
    read: Callable[[Record], Said]
    is_personal: bool = False


def read_answer(body: Any, asked: str, key: PseudonymKey) -> list[FieldAnswer]:
    """All fields of all businesses in an answer, in order.

    Args:
        body: the answer's JSON.
        asked: the identity number that was asked about.
        key: turns the number of a natural person into a pseudonym.

    Raises:
        SourceFault: the answer is not of its form, or about somebody else. No number is told.
    """
    operator = read_operator(asked, key).value
    if operator is None:
        raise SourceFault("det som frågades är inget identitetsnummer")
    if not isinstance(body, dict) or "organisationer" not in body:
        raise unreadable("organisationer")
    found = wire.records(body["organisationer"], "organisationer")
    if not found:
        return [FieldAnswer(operator, 0, field.code, None, NOT_FOUND, None, None) for field in FIELDS]
    rows = [row for each in found for row in _business(each, asked, operator)]
    if len({(row.registration_no, row.field) for row in rows}) != len(rows):
        raise unreadable("namnskyddslopnummer")
    return rows


def _business(item: Record, asked: str, operator: str) -> Iterator[FieldAnswer]:
    identity = wire.record(item.get("organisationsidentitet"), "organisationsidentitet")
    number = wire.text(identity.get("identitetsbeteckning"), "identitetsbeteckning")
    if number is not None and ten_digits(number) != ten_digits(asked):
        raise SourceFault("svaret gäller en annan organisation än den som frågades")
    is_person = _is_person(item, identity, asked)
    registration_no = wire.whole(item.get("namnskyddslopnummer"), "namnskyddslopnummer") or 0
    down = _silent(item)
    for field in FIELDS:
        producer, state, (value, since) = _field(item, field, down)
        if is_person and field.is_personal:
            value = None
        yield FieldAnswer(operator, registration_no, field.code, producer, state, value, since)


def _field(item: Record, field: _Field, down: frozenset[str]) -> tuple[str | None, str, Said]:
    """A field's producer, state and value. No field at all from somebody who is silent says nothing."""
    held = next((item[key] for key in field.keys if item.get(key) is not None), None)
    if held is None:
        return None, SOURCE_DOWN if field.holders & down else EMPTY, (None, None)
    holder = wire.record(held, field.keys[0])
    producer = (wire.text(holder.get("dataproducent"), "dataproducent") or "")[:_LONGEST_PRODUCER] or None
    state = _error(holder)
    if state is not None:
        return producer, state, (None, None)
    value, since = field.read(holder)
    if value is None:
        return producer, EMPTY, (None, None)
    return producer, VALUE, (value[:_LONGEST], since if since and EARLIEST <= since <= LATEST else None)


def _error(holder: Record) -> str | None:
    """The state that an error in a field stands for: whatever is not "no such organisation" is no answer."""
    if holder.get("fel") is None:
        return None
    kind = wire.text(wire.record(holder["fel"], "fel").get("typ"), "fel.typ")
    return NOT_FOUND if kind == "ORGANISATION_FINNS_EJ" else SOURCE_DOWN


def _silent(item: Record) -> frozenset[str]:
    """The producers that did not answer in some field of this business."""
    silent: set[str] = set()
    for field in FIELDS:
        for name in field.keys:
            holder = wire.record(item.get(name), name)
            if _error(holder) == SOURCE_DOWN:
                told = wire.text(holder.get("dataproducent"), "dataproducent")
                silent |= {told} if told else field.holders
    return frozenset(silent)


def _is_person(item: Record, identity: Record, asked: str) -> bool:
    digits = ten_digits(asked) or ""
    kind = wire.text(wire.record(identity.get("typ"), "typ").get("kod"), "typ.kod")
    form = wire.text(wire.record(item.get("organisationsform"), "organisationsform").get("kod"), "kod")
    scb_form = wire.text(wire.record(item.get("juridiskForm"), "juridiskForm").get("kod"), "kod")
    return is_person_like(digits) or kind in _PERSONS or form == _SOLE_TRADER or scb_form in _PRIVATE_FORMS


def _name(holder: Record) -> Said:
    """The company's own name: not its other trade names, nor what it is called in other languages."""
    for each in wire.records(holder.get("organisationsnamnLista"), "organisationsnamnLista"):
        kind = wire.text(wire.record(each.get("organisationsnamntyp"), "organisationsnamntyp").get("kod"), "kod")
        name = wire.text(each.get("namn"), "namn")
        if name is not None and kind not in _OTHER_NAMES:
            return name, wire.day(each.get("registreringsdatum"), "registreringsdatum")
    return None, None


def _code(holder: Record) -> Said:
    return wire.text(holder.get("kod"), "kod"), None


def _registered(holder: Record) -> Said:
    day = wire.day(holder.get("registreringsdatum"), "registreringsdatum")
    return (day.isoformat() if day else None), day


def _deregistered(holder: Record) -> Said:
    day = wire.day(holder.get("avregistreringsdatum"), "avregistreringsdatum")
    return (day.isoformat() if day else None), day


def _procedures(holder: Record) -> Said:
    """Each ongoing procedure as its code and first day, the earliest first; dated to the latest of them."""
    listed = next((holder[name] for name in (f"{key}Lista" for key in _PROCEDURES) if holder.get(name)), None)
    found = []
    for each in wire.records(listed, "forfarandeLista"):
        code = wire.text(each.get("kod"), "kod")
        if code is not None:
            found.append((wire.day(each.get("fromDatum"), "fromDatum"), code))
    found.sort(key=lambda one: (one[0] or dt.date.min, one[1]))
    days = [day for day, _ in found if day is not None]
    return ";".join(f"{code} {day or ''}".strip() for day, code in found) or None, max(days, default=None)


def _care(holder: Record) -> Said:
    description = holder.get("beskrivning")
    if description is not None and not isinstance(description, str):
        raise unreadable("beskrivning")
    answer = describes_care(description)
    return (None if answer is None else "JA" if answer else "NEJ"), None


def _industries(holder: Record) -> Said:
    """The codes of industries; the list is padded with blank ones."""
    codes = [wire.text(each.get("kod"), "kod") for each in wire.records(holder.get("sni"), "sni")]
    return ";".join(code for code in codes if code) or None, None


def _address(holder: Record) -> Said:
    """Street and place. Care-of is left out: it may name a person who has nothing to do with it."""
    address = wire.record(holder.get("postadress"), "postadress")
    street, code, city = (wire.text(address.get(name), name) for name in ("utdelningsadress", "postnummer", "postort"))
    place = " ".join(part for part in (code, city) if part)
    return ", ".join(part for part in (street, place) if part) or None, None


_EITHER = frozenset({BOLAGSVERKET, SCB})
_EVERY = (
    _Field("name", ("organisationsnamn",), frozenset({BOLAGSVERKET}), _name, is_personal=True),
    _Field("legal_form", ("organisationsform",), frozenset({BOLAGSVERKET}), _code),
    _Field("scb_legal_form", ("juridiskForm",), frozenset({SCB}), _code),
    _Field("registered_at", ("organisationsdatum",), frozenset({BOLAGSVERKET}), _registered),
    _Field("deregistered", ("avregistreradOrganisation",), _EITHER, _deregistered),
    _Field("deregistration_reason", ("avregistreringsorsak",), frozenset({BOLAGSVERKET}), _code),
    _Field("procedures", _PROCEDURES, frozenset({BOLAGSVERKET}), _procedures),
    _Field("operating", ("verksamOrganisation",), frozenset({SCB}), _code),
    _Field("describes_care", ("verksamhetsbeskrivning",), frozenset({BOLAGSVERKET}), _care),
    _Field("industries", ("naringsgrenOrganisation",), _EITHER, _industries),
    _Field("postal_address", ("postadressOrganisation",), _EITHER, _address, is_personal=True),
)
#: The fields that are used; what is in no code list is not loaded.
FIELDS = tuple(field for field in _EVERY if field.code in codes_of("company_fields"))
