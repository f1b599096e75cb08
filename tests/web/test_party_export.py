"""What each operator may see of itself: a small world worked out by hand, and what must never be in it."""

import datetime as dt

import polars as pl
import pytest

from tables import core
from tables.exports.files import write
from tables.exports.municipal import ControlFigure, GroupComparison, LateQuarter, OwnDuty, OwnReport
from tables.exports.party import OwnActivity, OwnCase, OwnNotification
from tests.sources.facts.text_tables import assert_held, facts_of
from tests.web.conftest import frame
from web.exports.party import computed

DAY = dt.date(2026, 6, 30)
TOWN, OTHER, COMPANY, TRADER = "2120000142", "2120001355", "5560000001", "P-0000000000000000000a"
DELIVERED = {
    "operator": f"""
        operator_id | operator_name | legal_form | operator_type | municipality_code | known_at
        {TOWN}      | Stockholm     | KOM        | municipal     | 0180              | 2020-01-01
        {OTHER}     | Gotland       | KOM        | municipal     | 0980              | 2020-01-01
        {COMPANY}   | Bolaget AB    | AB         | private       | 0180              | 2020-01-01
        {TRADER}    | -             | EF         | private       | 0180              | 2020-01-01
    """,
    "activity_version": f"""
        activity_id | operator_id | activity_name | form_code | municipality_code | address_protected | operating_status | valid_from | valid_to   | known_at
        V1          | {TOWN}      | Björken       | SABO      | 0180              | false             | active           | 2020-01-01 | 2025-03-01 | 2020-01-01
        V1          | {TOWN}      | Björken       | SABO      | 0180              | false             | stopped          | 2025-03-01 | 2025-09-01 | 2025-03-02
        V1          | {TOWN}      | Björken       | SABO      | 0180              | false             | stopped          | 2025-09-01 | -          | 2025-09-02
        V2          | {TOWN}      | Gömslet       | SKYDD     | 0180              | true              | active           | 2024-05-01 | -          | 2024-05-01
        V3          | {TOWN}      | Stängda       | SABO      | 0114              | false             | closed           | 2025-01-01 | -          | 2025-01-01
        V4          | {OTHER}     | Visby         | SABO      | 0980              | false             | active           | 2020-01-01 | -          | 2020-01-01
        V5          | {COMPANY}   | Hemmet        | HVB       | 0180              | false             | active           | 2020-01-01 | -          | 2020-01-01
        V6          | {TRADER}    | Anders hem    | HVB       | 0180              | false             | active           | 2020-01-01 | -          | 2020-01-01
    """,  # noqa: E501 - a table
    "notification": """
        notification_id | activity_id | kind                | effective_date | attachment_expected | attachment_received_at | known_at
        N1              | V1          | change              | 2025-03-01     | false               | -                      | 2025-06-29
        N2              | V1          | circle_change       | 2026-05-01     | false               | -                      | 2026-05-02
        N3              | V2          | no_change_confirmed | -              | false               | -                      | 2025-06-30
        N4              | V3          | closure             | 2025-01-01     | false               | -                      | 2025-01-20
        N5              | V5          | new                 | 2020-01-01     | false               | -                      | 2020-01-02
        N6              | V1          | no_change_confirmed | -              | false               | -                      | 2026-07-01
        N7              | V4          | change              | 2026-01-31     | true                | -                      | 2026-02-28
        N7              | V4          | change              | 2026-01-31     | true                | 2026-04-01             | 2026-04-01
        N8              | V4          | change              | 2026-02-01     | true                | -                      | 2026-03-02
    """,  # noqa: E501 - a table
    "decision": f"""
        decision_id | case_no | operator_id | activity_id | kind               | ground            | decided_at | due_date   | complied_at | amount_sek | known_at
        D1          | C9      | {TOWN}      | -           | order_notification | notification_duty | 2026-02-01 | 2026-03-01 | -           | 50000      | 2026-02-01
        D2          | C9      | {OTHER}     | -           | order_notification | notification_duty | 2026-02-01 | 2026-06-01 | 2026-05-20  | -          | 2026-02-01
        D3          | C1      | {TOWN}      | V1          | order_remedy       | quality           | 2026-03-01 | 2026-05-01 | -           | -          | 2026-03-01
        D4          | C3      | {COMPANY}   | V5          | prosecution_report | -                 | 2026-03-01 | -          | -           | -          | 2026-03-01
        D5          | C1      | {TOWN}      | V1          | criticism          | -                 | 2026-07-01 | -          | -           | -          | 2026-07-01
    """,  # noqa: E501 - a table
    "court_event": """
        decision_id | instance | state    | event_date | known_at
        D1          | fr       | appealed | 2026-02-20 | 2026-02-21
    """,
    "supervision_case": f"""
        case_no | origin | operator_id | activity_id | opened_at  | closed_at | known_at
        C1      | tip    | {TOWN}      | V1          | 2026-01-10 | -         | 2026-01-10
        C2      | tip    | {TOWN}      | V2          | 2026-06-01 | -         | 2026-06-01
        C4      | tip    | {COMPANY}   | V5          | 2026-06-02 | -         | 2026-06-02
    """,
    "inspection": """
        inspection_id | case_no | activity_id | inspected_at | on_site | announced | known_at
        I1            | C1      | V1          | 2026-02-02   | true    | false     | 2026-02-03
        I2            | C4      | V5          | 2026-06-20   | true    | false     | 2026-06-20
    """,
    "finding": """
        finding_id | case_no | decision_id | activity_id | severity | found_at   | known_at
        F1         | C1      | D3          | V1          | 3        | 2026-02-02 | 2026-03-01
        F2         | C4      | -           | V5          | 4        | 2026-06-20 | 2026-06-21
    """,
    "report": f"""
        report_id | kind              | grounds             | sender_type  | sender_municipality | subject_type | operator_id | activity_id | link_method | severity | received_at | known_at
        R1        | municipal_report  | serious_deficiency  | municipality | 0180                | provider     | {COMPANY}   | V5          | orgnr       | 3        | 2026-01-05  | 2026-01-05
        R2        | municipal_report  | unlicensed          | municipality | 0180                | provider     | {TRADER}    | V6          | orgnr       | 2        | 2026-02-05  | 2026-02-05
        R3        | municipal_report  | serious_deficiency  | municipality | 0180                | individual   | {COMPANY}   | V5          | orgnr       | 4        | 2026-03-05  | 2026-03-05
        R4        | enquiry_municipal | -                   | municipality | 0980                | provider     | -           | -           | none        | -        | 2026-04-05  | 2026-04-05
        R5        | tip               | -                   | staff        | 0180                | provider     | {COMPANY}   | V5          | orgnr       | -        | 2026-04-05  | 2026-04-05
        R6        | municipal_report  | -                   | municipality | 0980                | provider     | {COMPANY}   | V5          | orgnr       | -        | 2025-06-30  | 2025-06-30
    """,  # noqa: E501 - a table
    "report_event": """
        report_id | state         | event_date | known_at
        R1        | investigating | 2026-01-20 | 2026-01-20
        R1        | cleared       | 2026-06-01 | 2026-06-02
        R3        | substantiated | 2026-05-01 | 2026-05-01
        R2        | cleared       | 2026-07-02 | 2026-07-02
    """,
}  # fmt: skip


