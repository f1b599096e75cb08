"""The OpenAPI 3.1 description of the interface, put together from the models of the contract."""

import functools
from typing import Any

from sources.intake.contract import CONTENTS, FORM_VERSION
from sources.intake.file_types import ALLOWED
from sources.intake.numbers import PATTERN
from sources.intake.scanning import CLEAN, UNCHECKED
from sources.intake.tokens import AUDIENCE
from web.site.problems import problem_answers, problem_schema

ROOT = "/kommun/api/v1"
_ABOUT = (
    "Kommuner rapporterar brister (27 kap. 7 § SoL, 15 § LSS) och anmäler till omsorgsregistret från egna system. "
    "Varje anrop signeras med en JWT av en nyckel som kommunen har registrerat. jti är detsamma som Idempotency-Key: "
    "samma nyckel ger alltid samma kvittens."
)
_TEXT, _DAY = {"type": "string"}, {"type": "string", "format": "date"}
_MOMENT = {"type": "string", "format": "date-time"}
_RECEIPT_NUMBER = {"type": "string", "pattern": f"^{PATTERN}$", "examples": ["BCDFG-HJKLM-NPQRS"]}


@functools.cache
def described() -> dict[str, Any]:
    """The whole description; it follows from the contract alone."""
    return {
        "openapi": "3.1.0",
        "info": {"title": "Tillsynsradar: intag från kommuner", "version": FORM_VERSION, "description": _ABOUT},
        "security": [{"signed": []}],
        "paths": {
            f"{ROOT}/rapporter": {"post": _sending("sendReport", "Rapportera en brist", "report")},
            f"{ROOT}/anmalningar": {"post": _sending("sendNotification", "Anmäl till registret", "notification")},
            f"{ROOT}/rapporter/{{receipt}}": {"parameters": [_RECEIPT], "get": _asking()},
            f"{ROOT}/rapporter/{{receipt}}/kompletteringar": {
                "parameters": [_RECEIPT],
                "post": _sending("sendCompletion", "Komplettera", "completion", also=(404,)),
            },
            f"{ROOT}/bilagor": {"put": _attaching()},
            f"{ROOT}/openapi.json": {"get": _describing()},
        },
        "components": {
            "schemas": {**_contents(), "Receipt": _receipt(), "Status": _status(), "Problem": problem_schema()},
            "securitySchemes": {"signed": _signing()},
        },
    }


_RECEIPT = {"name": "receipt", "in": "path", "required": True, "schema": _RECEIPT_NUMBER}
_KEY = {
    "name": "Idempotency-Key",
    "in": "header",
    "required": True,
    "description": "Avsändarens egen nyckel för sändningen, densamma vid omsändning.",
    "schema": {"type": "string", "minLength": 1, "maxLength": 200, "pattern": "^[!-~]+$"},
}


def _contents() -> dict[str, Any]:
    found = {kind: CONTENTS[kind].model_json_schema() for kind in ("report", "notification", "completion")}
    completion = found["completion"]
    completion["required"] = [name for name in completion["required"] if name != "receipt"]
    return {CONTENTS[kind].__name__: schema for kind, schema in found.items()}


def _sending(name: str, summary: str, kind: str, also: tuple[int, ...] = ()) -> dict[str, Any]:
    made = {"description": "Mottaget", "content": {"application/json": {"schema": _ref("Receipt")}}}
    content = {"application/json": {"schema": _ref(CONTENTS[kind].__name__)}}
    return {
        "operationId": name,
        "summary": summary,
        "parameters": [_KEY],
        "requestBody": {"required": True, "content": content},
        "responses": {"201": made, "200": {**made, "description": "Redan mottaget"}}
        | problem_answers(400, 401, 409, 413, 415, 422, 429, *also),
    }


def _asking() -> dict[str, Any]:
    found = {"description": "Läget", "content": {"application/json": {"schema": _ref("Status")}}}
    responses = {"200": found} | problem_answers(401, 404, 429)
    return {"operationId": "readStatus", "summary": "Kvittens och läge", "responses": responses}


def _attaching() -> dict[str, Any]:
    kept = {
        "type": "object",
        "required": ["sha256", "size", "media_type", "state"],
        "properties": {
            "sha256": _TEXT,
            "size": {"type": "integer"},
            "media_type": {"enum": list(ALLOWED)},
            "state": {"enum": [CLEAN, UNCHECKED]},
        },
    }
    made = {"description": "Filen är sparad", "content": {"application/json": {"schema": kept}}}
    binary = {"schema": {"type": "string", "format": "binary"}}
    return {
        "operationId": "sendAttachment",
        "summary": "Skicka en bilaga",
        "description": "Filen skickas före det den hör till, och anges där med sin sha256.",
        "requestBody": {"required": True, "content": {"application/octet-stream": binary}},
        "responses": {"201": made} | problem_answers(401, 413, 422, 429),
    }


def _describing() -> dict[str, Any]:
    found = {"description": "Den här beskrivningen", "content": {"application/json": {"schema": {"type": "object"}}}}
    responses = {"200": found}
    return {"operationId": "describe", "summary": "Beskrivning", "security": [], "responses": responses}


def _receipt() -> dict[str, Any]:
    fields = {"receipt": _RECEIPT_NUMBER, "received_at": _MOMENT, "is_repeat": {"type": "boolean"}}
    return {"type": "object", "required": list(fields), "properties": fields}


def _status() -> dict[str, Any]:
    fields = {
        "receipt": _RECEIPT_NUMBER,
        "received_at": _MOMENT,
        "kind": {"enum": ["report", "notification"]},
        "state": _TEXT,
        "state_sv": _TEXT,
        "since": _DAY,
        "reason_sv": {"type": ["string", "null"]},
        "is_ended": {"type": "boolean"},
        "completions": {"type": "integer"},
        "is_withdrawn": {"type": "boolean"},
    }
    return {"type": "object", "required": list(fields), "properties": fields}


def _signing() -> dict[str, Any]:
    said = (
        "JWT signerad med Ed25519 eller ES256. Huvudet har alg och kid (nyckelns RFC 7638-tumavtryck). Innehållet har "
        f"iss (kommunens kod), aud ({AUDIENCE}), iat, exp (högst 300 sekunder senare), jti (detsamma som "
        "Idempotency-Key) och sha256 (innehållets, hexadecimalt; för GET det tomma innehållets)."
    )
    return {"type": "http", "scheme": "bearer", "bearerFormat": "JWT", "description": said}


def _ref(name: str) -> dict[str, str]:
    return {"$ref": f"#/components/schemas/{name}"}
