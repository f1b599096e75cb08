"""What may be sent: every rule has a Swedish remedy at its field, and nothing that was written is repeated."""

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openapi_schema_validator import OAS31Validator

from sources.intake import contract, warnings_of
from sources.intake.contract import CONTENTS, Refused
from sources.intake.notification import CHANGEABLE
from tables.raw import ActivityVersion
from tests.sources.intake.sending import CHANGE, REPORT

PERSON = "850101-1236"


def faults(kind, told):
    with pytest.raises(Refused) as caught:
        contract.read(kind, told)
    assert all(one.remedy.endswith(".") for one in caught.value.faults)
    return {(one.field, one.rule) for one in caught.value.faults}


@pytest.mark.parametrize("kind", list(CONTENTS))
def test_every_field_has_a_title_and_a_help_text_in_the_schema(kind):
    schema = CONTENTS[kind].model_json_schema()
    OAS31Validator.check_schema(schema)
    assert not [name for name, one in schema["properties"].items() if not one.get("title") or not one["description"]]


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        ({"grounds": []}, ("grounds", "missing_value")),
        ({"grounds": ["legacy"]}, ("grounds.0", "unknown_code")),
        ({"grounds": ["unlicensed", "unlicensed"]}, ("grounds", "repeated")),
        ({"severity": 5}, ("severity", "out_of_range")),
        ({"severity": "3"}, ("severity", "not_a_whole_number")),
        ({"noticed_on": "20 juni"}, ("noticed_on", "not_a_date")),
        ({"noticed_on": 1_750_000_000}, ("noticed_on", "not_a_date")),
        ({"about": "unknown", "activity_id": None}, ("actor_name", "missing_value")),
        ({"about": "permit_holder"}, ("organisation_number", "missing_value")),
        ({"organisation_number": "5560000001"}, ("organisation_number", "not_allowed")),
        ({"description": " \n "}, ("description", "missing_value")),
        ({"description": "x" * 4001}, ("description", "too_long")),
        ({"description": "a\x00b"}, ("description", "control_character")),
        ({"description": f"Gäller {PERSON}"}, ("description", "person_number")),
        ({"contact": f"enhet {PERSON}"}, ("contact", "person_number")),
        ({"activity_id": PERSON}, ("activity_id", "person_number")),
        ({"enquiry_class": "question"}, ("enquiry_class", "missing_value")),
    ],
)
def test_a_report_that_breaks_a_rule_is_told_so_at_the_field(change, fault):
    assert fault in faults("report", {**REPORT, **change})


@pytest.mark.parametrize(
    ("told", "fault"),
    [
        ({"kind": "change", "activity_id": "V1", "effective_date": "2026-06-01"}, ("kind", "missing_value")),
        ({"kind": "change", "effective_date": "2026-06-01", "max_places": 1}, ("activity_id", "missing_value")),
        ({"kind": "closure", "activity_id": "V1"}, ("effective_date", "missing_value")),
        ({"kind": "new", "effective_date": "2026-09-01"}, ("activity_name", "missing_value")),
        ({"kind": "circle_change", "activity_id": "V1"}, ("kind", "unknown_code")),
        ({**CHANGE, "address_protected": True, "address": "Storgatan 1"}, ("address", "protected_address_is_empty")),
        ({**CHANGE, "emptied": ["max_places"]}, ("max_places", "contradiction")),
        ({"kind": "no_change_confirmed", "activity_id": "V1", "max_places": 3}, ("max_places", "not_allowed")),
    ],
)
def test_a_notification_that_breaks_a_rule_is_told_so_at_the_field(told, fault):
    assert fault in faults("notification", told)


def test_the_grounds_of_the_law_may_be_combined():
    told = contract.read("report", {**REPORT, "grounds": ["unlicensed", "unsuitable", "serious_deficiency"]})
    assert len(told.grounds) == 3


def test_what_may_be_changed_is_what_the_register_keeps():
    names = {"manager_number": "manager_key"}
    assert {names.get(name, name) for name in CHANGEABLE} <= set(ActivityVersion.delivered_columns())


@given(st.dictionaries(st.sampled_from([*REPORT, "x", PERSON]), st.text() | st.integers() | st.none(), max_size=6))
@settings(max_examples=60, deadline=None)
def test_no_fault_repeats_what_was_written(told):
    planted = {**told, "description": f"Kalle {PERSON}"}
    with pytest.raises(Refused) as caught:
        contract.read("report", json.dumps(planted).encode())
    assert PERSON not in str(caught.value) + repr(caught.value.faults)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Anna Svensson sade upp sig.", "Anna Svensson"),
        ("Vi talade med fru Lindgren om saken.", "Lindgren"),
        ("Enligt Per-Olof von Essen är det så.", "Per-Olof von Essen"),
    ],
)
def test_what_looks_like_a_name_is_warned_about(text, found):
    (warning,) = warnings_of(contract.read("report", {**REPORT, "description": text}))
    assert warning.code == "person_name:description"
    assert found in warning.found


@pytest.mark.parametrize(
    "text",
    ["Björkens Hem i Upplands Väsby saknar personal.", "Omsorg Syd AB svarar inte.", "Det hände i maj. Vi såg det."],
)
def test_places_and_organisations_are_no_persons(text):
    assert warnings_of(contract.read("report", {**REPORT, "description": text})) == []
