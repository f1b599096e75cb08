"""The columns of an export as JSON Schema: type, rules, description and codes with their words, from the contract."""

from collections.abc import Mapping
from typing import Any

import polars as pl

from tables.exports.base import Export
from web.site.exported import labels_in

_TYPES: Mapping[Any, dict[str, Any]] = {
    pl.Boolean: {"type": "boolean"},
    pl.Int32: {"type": "integer"},
    pl.Int64: {"type": "integer"},
    pl.Float64: {"type": "number"},
    pl.Date: {"type": "string", "format": "date"},
}


def row_of(contract: type[Export]) -> dict[str, Any]:
    """The schema of a row."""
    names = contract.column_names()
    properties = {name: _described(contract, name) for name in names}
    told = {"type": "object", "additionalProperties": False, "required": names, "properties": properties}
    return {**told, "description": (contract.__doc__ or "").partition("\n")[0]}


def schema_of(contract: type[Export], column: str, *, nullable: bool) -> dict[str, Any]:
    """The schema of a value, without words about it."""
    told = contract.columns()[column]
    labels = labels_in(contract, column)
    found = coded(labels) if labels else dict(_TYPES.get(told.dtype.base_type(), {"type": "string"}))
    if pattern := getattr(told, "regex", None):
        found["pattern"] = pattern
    if not nullable:
        return found
    if "oneOf" in found:
        return {"oneOf": [*found["oneOf"], {"type": "null"}]}
    return {**found, "type": [found["type"], "null"]}


def coded(labels: Mapping[str, str]) -> dict[str, Any]:
    """Codes with the words for them."""
    return {"oneOf": [{"const": code, "title": label} for code, label in labels.items()]}


def _described(contract: type[Export], name: str) -> dict[str, Any]:
    column, notes = contract.columns()[name], contract.notes(name)
    words = {"title": notes["sv"], "description": column.description}
    return {**schema_of(contract, name, nullable=column.nullable), **{key: text for key, text in words.items() if text}}
