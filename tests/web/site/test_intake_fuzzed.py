"""Whatever follows from the description, and whatever does not, gets an answer that the description tells of."""

import dataclasses
import datetime as dt
import json
import shutil

import pytest
import schemathesis
from hypothesis import HealthCheck, given, settings
from openapi_schema_validator import OAS31Validator
from schemathesis.core import NotSet
from schemathesis.generation import GenerationMode

from sources.decided import INTAKE
from sources.intake import senders
from tests.web.site.intake_sending import ROOT, System
from web.site.intake.description import described
from web.site.problems import MEDIA_TYPE

OPERATIONS = [found.ok() for found in schemathesis.openapi.from_dict(described()).get_all_operations()]
#: Nothing is sent to the description itself, so nothing can be sent wrongly.
CASES = [
    pytest.param(one, mode, id=f"{mode.value} {one.method} {one.path.removeprefix(ROOT)}")
    for one in OPERATIONS
    for mode in (GenerationMode.POSITIVE, GenerationMode.NEGATIVE)
    if mode is GenerationMode.POSITIVE or not one.path.endswith("openapi.json")
]
QUICK = settings(max_examples=15, deadline=None, database=None, suppress_health_check=list(HealthCheck))


@pytest.fixture(scope="module")
def system(site):
    """The system of Stockholm, which may ask as often as it likes."""
    from django.conf import settings as told

    made = System(site.client(), "0180")
    senders.add(site.configuration.home, "0180", made.public(), on=dt.date(2026, 1, 1))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(told, "CONFIGURATION", dataclasses.replace(told.CONFIGURATION, submissions_a_minute=10**9))
        yield made
    shutil.rmtree(site.configuration.home / INTAKE)


def answer_to(system, case, signs):
    """The answer to a case, signed as the system signs, or with the headers that were made up."""
    body = b"" if isinstance(case.body, NotSet) else case.body
    body = body if isinstance(body, bytes) else json.dumps(body).encode()
    made_up = {name.lower(): str(value) for name, value in (case.headers or {}).items()}
    key = made_up.get("idempotency-key") or "k"
    headers = made_up
    if signs:
        headers = {"idempotency-key": key, "authorization": f"Bearer {system.token(body, key)}"}
    kind = case.media_type or "application/json"
    return system.client.generic(case.method, case.formatted_path, body, content_type=kind, headers=headers)


def hold(operation, answer):
    """That an answer is one of those described."""
    assert answer.status_code < 500
    if answer["Content-Type"] != MEDIA_TYPE and answer.status_code >= 400:
        return  # an address that is not there, or a method that it does not answer to
    told = described()["paths"][operation.path][operation.method]["responses"]
    content = told[str(answer.status_code)]["content"][answer["Content-Type"]]["schema"]
    OAS31Validator({**content, "components": described()["components"]}).validate(answer.json())


@pytest.mark.parametrize(("operation", "mode"), CASES)
def test_every_answer_is_one_that_is_described(operation, mode, system):
    @QUICK
    @given(operation.as_strategy(generation_mode=mode))
    def holds(case):
        hold(operation, answer_to(system, case, signs=True))
        hold(operation, answer_to(system, case, signs=False))

    holds()
