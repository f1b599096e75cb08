"""The OpenAPI 3.1 description of the public interface, put together from the contracts of the export."""

import functools
from typing import Any

from tables.exports.base import Export
from tables.exports.public import PublicActivity, PublicCount, PublicDecision
from web import wording
from web.site.problems import problem_answers, problem_schema
from web.site.public.columns import row_of
from web.site.public.parameters import ACTIVITIES, COUNTS, DECISIONS, Parameter

ROOT = "/oppet/api/v1"
VERSION = "1.0"
_ABOUT = (
    "Verksamheter inom socialtjänst och LSS av de former som kräver tillstånd, beslut om dem med läge i domstol, och "
    "antal. Verksamheter med skyddad adress ingår inte, och fysiska personer namnges inte. as_of är dagen som "
    "uppgifterna gäller, run_id körningen som lämnade ut dem. Ingen inloggning behövs."
)


@functools.cache
def described() -> dict[str, Any]:
    """The whole description; it follows from the contracts alone."""
    rows = {contract.__name__: contract for contract in (PublicActivity, PublicDecision, PublicCount)}
    return {
        "openapi": "3.1.0",
        "info": {"title": "Omsorgsregistrets öppna uppgifter", "version": VERSION, "description": _ABOUT},
        "paths": {
            f"{ROOT}/verksamheter": {"get": _several("listActivities", PublicActivity, ACTIVITIES)},
            f"{ROOT}/verksamheter/{{public_id}}": {"parameters": [_ID], "get": _one()},
            f"{ROOT}/beslut": {"get": _several("listDecisions", PublicDecision, DECISIONS, 410)},
            f"{ROOT}/antal": {"get": _several("listCounts", PublicCount, COUNTS)},
            f"{ROOT}/openapi.json": {"get": _description()},
        },
        "components": {
            "schemas": {name: row_of(contract) for name, contract in rows.items()} | {"Problem": problem_schema()}
        },
    }


_ID = {
    "name": "public_id",
    "in": "path",
    "required": True,
    "description": PublicActivity.columns()["activity_id"].description,
    "schema": {"type": "string", "minLength": 1, "maxLength": 80, "pattern": "^[A-Za-z0-9-]+$"},
}
_HEAD = {"as_of": {"type": "string", "format": "date"}, "run_id": {"type": "string"}}


def _several(name: str, contract: type[Export], parameters: tuple[Parameter, ...], *also: int) -> dict[str, Any]:
    rows = {"type": "array", "items": _ref(contract)}
    return {
        "operationId": name,
        "summary": wording.sentence(contract.sv),
        "parameters": [one.described() for one in parameters],
        "responses": {"200": _answer({**_HEAD, "rows": rows, "next": {"type": ["string", "null"]}})}
        | problem_answers(400, *also, 429, 503),
    }


def _one() -> dict[str, Any]:
    responses = {"200": _answer({**_HEAD, "row": _ref(PublicActivity)})} | problem_answers(400, 404, 429, 503)
    return {"operationId": "readActivity", "summary": "En verksamhet", "responses": responses}


def _description() -> dict[str, Any]:
    found = {"description": "Den här beskrivningen", "content": {"application/json": {"schema": {"type": "object"}}}}
    return {
        "operationId": "describe",
        "summary": "Beskrivning",
        "responses": {"200": found} | problem_answers(400, 429),
    }


def _answer(fields: dict[str, Any]) -> dict[str, Any]:
    schema = {"type": "object", "required": list(fields), "properties": fields, "additionalProperties": False}
    return {"description": "Uppgifterna", "content": {"application/json": {"schema": schema}}}


def _ref(contract: type[Export]) -> dict[str, str]:
    return {"$ref": f"#/components/schemas/{contract.__name__}"}
