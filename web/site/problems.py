"""What went wrong, as RFC 9457 has it, in Swedish. What was sent is never repeated."""

from collections.abc import Sequence
from typing import Any

from django.http import JsonResponse

from sources.intake.contract import Fault

MEDIA_TYPE = "application/problem+json"
_WORDS = {"type": "string"}
#: Status → what it is called.
TITLES = {
    400: "Anropet går inte att läsa",
    401: "Avsändaren är inte känd",
    404: "Finns inte",
    409: "Nyckeln är redan använd",
    410: "Uppgifterna har bytts ut",
    413: "För stort",
    415: "Fel slags innehåll",
    422: "Uppgifterna kan inte tas emot",
    429: "För många anrop",
    503: "Inga uppgifter finns än",
}


class Problem(Exception):
    """An answer that is a problem.

    Attributes:
        status: the HTTP status.
        detail: a Swedish sentence.
        faults: what is wrong, field by field.
    """

    def __init__(self, status: int, detail: str, faults: Sequence[Fault] = ()) -> None:
        super().__init__(detail)
        self.status, self.detail, self.faults = status, detail, faults

    def answer(self) -> JsonResponse:
        """The answer."""
        told = {
            "type": "about:blank",
            "title": TITLES[self.status],
            "status": self.status,
            "detail": self.detail,
            "errors": [{"field": one.field, "rule": one.rule, "remedy": one.remedy} for one in self.faults],
        }
        headers = {"WWW-Authenticate": "Bearer"} if self.status == 401 else {}
        headers |= {"Retry-After": "60"} if self.status == 429 else {}
        return JsonResponse(told, status=self.status, content_type=MEDIA_TYPE, headers=headers)


def problem_answers(*statuses: int) -> dict[str, Any]:
    """Status → how it is answered, for each of some problems."""
    content = {MEDIA_TYPE: {"schema": {"$ref": "#/components/schemas/Problem"}}}
    return {str(one): {"description": TITLES[one], "content": content} for one in statuses}


def problem_schema() -> dict[str, Any]:
    """The schema of a problem."""
    error = {"type": "object", "required": ["field", "rule", "remedy"]}
    error["properties"] = {"field": _WORDS, "rule": _WORDS, "remedy": _WORDS}  # type: ignore[assignment]
    fields = {"type": _WORDS, "title": _WORDS, "status": {"type": "integer"}, "detail": _WORDS}
    return {
        "type": "object",
        "required": [*fields, "errors"],
        "properties": {**fields, "errors": {"type": "array", "items": error}},
    }
