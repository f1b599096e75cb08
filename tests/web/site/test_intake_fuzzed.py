"""Whatever follows from the description, and whatever does not, gets an answer that the description tells of."""

import dataclasses
import datetime as dt
import json
import shutil

import pytest
from hypothesis import given
from schemathesis.core import NotSet

from sources.decided import INTAKE
from sources.intake import senders
from tests.web.site.fuzzing import cases, hold, quick
from tests.web.site.intake_sending import ROOT, System
from web.site.intake.description import described


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


@pytest.mark.parametrize(("operation", "mode"), cases(described(), ROOT))
def test_every_answer_is_one_that_is_described(operation, mode, system):
    @quick(15)
    @given(operation.as_strategy(generation_mode=mode))
    def holds(case):
        hold(described(), operation, answer_to(system, case, signs=True))
        hold(described(), operation, answer_to(system, case, signs=False))

    holds()
