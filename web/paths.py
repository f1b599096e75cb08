"""The way from an actor to what happened one hop away, as Swedish sentences: who, in which role, when, and what.

Companies are named with name and number; a person is only ever *en person i kretsen*. Which rows count is decided in
the facts and the measures; nothing here judges.
"""

import datetime as dt
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from indicators.measures.words import label
from tables import core
from tables.base import Table
from tables.months import add_months
from web import wording

Row = Mapping[str, Any]
#: Columns with whom a row speaks of beside the actor itself.
_OTHERS = ("other_id", "former_id")

_ROLES = {"owner": "ägare", "decisive": "bestämmande", "board": "i styrelsen"}
_AT = {"owner": "i", "decisive": "i", "board": "för"}
_HAPPENED = {
    "bankruptcy": "gick i konkurs",
    "struck_off": "avregistrerades",
    "revocation": "fick sitt tillstånd återkallat",
    "ban": "fick ett förbud",
    "refusal": "fick slutligt avslag",
}
_LIKE = {
    "person": "Samma bestämmande person",
    "address": "Samma adress",
    "form": "Samma verksamhetsform",
    "moved": "Verksamhet har flyttats över",
}
_CAUSES = {"refusal": "avslag", "revocation": "återkallelse", "report": "anmälan"}


def sentence(contract: type[Table], row: Row, names: Mapping[str, str], as_of: dt.date) -> str | None:
    """A row of a fact about connections in words; nothing for other facts.

    Args:
        contract: the fact.
        row: its row, without persons' keys.
        names: names of the legal persons that it speaks of, by identifier.
        as_of: the day from which it is told.
    """
    told = _TOLD.get(contract)
    return None if told is None else told(row, names, as_of)


def sentences(contract: type[Table], rows: Iterable[Row], names: Mapping[str, str], as_of: dt.date) -> list[str]:
    """Rows of a fact about connections in words; likenesses to the same company that ended are told together."""
    if contract is not core.PhoenixSign:
        return [text for text in (sentence(contract, row, names, as_of) for row in rows) if text]
    together: dict[str, list[str]] = {}
    for row in sorted(rows, key=lambda row: list(_LIKE).index(row["sign"])):
        together.setdefault(_ended(row, names), []).append(_likeness(row, as_of))
    return [" ".join([ended, *likenesses]) for ended, likenesses in together.items()]


def others(contract: type[Table], rows: Iterable[Row]) -> set[str]:
    """Whom the rows of a fact about connections speak of, for looking their names up; nobody for other facts."""
    if contract not in _TOLD:
        return set()
    return {row[name] for row in rows for name in _OTHERS if row.get(name) is not None}


def named(actor_id: str, names: Mapping[str, str]) -> str:
    """A company by name and number; nobody else is named."""
    if actor_id.startswith("P-"):
        return "en " + wording.SOLE_TRADER
    if actor_id.startswith("S-"):
        return "en " + wording.UNKNOWN_ACTOR
    number = wording.organisation_number(actor_id)
    return f"{names[actor_id]} ({number})" if actor_id in names else f"bolaget {number}"


def span(first: dt.date | None, end: dt.date | None, *, earlier: bool | None = False) -> str:
    """From when to when; `earlier` where it began before the first day, nobody knows when."""
    if first is None:
        return f"till {end}" if end else "okänd tid"
    since = f"senast {first}" if earlier else str(first)
    return f"från {since} till {end}" if end else f"sedan {since}"


def _is(end: dt.date | None, as_of: dt.date) -> str:
    return "var" if end is not None and end <= as_of else "är"


def _actor_link(row: Row, names: Mapping[str, str], as_of: dt.date) -> str | None:
    del as_of
    time = span(row["valid_from"], row["valid_to"], earlier=row["began_earlier"])
    if row["other_kind"] == "person":
        return f"En person, {wording.label('roles', row['relation'])} {time}."
    if row["other_kind"] != "actor":
        return None
    relation = wording.sentence(label(core.ActorLink, "relation", row["relation"]))
    return f"{relation}: {named(row['other_id'], names)}, {time}."


def _linked_event(row: Row, names: Mapping[str, str], as_of: dt.date) -> str:
    other, here, there = named(row["other_id"], names), _own(row), _other(row)
    happened = f"{_HAPPENED[row['what']]} {row['event_date']}"
    if row["own_role"] is None:
        return f"Samma adress som {other}, som {happened}: detta bolag {here}, det andra {there}.{_weight(row)}"
    return (
        f"En person i kretsen är {_ROLES[row['own_role']]} här {here} och {_is(row['other_to'], as_of)} "
        f"{_ROLES[row['other_role']]} {there} {_AT[row['other_role']]} {other}, som {happened}.{_weight(row)}"
    )


