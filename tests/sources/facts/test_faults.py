"""Entries of activities that contradict each other, go outside the permit, or look like the same activity twice."""

import pytest

from tests.sources.facts.text_tables import assert_held, facts_of

OPERATOR = """
    operator_id | legal_form | operator_type | known_at
    5560000001  | AB         | private       | 2020-01-01
    2120000142  | KOM        | municipal     | 2020-01-01
"""


def faults(rule, **texts):
    """The faults of one rule."""
    return facts_of(operator=OPERATOR, **texts)["activity_fault"].filter(rule=rule)


def test_active_after_a_notified_closure_until_the_register_is_corrected():
    found = faults(
        "active_after_closure",
        activity_version="""
        activity_id | operator_id | operating_status | valid_from | known_at
        V1          | 5560000001  | active           | 2024-01-01 | 2024-01-01
        V1          | 5560000001  | closed           | 2024-05-01 | 2024-09-01
    """,
        notification="""
        notification_id | activity_id | kind    | effective_date | known_at
        A1              | V1          | closure | 2024-05-01     | 2024-05-20
    """,
    )
    assert_held(
        found,
        """
        activity_id | valid_from | valid_to | known_from | known_to
        V1          | 2024-05-01 | -        | 2024-05-20 | 2024-09-01
    """,
    )


def test_active_during_a_stop_until_it_is_resumed():
    found = faults(
        "active_during_stop",
        activity_version="""
        activity_id | operator_id | operating_status | valid_from | known_at
        V1          | 5560000001  | active           | 2024-01-01 | 2024-01-01
    """,
        notification="""
        notification_id | activity_id | kind           | effective_date | known_at
        A1              | V1          | temporary_stop | 2024-05-01     | 2024-05-05
        A2              | V1          | change         | 2024-06-01     | 2024-06-05
        A3              | V1          | resume         | 2024-08-01     | 2024-08-05
    """,
    )
    assert_held(
        found,
        """
        valid_from | valid_to   | known_from | known_to
        2024-05-01 | -          | 2024-05-05 | 2024-08-05
        2024-05-01 | 2024-08-01 | 2024-08-05 | -
    """,
    )


def test_a_stop_that_the_register_shows_contradicts_nothing():
    found = faults(
        "active_during_stop",
        activity_version="""
        activity_id | operator_id | operating_status | valid_from | known_at
        V1          | 5560000001  | active           | 2024-01-01 | 2024-01-01
        V1          | 5560000001  | stopped          | 2024-05-01 | 2024-05-05
    """,
        notification="""
        notification_id | activity_id | kind           | effective_date | known_at
        A1              | V1          | temporary_stop | 2024-05-01     | 2024-05-05
    """,
    )
    assert found.is_empty()


def test_a_reversed_age_span_ends_when_it_is_corrected():
    found = faults(
        "age_span_reversed",
        activity_version="""
        activity_id | operator_id | age_from | age_to | valid_from | known_at
        V1          | 5560000001  | 20       | 13     | 2024-01-01 | 2024-01-01
        V1          | 5560000001  | 13       | 20     | 2024-01-01 | 2024-06-01
        V2          | 5560000001  | 13       | 13     | 2024-01-01 | 2024-01-01
    """,
    )
    assert_held(
        found,
        """
        activity_id | detail | valid_from | valid_to | known_from | known_to
        V1          | 20–13  | 2024-01-01 | -        | 2024-01-01 | 2024-06-01
    """,
    )


def test_only_private_activities_of_forms_with_permit_must_state_one():
    found = faults(
        "permit_not_stated",
        activity_version="""
        activity_id | operator_id | form_code | permit_no | operating_status | valid_from | known_at
        V1          | 5560000001  | HVB       | -         | active           | 2024-01-01 | 2024-01-01
        V2          | 5560000001  | HVB       | T1        | active           | 2024-01-01 | 2024-01-01
        V3          | 2120000142  | HVB       | -         | active           | 2024-01-01 | 2024-01-01
        V4          | 5560000001  | SIS       | -         | active           | 2024-01-01 | 2024-01-01
        V5          | 5560000001  | HVB       | -         | closed           | 2024-01-01 | 2024-01-01
    """,
    )
    assert found["activity_id"].to_list() == ["V1"]


def test_two_open_entries_at_once():
    found = faults(
        "two_open_versions",
        activity_version="""
        activity_id | operator_id | permit_no | valid_from | valid_to   | known_at
        V1          | 5560000001  | T1        | 2024-01-01 | 2024-12-31 | 2024-01-01
        V1          | 5560000001  | T1        | 2024-06-01 | -          | 2024-06-10
        V1          | 5560000001  | T1        | 2024-09-01 | 2024-10-01 | 2024-06-10
        V2          | 5560000001  | T1        | 2024-01-01 | -          | 2024-01-01
        V2          | 5560000001  | T1        | 2024-06-01 | -          | 2024-06-10
    """,
    )
    assert_held(
        found,
        """
        activity_id | valid_from | valid_to   | known_from | known_to
        V1          | 2024-06-01 | 2024-10-01 | 2024-06-10 | -
    """,
    )


