"""What activities may lean on: permits while they are valid, and applications that wait."""

from tests.sources.facts.text_tables import assert_held, facts_of

OPERATOR = """
    operator_id | legal_form | operator_type | known_at
    5560000001  | AB         | private       | 2020-01-01
"""


def test_a_permit_covers_the_activity_that_states_it_while_both_hold():
    facts = facts_of(
        operator=OPERATOR,
        permit="""
        permit_no | operator_id | form_code | max_places | granted_at | valid_from | valid_to   | known_at
        T1        | 5560000001  | HVB       | 6          | 2024-02-01 | 2024-02-01 | -          | 2024-02-01
        T1        | 5560000001  | HVB       | 6          | 2024-02-01 | 2024-02-01 | 2025-11-30 | 2025-12-05
    """,
        activity_version="""
        activity_id | operator_id | form_code | permit_no | max_places | valid_from | known_at
        V1          | 5560000001  | HVB       | T1        | 6          | 2024-01-01 | 2024-01-01
        V1          | 5560000001  | HVB       | T1        | 8          | 2024-08-01 | 2024-01-01
    """,
    )
    assert_held(
        facts["permit_cover"],
        """
        activity_id | cover  | permit_no | max_places | valid_from | valid_to   | known_from | known_to
        V1          | permit | T1        | 6          | 2024-02-01 | -          | 2024-02-01 | 2025-12-05
        V1          | permit | T1        | 6          | 2024-02-01 | 2025-11-30 | 2025-12-05 | -
    """,
    )


def test_a_permit_does_not_cover_what_another_actor_has_taken_over():
    facts = facts_of(
        operator=OPERATOR + "    5560000019  | AB         | private       | 2020-01-01\n",
        permit="""
        permit_no | operator_id | form_code | valid_from | known_at
        T1        | 5560000001  | HVB       | 2024-01-01 | 2024-01-01
    """,
        activity_version="""
        activity_id | operator_id | form_code | permit_no | valid_from | known_at
        V1          | 5560000001  | HVB       | T1        | 2024-01-01 | 2024-01-01
        V1          | 5560000019  | HVB       | T1        | 2025-03-01 | 2025-03-04
    """,
    )
    found = facts["permit_cover"]
    assert_held(
        found.filter(found["known_to"].is_null()),
        """
        activity_id | actor_id   | permit_no | valid_from | valid_to
        V1          | 5560000001 | T1        | 2024-01-01 | 2025-03-01
    """,
    )


def test_a_permit_of_the_actor_covers_company_wide_forms_only():
    facts = facts_of(
        operator=OPERATOR,
        permit="""
        permit_no | operator_id | form_code | valid_from | known_at
        T1        | 5560000001  | LSS2      | 2024-01-01 | 2024-01-01
        T2        | 5560000001  | HVB       | 2024-01-01 | 2024-01-01
    """,
        activity_version="""
        activity_id | operator_id | form_code | permit_no | valid_from | known_at
        V1          | 5560000001  | LSS2      | -         | 2024-01-01 | 2024-01-01
        V2          | 5560000001  | HVB       | -         | 2024-01-01 | 2024-01-01
    """,
    )
    assert_held(
        facts["permit_cover"],
        """
        activity_id | permit_no
        V1          | T1
    """,
    )


def test_an_application_covers_from_the_day_it_came_until_it_is_decided():
    facts = facts_of(
        operator=OPERATOR,
        permit_case="""
        case_no | operator_id | form_code | kind | applied_at | decided_at | outcome | known_at
        A1      | 5560000001  | HVB       | new  | 2024-03-01 | -          | pending | 2024-03-05
        A1      | 5560000001  | HVB       | new  | 2024-03-01 | 2024-09-01 | refused | 2024-09-05
        A2      | 5560000001  | HVB       | circle | 2024-03-01 | -        | pending | 2024-03-05
    """,
        activity_version="""
        activity_id | operator_id | form_code | valid_from | known_at
        V1          | 5560000001  | HVB       | 2024-01-01 | 2024-01-01
    """,
    )
    assert_held(
        facts["permit_cover"],
        """
        cover       | case_no | permit_no | valid_from | valid_to   | known_from | known_to
        application | A1      | -         | 2024-03-01 | -          | 2024-03-05 | 2024-09-05
        application | A1      | -         | 2024-03-01 | 2024-09-01 | 2024-09-05 | -
    """,
    )


def test_what_needs_no_permit_has_no_cover():
    facts = facts_of(
        operator="""
        operator_id | operator_type | known_at
        2120000142  | municipal     | 2020-01-01
    """,
        permit="""
        permit_no | operator_id | form_code | valid_from | known_at
        T1        | 2120000142  | HVB       | 2024-01-01 | 2024-01-01
    """,
        activity_version="""
        activity_id | operator_id | form_code | permit_no | valid_from | known_at
        V1          | 2120000142  | HVB       | T1        | 2024-01-01 | 2024-01-01
    """,
    )
    assert facts["permit_cover"].is_empty()