def _weight(row: Row) -> str:
    """What a sanction weighs, and why; bankruptcies are counted and not weighed."""
    if row["kind"] != "sanction":
        return ""
    weight = f" Sambandet väger {wording.trimmed(row['weight'] / 100)}"
    if row["own_role"] is None:
        return f"{weight} och räknas bara bredvid ett annat samband."
    end = row["other_to"]
    if end is not None and add_months(end, 12) < row["event_date"]:
        return f"{weight}, hälften, eftersom personen hade lämnat mer än tolv månader dessförinnan."
    return f"{weight}."


def _phoenix_sign(row: Row, names: Mapping[str, str], as_of: dt.date) -> str:
    return f"{_ended(row, names)} {_likeness(row, as_of)}"


def _ended(row: Row, names: Mapping[str, str]) -> str:
    end = f"{wording.sentence(named(row['other_id'], names))} {_HAPPENED[row['what']]} {row['ended_at']}"
    return f"{end}; detta bolag bildades, eller började med vård och omsorg, {row['event_date']}."


def _likeness(row: Row, as_of: dt.date) -> str:
    if row["own_role"] is None:
        return f"{_LIKE[row['sign']]}: där {_other(row)}, här {_own(row)}."
    there = f"{_is(row['other_to'], as_of)} {_ROLES[row['other_role']]} där {_other(row)}"
    here = f"{_is(row['own_to'], as_of)} {_ROLES[row['own_role']]} här {_own(row)}"
    return f"{_LIKE[row['sign']]}: en person i kretsen {there} och {here}."


def _nominee_sign(row: Row, names: Mapping[str, str], as_of: dt.date) -> str:
    del names, as_of
    return f"{wording.sentence(row['other_id'])}: {label(core.NomineeSign, 'sign', row['sign'])}, {_lasting(row)}."


def _shared_address(row: Row, names: Mapping[str, str], as_of: dt.date) -> str:
    del as_of
    return f"{wording.sentence(named(row['other_id'], names))} har samma adress, båda {_lasting(row)}."


def _shared_person(row: Row, names: Mapping[str, str], as_of: dt.date) -> str:
    del as_of
    return f"En person i kretsen har uppdrag också i {named(row['other_id'], names)}, båda {_lasting(row)}."


def _form_hop(row: Row, names: Mapping[str, str], as_of: dt.date) -> str:
    del as_of
    before, after = (wording.label("forms", row[name]) for name in ("from_form", "to_form"))
    cause = f"{wording.sentence(_CAUSES[row['cause']])} {row['cause_date']} för {_whose(row, names)} ({before})"
    return f"{cause}; ansökan eller start i en annan form ({after}) {row['event_date']}."


def _moved(row: Row, names: Mapping[str, str], as_of: dt.date) -> str:
    del as_of
    before, after = (wording.label("municipalities", row[f"{side}_municipality"]) for side in ("from", "to"))
    cause = f"Anmälan {row['cause_date']} mot {_whose(row, names)} ({before})"
    return f"{cause}; start, eller första anmälan, i en annan kommun ({after}) {row['event_date']}."


def _predecessor(row: Row, names: Mapping[str, str], as_of: dt.date) -> str:
    del as_of
    return (
        f"Fortsätter {row['former_activity_id']}, {_former(row, names)}, som stängdes {row['closed_at']}; öppnades "
        f"{row['opened_at']}."
    )


def _predecessor_event(row: Row, names: Mapping[str, str], as_of: dt.date) -> str:
    del as_of
    what = label(core.PredecessorEvent, "kind", row["kind"])
    grave = f", allvar {row['severity']} av 4" if row["severity"] is not None else ""
    where = f"hos föregångaren {row['former_activity_id']}, {_former(row, names)}"
    return f"{wording.sentence(what)} {row['event_id']}{grave}, {where}, {row['event_date']}."


def _former(row: Row, names: Mapping[str, str]) -> str:
    return "samma aktör" if row["same_actor"] else named(row["former_id"], names)


def _whose(row: Row, names: Mapping[str, str]) -> str:
    if row["attribution"] == "own":
        return "aktören själv"
    return f"{named(row['former_id'], names)}, där en person i kretsen då fanns"


def _own(row: Row) -> str:
    return span(row["own_from"], row["own_to"], earlier=row["own_earlier"])


def _other(row: Row) -> str:
    return span(row["other_from"], row["other_to"], earlier=row["other_earlier"])


def _lasting(row: Row) -> str:
    return span(row["valid_from"], row["valid_to"])


_TOLD: dict[type[Table], Callable[[Row, Mapping[str, str], dt.date], str | None]] = {
    core.ActorLink: _actor_link,
    core.LinkedEvent: _linked_event,
    core.PhoenixSign: _phoenix_sign,
    core.NomineeSign: _nominee_sign,
    core.SharedAddress: _shared_address,
    core.SharedPerson: _shared_person,
    core.FormHop: _form_hop,
    core.MovedAfterExclusion: _moved,
    core.Predecessor: _predecessor,
    core.PredecessorEvent: _predecessor_event,
}