@pytest.fixture(scope="module")
def shown():
    permit_case = {"actor_id": COMPANY, "applied_at": dt.date(2026, 1, 1), "known_from": dt.date(2026, 1, 1)}
    permit_cases = [
        {**permit_case, "case_no": "P1", "attribution": "own"},
        {**permit_case, "case_no": "P2", "attribution": "circle"},
    ]
    facts = facts_of(**DELIVERED)
    return computed({**facts, "permit_case": frame(core.PermitCase, permit_cases)}, DAY)


def rows(shown, contract, *by):
    return shown[contract].sort(by)


def test_activities_with_status_and_when_anything_was_last_told(shown):
    assert_held(
        rows(shown, OwnActivity, "activity_id"),
        f"""
        party_id  | municipality_code | activity_id | address_protected | operating_status | status_since | is_open | last_told  | days_since_told | is_stale | stale_since
        {TOWN}    | 0180              | V1          | false             | stopped          | 2025-03-01   | true    | 2025-06-29 | 366             | true     | 2026-06-30
        {TOWN}    | 0180              | V2          | true              | active           | 2024-05-01   | true    | 2025-06-30 | 365             | false    | -
        {TOWN}    | 0180              | V3          | false             | closed           | 2025-01-01   | false   | 2025-01-20 | 526             | -        | -
        {OTHER}   | 0980              | V4          | false             | active           | 2020-01-01   | true    | 2026-03-02 | 120             | false    | -
        {COMPANY} | -                 | V5          | false             | active           | 2020-01-01   | true    | 2020-01-02 | 2371            | true     | 2021-01-03
        """,  # noqa: E501 - a table
    )


def test_notifications_with_their_deadline(shown):
    assert_held(
        rows(shown, OwnNotification, "notification_id").filter(pl.col("is_late").is_not_null()),
        """
        notification_id | deadline   | registered_at | is_late | days_late | attachment_expected | attachment_received_at
        N7              | 2026-02-28 | 2026-02-28    | false   | -         | true                | 2026-04-01
        N8              | 2026-03-01 | 2026-03-02    | true    | 1         | true                | -
        """,  # noqa: E501 - a table
    )
    assert "N6" not in shown[OwnNotification]["notification_id"]


