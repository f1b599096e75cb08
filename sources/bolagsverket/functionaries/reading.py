"""What Företagsinformation answers about an organisation, read into who is in its circle now.

Numbers of natural persons become pseudonyms here, and names, addresses and notes are not read at all. What is not there
is told apart from what is empty: a list that is missing says nothing.
"""

import datetime as dt
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any

from sources.bolagsverket.circles.answers import Answer, Found, Holding, Said, Tie
from sources.fetching.connector import SourceFault
from sources.identity import PseudonymKey, is_person_like, masked, ten_digits
from tables.code_lists import code_list, codes_of

FIELDS = ("registered_at", "seat", "vacancies")
_ROLES = dict(code_list("functionary_roles").select("code", "role").iter_rows())
#: Roles of an organisation that say that it owns.
_OWNING = frozenset({"partner", "owner"})
_CODE = re.compile("[A-ZÅÄÖ]{1,10}")
_ORGANISATION_TYPES = frozenset({"ORGNR", "ORGANISATIONSNUMMER"})
_LONGEST = 300

Node = Mapping[str, Any]


def read(content: Any, organisation: str, key: PseudonymKey, answered_on: dt.date) -> Answer:
    """The answer about one organisation.

    Raises:
        SourceFault: it has another form, or is about somebody else.
    """
    told = _organisations(content)
    if not told:
        return nowhere(answered_on)
    entries = [each for each in told if _number(each) in (organisation, None if len(told) == 1 else organisation)]
    if not entries:
        raise SourceFault("svaret gäller en annan organisation än den det frågades om")
    unread: Counter[str] = Counter()
    lists = [each.get("funktionarer") for each in entries]
    whole = all(isinstance(each, list) for each in lists)
    people = [node for each in lists if isinstance(each, list) for node in each if isinstance(node, Mapping)]
    persons = {holding for node in people for holding in _holdings(node, key, unread)}
    ties = {tie for node in people for tie in _ties(node)}
    return Answer(
        answered_on,
        Found.YES,
        frozenset(persons) if whole else None,
        frozenset(ties) if whole else None,
        _fields(entries[0], unread),
        unread if whole else unread + Counter({"svar utan funktionärer; det som var känt står kvar": 1}),
    )


def nowhere(answered_on: dt.date) -> Answer:
    """The answer of a source that does not have the organisation."""
    return Answer(answered_on, Found.NO, fields=dict.fromkeys(FIELDS, Said("not_found")))


def number_of(node: Any) -> str | None:
    """The ten digits under `identitet`, if there are any."""
    identity = node.get("identitet") if isinstance(node, Mapping) else None
    written = identity.get("identitetsbeteckning") if isinstance(identity, Mapping) else None
    return ten_digits(written) if isinstance(written, str) else None


_number = number_of


def _organisations(content: Any) -> list[Node]:
    listed = content.get("organisationer", [content]) if isinstance(content, Mapping) else content
    if not isinstance(listed, list) or not all(isinstance(each, Mapping) for each in listed):
        raise SourceFault("svaret har inte den form som är dokumenterad (en lista med organisationer)")
    return listed


def _holdings(node: Node, key: PseudonymKey, unread: Counter[str]) -> Iterator[Holding]:
    """The roles of a natural person; nobody where a post is vacant or the number cannot be read."""
    number = number_of(node)
    if _is_organisation(node, number):
        return
    roles = set(_roles(node, unread))
    if number is None:
        if roles and isinstance(node.get("personnamn"), Mapping):
            unread["funktionärer saknar läsbart nummer och följs inte"] += 1
        return
    for role in roles:
        yield Holding(key.pseudonym(number), role)


def _ties(node: Node) -> Iterator[Tie]:
    """An organisation among the functionaries that owns: firms of auditors and the like join nothing."""
    number = number_of(node)
    if number is not None and _is_organisation(node, number) and _OWNING & set(_roles(node, Counter())):
        yield Tie(number, "owner")