PERMIT = """
    permit_no | operator_id | activity_id | form_code | max_places | target_groups | age_from | age_to | address       | address_protected | valid_from | valid_to   | known_at
    T1        | 5560000001  | V1          | HVB       | 6          | unga|vuxna    | 13       | 17     | Storgatan 1 B | false             | 2024-01-01 | 2025-01-01 | 2024-01-01
"""  # noqa: E501 - a table


@pytest.mark.parametrize(
    ("cells", "rule", "detail"),
    [
        ("8 | unga | 13 | 17 | Storgatan 1B", "places_over_permit", "8 / 6"),
        ("6 | aldre|unga|dova | 13 | 17 | STORGATAN 1b", "group_outside_permit", "aldre|dova"),
        ("6 | unga | 13 | 20 | Storgatan 1 b", "age_outside_permit", "13–20 / 13–17"),
        ("6 | unga | 12 | 17 | Storgatan 1b", "age_outside_permit", "12–17 / 13–17"),
        ("6 | unga | 13 | 17 | Lillgatan 1", "address_outside_permit", "-"),
        ("6 | vuxna | 14 | 16 | storgatan  1 B", None, None),
        ("- | - | - | - | -", None, None),
    ],
)
def test_outside_the_permit_while_it_holds(cells, rule, detail):
    version = f"""
        activity_id | operator_id | form_code | permit_no | max_places | target_groups | age_from | age_to | address | valid_from | known_at
        V1 | 5560000001 | HVB | T1 | {cells} | 2023-01-01 | 2023-01-01
    """  # noqa: E501 - a table
    found = facts_of(operator=OPERATOR, permit=PERMIT, activity_version=version)["activity_fault"]
    if rule is None:
        assert found.is_empty()
        return
    assert_held(
        found,
        f"""
        rule   | detail   | valid_from | valid_to   | known_from | known_to
        {rule} | {detail} | 2024-01-01 | 2025-01-01 | 2024-01-01 | -
    """,
    )


def test_a_protected_address_is_held_against_no_permit():
    found = facts_of(
        operator=OPERATOR,
        permit=PERMIT,
        activity_version="""
        activity_id | operator_id | form_code | permit_no | address_protected | valid_from | known_at
        V1          | 5560000001  | HVB       | T1        | true              | 2024-01-01 | 2024-01-01
    """,
    )
    assert found["activity_fault"].is_empty()


def test_one_home_under_two_companies_until_the_old_one_is_closed():
    found = faults(
        "possible_duplicate",
        activity_version="""
        activity_id | operator_id | form_code | permit_no | municipality_code | address     | operating_status | valid_from | known_at
        V1          | 5560000001  | LSS9      | T1        | 0180              | Storgatan 1 | active           | 2024-01-01 | 2024-01-01
        V1          | 5560000001  | LSS9      | T1        | 0180              | Storgatan 1 | closed           | 2024-08-01 | 2024-09-01
        V2          | 5560000019  | LSS9      | T2        | 0180              | storgatan 1 | active           | 2024-05-01 | 2024-05-10
        V3          | 5560000019  | HVB       | T3        | 0180              | storgatan 1 | active           | 2024-05-01 | 2024-05-10
        V4          | 5560000019  | LSS9      | T4        | 1280              | storgatan 1 | active           | 2024-05-01 | 2024-05-10
    """,  # noqa: E501 - a table
    )
    assert_held(
        found,
        """
        activity_id | detail | valid_from | valid_to   | known_from | known_to
        V1          | V2     | 2024-05-01 | -          | 2024-05-10 | 2024-09-01
        V1          | V2     | 2024-05-01 | 2024-08-01 | 2024-09-01 | -
        V2          | V1     | 2024-05-01 | -          | 2024-05-10 | 2024-09-01
        V2          | V1     | 2024-05-01 | 2024-08-01 | 2024-09-01 | -
    """,
    )


def test_an_address_that_hundreds_state_gives_faults_in_proportion():
    rows = "\n".join(f"V{n:04} | HVB | 0180 | Okänd 1 | 2024-01-01 | 2024-01-01" for n in range(300))
    heading = "activity_id | form_code | municipality_code | address | valid_from | known_at"
    found = faults("possible_duplicate", activity_version=f"{heading}\n{rows}")
    assert found["activity_id"].n_unique() == 300
    assert found.height <= 2 * 20 * 300
