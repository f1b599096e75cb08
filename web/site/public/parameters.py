"""The parameters of the interface: read strictly, and described for the description of the interface."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.http import QueryDict

from sources.intake.contract import Fault
from tables.exports.base import Export
from tables.exports.public import PublicActivity, PublicCount, PublicDecision
from web.site.exported import labels_in
from web.site.problems import Problem
from web.site.public.columns import coded, schema_of
from web.site.register.asked import AFTER, CODED, LISTED, LONGEST, MOST, TEXT, YES_OR_NO

MOST_ROWS, USUAL_ROWS = 1_000, 100
#: Where decisions go on: the run of the export, and the number of the row in it.
CURSOR = r"[0-9A-Za-z]{1,40}-[0-9]{1,9}"
_TEXTS = {
    TEXT: "Verksamhetens eller utförarens namn, organisationsnummer eller verksamhetens id. Personnummer nekas.",
    LISTED: "Om verksamheten ska stå i HVB-förteckningen.",
    AFTER: "Fortsätt efter den raden. Adressen till nästa rader står i svarets next.",
    MOST: "Högst så många rader.",
}


@dataclass(frozen=True)
class Parameter:
    """A parameter in the query.

    Attributes:
        name: what it is called.
        schema: what it may hold, as JSON Schema.
        description: a Swedish sentence.
        column: the column that is to hold it; empty where it narrows nothing by itself.
    """

    name: str
    schema: Mapping[str, Any]
    description: str
    column: str = ""

    def described(self) -> dict[str, Any]:
        """As OpenAPI has it."""
        told = {"name": self.name, "in": "query", "required": False}
        return {**told, "description": self.description, "schema": dict(self.schema)}

    def allows(self, value: str) -> bool:
        """Whether it may hold a value."""
        if self.schema.get("type") == "integer":
            return value.isascii() and value.isdigit() and len(value) < 6 and 1 <= int(value) <= self.schema["maximum"]
        if "oneOf" in self.schema:
            return any(value == one["const"] for one in self.schema["oneOf"])
        if "enum" in self.schema:
            return value in self.schema["enum"]
        is_short = self.schema.get("minLength", 0) <= len(value) <= self.schema.get("maxLength", LONGEST)
        return is_short and re.fullmatch(self.schema.get("pattern", r"[^\x00]*"), value) is not None


def _column(name: str, contract: type[Export], column: str) -> Parameter:
    """A parameter that a column is to equal; codes and patterns are the contract's."""
    word = contract.notes(column)["sv"]
    labels = labels_in(contract, column)
    schema = coded(labels) if labels else {**schema_of(contract, column, nullable=False), "minLength": 1}
    return Parameter(name, schema, f"Bara där {word} är just detta.", column)


_ROWS = Parameter(MOST, {"type": "integer", "minimum": 1, "maximum": MOST_ROWS, "default": USUAL_ROWS}, _TEXTS[MOST])
ACTIVITIES = (
    Parameter(TEXT, {"type": "string", "maxLength": LONGEST, "pattern": r"^[^\x00]*$"}, _TEXTS[TEXT]),
    *(_column(name, PublicActivity, column) for name, column in CODED.items()),
    Parameter(LISTED, {"type": "string", "enum": list(YES_OR_NO)}, _TEXTS[LISTED]),
    Parameter(AFTER, {"type": "string", "minLength": 1, "maxLength": 80, "pattern": r"^[^\x00]*$"}, _TEXTS[AFTER]),
    _ROWS,
)
DECISIONS = (
    _column("verksamhet", PublicDecision, "activity_id"),
    _column("organisationsnummer", PublicDecision, "operator_number"),
    _column("slag", PublicDecision, "kind"),
    _column("lage", PublicDecision, "legal_state"),
    _column("form", PublicDecision, "form_code"),
    _column("lan", PublicDecision, "county_code"),
    Parameter(AFTER, {"type": "string", "pattern": f"^{CURSOR}$"}, _TEXTS[AFTER]),
    _ROWS,
)
COUNTS = (
    _column("form", PublicCount, "form_code"),
    _column("lan", PublicCount, "county_code"),
    _column("omrade", PublicCount, "area"),
)


def read(query: QueryDict, known: tuple[Parameter, ...]) -> dict[str, str]:
    """Parameter → value, of those that are told.

    Raises:
        Problem: one is unknown, told twice, or holds what it may not; what was written is not repeated.
    """
    by_name = {one.name: one for one in known}
    faults = [Fault("query", "unknown_parameter", "Ta bort parametern.") for name in query if name not in by_name]
    for name in sorted(set(query) & set(by_name)):
        values = query.getlist(name)
        if len(values) > 1:
            faults.append(Fault(name, "repeated", "Ange parametern en gång."))
        elif not by_name[name].allows(values[0]):
            faults.append(Fault(name, "not_allowed", "Ange ett värde som beskrivningen tillåter."))
    if faults:
        raise Problem(400, "Rätta parametrarna nedan.", faults)
    return {name: str(query[name]) for name in by_name if name in query}


def equal(told: Mapping[str, str], known: tuple[Parameter, ...]) -> dict[str, str]:
    """Column → the value it is to have."""
    return {one.column: told[one.name] for one in known if one.column and one.name in told}
