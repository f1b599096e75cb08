"""How the vendor's gateway says no: the error body of its APIs, and the gateway's own code for a missing subscription.

No identity number and no credential is ever repeated in one.
"""

from collections.abc import Mapping

from starlette.datastructures import Headers
from starlette.responses import JSONResponse, Response
from starlette.types import Scope

NOT_SUBSCRIBED = {
    "code": "900908",
    "message": "Resource forbidden ",
    "description": "User is NOT authorized to access the Resource. API Subscription validation failed.",
}
_SAID = {
    400: ("client.error", "Bad Request", "Begäran är ogiltig."),
    401: ("client.error", "Unauthorized", "Anroparen saknar giltiga autentiseringsuppgifter."),
    404: ("client.error", "Not Found", "Dokument kunde inte hittas."),
    429: ("client.error", "Too Many Requests", "För många anrop."),
    500: ("server.error", "Internal Server Error", "Ett ohanterat fel har uppstått."),
    503: ("server.error", "Service Unavailable", "Tjänsten är tillfälligt otillgänglig."),
}


def error_body(scope: Scope, status: int, detail: str = "", headers: Mapping[str, str] | None = None) -> Response:
    """The vendor's error of a status, with the request's own id; 403 is the gateway's, for a missing subscription."""
    given = dict(headers or {})
    if status == 403:
        return JSONResponse(NOT_SUBSCRIBED, status, given)
    instance, title, said = _SAID.get(status, ("server.error", "Error", "Ett fel har uppstått."))
    body = {
        "type": "about:blank",
        "instance": instance,
        "status": status,
        "timestamp": "2024-09-18T09:32:24Z",
        "requestId": Headers(scope=scope).get("x-request-id"),
        "title": title,
        "detail": detail or said,
    }
    return JSONResponse(body, status, given)
