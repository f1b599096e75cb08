"""What the tests of landing share: legal rows to spoil, files made of them, and landing them in a home directory."""

import datetime as dt
from dataclasses import dataclass
from pathlib import Path

import openpyxl

from sources.identity import DEMO_SECRET, PseudonymKey
from sources.landing import Landing, current_rows, land
from sources.quarantine import list_rows
from sources.registry import SOURCES
from tables.contracts import deliveries
from tables.store import Warehouse

KEY = PseudonymKey(DEMO_SECRET)
MOMENT = dt.datetime(2026, 7, 1, 8, 0)
PERSON = "850101-1236"
LEGAL = {
    "operator": {
        "operator_id": "5560000001", "operator_name": "Exempelomsorg AB", "legal_form": "AB",
        "operator_type": "private", "municipality_code": "0180", "known_at": "2026-01-02",
    },
    "activity_version": {
        "activity_id": "V1", "operator_id": "5560000001", "activity_name": "Björkens hem", "form_code": "HVB",
        "orientation": "", "target_groups": "", "age_from": "13", "age_to": "17", "max_places": "8",
        "municipality_code": "0180", "address": "Storgatan 1", "address_protected": "nej", "manager_key": "",
        "permit_no": "T1", "operating_status": "active", "valid_from": "2024-01-01", "valid_to": "",
        "known_at": "2024-01-10",
    },
    "decision": {
        "decision_id": "B1", "case_no": "8.5-1/2026", "operator_id": "5560000001", "activity_id": "V1",
        "kind": "order_remedy", "ground": "", "decided_at": "2026-02-01", "due_date": "2026-05-01", "complied_at": "",
        "ends_at": "", "amount_sek": "1000.5", "known_at": "2026-02-01",
    },
    "report": {
        "report_id": "R1", "matter_id": "", "kind": "tip", "grounds": "", "channel": "phone", "form_version": "",
        "area": "", "severity": "2", "sender_type": "other", "sender_municipality": "", "sender_agency": "",
        "sender_key": "", "subject_type": "provider", "operator_id": "", "activity_id": "V1", "unknown_actor": "",
        "enquiry_class": "", "link_method": "id", "received_at": "2026-03-01", "known_at": "2026-03-02",
    },
    "report_event": {
        "report_id": "R1", "state": "received", "inquiry": "", "event_date": "2026-03-01", "known_at": "2026-03-01",
    },
    "company": {
        "operator_id": "5560000001", "company_name": "Exempelomsorg AB", "legal_form": "AB", "status": "active",
        "address": "Storgatan 1", "postal_code": "11122", "address_type": "street", "municipality_code": "0180",
        "describes_care": "ja", "group_id": "", "owner_state": "registered", "formed_at": "2015-01-01",
        "valid_from": "2015-01-01", "known_at": "2026-01-02",
    },
    "annual_report": {
        "operator_id": "5560000001", "fiscal_year_start": "2024-01-01", "fiscal_year_end": "2024-12-31",
        "filed_at": "2025-06-01", "net_turnover_sek": "1000000", "operating_result_sek": "", "total_assets_sek": "",
        "equity_sek": "25000", "share_capital_sek": "25000", "personnel_cost_sek": "", "mean_employees": "2.5",
        "has_audit_remark": "", "result_before_tax_sek": "", "external_cost_sek": "", "dividends_sek": "",
        "group_claims_sek": "", "known_at": "2026-01-02",
    },
    "court_event": {
        "decision_id": "B1", "instance": "fr", "state": "appealed", "event_date": "2026-03-01",
        "known_at": "2026-03-01",
    },
}  # fmt: skip
KEY_COLUMN = {"operator": "known_at", "company": "known_at", "annual_report": "known_at",
              "activity_version": "activity_id", "decision": "decision_id",
              "report": "report_id", "report_event": "report_id", "court_event": "decision_id"}  # fmt: skip


def example_row(table):
    """A row of any table, made of the examples in its contract; legal, as another test holds."""
    row = {}
    for name in deliveries()[table].delivered_columns():
        example = deliveries()[table].notes(name)["example"]
        text = "" if example is None else str(example)
        row[name] = {"True": "ja", "False": "nej"}.get(text, text)
    return row | {"valid_to": ""} if "valid_to" in row else row


def rows_of(table, *changes):
    """One legal row per change, each with a key of its own, and the change made to it."""
    key = KEY_COLUMN[table]
    own = [f"2026-01-{number:02d}" if key == "known_at" else f"{key[:1].upper()}{number}"
           for number in range(1, len(changes) + 1)]  # fmt: skip
    return [{**LEGAL[table], key: value, **change} for value, change in zip(own, changes, strict=True)]


def csv_text(rows, separator=";"):
    """Rows as CSV with the canonical headings."""
    lines = [separator.join(rows[0]), *(separator.join(row.values()) for row in rows)]
    return "\n".join(lines) + "\n"


def write_excel(path, rows):
    """Rows as the only sheet of a workbook; values may be of any type that Excel knows."""
    workbook = openpyxl.Workbook()
    workbook.active.append(list(rows[0]))
    for row in rows:
        workbook.active.append(list(row.values()))
    workbook.save(path)


def put(root: Path, table, name, content):
    """Put a file in the folder of its source; `content` is text, bytes, or a function that is given the path."""
    folder = root / deliveries()[table].folder
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / name
    if callable(content):
        content(path)
    else:
        path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


@dataclass(frozen=True)
class Outcome:
    """What landing a folder gave."""

    landing: Landing
    rows: dict
    waiting: list

    @property
    def faults(self):
        """(line, column, rule) of everything that waits in quarantine."""
        return sorted((row["source_row"], row["column"], row["rule"]) for row in self.waiting)

    @property
    def error_rules(self):
        """The rules of the files that were refused."""
        return [error.rule for error in self.landing.errors]


def landed(root: Path, home: Path, *tables, key=KEY):
    """Land a folder and read back the current rows of some tables."""
    with Warehouse(home) as warehouse:
        landing = land(warehouse, root, key, MOMENT, admitted=SOURCES)
        rows = {table: current_rows(warehouse, deliveries()[table]) for table in tables}
        return Outcome(landing, rows, list_rows(warehouse).to_dicts())


def put_and_landed(root: Path, table, *changes):
    """One file with a row per change, put in a folder under `root` and landed in a home beside it."""
    put(root / "in", table, f"{table}.csv", csv_text(rows_of(table, *changes)))
    return landed(root / "in", root / "home", table)
