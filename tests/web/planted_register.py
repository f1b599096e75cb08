"""Who is in the register of the small published run: actors and activities, a row a dict."""

from tests.web.planted import (
    ADDRESS_FROM_BEFORE_PROTECTION,
    APPLICANT,
    FORMULA_NAME,
    MANAGER,
    MUNICIPAL,
    ORGANISATION,
    PROTECTED_NAME,
    SECOND,
    SOLE_TRADER,
    SOLE_TRADER_ACTIVITY,
    SOLE_TRADER_NAME,
    STUB,
    day,
)

# fmt: off


def actors():
    organisation = {
        "id_type": "organisation",
        "legal_form": "AB",
        "operator_type": "private",
        "municipality_code": "0180",
    }
    early = {"known_from": day("2015-01-01")}
    return [
        organisation
        | early
        | {"actor_id": ORGANISATION, "actor_name": "Gamla Namnet AB", "known_to": day("2022-01-01")},
        organisation | {"known_from": day("2022-01-01"), "actor_id": ORGANISATION, "actor_name": "Exempelomsorg AB"},
        organisation
        | early
        | {"actor_id": SECOND, "actor_name": "Solrosens Omsorg i Umeå AB", "municipality_code": "2480"},
        organisation | early | {"actor_id": APPLICANT, "actor_name": "Nystartade Hem AB"},
        organisation
        | early
        | {"actor_id": MUNICIPAL, "actor_name": "Stockholms kommun", "legal_form": "KOM", "operator_type": "municipal"},
        early
        | {
            "actor_id": SOLE_TRADER,
            "id_type": "person",
            "actor_name": SOLE_TRADER_NAME,
            "legal_form": "EF",
            "operator_type": "private",
            "municipality_code": "0180",
        },
        {
            "known_from": day("2026-01-10"),
            "actor_id": STUB,
            "id_type": "stub",
            "legal_form": "OKAND",
            "operator_type": "private",
        },
    ]


def activities():
    version = {
        "known_from": day("2020-01-01"),
        "valid_from": day("2020-01-01"),
        "operating_status": "active",
        "is_open": True,
        "for_children": False,
        "address_protected": False,
        "manager_key": MANAGER,
        "operator_type": "private",
        "municipality_code": "0180",
        "ledger_id": "ledger-register",
        "source_row": 2,
    }
    own = version | {"actor_id": ORGANISATION}
    return [
        own
        | {
            "activity_id": "V000001",
            "activity_name": "Björkens hem",
            "form_code": "HVB",
            "max_places": 8,
            "address": "Öppna vägen 1",
            "permit_no": "T-100",
            "valid_to": day("2026-05-01"),
            "known_to": None,
        },
        own
        | {
            "activity_id": "V000001",
            "activity_name": "Björkens hem",
            "form_code": "HVB",
            "max_places": 12,
            "address": "Öppna vägen 1",
            "permit_no": "T-100",
            "valid_from": day("2026-05-01"),
            "known_from": day("2026-05-10"),
            "source_row": 3,
        },
        own
        | {
            "activity_id": "V000002",
            "activity_name": PROTECTED_NAME,
            "form_code": "SKYDD",
            "address": ADDRESS_FROM_BEFORE_PROTECTION,
            "valid_to": day("2024-01-01"),
        },
        own
        | {
            "activity_id": "V000002",
            "activity_name": PROTECTED_NAME,
            "form_code": "SKYDD",
            "address_protected": True,
            "valid_from": day("2024-01-01"),
            "known_from": day("2024-01-01"),
        },
        version
        | {
            "actor_id": SOLE_TRADER,
            "activity_id": "V000003",
            "activity_name": SOLE_TRADER_ACTIVITY,
            "form_code": "HTJ",
            "address": "Hemma hos näringsidkaren 3",
        },
        version
        | {
            "actor_id": MUNICIPAL,
            "activity_id": "V000004",
            "activity_name": "Lindens äldreboende",
            "form_code": "SABO",
            "operator_type": "municipal",
            "max_places": 40,
        },
        version
        | {
            "actor_id": SECOND,
            "activity_id": "V000005",
            "activity_name": FORMULA_NAME,
            "form_code": "HVB",
            "municipality_code": "2480",
        },
    ]
