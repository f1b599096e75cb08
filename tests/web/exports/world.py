"""A small register with each case that decides who is shown outside, published as a run publishes it."""

import datetime as dt

from sources.facts.offers import offers
from tables import marts
from tables.contracts import deliveries, facts
from tables.serving import publish
from tables.store import Warehouse
from tests.sources.facts.text_tables import delivered, facts_of

DAY, RUN = dt.date(2026, 6, 30), "0000000000000000"
COMPANY, TRADER, TOWN, PERSON_LIKE = "5560000001", "P-0000000000000000000a", "2120000142", "8501011236"
SHELTER, EMPLOYER = "5560000019", "P-0000000000000000000b"
DELIVERED = {
    "operator": f"""
        operator_id   | operator_name   | legal_form | operator_type | municipality_code | known_at
        {COMPANY}     | Bolaget AB      | AB         | private       | 0180              | 2020-01-01
        {SHELTER}     | Jouren          | IF         | private       | 0180              | 2020-01-01
        {TRADER}      | -               | EF         | private       | 0180              | 2020-01-01
        {EMPLOYER}    | -               | EF         | own_employer  | 0180              | 2020-01-01
        {TOWN}        | Stockholm       | KOM        | municipal     | 0180              | 2020-01-01
        {PERSON_LIKE} | Anders Persson  | AB         | private       | 0180              | 2020-01-01
    """,
    "municipality_status": """
        municipality_code | known_at
        0180              | 2020-01-01
        2480              | 2020-01-01
    """,
    "activity_version": f"""
        activity_id | operator_id   | activity_name  | form_code | orientation           | age_from | municipality_code | address_protected | operating_status | permit_no | max_places | valid_from | valid_to   | known_at
        V1          | {COMPANY}     | Björken        | HVB       | unga|utredning|elak   | 12       | 2480              | false             | active           | T1        | 6          | 2020-01-01 | 2024-03-01 | 2020-01-01
        V1          | {COMPANY}     | Björken        | HVB       | unga|utredning|elak   | 12       | 2480              | false             | stopped          | T1        | 6          | 2024-03-01 | 2025-09-01 | 2024-03-02
        V1          | {COMPANY}     | Björken Nya    | HVB       | unga|utredning|elak   | 12       | 2480              | false             | stopped          | T1        | 8          | 2025-09-01 | -          | 2025-09-02
        V2          | {COMPANY}     | Eken           | HVB       | -                     | 21       | 2480              | false             | active           | T2        | 9          | 2021-05-01 | -          | 2021-05-01
        V3          | {TRADER}      | Anders hjälp   | HTJ       | -                     | -        | -                 | false             | active           | T3        | -          | 2022-01-01 | -          | 2022-01-01
        V4          | {SHELTER}     | Gömslet        | SKYDD     | -                     | -        | 0180              | true              | active           | T4        | -          | 2024-05-01 | -          | 2024-05-01
        V5          | {COMPANY}     | Förr gömt      | HVB       | -                     | 15       | 2480              | true              | active           | T5        | 5          | 2020-01-01 | 2023-01-01 | 2020-01-01
        V5          | {COMPANY}     | Förr gömt      | HVB       | -                     | 15       | 2480              | false             | active           | T5        | 5          | 2023-01-01 | -          | 2023-01-02
        V6          | {TOWN}        | Linden         | SABO      | -                     | 65       | 0180              | false             | closed           | -         | 40         | 2025-01-01 | -          | 2025-01-01
        V7          | {EMPLOYER}    | Egen assistans | LSS2      | -                     | -        | -                 | false             | active           | -         | -          | 2022-01-01 | -          | 2022-01-01
        V8          | {PERSON_LIKE} | Perssons       | HTJ       | -                     | -        | -                 | false             | active           | T8        | -          | 2022-01-01 | -          | 2022-01-01
        V9          | {TOWN}        | Statens        | SIS       | -                     | 12       | 0180              | false             | active           | -         | 9          | 2022-01-01 | -          | 2022-01-01
    """,  # noqa: E501 - a table
    "permit": f"""
        permit_no | operator_id | activity_id | form_code | granted_at | valid_from | valid_to   | known_at
        T1        | {COMPANY}   | V1          | HVB       | 2019-12-01 | 2020-01-01 | -          | 2019-12-01
        T2        | {COMPANY}   | V2          | HVB       | 2021-04-01 | 2021-05-01 | 2026-01-01 | 2021-04-01
        T3        | {TRADER}    | V3          | HTJ       | 2021-12-01 | 2022-01-01 | -          | 2021-12-01
    """,
    "decision": f"""
        decision_id | case_no | operator_id | activity_id | kind               | ground                | decided_at | due_date   | complied_at | ends_at    | known_at
        D1          | C1      | {COMPANY}   | V1          | revocation_full    | conditions_26_3_4     | 2025-05-01 | -          | -           | -          | 2025-05-01
        D2          | C2      | {COMPANY}   | V2          | ban                | danger                | 2025-06-01 | -          | -           | -          | 2025-06-01
        D3          | C3      | {COMPANY}   | V2          | interim_ban        | danger                | 2025-01-01 | -          | -           | 2025-06-30 | 2025-01-01
        D4          | C4      | {COMPANY}   | V2          | order_remedy       | quality               | 2026-02-01 | 2026-03-01 | 2026-02-20  | -          | 2026-02-01
        D5          | C4      | {COMPANY}   | V2          | order_remedy_vite  | quality               | 2026-03-01 | 2026-05-01 | -           | -          | 2026-03-01
        D6          | C5      | {SHELTER}   | V4          | criticism          | -                     | 2026-03-01 | -          | -           | -          | 2026-03-01
        D7          | C6      | {SHELTER}   | -           | criticism          | -                     | 2026-03-02 | -          | -           | -          | 2026-03-02
        D8          | C7      | {COMPANY}   | V1          | prosecution_report | -                     | 2026-03-03 | -          | -           | -          | 2026-03-03
        D9          | C8      | {TRADER}    | V3          | criticism          | -                     | 2026-04-01 | -          | -           | -          | 2026-04-01
        D10         | C9      | {TOWN}      | V6          | criticism          | -                     | 2026-07-01 | -          | -           | -          | 2026-07-01
        D11         | C10     | {EMPLOYER}  | -           | ban_unlicensed     | -                     | 2026-04-02 | -          | -           | -          | 2026-04-02
    """,  # noqa: E501 - a table
    "court_event": """
        decision_id | instance | state              | event_date | known_at
        D1          | fr       | appealed           | 2025-05-20 | 2025-05-22
        D1          | fr       | inhibition_granted | 2025-06-10 | 2025-06-11
        D2          | fr       | annulled           | 2025-12-01 | 2025-12-03
        D5          | fr       | appealed           | 2026-03-20 | 2026-03-21
    """,
    "supervision_case": f"""
        case_no | origin      | operator_id | activity_id | opened_at  | closed_at | known_at
        C4      | yearly_duty | {COMPANY}   | V2          | 2026-01-10 | -         | 2026-01-10
        C5      | tip         | {SHELTER}   | V4          | 2026-01-10 | -         | 2026-01-10
    """,
    "inspection": """
        inspection_id | case_no | activity_id | inspected_at | on_site | announced | known_at
        I1            | C4      | V2          | 2026-01-20   | true    | false     | 2026-01-21
        I3            | C4      | V2          | 2026-06-20   | false   | true      | 2026-06-21
        I2            | C5      | V4          | 2026-01-20   | true    | false     | 2026-01-21
    """,
    "finding": """
        finding_id | case_no | decision_id | activity_id | area     | severity | found_at   | known_at
        F1         | C4      | D5          | V2          | staffing | 3        | 2026-01-20 | 2026-03-01
        F2         | C4      | D5          | V2          | staffing | 1        | 2026-01-20 | 2026-03-01
        F3         | C4      | -           | V2          | staffing | 4        | 2026-01-20 | 2026-03-01
        F4         | C5      | D6          | V4          | staffing | 3        | 2026-01-20 | 2026-03-01
    """,
    "report": f"""
        report_id | kind             | sender_type  | subject_type | operator_id | activity_id | link_method | received_at | known_at
        R1        | tip              | staff        | provider     | {COMPANY}   | V1          | id          | 2026-01-05  | 2026-01-05
        R2        | tip              | staff        | provider     | {COMPANY}   | V1          | id          | 2026-02-05  | 2026-02-05
        R3        | tip              | staff        | individual   | {COMPANY}   | V1          | id          | 2026-03-05  | 2026-03-05
        R4        | child_line       | child        | provider     | {COMPANY}   | V1          | id          | 2026-03-05  | 2026-03-05
        R5        | lex_sarah        | provider     | provider     | {COMPANY}   | V1          | id          | 2026-04-05  | 2026-04-05
        R6        | lex_sarah        | provider     | provider     | {SHELTER}   | V4          | id          | 2026-04-05  | 2026-04-05
        R7        | complaint        | user_or_relative | provider     | {COMPANY}   | V1          | id          | 2023-06-30  | 2023-06-30
        R8        | municipal_report | municipality | provider     | {COMPANY}   | -           | orgnr       | 2026-05-05  | 2026-05-05
        R9        | municipal_report | municipality | provider     | {TRADER}    | -           | orgnr       | 2026-05-05  | 2026-05-05
    """,  # noqa: E501 - a table
    "report_event": """
        report_id | state         | event_date | known_at
        R2        | cleared       | 2026-06-01 | 2026-06-02
        R1        | cleared       | 2026-07-01 | 2026-07-02
    """,
}  # fmt: skip


def published_world(folder, changed=None):
    """A home directory whose published file holds the facts of the world; `changed` tables in place of its own.

    Args:
        folder: where it is made.
        changed: fact table name → frame, or nothing.
    """
    found = facts_of(**DELIVERED)
    with Warehouse(folder) as warehouse:
        for table, contract in facts().items():
            warehouse.replace(contract, (changed or {}).get(table, found[table]))
        versions = delivered(deliveries()["activity_version"], DELIVERED["activity_version"])
        warehouse.replace(marts.ActivityOffer, offers(versions))
        publish(warehouse, folder, RUN)
    return folder
