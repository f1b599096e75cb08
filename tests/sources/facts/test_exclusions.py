"""Going on in another form or municipality after a refusal, a revocation or a report."""

from tests.sources.facts.text_tables import assert_held, facts_of

PERSON = "P-0000000000000000000a"
OPERATORS = """
    operator_id | legal_form | operator_type | known_at
    5560000001  | AB         | private       | 2020-01-01
    5560000019  | AB         | private       | 2020-01-01
"""
ACTIVITIES = """
    activity_id | operator_id | form_code | municipality_code | valid_from | known_at
    V1          | 5560000001  | HTJ       | 0181              | 2022-01-01 | 2022-01-01
    V2          | 5560000001  | KONS      | 1880              | 2025-11-10 | 2025-11-15
"""
REVOKED = """
    decision_id | activity_id | operator_id | kind            | decided_at | known_at
    D1          | V1          | 5560000001  | revocation_full | 2025-05-02 | 2025-05-03
"""


def test_a_start_in_another_form_after_a_revocation():
    facts = facts_of(operator=OPERATORS, activity_version=ACTIVITIES, decision=REVOKED)
    assert_held(
        facts["form_hop"],
        """
        actor_id   | from_form | to_form | cause      | attribution | event_date | known_from | known_to
        5560000001 | HTJ       | KONS    | revocation | own         | 2025-11-10 | 2025-11-15 | -
    """,
    )


def test_an_annulled_revocation_is_no_cause_any_longer():
    facts = facts_of(
        operator=OPERATORS,
        activity_version=ACTIVITIES,
        decision=REVOKED,
        court_event="""
        decision_id | instance | state   | event_date | known_at
        D1          | fr       | annulled | 2026-01-10 | 2026-01-12
    """,
    )
    assert_held(
        facts["form_hop"],
        """
        known_from | known_to
        2025-11-15 | 2026-01-12
    """,
    )


def test_an_application_in_another_form_after_a_refusal_within_the_year():
    facts = facts_of(
        operator=OPERATORS,
        permit_case="""
        case_no | operator_id | form_code | kind | applied_at | decided_at | outcome | known_at
        A1      | 5560000001  | HVB       | new  | 2024-01-10 | 2024-06-30 | refused | 2024-07-01
        A2      | 5560000001  | HVB       | new  | 2024-08-01 | -          | pending | 2024-08-02
        A3      | 5560000001  | LSS2      | new  | 2025-06-30 | -          | pending | 2025-07-02
        A4      | 5560000001  | KONS      | new  | 2025-07-01 | -          | pending | 2025-07-02
    """,
    )
    assert_held(
        facts["form_hop"],
        """
        from_form | to_form | cause   | event_date
        HVB       | LSS2    | refusal | 2025-06-30
    """,
    )


def test_a_form_that_was_run_already_is_no_hop():
    facts = facts_of(
        operator=OPERATORS,
        activity_version="""
        activity_id | operator_id | form_code | valid_from | known_at
        V1          | 5560000001  | HTJ       | 2022-01-01 | 2022-01-01
        V2          | 5560000001  | KONS      | 2023-01-01 | 2023-01-01
        V3          | 5560000001  | KONS      | 2025-11-10 | 2025-11-15
    """,
        decision=REVOKED,
    )
    assert facts["form_hop"].is_empty()


def test_an_application_in_a_form_that_was_run_already_is_no_hop():
    facts = facts_of(
        operator=OPERATORS,
        activity_version=ACTIVITIES.replace("2025-11-10 | 2025-11-15", "2023-01-01 | 2023-01-01"),
        decision=REVOKED,
        permit_case="""
        case_no | operator_id | form_code | kind | applied_at | decided_at | outcome | known_at
        A1      | 5560000001  | KONS      | new  | 2025-08-01 | -          | pending | 2025-08-02
    """,
    )
    assert facts["form_hop"].is_empty()


