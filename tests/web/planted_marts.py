"""The published tables of the small run: values, scores, contributions, lists, monitors, manifest and ledger."""

import datetime as dt
from decimal import Decimal

from tables import marts
from tests.web.planted import (
    APPLICANT,
    FORMULA_NAME,
    MARKUP_NAME,
    MUNICIPAL,
    ORGANISATION,
    SECOND,
    SOLE_TRADER,
    day,
)

EARLIER, LATER = dt.date(2025, 12, 31), dt.date(2026, 6, 30)
RUN = "0123456789abcdef"

# fmt: off

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
        "backdated_rows": 0,
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
            "peer_percentile": 0.93 if median is not None else None,
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


def _trends(as_of):
    shown = {"direction": "up", "said": "Stiger sedan 2025-12-31: +4,1.", "moved_by": "Viktade bristpoäng: +4,1"}
    hidden = {"obstacle": "few_events", "said": "Trend sedan 2025-06-30 visas inte: färre än fem händelser."}
    base = {"as_of": as_of, "target": "Q", "activity_id": "V000001", "real_change": Decimal("4.1000")}
    return [
        base | shown | {"span": "last_run", "compared_with": EARLIER},
        base | hidden | {"span": "twelve_months", "compared_with": day("2025-06-30")},
    ]


def _work(as_of):
    base = {"as_of": as_of, "legal": ["sol_28_9"], "evidence": ["decision ledger-report 3"], "work_list": "rule"}
    return [
        base | {"item_id": "0" * 12, "kind": "order_overdue", "activity_id": "V000001", "actor_id": ORGANISATION,
                "activity_name": "Björkens hem", "actor_name": "Exempelomsorg AB", "form_code": "HVB",
                "divisions": "ost", "started": day("2026-06-01"), "due": day("2026-06-01"), "days": 29,
                "state": "overdue", "said": "Föreläggande ej följt i tid: sista dag 2026-06-01."},
        base | {"item_id": "1" * 12, "kind": "address_leak", "activity_id": "V000002", "actor_id": ORGANISATION,
                "activity_name": "skyddad uppgift", "form_code": "SKYDD", "state": "running",
                "said": "Skyddad adress står öppen i en annan uppgift: dagen är inte känd."},
        base | {"item_id": "2" * 12, "kind": "unlicensed_report", "actor_id": SOLE_TRADER, "work_list": "rule",
                "actor_name": "enskild näringsidkare", "state": "running", "said": "Anmälan: sedan 2026-06-01."},
    ]  # fmt: skip


def _cases(as_of):
    base = {
        "as_of": as_of, "target": "W", "kind": "new", "form_code": "HVB", "state": "pending", "days_open": 40,
        "applied_at": day("2026-05-21"), "n_activities": 0, "refusals_own": 1, "refusals_circle": 0,
        "network": "Andra bolag med en person gemensam: 2.",
    }  # fmt: skip
    return [
        base | {"case_no": "8.5-200/2026", "applicant_id": APPLICANT, "applicant_name": "Sökande AB",
                "basis": "partial", "partial_score": Decimal("30.0000"), "coverage": 0.5,
                "reasons": "Tidigare avslag: ett. (+30,0 av 30,0 · aktören)", "cleared_by": "Att avslaget ändras."},
        base | {"case_no": "8.5-201/2026", "applicant_id": SOLE_TRADER, "applicant_name": "enskild näringsidkare",
                "basis": "sole_trader"},
    ]  # fmt: skip


def published_tables():
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
        marts.Trend: _trends(LATER),
        marts.WorkItem: _work(LATER),
        marts.PermitCaseItem: _cases(LATER),
        marts.Manifest: [
            {
                "run_id": RUN,
                "as_of": list(days),
                "ledger_ids": [row["ledger_id"] for row in LEDGER],
                "compared_with": [],
                "lists_from": [],
                "held_back": [],
            }
        ],
        marts.Source: [
            {"table": "report", "files": 1, "rows": 3, "quarantined": 1, "latest_known_at": day("2026-03-02")},
            {"table": "annual_report", "files": 0, "rows": 0, "quarantined": 0, "latest_known_at": None},
        ],
    }
