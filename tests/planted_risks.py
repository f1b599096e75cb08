"""One risk fact per indicator, as rows that a delivery could hold, to be planted about an activity and its operator.

`RISKS` covers the catalogue; what cannot be planted by adding a row is named in `NOTHING_TO_ADD`.
"""

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass

import polars as pl

from tables.contracts import deliveries as contracts
from tables.months import add_months
from tests.sources.delivering import example_row

#: Indicators that rise by rows that do not come, by several years' or other companies' rows, or only for companies
#: without a service company, and those that describe the supervision.
NOTHING_TO_ADD = {
    "fin_annual_report_overdue_days",
    "fin_owner_outflow_2y",
    "net_shared_address_count",
    "per_activity_without_permit",
    "per_dormant_days",
    "reg_stale_12m",
    "sup_days_since_inspection",
    "stf_no_employees",
    "sup_predecessor_severity_36m",
}
Rows = list[tuple[str, dict[str, str]]]


@dataclass(frozen=True)
class Subject:
    """Whom a fact is planted about, as of which day, and what makes its identifiers its own."""

    activity_id: str
    operator_id: str
    day: dt.date
    mark: str = "1"

    def ago(self, months: int) -> str:
        """A day so many months before the day."""
        return add_months(self.day, -months).isoformat()


def row(table: str, **cells: str) -> dict[str, str]:
    """A legal row with the cells given; other columns that may be empty are."""
    contract = contracts()[table]
    example = example_row(table)
    return {name: "" if column.nullable else example[name] for name, column in _delivered(contract)} | cells


def planted(deliveries: Mapping[str, pl.DataFrame], rows: Rows) -> dict[str, pl.DataFrame]:
    """The deliveries with further rows."""
    found = dict(deliveries)
    for table, cells in rows:
        found[table] = pl.concat([found[table], pl.DataFrame([cells], schema=found[table].schema)])
    return found


def report(subject: Subject, **cells: str) -> Rows:
    """A report about the activity, two months old."""
    day = subject.ago(2)
    common = {"report_id": f"PR{subject.mark}", "activity_id": subject.activity_id, "received_at": day, "known_at": day}
    return [("report", row("report", **common | cells))]


def finding(subject: Subject, **cells: str) -> Rows:
    """A grave finding at an inspection four months ago."""
    seen = {"activity_id": subject.activity_id, "case_no": f"PS{subject.mark}", "known_at": subject.ago(4)}
    found = {"finding_id": f"PF{subject.mark}", "severity": "4", "found_at": subject.ago(4)}
    return [
        ("inspection", row("inspection", **seen, inspection_id=f"PI{subject.mark}", inspected_at=subject.ago(4))),
        ("finding", row("finding", **seen | found | cells)),
    ]


def decision(subject: Subject, kind: str, **cells: str) -> Rows:
    """A decision about the activity, six months old."""
    who = {"activity_id": subject.activity_id, "operator_id": subject.operator_id}
    day = subject.ago(6)
    common = who | {"decision_id": f"PB{subject.mark}{kind}", "kind": kind, "decided_at": day, "known_at": day}
    return [("decision", row("decision", **common | cells))]


def _late_change(subject: Subject) -> Rows:
    what = {"kind": "change", "effective_date": subject.ago(8), "known_at": subject.ago(3), "notifier_municipality": ""}
    common = {"notification_id": f"PA{subject.mark}", "activity_id": subject.activity_id}
    return [("notification", row("notification", **common | what))]


def _refusal(subject: Subject) -> Rows:
    days = {"applied_at": subject.ago(12), "decided_at": subject.ago(9), "final_at": subject.ago(8)}
    what = {"outcome": "refused", "ground": "suitability", "known_at": subject.ago(9)}
    common = {"case_no": f"8.5-9{subject.mark}/2025", "operator_id": subject.operator_id}
    return [("permit_case", row("permit_case", **common | days | what))]


def _company_event(subject: Subject, kind: str, **cells: str) -> Rows:
    common = {"event_id": f"PC{subject.mark}{kind}", "operator_id": subject.operator_id, "kind": kind}
    days = {"event_date": subject.ago(5), "known_at": subject.ago(5)}
    return [("company_event", row("company_event", **common | days | cells))]


def _growth(subject: Subject) -> Rows:
    days = {"valid_from": subject.ago(5), "known_at": subject.ago(5)}
    common = {"activity_id": f"PV{subject.mark}", "operator_id": subject.operator_id, "max_places": "60"}
    return [("activity_version", row("activity_version", **common | days))]


def _annual_report(subject: Subject, **cells: str) -> Rows:
    """The latest calendar year, in a report known for two months with what is given."""
    year = subject.day.year - 1
    days = {"fiscal_year_start": f"{year}-01-01", "fiscal_year_end": f"{year}-12-31"}
    known = {"filed_at": subject.ago(2), "known_at": subject.ago(1 if subject.mark.startswith("N1") else 2)}
    figures = {"net_turnover_sek": "9000000", "result_before_tax_sek": "500000", "personnel_cost_sek": "6000000"}
    common = {"operator_id": subject.operator_id}
    return [("annual_report", row("annual_report", **common | days | known | figures | cells))]


def _auditors_exit(subject: Subject) -> Rows:
    """An auditor who came three years ago and left early; nobody came after."""
    came = {"event_date": subject.ago(36), "known_at": subject.ago(36), "event_id": f"PK{subject.mark}"}
    who = {"role": "auditor", "person_key": "188001020006"}
    return _company_event(subject, "role_entered", **who | came) + _company_event(
        subject, "role_left", **who, is_early="ja"
    )


_SERIOUS = {"kind": "municipal_report", "grounds": "serious_deficiency", "sender_municipality": "0180"}

RISKS: dict[str, Callable[[Subject], Rows]] = {
    "cap_places_growth_12m": _growth,
    "fin_capital_deficiency": lambda subject: _annual_report(subject, equity_sek="10000", share_capital_sek="50000"),
    "fin_insolvency_state": lambda subject: _company_event(subject, "bankruptcy_opened"),
    "fin_personnel_cost_share": lambda subject: _annual_report(subject, personnel_cost_sek="90000"),
    "net_auditor_exit_24m": _auditors_exit,
    "net_board_changes_24m": lambda subject: _company_event(
        subject, "role_left", role="board_member", person_key="188001010007"
    ),
    "per_circle_change_unnotified_24m": lambda subject: _company_event(
        subject, "role_entered", role="board_member", person_key="188001010007"
    ),
    "per_refusals_60m": _refusal,
    "reg_late_change_share_24m": _late_change,
    "rep_muni_deficiency_24m": lambda subject: report(subject, **_SERIOUS),
    "rep_tip_rate_eb_12m": report,
    "rep_unlicensed_12m": lambda subject: report(subject, **_SERIOUS | {"grounds": "unlicensed"}),
    "rep_unsuitable_24m": lambda subject: report(subject, **_SERIOUS | {"grounds": "unsuitable"}),
    "sup_ban_or_revocation_60m": lambda subject: decision(subject, "ban"),
    "sup_open_order_overdue": lambda subject: decision(subject, "order_remedy", due_date=subject.ago(2)),
    "sup_severity_points_36m": finding,
}


def _delivered(contract):  # type: ignore[no-untyped-def]
    return [(name, contract.columns()[name]) for name in contract.delivered_columns()]