def _is_organisation(node: Node, number: str | None) -> bool:
    """Whether the functionary is a legal person; a number that can be a person's is a person's."""
    if number is not None and (is_person_like(number) or number[2] < "2"):
        return False
    kind = node["identitet"].get("typ") if isinstance(node.get("identitet"), Mapping) else None
    code = kind.get("kod") if isinstance(kind, Mapping) else None
    if isinstance(node.get("personnamn"), Mapping) and any(node["personnamn"].values()):
        return False
    return isinstance(node.get("organisationsnamn"), Mapping) or code in _ORGANISATION_TYPES


def _roles(node: Node, unread: Counter[str]) -> Iterator[str]:
    """Codes of our list `roles`; what the list of the register's letters says nothing of is told."""
    listed = node.get("funktionarsroller")
    for each in listed if isinstance(listed, list) else []:
        code = each.get("kod") if isinstance(each, Mapping) else None
        code = code.strip().upper() if isinstance(code, str) else ""
        if code in _ROLES:
            if _ROLES[code] is not None:
                yield _ROLES[code]
        elif code:
            shown = code if _CODE.fullmatch(code) else "annan"
            unread[f"uppdrag med okänd rollkod ({shown}); lägg till den i functionary_roles"] += 1


def _fields(entry: Node, unread: Counter[str]) -> dict[str, Said]:
    """What is said of seat, registration and vacancies; what could not be read is left out."""
    fields: dict[str, Said] = {}
    dates = _told(entry, "organisationsdatum")
    if dates is not None:
        fields["registered_at"] = _said(_date(dates.get("registreringsdatum")))
    seat = _told(entry, "hemvistkommun")
    if seat is not None:
        code = _municipality(seat)
        if code is None and seat.get("kommun"):
            unread["säten med okänd kommunkod"] += 1
        else:
            fields["seat"] = _said(code)
    vacancies = _told(entry, "vakanserOchUpplysningar")
    if vacancies is not None:
        fields["vacancies"] = _vacancies(vacancies)
    return fields


def _told(entry: Node, name: str) -> Node | None:
    """What an answer holds under a name: empty where it is null; nothing where it is left out or the source failed."""
    if name not in entry:
        return None
    found = entry[name]
    if isinstance(found, list):
        return {"vakansOchUpplysning": found}
    found = found or {}
    return None if not isinstance(found, Mapping) or found.get("fel") else found


def _said(value: str | None) -> Said:
    return Said("empty") if value is None else Said("value", value)


def _date(written: Any) -> str | None:
    """A day as it is written, with or without a time of day."""
    try:
        return dt.date.fromisoformat(written[:10]).isoformat() if isinstance(written, str) else None
    except ValueError:
        return None


def _municipality(seat: Node) -> str | None:
    """The municipality of the seat, written with four digits, or two beside the county's two."""
    municipality, county = _kod(seat.get("kommun")), _kod(seat.get("lanForHemvistkommun"))
    code = county + municipality if len(municipality) == 2 else municipality
    return code if code in codes_of("municipalities") else None


def _kod(node: Any) -> str:
    code = node.get("kod") if isinstance(node, Mapping) else None
    return code.strip() if isinstance(code, str) else ""


def _vacancies(told: Node) -> Said:
    """The kinds of vacancy and note, and the latest of their days; the free text is not read."""
    listed = told.get("vakansOchUpplysning")
    kinds = [each.get("typ") for each in listed if isinstance(each, Mapping)] if isinstance(listed, list) else []
    found = [each for each in kinds if isinstance(each, Mapping)]
    words = sorted({masked(" ".join(str(each.get("klartext") or each.get("kod")).split())) for each in found})
    days = sorted(day for day in (_date(each.get("datum")) for each in found) if day is not None)
    if not words:
        return Said("empty")
    return Said("value", "; ".join(words)[:_LONGEST], dt.date.fromisoformat(days[-1]) if days else None)
