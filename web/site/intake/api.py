"""Reports, completions and notifications that come as JSON from municipalities' systems, and what became of them."""

import json
import re
from typing import Any

from django.conf import settings
from django.core.exceptions import RequestDataTooBig
from django.http import HttpRequest, HttpResponseBase, JsonResponse
from django.urls import reverse

from sources.intake import book, contract
from sources.intake.book import KeyReused, Receipt, Submission
from sources.intake.contract import Refused
from sources.intake.numbers import PATTERN
from sources.intake.status import status_of
from sources.intake.tokens import Signed, digest
from web.site import clock
from web.site.intake.bearer import signed
from web.site.intake.description import described
from web.site.problems import Problem

KEY_HEADER = "Idempotency-Key"
_JSON = "application/json"
_NUMBER = re.compile(PATTERN)


@signed
def reports(request: HttpRequest, sender: Signed) -> HttpResponseBase:
    """Take in a report."""
    return _taken(request, sender, "report")


@signed
def notifications(request: HttpRequest, sender: Signed) -> HttpResponseBase:
    """Take in a notification to the register."""
    return _taken(request, sender, "notification")


@signed
def completions(request: HttpRequest, sender: Signed, receipt: str) -> HttpResponseBase:
    """Take in a completion of something that was sent earlier."""
    _own(sender, receipt)
    return _taken(request, sender, "completion", receipt)


@signed
def report(request: HttpRequest, sender: Signed, receipt: str) -> HttpResponseBase:
    """The receipt and where the thing stands."""
    del request
    one = _own(sender, receipt)
    status = status_of(settings.CONFIGURATION.home, one)
    told = {
        "receipt": one.number,
        "received_at": one.at.isoformat(),
        "kind": one.content.kind_of_content,
        "state": status.state,
        "state_sv": status.label,
        "since": status.since.isoformat(),
        "reason_sv": status.reason,
        "is_ended": status.is_ended,
        "completions": status.completions,
        "is_withdrawn": status.is_withdrawn,
    }
    return JsonResponse(told)


def openapi(request: HttpRequest) -> JsonResponse:
    """The description of this interface."""
    del request
    return JsonResponse(described())


def _taken(request: HttpRequest, sender: Signed, kind: str, receipt: str | None = None) -> JsonResponse:
    body = _body(request, sender)
    key = request.headers.get(KEY_HEADER, "")
    if key != sender.jti:
        raise Problem(400, f"Huvudet {KEY_HEADER} ska vara detsamma som jti i token.")
    configured, proof = settings.CONFIGURATION, sender.proof()
    try:
        told = contract.read(kind, body if receipt is None else _completing(body, receipt))
        home, key_file = configured.home, configured.pseudonym_key_file
        made = book.receive(home, sender.sender, key, told, at=clock.now(), key_file=key_file, proof=proof)
    except Refused as refused:
        raise Problem(422, "Rätta fälten nedan och skicka igen.", refused.faults) from None
    except KeyReused:
        raise Problem(409, "Nyckeln har använts för något annat. Använd en ny nyckel för varje ny sändning.") from None
    return _receipt(made)


def _completing(body: bytes, receipt: str) -> dict[str, Any]:
    """A completion's fields with the receipt that stands in the address."""
    try:
        told = json.loads(body)
    except (ValueError, RecursionError):
        raise Problem(400, "Skicka JSON i UTF-8.") from None
    if not isinstance(told, dict):
        raise Problem(400, "Skicka ett JSON-objekt.")
    if told.get("receipt", receipt) != receipt:
        raise Problem(400, "Kvittensen i innehållet är en annan än den i adressen.")
    return {**told, "receipt": receipt}


def _body(request: HttpRequest, sender: Signed) -> bytes:
    if request.content_type != _JSON:
        raise Problem(415, f"Skicka {_JSON}.")
    try:
        body: bytes = request.body
    except RequestDataTooBig:
        raise Problem(413, "Anropet är för stort. Skicka bilagor var för sig.") from None
    if digest(body) != sender.sha256:
        raise Problem(401, "Token gäller inte: sha256 är inte innehållets.")
    return body


def _own(sender: Signed, receipt: str) -> Submission:
    """Something that the municipality has sent itself."""
    found = None
    if _NUMBER.fullmatch(receipt):
        found = book.find(settings.CONFIGURATION.home, receipt, sender=sender.sender)
    if found is None or found.content.kind_of_content not in ("report", "notification"):
        raise Problem(404, "Kommunen har ingen kvittens med det numret.")
    return found


def _receipt(made: Receipt) -> JsonResponse:
    told = {"receipt": made.number, "received_at": made.at.isoformat(), "is_repeat": made.is_repeat}
    where = reverse("intake_report", kwargs={"receipt": made.number})
    return JsonResponse(told, status=200 if made.is_repeat else 201, headers={"Location": where})
