"""The facts of the small published run, a row a dict; what a row leaves out is filled in from its contract."""

from tables import core
from tests.web.planted import (
    APPLICANT,
    ORGANISATION,
    PERSON_IN_CIRCLE,
    SECOND,
    SENDER,
    STUB,
    day,
)
from tests.web.planted_register import activities, actors

# fmt: off


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
    core.Actor: actors(),
    core.ActivityVersion: activities(),
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
