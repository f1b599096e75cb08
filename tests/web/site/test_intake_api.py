"""Municipalities' own systems: signed, once each, told in Swedish what is wrong."""

import dataclasses
import datetime as dt
import shutil
import time

import pytest
from openapi_schema_validator import OAS31Validator

from sources.decided import INTAKE
from sources.intake import book, senders
from sources.intake.tokens import is_proved
from tests.web.site.intake_sending import ROOT, System
from web.site.intake.description import described

PERSON = "850101-1236"
REPORT = {
    "law": "SoL",
    "grounds": ["unlicensed"],
    "about": "unknown",
    "actor_name": "Omsorg Nord AB",
    "noticed_on": "2026-03-01",
    "severity": 2,
    "area": "safety",
    "description": "Det bedrivs hemtjänst utan tillstånd.",
}


@pytest.fixture
def system(site):
    """The system of Stockholm, whose key is registered; the book is empty afterwards."""
    made = registered(site, "0180")
    yield made
    shutil.rmtree(site.configuration.home / INTAKE)


def registered(site, code):
    made = System(site.client(), code)
    senders.add(site.configuration.home, code, made.public(), on=dt.date(2026, 1, 1))
    return made


def rules(answer):
    return {(one["field"], one["rule"]) for one in answer.json()["errors"]}


def kept(site):
    return book.read(site.configuration.home)


def test_a_report_gets_a_receipt_once_whatever_is_sent_again(site, system):
    first, again = system.send("/rapporter", REPORT), system.send("/rapporter", REPORT)
    assert (first.status_code, again.status_code) == (201, 200)
    assert first.json()["receipt"] == again.json()["receipt"] == kept(site)[0].number
    assert again.json()["is_repeat"]
    assert system.send("/rapporter", {**REPORT, "severity": 4}).status_code == 409
    assert len(kept(site)) == 1
    (one,) = kept(site)
    assert is_proved(site.configuration.home, one)
    assert not is_proved(site.configuration.home, dataclasses.replace(one, number="BCDFG-HJKLM-NPQRS"))


def test_the_receipt_tells_where_the_report_stands_to_its_sender_only(site, system):
    made = system.send("/rapporter", REPORT)
    told = system.read(made["Location"].removeprefix(ROOT)).json()
    assert (told["state"], told["state_sv"], told["is_ended"]) == ("received", "mottagen", False)
    path = f"/rapporter/{made.json()['receipt']}"
    assert system.send(f"{path}/kompletteringar", {"text": "Mer."}, "2").status_code == 201
    assert system.read(path).json()["completions"] == 1
    another = {"text": "Mer.", "receipt": "BCDFG-HJKLM-NPQRS"}
    assert system.send(f"{path}/kompletteringar", another, "3").status_code == 400
    other = registered(site, "1280")
    assert other.read(path).status_code == 404
    assert other.send(f"{path}/kompletteringar", {"text": "Mer."}, "2").status_code == 404
    assert system.read("/rapporter/850101-1236").status_code == 404


def test_a_file_is_sent_first_and_named_by_its_digest(system):
    pdf = b"%PDF-1.7\n"
    answer = system.send("/bilagor", pdf, method="put", content_type="application/pdf")
    assert (answer.status_code, answer.json()["media_type"]) == (201, "application/pdf")
    named = {**REPORT, "attachments": [answer.json()["sha256"]]}
    assert system.send("/rapporter", named, "2").status_code == 201
    other = system.send("/bilagor", b"MZ\x90\x00", method="put", content_type="application/pdf")
    assert (other.status_code, rules(other)) == (422, {("attachments", "file_type")})
    forged = system.send("/bilagor", pdf, method="put", token=system.token(b"another"))
    assert (forged.status_code, rules(forged)) == (422, {("attachments", "digest")})


def test_what_is_wrong_is_told_at_its_field_and_nothing_is_kept(site, system):
    answer = system.send("/rapporter", {**REPORT, "severity": 9, "description": f"Om {PERSON}", PERSON: 1})
    assert answer.status_code == 422
    assert answer["Content-Type"] == "application/problem+json"
    assert rules(answer) == {
        ("severity", "out_of_range"),
        ("description", "person_number"),
        ("", "unknown_field"),
    }
    assert PERSON not in answer.content.decode()
    assert kept(site) == []


@pytest.mark.parametrize(
    "claims",
    [
        {"iss": "1280"},
        {"aud": "another"},
        {"exp": None},
        {"iat": "now"},
        {"sha256": "0" * 64},
        {"jti": None},
        {"jti": f"k {PERSON}"},
        {"more": 1},
        {"iat": int(time.time()) - 900, "exp": int(time.time()) - 700},
        {"iat": int(time.time()) + 900, "exp": int(time.time()) + 1000},
        {"exp": int(time.time()) + 3600},
    ],
)
def test_a_token_that_does_not_hold_opens_nothing(claims, site, system):
    answer = system.send("/rapporter", REPORT, token=system.token(b"", **claims))
    assert (answer.status_code, answer["WWW-Authenticate"]) == (401, "Bearer")
    assert PERSON not in answer.content.decode()
    assert kept(site) == []


def test_an_unknown_or_revoked_key_opens_nothing(site, system):
    stranger = System(site.client(), "0180")
    assert stranger.send("/rapporter", REPORT).status_code == 401
    assert site.client().post(ROOT + "/rapporter", REPORT, content_type="application/json").status_code == 401
    home = site.configuration.home
    senders.revoke(home, "0180", system.key.thumbprint()[:8], on=dt.date(2026, 2, 1))
    assert system.send("/rapporter", REPORT).status_code == 401
    with pytest.raises(senders.KeyRefused):
        senders.add(home, "0180", system.public(), on=dt.date(2026, 2, 1))


def test_the_key_of_the_sending_is_the_name_of_the_token(system):
    answer = system.send("/rapporter", REPORT, "another", token=system.token(b"", jti="k"))
    assert answer.status_code == 401
    body = b"{}"
    assert system.send("/rapporter", body, "another", token=system.token(body, jti="k")).status_code == 400


@pytest.mark.parametrize(
    ("path", "body", "content_type", "status"),
    [
        ("/rapporter", b"x" * 1_100_000, "application/json", 413),
        ("/rapporter", b"{}", "text/plain", 415),
        ("/rapporter", b"{", "application/json", 422),
        ("/rapporter", b"\xff", "application/json", 422),
        ("/rapporter", b"[" * 100_000, "application/json", 422),
        ("/anmalningar", b"[]", "application/json", 422),
    ],
)
def test_what_is_no_report_at_all_is_told_apart(path, body, content_type, status, system):
    answer = system.send(path, body, content_type=content_type)
    assert (answer.status_code, answer["Content-Type"]) == (status, "application/problem+json")


def test_too_often_is_told(system, configured):
    configured(submissions_a_minute=1)
    answers = [system.send("/rapporter", REPORT).status_code for _ in range(3)]
    assert 429 in answers


def test_the_description_is_one_and_describes_every_address(site):
    told = site.client().get(ROOT + "/openapi.json").json()
    assert told == described()
    for schema in told["components"]["schemas"].values():
        OAS31Validator.check_schema(schema)
    from web.site.access.intake_routes import INTAKE_API

    paths = {"/" + route.path.replace("<str:receipt>", "{receipt}") for route in INTAKE_API}
    assert set(told["paths"]) == paths
