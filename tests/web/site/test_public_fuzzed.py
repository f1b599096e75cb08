"""Whatever is asked of the public interface, sensible or not, gets an answer that its description tells of."""

import pytest
from hypothesis import given
from openapi_schema_validator import OAS31Validator
from schemathesis.generation import GenerationMode

from tests.web.site.fuzzing import cases, hold, operations, quick
from web.site.public.description import ROOT, described

HELD = ["verksamheter", "verksamheter/V000001", "beslut", "antal", "openapi.json"]


@pytest.mark.parametrize(("operation", "mode"), cases(described(), ROOT))
def test_every_answer_is_one_that_is_described(operation, mode, filled):
    client = filled.client()
    statuses = set()

    @quick(20)
    @given(operation.as_strategy(generation_mode=mode))
    def holds(case):
        query = {name: value for name, value in (case.query or {}).items() if value is not None}
        answer = client.get(case.formatted_path, query)
        statuses.add(answer.status_code)
        hold(described(), operation, answer)

    holds()
    assert mode is GenerationMode.NEGATIVE or statuses <= {200, 400, 404, 410}
    assert mode is GenerationMode.POSITIVE or 400 in statuses or "{" in operation.path


@pytest.mark.parametrize("path", HELD)
def test_what_the_register_holds_is_as_described(filled, path):
    described_as = f"{ROOT}/{path.replace('V000001', '{public_id}')}"
    operation = next(one for one in operations(described()) if one.path == described_as)
    answer = filled.client().get(f"{ROOT}/{path}")
    assert answer.status_code == 200
    hold(described(), operation, answer)


@pytest.mark.parametrize("name", described()["components"]["schemas"])
def test_a_schema_is_one(name):
    OAS31Validator.check_schema(described()["components"]["schemas"][name])
