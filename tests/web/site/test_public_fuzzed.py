"""Whatever is asked of the public interface, sensible or not, gets an answer that its description tells of."""

import pytest
import schemathesis
from hypothesis import HealthCheck, given, settings
from openapi_schema_validator import OAS31Validator
from schemathesis.generation import GenerationMode

from web.site.problems import MEDIA_TYPE
from web.site.public.description import ROOT, described

OPERATIONS = [found.ok() for found in schemathesis.openapi.from_dict(described()).get_all_operations()]
CASES = [
    pytest.param(one, mode, id=f"{mode.value} {one.path.removeprefix(ROOT)}")
    for one in OPERATIONS
    for mode in (GenerationMode.POSITIVE, GenerationMode.NEGATIVE)
    if mode is GenerationMode.POSITIVE or not one.path.endswith("openapi.json")
]
QUICK = settings(max_examples=20, deadline=None, database=None, suppress_health_check=list(HealthCheck))


def hold(operation, answer):
    """That an answer is one of those described."""
    assert answer.status_code < 500
    if answer["Content-Type"] != MEDIA_TYPE and answer.status_code >= 400:
        return  # an address that is not there
    told = operation.definition.raw["responses"][str(answer.status_code)]["content"][answer["Content-Type"]]
    OAS31Validator({**told["schema"], "components": described()["components"]}).validate(answer.json())


@pytest.mark.parametrize(("operation", "mode"), CASES)
def test_every_answer_is_one_that_is_described(operation, mode, filled):
    client = filled.client()
    statuses = set()

    @QUICK
    @given(operation.as_strategy(generation_mode=mode))
    def holds(case):
        query = {name: value for name, value in (case.query or {}).items() if value is not None}
        answer = client.get(case.formatted_path, query)
        statuses.add(answer.status_code)
        hold(operation, answer)

    holds()
    assert mode is GenerationMode.NEGATIVE or statuses <= {200, 404, 410, 400}
    assert mode is GenerationMode.POSITIVE or 400 in statuses or "{" in operation.path


@pytest.mark.parametrize("path", ["verksamheter", "verksamheter/V000001", "beslut", "antal"])
def test_what_the_register_holds_is_as_described(filled, path):
    operation = next(one for one in OPERATIONS if one.path == f"{ROOT}/{path.replace('V000001', '{public_id}')}")
    answer = filled.client().get(f"{ROOT}/{path}")
    assert answer.status_code == 200
    hold(operation, answer)