def test_the_ledger_of_the_duty_is_apart_from_the_cases(shown):
    assert_held(
        rows(shown, OwnDuty, "decision_id"),
        """
        municipality_code | decision_id | due_date   | complied_at | is_overdue | amount_sek | legal_state | effect
        0180              | D1          | 2026-03-01 | -           | true       | 50000.0    | appealed    | in_force
        0980              | D2          | 2026-06-01 | 2026-05-20  | false      | -          | decided     | in_force
        """,
    )
    assert_held(
        rows(shown, LateQuarter, "municipality_code"),
        """
        municipality_code | quarter_from | n_due | n_late
        0980              | 2026-01-01   | 2     | 1
        """,
    )


def test_a_case_is_shown_once_its_party_has_met_it(shown):
    """C2 is open and nobody was there; D4 went to the police; D5 lies ahead; F2 is not decided on; P2 is another's."""
    assert_held(
        rows(shown, OwnCase, "case_no", "event_date", "entry_id"),
        """
        municipality_code | entry      | entry_id | case_no | event_date | closed_at | decision_kind | has_deficiency | legal_state
        0180              | case       | C1       | C1      | 2026-01-10 | -         | -             | -              | -
        0180              | inspection | I1       | C1      | 2026-02-02 | -         | -             | true           | -
        0180              | decision   | D3       | C1      | 2026-03-01 | -         | order_remedy  | -              | decided
        -                 | case       | C4       | C4      | 2026-06-02 | -         | -             | -              | -
        -                 | inspection | I2       | C4      | 2026-06-20 | -         | -             | -              | -
        -                 | permit_case | P1      | P1      | 2026-01-01 | -         | -             | -              | -
        """,  # noqa: E501 - a table
    )


def test_reports_with_state_and_result(shown):
    assert_held(
        rows(shown, OwnReport, "report_id"),
        f"""
        municipality_code | report_id | is_serious_deficiency | severity | subject      | subject_id | subject_name | activity_id | state         | state_since | is_cleared | result
        0180              | R1        | true                  | 3        | organisation | {COMPANY}  | Bolaget AB   | V5          | cleared       | 2026-06-02  | true       | Anmälan är avförd: den räknas inte mot någon.
        0180              | R2        | false                 | 2        | sole_trader  | -          | -            | V6          | received      | 2026-02-05  | false      | -
        0180              | R3        | -                     | -        | individual   | -          | -            | -           | substantiated | 2026-05-01  | false      | Uppgifterna bekräftades.
        0980              | R4        | false                 | -        | none         | -          | -            | -           | received      | 2026-04-05  | false      | -
        0980              | R6        | false                 | -        | organisation | {COMPANY}  | Bolaget AB   | V5          | received      | 2025-06-30  | false      | -
        """,  # noqa: E501 - a table
    )


def test_the_control_figure_of_the_day(shown):
    """V6 was never told of; V2 is protected and lies nowhere; V3 is closed."""
    assert_held(
        rows(shown, ControlFigure, "denominator", "area", "municipality_code").filter(day=DAY),
        """
        denominator              | area         | municipality_code | n | n_stale | value
        all_open                 | municipality | 0180              | 2 | 2       | 1.0
        all_open                 | municipality | 0980              | 1 | 0       | 0.0
        all_open                 | national     | -                 | 4 | 2       | 0.5
        all_open                 | none         | -                 | 1 | 0       | 0.0
        notified_by_municipality | municipality | 0180              | 2 | 1       | 0.5
        notified_by_municipality | municipality | 0980              | 1 | 0       | 0.0
        notified_by_municipality | national     | -                 | 3 | 1       | 0.3333333333333333
        """,
    )


def test_what_is_compared(shown):
    """R3 is about a person, R4 a question, R6 twelve months old."""
    of_two = pl.col("municipality_code").is_in(["0180", "0980"])
    assert_held(
        rows(shown, GroupComparison, "figure", "municipality_code")
        .filter(of_two)
        .with_columns(pl.col("value").round(6)),
        """
        figure           | municipality_code | y | n      | value
        late_share       | 0180              | 0 | 0      | -
        late_share       | 0980              | 1 | 2      | 0.5
        reports_per_100k | 0180              | 2 | 935619 | 0.213762
        reports_per_100k | 0980              | 0 | 58003  | 0.0
        stale_share      | 0180              | 1 | 2      | 0.5
        stale_share      | 0980              | 0 | 1      | 0.0
        """,
    )


def test_no_byte_of_the_file_that_pages_read_holds_a_sole_trader_or_a_protected_name(shown, tmp_path):
    content = (write(tmp_path, "run", DAY, "party", shown) / "pages.sqlite").read_bytes()
    assert "Björken".encode() in content
    assert not [secret for secret in (TRADER, "Anders", "Gömslet") if secret.encode() in content]


def test_what_is_protected_has_no_name_and_no_place(shown):
    own = shown[OwnActivity].row(by_predicate=pl.col("activity_id") == "V2", named=True)
    assert (own["activity_name"], own["site_municipality_code"]) == ("skyddad uppgift", None)
