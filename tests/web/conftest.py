"""A small published run, written by the contracts, with secrets planted that no output may hold."""

import datetime as dt
from decimal import Decimal

import polars as pl
import pytest

from tables import core, marts, ops
from tables.serving import Published, publish
from tables.store import Warehouse
from tests.web.planted import (
    ADDRESS_FROM_BEFORE_PROTECTION,
    APPLICANT,
    FORMULA_NAME,
    MANAGER,
    MARKUP_NAME,
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

EARLIER, LATER = dt.date(2025, 12, 31), dt.date(2026, 6, 30)
RUN = "0123456789abcdef"


def frame(contract, rows):
    """Rows that follow the contract: what is left out is null where it may be, else the column's example."""
    columns = contract.columns()
    complete = [
        {
            name: row.get(name, None if column.nullable else contract.notes(name)["example"])
            for name, column in columns.items()
        }
        for row in rows
    ]
    return pl.DataFrame(complete, schema={name: column.dtype for name, column in columns.items()})


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
LEDGER = [
    {
        "ledger_id": f"ledger-{table}",
        "sequence": place,
        "table": table,
        "file_name": f"{table}_2026-06.csv",
        "sha256": "0" * 64,
        "kind": "delivery",
        "rows": 1,
        "good_rows": 1,
        "quarantined_rows": 0,
        "received_at": dt.datetime(2026, 7, 1),
    }
    for place, table in enumerate(("register", "report", "inspection"), start=1)
]


def _values(as_of):
    rows = [
        ("reg_stale_12m", "activity", "V000001", 0.0, None, None),
        ("sup_severity_points_36m", "activity", "V000001", 10.0, None, 3.5),
        ("rep_tip_rate_eb_12m", "activity", "V000001", 0.71, None, 0.95),
        ("sup_days_since_inspection", "activity", "V000001", None, "not_observed", None),
        ("per_refusals_60m", "actor", ORGANISATION, 1.0, None, 0.0),
        ("fin_insolvency_state", "actor", MUNICIPAL, None, "not_applicable", None),
        ("per_refusals_60m", "actor", APPLICANT, 1.0, None, 0.0),
    ]
    return [
        {
            "as_of": as_of,
            "indicator_id": name,
            "level": level,
            "entity_id": entity,
            "value": value,
            "missing_reason": reason,
            "peer_median": median,
            "peer_n": 42 if median is not None else None,
            "peer_group": "HVB/private/small" if median is not None else None,
            "z": value,
        }
        for name, level, entity, value, reason, median in rows
    ]


def _listed(as_of):
    """Activities in each list: some real, the rest so that there are more than twenty."""
    base = {
        "as_of": as_of,
        "form_code": "HVB",
        "operator_type": "private",
        "municipality_code": "0180",
        "county_code": "01",
        "division": "ost",
        "operating_status": "active",
        "actor_id": ORGANISATION,
        "actor_name": "Exempelomsorg AB",
        "basis": "ranked",
        "coverage": 0.82,
    }
    reasons = "Viktade bristpoäng 10 (vanligt: 3,5), senast 2025-04-01\nEtt avslag (vanligt: 0)\nEtt tredje skäl"
    known = [
        {
            "activity_id": "V000001",
            "activity_name": "Björkens hem",
            "reasons": reasons,
            "legal_state": "inhibition",
            "flags": "Föreläggande har inte följts i tid|Öppen konkurs",
        },
        {
            "activity_id": "V000005",
            "activity_name": FORMULA_NAME,
            "actor_id": SECOND,
            "municipality_code": "2480",
            "county_code": "24",
            "division": "nord",
            "actor_name": "Solrosens Omsorg i Umeå AB",
        },
        {
            "activity_id": "V000004",
            "activity_name": MARKUP_NAME,
            "actor_id": MUNICIPAL,
            "form_code": "SABO",
            "operator_type": "municipal",
            "actor_name": "Stockholms kommun",
        },
    ]
    filling = [{"activity_id": f"V1{number:05}", "activity_name": f"Hem nummer {number}"} for number in range(27)]
    ranked = [
        base
        | row
        | {
            "position": place,
            "rank": place,
            "rank_low": max(1, place - 3),
            "rank_high": place + 4,
            "rank_in_operator_type": place,
            "p_top": 0.9 if place < 4 else 0.1,
            "band": "A" if place < 4 else "D",
            "score": Decimal(f"{60 - place}.2500"),
        }
        for place, row in enumerate([*known, *filling], start=1)
    ]
    protected = base | {
        "position": 31,
        "activity_id": "V000002",
        "activity_name": "skyddad uppgift",
        "form_code": "SKYDD",
        "municipality_code": None,
        "county_code": None,
        "basis": "insufficient",
        "band": "U",
        "score": Decimal("0.0000"),
        "coverage": 0.2,
    }
    trader = base | {
        "position": 32,
        "activity_id": "V000003",
        "activity_name": "enskild näringsidkare",
        "form_code": "HTJ",
        "actor_id": SOLE_TRADER,
        "actor_name": "enskild näringsidkare",
        "basis": "insufficient",
        "band": "U",
        "score": Decimal("0.0000"),
        "coverage": 0.3,
    }
    unscored = trader | {"basis": "sole_trader", "coverage": 0.0}
    last = {"Q": trader, "W": unscored, "R": trader}
    return [row | {"target": target} for target in "QWR" for row in (*ranked, protected, last[target])]


def _scores(as_of):
    names = marts.Score.column_names()
    return [
        {name: row[name] for name in names if name in row}
        | {"activity_points": row["score"], "actor_points": Decimal("0.0000")}
        for row in _listed(as_of)
    ]


def _contributions(as_of):
    rows = [
        ("sup_severity_points_36m", "activity", True, "40.0000"),
        ("per_refusals_60m", "actor", True, "20.2500"),
        ("rep_tip_rate_eb_12m", "activity", True, "-1.0000"),
        ("reg_stale_12m", "activity", True, "0.0000"),
        ("sup_days_since_inspection", "activity", False, "0.0000"),
    ]
    return [
        {
            "as_of": as_of,
            "target": target,
            "activity_id": "V000001",
            "indicator_id": name,
            "level": level,
            "is_known": known,
            "z": 1.0 if known else None,
            "weight": 2.0,
            "points": Decimal(points),
            "order": place,
        }
        for target in "QWR"
        for place, (name, level, known, points) in enumerate(rows, start=1)
    ]


def _marts():
    days = (EARLIER, LATER)
    return {
        marts.IndicatorValue: [row for as_of in days for row in _values(as_of)],
        marts.Score: [row for as_of in days for row in _scores(as_of)],
        marts.Contribution: [row for as_of in days for row in _contributions(as_of)],
        marts.RankedList: [row for as_of in days for row in _listed(as_of)],
        marts.Monitor: [
            {
                "as_of": as_of,
                "monitor_id": "share_stale_12m",
                "denominator": denominator,
                "n": 1000,
                "y": y,
                "value": y / 1000,
            }
            for as_of, y in zip(days, (200, 100), strict=True)
            for denominator in ("all_open", "notified_by_municipality")
        ],
        marts.Manifest: [{"run_id": RUN, "as_of": list(days), "ledger_ids": [row["ledger_id"] for row in LEDGER]}],
        marts.Source: [
            {"table": "report", "files": 1, "rows": 3, "quarantined": 1, "latest_known_at": day("2026-03-02")},
            {"table": "annual_report", "files": 0, "rows": 0, "quarantined": 0, "latest_known_at": None},
        ],
    }


@pytest.fixture(scope="session")
def home(tmp_path_factory):
    folder = tmp_path_factory.mktemp("home")
    with Warehouse(folder) as warehouse:
        for contract, rows in {**FACTS, **_marts()}.items():
            warehouse.replace(contract, frame(contract, rows))
        warehouse.append(ops.Ledger, frame(ops.Ledger, LEDGER))
        publish(warehouse, folder, RUN)
    return folder


@pytest.fixture
def published(home):
    with Published(home) as tables:
        yield tables