def test_another_company_with_a_person_of_the_circle():
    facts = facts_of(
        operator=OPERATORS,
        activity_version=ACTIVITIES.replace("V2          | 5560000001", "V2          | 5560000019"),
        decision=REVOKED,
        company_event=f"""
        event_id | operator_id | kind         | role         | person_key | event_date | known_at
        B1       | 5560000001  | role_entered | board_member | {PERSON}   | 2022-01-01 | 2022-01-01
        B2       | 5560000001  | role_left    | board_member | {PERSON}   | 2025-06-01 | 2025-06-01
        B3       | 5560000019  | role_entered | owner        | {PERSON}   | 2025-09-01 | 2026-02-01
    """,
    )
    assert_held(
        facts["form_hop"],
        """
        actor_id   | from_form | to_form | cause      | attribution | event_date | known_from | known_to
        5560000019 | HTJ       | KONS    | revocation | circle      | 2025-11-10 | 2026-02-01 | -
    """,
    )


def test_a_person_that_had_left_before_the_measure_carries_nothing_over():
    facts = facts_of(
        operator=OPERATORS,
        activity_version=ACTIVITIES.replace("V2          | 5560000001", "V2          | 5560000019"),
        decision=REVOKED,
        company_event=f"""
        event_id | operator_id | kind         | role         | person_key | event_date | known_at
        B1       | 5560000001  | role_entered | board_member | {PERSON}   | 2022-01-01 | 2022-01-01
        B2       | 5560000001  | role_left    | board_member | {PERSON}   | 2025-05-02 | 2025-05-02
        B3       | 5560000019  | role_entered | owner        | {PERSON}   | 2025-09-01 | 2025-09-01
    """,
    )
    assert facts["form_hop"].is_empty()


REPORTED = """
    report_id | kind             | grounds            | sender_type  | sender_municipality | activity_id | link_method | received_at | known_at
    R1        | municipal_report | serious_deficiency | municipality | 0181                | V1          | id          | 2025-05-02  | 2025-05-03
"""  # noqa: E501 - a table


def test_reported_in_one_municipality_and_started_in_another():
    facts = facts_of(
        operator=OPERATORS,
        activity_version=ACTIVITIES,
        report=REPORTED,
        report_event="""
        report_id | state   | event_date | known_at
        R1        | cleared | 2026-01-10 | 2026-01-12
    """,
    )
    assert_held(
        facts["moved_after_exclusion"],
        """
        actor_id   | from_municipality | to_municipality | attribution | event_date | known_from | known_to
        5560000001 | 0181              | 1880            | own         | 2025-11-10 | 2025-11-15 | 2026-01-12
    """,
    )


def test_a_first_report_from_elsewhere_tells_of_a_start_there():
    facts = facts_of(
        operator=OPERATORS,
        activity_version=ACTIVITIES.partition("    V2")[0],
        report=REPORTED
        + """    R2        | municipal_report | legacy             | municipality | 0180                | V1          | id          | 2025-08-01  | 2025-08-03
    R3        | municipal_report | legacy             | municipality | 0180                | V1          | id          | 2025-09-01  | 2025-09-03
""",  # noqa: E501 - a table
    )
    assert_held(
        facts["moved_after_exclusion"],
        """
        from_municipality | to_municipality | event_date
        0181              | 0180            | 2025-08-01
    """,
    )


def test_a_first_report_from_where_it_has_long_been_tells_of_no_start():
    facts = facts_of(
        operator=OPERATORS,
        activity_version=ACTIVITIES.partition("    V2")[0]
        + "    V3          | 5560000001  | HTJ       | 0180              | 2020-01-01 | 2020-01-01\n",
        report=REPORTED
        + """    R2        | municipal_report | legacy             | municipality | 0180                | V3          | id          | 2025-08-01  | 2025-08-03
""",  # noqa: E501 - a table
    )
    assert facts["moved_after_exclusion"].is_empty()


def test_a_place_where_it_was_before_is_no_new_one():
    facts = facts_of(
        operator=OPERATORS,
        activity_version=ACTIVITIES + "    V3 | 5560000001 | KONS | 1880 | 2020-01-01 | 2020-01-01\n",
        report=REPORTED,
    )
    assert facts["moved_after_exclusion"].is_empty()
