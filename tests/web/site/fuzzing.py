"""Interfaces asked whatever follows from their description, and whatever does not."""

import pytest
import schemathesis
from hypothesis import HealthCheck, settings
from openapi_schema_validator import OAS31Validator
from schemathesis.generation import GenerationMode

from web.site.problems import MEDIA_TYPE


def cases(described, root):
    """Each operation of a description, asked sensibly and wrongly."""
    return [
        pytest.param(one, mode, id=f"{mode.value} {one.method} {one.path.removeprefix(root)}")
        for one in operations(described)
        for mode in (GenerationMode.POSITIVE, GenerationMode.NEGATIVE)
        # Nothing is sent to the description itself, so nothing can be sent wrongly.
        if mode is GenerationMode.POSITIVE or not one.path.endswith("openapi.json")
    ]


def operations(described):
    return [found.ok() for found in schemathesis.openapi.from_dict(described).get_all_operations()]


def quick(examples):
    """So many examples, none of them kept or timed."""
    return settings(max_examples=examples, deadline=None, database=None, suppress_health_check=list(HealthCheck))


def hold(described, operation, answer):
    """That an answer is one of those described."""
    assert answer.status_code < 500
    if answer["Content-Type"] != MEDIA_TYPE and answer.status_code >= 400:
        return  # an address that is not there, or a method that it does not answer to
    told = described["paths"][operation.path][operation.method]["responses"]
    content = told[str(answer.status_code)]["content"][answer["Content-Type"]]["schema"]
    OAS31Validator({**content, "components": described["components"]}).validate(answer.json())
