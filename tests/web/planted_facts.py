"""The facts of the small published run, a row a dict; what a row leaves out is filled in from its contract."""

import datetime as dt

from tables import core
from tests.web.planted import (
    ADDRESS_FROM_BEFORE_PROTECTION,
    APPLICANT,
    FORMULA_NAME,
    MANAGER,
    MUNICIPAL,
    ORGANISATION,
    PERSON_IN_CIRCLE,
    PROTECTED_NAME,
    SECOND,
    SENDER,
    SOLE_TRADER,
    SOLE_TRADER_ACTIVITY,
    SOLE_TRADER_NAME,
    STUB,
)

# fmt: off


def day(text):
    return dt.date.fromisoformat(text)


def _actors():
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


def _activities():
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


def _reports():
    report = {
        "channel": "tip_form",
        "sender_type": "staff",
        "sender_key": SENDER,
        "subject_type": "provider",
        "link_method": "id",
        "activity_id": "V000001",
        "actor_id": ORGANISATION,
        "ledger_id": "ledger-report",
    }
    tip = report | {"report_id": "R-1", "kind": "tip", "event_date": day("2025-09-01"), "source_row": 7}
    return [
        tip | {"state": "received", "counts": True, "known_from": day("2025-09-02"), "known_to": day("2026-02-03")},
        tip | {"state": "cleared", "counts": False, "known_from": day("2026-02-03")},
        report
        | {
            "report_id": "R-2",
            "kind": "municipal_report",
            "event_date": day("2026-03-01"),
            "state": "investigating",
            "known_from": day("2026-03-02"),
            "counts": True,
            "is_serious_deficiency": True,
            "source_row": 8,
            "sender_municipality": "2480",
        },
        report
        | {
            "report_id": "R-3",
            "kind": "tip",
            "event_date": day("2026-01-05"),
            "state": "received",
            "counts": True,
            "known_from": day("2026-01-10"),
            "activity_id": None,
            "actor_id": STUB,
            "is_unlicensed": True,
        },
    ]


FACTS = {
    core.Actor: _actors(),
    core.ActivityVersion: _activities(),
    core.Report: _reports(),
    core.ActorLink: [
        {
            "actor_id": actor,
            "other_id": PERSON_IN_CIRCLE,
            "other_kind": "person",
            "relation": "board_member",
            "valid_from": day("2021-01-01"),
            "known_from": day("2021-01-05"),
        }
        for actor in (ORGANISATION, SECOND)
    ]
    + [
        {
            "actor_id": ORGANISATION,
            "other_id": SECOND,
            "other_kind": "actor",
            "relation": "owner",
            "valid_from": day("2021-01-01"),
            "known_from": day("2021-01-05"),
        }
    ],
    core.Permit: [
        {
            "permit_no": "T-100",
            "actor_id": ORGANISATION,
            "activity_id": "V000001",
            "form_code": "HVB",
            "max_places": 8,
            "event_date": day("2019-12-01"),
            "valid_from": day("2020-01-01"),
            "known_from": day("2019-12-01"),
        }
    ],
    core.PermitCase: [
        {
            "case_no": "8.5-100/2024",
            "actor_id": APPLICANT,
            "applicant_id": APPLICANT,
            "attribution": "own",
            "form_code": "HVB",
            "kind": "new",
            "applied_at": day("2024-02-01"),
            "event_date": day("2024-10-01"),
            "outcome": "refused",
            "ground": "economy",
            "is_final": True,
            "known_from": day("2024-10-01"),
        },
        {
            "case_no": "8.5-100/2024",
            "actor_id": ORGANISATION,
            "applicant_id": APPLICANT,
            "attribution": "circle",
            "via_person": PERSON_IN_CIRCLE,
            "form_code": "HVB",
            "kind": "new",
            "applied_at": day("2024-02-01"),
            "event_date": day("2024-10-01"),
            "outcome": "refused",
            "ground": "economy",
            "is_final": True,
            "known_from": day("2024-10-01"),
        },
    ],
    core.Inspection: [
        {
            "inspection_id": "I-1",
            "case_no": "8.5-200/2025",
            "origin": "yearly_duty",
            "activity_id": "V000001",
            "actor_id": ORGANISATION,
            "event_date": day("2025-04-01"),
            "on_site": True,
            "announced": False,
            "known_from": day("2025-04-02"),
            "ledger_id": "ledger-inspection",
            "source_row": 4,
        }
    ],
    core.Finding: [
        {
            "finding_id": "F-1",
            "case_no": "8.5-200/2025",
            "decision_id": "D-1",
            "activity_id": "V000001",
            "severity": 3,
            "actor_id": ORGANISATION,
            "area": "staffing",
            "scope": 1,
            "responsible_principal": "provider",
            "points": 20,
            "event_date": day("2025-04-01"),
            "counts": True,
            "known_from": day("2025-05-01"),
        }
    ],
    core.Decision: [
        {
            "decision_id": "D-1",
            "case_no": "8.5-200/2025",
            "actor_id": ORGANISATION,
            "activity_id": "V000001",
            "kind": "revocation_partial",
            "effect_class": "revocation",
            "event_date": day("2025-05-01"),
            "legal_state": state,
            "effect": effect,
            "known_from": day(start),
            "known_to": end and day(end),
        }
        for state, effect, start, end in [
            ("decided", "in_force", "2025-05-01", "2025-06-10"),
            ("inhibition", "suspended", "2025-06-10", None),
        ]
    ],
    core.Notification: [
        {
            "notification_id": "N-1",
            "activity_id": "V000001",
            "actor_id": ORGANISATION,
            "kind": "change",
            "event_date": day("2026-05-01"),
            "registered_at": day("2026-06-20"),
            "deadline": day("2026-06-01"),
            "is_late": True,
            "known_from": day("2026-06-20"),
        }
    ],
    core.CompanyEvent: [
        {
            "event_id": "C-1",
            "actor_id": ORGANISATION,
            "kind": "role_entered",
            "role": "board_member",
            "person_key": PERSON_IN_CIRCLE,
            "event_date": day("2021-01-01"),
            "known_from": day("2021-01-05"),
        }
    ],
    core.AnnualReport: [
        {
            "actor_id": ORGANISATION,
            "fiscal_year_start": day("2024-01-01"),
            "event_date": day("2024-12-31"),
            "filed_at": day("2025-06-01"),
            "net_turnover_sek": 12_500_000.0,
            "known_from": day("2025-06-05"),
        }
    ],
    core.Municipality: [
        {
            "municipality_code": "0180",
            "municipality_name": "Stockholm",
            "county_code": "01",
            "division": "ost",
            "is_region": False,
            "known_from": day("2020-01-01"),
        }
    ],
}
