"""From the rows of a worked case to whole fact tables that the engine can run.

A case names only what matters. Everything else comes from here: one home of eight places, activity `V1`, run by the
private company 5560000001 since long; another company beside it, so that a silent source is told from an absence; and
for each row the contract's nulls and examples.
"""

import datetime as dt
import functools
import re
from collections.abc import Mapping
from typing import Any

import polars as pl

from indicators.definition import Case, Level
from tables.base import Table
from tables.contracts import facts as fact_contracts
from tables.months import add_months

ENTITIES = {Level.ACTIVITY: "V1", Level.ACTOR: "5560000001", Level.MUNICIPALITY: "0180"}
_RELATIVE = re.compile(r"^T(?:([+-]\d+)m)?(?:([+-]\d+)d)?$")
_LONG_AGO = dt.date(2010, 1, 1)
_ABOUT_NOTHING = Case(title="", tag="", facts={}, expect=0.0)
_SUBJECT = {"activity_id": "V1", "actor_id": "5560000001", "applicant_id": "5560000001", "municipality_code": "0180"}
_NEIGHBOUR = {"activity_id": "V2", "actor_id": "5560000092", "applicant_id": "5560000092", "municipality_code": "0114"}
_USUAL: dict[str, dict[str, Any]] = {
    "actor": {"id_type": "organisation", "legal_form": "AB", "operator_type": "private", "actor_name": "Exempel AB"},
    "activity_version": {
        "form_code": "HVB",
        "operator_type": "private",
        "max_places": 8,
        "operating_status": "active",
        "is_open": True,
        "for_children": True,
        "address_protected": False,
        "valid_from": _LONG_AGO,
    },
    "municipality": {"municipality_name": "Exempel"},
    "actor_link": {"other_kind": "person", "other_id": "P-00000000000000000000"},
    "permit_case": {"attribution": "own", "kind": "new", "is_final": True},
    "notification": {"kind": "change", "is_late": False},
    "report": {"state": "received", "subject_type": "provider", "counts": True, "link_method": "id"},
    "inspection": {"on_site": True},
    "finding": {"counts": True, "severity": 2, "scope": 1, "points": 4, "responsible_principal": "provider"},
    "decision": {"kind": "order_remedy", "effect_class": "order", "effect": "in_force", "legal_state": "decided"},
    "company_event": {"kind": "registered"},
    "activity_span": {"needs_permit": True},
    "manager_period": {"has_manager": True, "manager_key": "P-00000000000000000000"},
    "board_seat": {"other_id": "P-00000000000000000000"},
    "nominee_sign": {"other_id": "P-00000000000000000000"},
    "circle_change": {"n_changed": 1},
}
#: What is said of no entity: a case has only the rows it names, since a neighbour's source would be everybody's.
_OF_NO_ENTITY = frozenset({"source_cover"})
#: Who is measured, so that a value is asked for even where a case says nothing of them.
_MEASURED = frozenset({"actor", "activity_version", "municipality"})


def entity_of(level: Level) -> str:
    """The entity that a case speaks of, by level."""
    return ENTITIES[level]


def as_of(case: Case) -> dt.date:
    """The case's T."""
    return dt.date.fromisoformat(case.as_of)


def facts_of(case: Case) -> dict[str, pl.DataFrame]:
    """All fact tables as the case describes them, legal by their contracts.

    Raises:
        ValueError: the case names a table or column that does not exist.
    """
    unknown = set(case.facts) - set(fact_contracts())
    if unknown:
        raise ValueError(f"case {case.title!r}: no fact tables called {sorted(unknown)}")
    return {
        name: _table(contract, name, case) if name in case.facts else _left_alone(contract, name)
        for name, contract in fact_contracts().items()
    }


def day_of(text: str, day: dt.date) -> dt.date:
    """An ISO date, or one relative to T: `T`, `T-4m`, `T-12m+1d`, `T+1d`."""
    relative = _RELATIVE.match(text)
    if relative is None:
        return dt.date.fromisoformat(text)
    months, days = (int(part or 0) for part in relative.groups())
    return add_months(day, months) + dt.timedelta(days=days)


@functools.cache
def _left_alone(contract: type[Table], name: str) -> pl.DataFrame:
    """A table that a case says nothing of: the same in every case."""
    return _table(contract, name, _ABOUT_NOTHING)


def _table(contract: type[Table], name: str, case: Case) -> pl.DataFrame:
    always = [] if name in _OF_NO_ENTITY else [_row(contract, name, _NEIGHBOUR, {}, case, 0)]
    if name in _MEASURED and name not in case.facts:
        always.append(_row(contract, name, _SUBJECT, {}, case, 1))
    rows = [
        _row(contract, name, _SUBJECT, row, case, number)
        for number, row in enumerate(case.facts.get(name, ()), start=2)
    ]
    schema = {column: definition.dtype for column, definition in contract.columns().items()}
    return contract.validate(pl.DataFrame(always + rows, schema=schema, orient="row"), cast=True)


def _row(
    contract: type[Table], name: str, subject: Mapping[str, str], given: Mapping[str, Any], case: Case, number: int
) -> dict[str, Any]:
    columns = contract.columns()
    wrong = set(given) - set(columns)
    if wrong:
        raise ValueError(f"case {case.title!r}: {name} has no columns {sorted(wrong)}")
    row: dict[str, Any] = {}
    for column, definition in columns.items():
        nothing = None if definition.nullable else contract.notes(column)["example"]
        is_free = column.endswith("_id") and not definition.nullable and getattr(definition, "regex", None) is None
        row[column] = f"{column}-{number}" if is_free else nothing
    usual = _USUAL.get(name, {})
    row |= {column: value for column, value in {**usual, **subject}.items() if column in columns}
    row |= {column: _value(value, as_of(case)) for column, value in given.items()}
    row |= _dates(columns, row, given)
    return row


def _value(value: object, day: dt.date) -> object:
    is_date = isinstance(value, str) and (value.startswith("T") or re.match(r"^\d{4}-\d\d-\d\d$", value))
    return day_of(str(value), day) if is_date else value


def _dates(columns: Mapping[str, Any], row: Mapping[str, Any], given: Mapping[str, object]) -> dict[str, dt.date]:
    """Dates that the case leaves open: things happened long ago, and were known when they happened."""
    dates = {
        column: _LONG_AGO
        for column in (
            "event_date",
            "valid_from",
            "registered_at",
            "applied_at",
            "planned_at",
            "fiscal_year_start",
            "filed_at",
        )
        if column in columns and column not in given and not (column == "filed_at" and columns[column].nullable)
    }
    happened = [
        row[column] for column in ("registered_at", "event_date", "valid_from") if given.get(column) is not None
    ]
    known_from = {"known_from": happened[0] if happened else _LONG_AGO} if "known_from" not in given else {}
    if "registered_at" in columns and "registered_at" not in given and given.get("event_date") is not None:
        dates["registered_at"] = row["event_date"]
    return dates | known_from
