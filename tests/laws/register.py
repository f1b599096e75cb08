"""A register for laws of the whole way: the small made-up one, with every risk, status and kind of operator planted."""

import datetime as dt
from dataclasses import replace
from pathlib import Path

import polars as pl

from tables.code_lists import codes_of
from tests.planted_risks import RISKS, Rows, Subject, finding, planted, report, row
from tests.whole_way import read_deliveries

T = dt.date(2026, 3, 31)
#: Long after T, when all that was planted after T is known.
LATER = dt.date(2028, 1, 31)
_YEARLY = "annual_report"
HOMES = ["HVB", "STODB", "LSS8", "LSS9", "SABO"]


def register(folder: Path) -> dict[str, pl.DataFrame]:
    """The deliveries of the small register, each risk planted on private homes, and rare kinds of everything."""
    deliveries = read_deliveries(folder)
    subjects, municipal = private_homes(deliveries), _activities_of(deliveries, "municipal")
    rows: Rows = []
    for place, plant in enumerate((*RISKS.values(), *RISKS.values())):
        rows += plant(replace(subjects[place % len(subjects)], mark=f"R{place}"))
    rows = _one_report_a_year(rows)
    for place, kind in enumerate(codes_of("report_kinds")):
        rows += report(Subject(municipal[place], "", T, f"K{place}"), kind=kind, grounds="")
    rows += _rare_reports(subjects)
    for place, activity in enumerate(municipal[:4]):
        rows += finding(Subject(activity, "", T, f"M{place}"), responsible_principal="municipality")
    for place, status in enumerate(codes_of("operating_statuses")):
        rows += _activity(f"PX{status}", "5560000001", operating_status=status)
        rows += [("operator", row("operator", operator_id="5560000001"))] if place == 0 else []
    for place, kind in enumerate(codes_of("operator_types")):
        operator = ("5560000019", "5560000027", "5560000035", "5560000043", "5560000050")[place]
        rows += [("operator", row("operator", operator_id=operator, operator_type=kind))]
        rows += _activity(f"PX{kind}", operator)
    return planted(deliveries, rows + _fetched(subjects[:6]))


def _one_report_a_year(rows: Rows) -> Rows:
    """The rows without a company's second annual report of the same year."""
    first = {cells["operator_id"]: place for place, (table, cells) in reversed([*enumerate(rows)]) if table == _YEARLY}
    return [one for place, one in enumerate(rows) if one[0] != _YEARLY or first[one[1]["operator_id"]] == place]


def _fetched(subjects: list[Subject]) -> Rows:
    """What no agency delivers, since it is fetched or decided: a few rows of each such table about each company."""
    rows: Rows = []
    for place, subject in enumerate(subjects):
        known = {"known_at": subject.ago(place + 1)}
        own = {"operator_id": subject.operator_id, **known}
        field, concept = codes_of("company_fields")[place], codes_of("report_concepts")[place]
        days = {"fetched_at": subject.ago(place + 1), "covered_to": T.isoformat()}
        rows += [
            ("company_answer", row("company_answer", field=field, state="value", value=f"A{place}", **own)),
            ("report_figure", row("report_figure", concept=concept, fiscal_year_end="2024-12-31", **own)),
            ("municipality_context", row("municipality_context", year=str(2015 + place), **known)),
            ("source_fetch", row("source_fetch", source="vardefulla_datamangder", outcome="complete", **days, **known)),
            ("tax_debt", row("tax_debt", debt_id=f"PD{place}", due_at=subject.ago(place + 8), **own)),
            ("planned_case", row("planned_case", activity_id=subject.activity_id, order=str(place + 1), **known)),
            ("risk_level", row("risk_level", activity_id=subject.activity_id, set_at=subject.ago(place + 8), **known)),
            ("inspection_by", row("inspection_by", **known)),
            ("case_record", row("case_record", activity_id=subject.activity_id, agrees="ja", **known)),
            ("predecessor_decision", row("predecessor_decision", activity_id=subject.activity_id, **known)),
            ("work_environment_notice", row("work_environment_notice", notice_id=f"PW{place}", **own)),
        ]
    return rows


def _rare_reports(subjects: list[Subject]) -> Rows:
    """Kinds of reports that a small register seldom has, each on a home of its own."""
    cells = [
        {"kind": "tip", "area": "no_operation", "sender_key": "P-0000000000000000000a"},
        {"kind": "tip", "area": "no_operation", "sender_key": "P-0000000000000000000b"},
        {"kind": "municipal_report", "grounds": "unlicensed", "sender_municipality": "0180"},
        {"kind": "enquiry_municipal", "enquiry_class": "information", "sender_municipality": "0180"},
        {"kind": "authority_signal", "sender_type": "authority", "sender_agency": "FK"},
    ]
    old = {"received_at": subjects[0].ago(5), "known_at": subjects[0].ago(5)}
    rows: Rows = []
    for place, each in enumerate(cells):
        home = subjects[0 if "area" in each else place]
        days = old if each["kind"] == "enquiry_municipal" else {}
        rows += report(replace(home, mark=f"Q{place}"), subject_type="provider", **each | days)
    for place, home in enumerate(subjects):
        rows += report(replace(home, mark=f"C{place}"), kind="child_line", sender_type="child") if place % 2 else []
    for place in range(4):
        rows += report(replace(subjects[-1], mark=f"B{place}"), kind="tip")
    for place in range(200):
        rows += report(replace(subjects[place % 3], mark=f"L{place}"), kind="lex_sarah", sender_type="provider")
    return rows


def private_homes(deliveries: dict[str, pl.DataFrame]) -> list[Subject]:
    """Private homes of limited companies, each of another company, with identifiers of their own."""
    companies = deliveries["operator"].filter(legal_form="AB")["operator_id"]
    versions = deliveries["activity_version"].filter(
        pl.col("form_code").is_in(["HVB", "STODB", "LSS8", "LSS9", "SABO"])
    )
    homes = versions.filter(pl.col("operator_id").is_in(companies.implode())).sort("activity_id", "known_at")
    homes = homes.unique("activity_id", keep="last", maintain_order=True).filter(operating_status="active")
    pairs = homes.select("activity_id", "operator_id").iter_rows()
    return [Subject(activity, operator, T, f"R{place}") for place, (activity, operator) in enumerate(pairs)]


def _activities_of(deliveries: dict[str, pl.DataFrame], operator_type: str) -> list[str]:
    operators = deliveries["operator"].filter(operator_type=operator_type)["operator_id"]
    versions = deliveries["activity_version"].filter(pl.col("operator_id").is_in(operators.implode()))
    return versions["activity_id"].unique().sort().to_list()


def _activity(activity: str, operator: str, **cells: str) -> Rows:
    days = {"valid_from": "2023-01-10", "known_at": "2023-01-20"}
    common = {"activity_id": activity, "operator_id": operator, "municipality_code": "0180", "max_places": "8"}
    return [("activity_version", row("activity_version", **common | days | cells))]
