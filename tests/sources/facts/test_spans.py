"""How long actors have run activities, and how long open ones have not been in operation."""

from tests.sources.facts.text_tables import assert_held, facts_of

OPERATORS = """
    operator_id | legal_form | operator_type | known_at
    5560000001  | AB         | private       | 2020-01-01
    5560000019  | AB         | private       | 2020-01-01
"""


def test_a_span_lasts_through_changes_until_closure():
    facts = facts_of(
        operator=OPERATORS,
        activity_version="""
        activity_id | operator_id | form_code | max_places | operating_status | valid_from | known_at
        V1          | 5560000001  | HVB       | 5          | active           | 2024-01-01 | 2024-01-01
        V1          | 5560000001  | HVB       | 6          | stopped          | 2024-03-01 | 2024-03-05
        V1          | 5560000001  | HVB       | 6          | closed           | 2024-06-01 | 2024-06-05
    """,
    )
    assert_held(
        facts["activity_span"],
        """
        activity_id | actor_id   | needs_permit | valid_from | valid_to   | is_short | known_from | known_to
        V1          | 5560000001 | true         | 2024-01-01 | -          | false    | 2024-01-01 | 2024-06-05
        V1          | 5560000001 | true         | 2024-01-01 | 2024-06-01 | true     | 2024-06-05 | -
    """,
    )


def test_a_takeover_ends_one_span_and_begins_another():
    facts = facts_of(
        operator=OPERATORS,
        activity_version="""
        activity_id | operator_id | form_code | operating_status | valid_from | known_at
        V1          | 5560000001  | HVB       | active           | 2022-01-01 | 2022-01-01
        V1          | 5560000019  | HVB       | active           | 2024-03-01 | 2022-01-01
    """,
    )
    assert_held(
        facts["activity_span"],
        """
        actor_id   | valid_from | valid_to   | is_short
        5560000001 | 2022-01-01 | 2024-03-01 | false
        5560000019 | 2024-03-01 | -          | false
    """,
    )


def test_eighteen_months_to_the_day_are_short_and_a_day_more_is_not():
    facts = facts_of(
        activity_version="""
        activity_id | operating_status | valid_from | valid_to   | known_at
        V1          | active           | 2024-01-31 | 2025-07-31 | 2024-01-01
        V2          | active           | 2024-01-31 | 2025-08-01 | 2024-01-01
    """
    )
    assert_held(
        facts["activity_span"],
        """
        activity_id | is_short
        V1          | true
        V2          | false
    """,
    )


def test_a_correction_of_the_opening_moves_the_span_from_when_it_is_known():
    facts = facts_of(
        activity_version="""
        activity_id | operating_status | valid_from | known_at
        V1          | closed           | 2023-01-01 | 2023-01-01
        V1          | active           | 2024-01-01 | 2024-01-01
        V1          | active           | 2023-06-01 | 2024-05-01
    """
    )
    assert_held(
        facts["activity_span"],
        """
        valid_from | valid_to | known_from | known_to
        2023-06-01 | -        | 2024-05-01 | -
        2024-01-01 | -        | 2024-01-01 | 2024-05-01
    """,
    )


def test_what_never_started_lies_unused_from_the_grant():
    facts = facts_of(
        permit="""
        permit_no | operator_id | form_code | granted_at | valid_from | known_at
        T1        | 5560000001  | HVB       | 2025-04-01 | 2025-04-01 | 2025-04-03
    """,
        activity_version="""
        activity_id | operator_id | permit_no | operating_status | valid_from | known_at
        V1          | 5560000001  | T1        | not_started      | 2025-04-20 | 2025-04-20
        V1          | 5560000001  | T1        | active           | 2026-02-01 | 2026-02-05
    """,
    )
    assert_held(
        facts["dormancy"],
        """
        operating_status | valid_from | valid_to   | known_from | known_to
        not_started      | 2025-04-01 | -          | 2025-04-20 | 2026-02-05
        not_started      | 2025-04-01 | 2026-02-01 | 2026-02-05 | -
    """,
    )


def test_a_stop_that_becomes_dormancy_is_one_period_and_closure_ends_it():
    facts = facts_of(
        activity_version="""
        activity_id | operating_status | valid_from | known_at
        V1          | active           | 2024-01-01 | 2024-01-01
        V1          | stopped          | 2024-03-01 | 2024-01-01
        V1          | dormant          | 2024-05-01 | 2024-01-01
        V1          | closed           | 2024-09-01 | 2024-01-01
    """
    )
    assert_held(
        facts["dormancy"],
        """
        operating_status | valid_from | valid_to
        stopped          | 2024-03-01 | 2024-09-01
    """,
    )


def test_dormancy_known_late_is_known_no_earlier():
    facts = facts_of(
        activity_version="""
        activity_id | operating_status | valid_from | known_at
        V1          | active           | 2024-01-01 | 2024-01-01
        V1          | dormant          | 2024-03-01 | 2025-01-01
    """
    )
    assert_held(
        facts["dormancy"],
        """
        valid_from | valid_to | known_from | known_to
        2024-03-01 | -        | 2025-01-01 | -
    """,
    )
