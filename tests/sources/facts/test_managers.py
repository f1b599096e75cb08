"""Who manages activities, from when to when, and which ones share a manager."""

from tests.sources.facts.text_tables import assert_held, facts_of

ANNA, BO = "P-0000000000000000000a", "P-0000000000000000000b"


def test_changes_and_gaps_are_told_apart():
    facts = facts_of(
        activity_version=f"""
        activity_id | form_code | manager_key | operating_status | valid_from | known_at
        V1          | HVB       | {ANNA}      | active           | 2024-01-01 | 2024-01-01
        V1          | HVB       | -           | active           | 2024-03-01 | 2024-01-01
        V1          | HVB       | {ANNA}      | active           | 2024-04-01 | 2024-01-01
        V1          | HVB       | -           | active           | 2024-05-01 | 2024-01-01
        V1          | HVB       | {BO}        | active           | 2024-06-01 | 2024-01-01
    """
    )
    assert_held(
        facts["manager_period"],
        f"""
        manager_key | has_manager | is_change | valid_from | valid_to
        {ANNA}      | true        | false     | 2024-01-01 | 2024-03-01
        -           | false       | false     | 2024-03-01 | 2024-04-01
        {ANNA}      | true        | false     | 2024-04-01 | 2024-05-01
        -           | false       | false     | 2024-05-01 | 2024-06-01
        {BO}        | true        | true      | 2024-06-01 | -
    """,
    )


def test_a_takeover_with_the_same_manager_is_no_change():
    facts = facts_of(
        activity_version=f"""
        activity_id | operator_id | form_code | manager_key | valid_from | known_at
        V1          | 5560000001  | HVB       | {ANNA}      | 2024-01-01 | 2024-01-01
        V1          | 5560000019  | HVB       | {ANNA}      | 2024-03-01 | 2024-01-01
    """
    )
    assert_held(
        facts["manager_period"],
        """
        actor_id   | is_change | valid_from | valid_to
        5560000019 | false     | 2024-01-01 | -
    """,
    )


def test_forms_without_a_manager_have_no_gap():
    facts = facts_of(
        activity_version="""
        activity_id | form_code | manager_key | valid_from | known_at
        V1          | LSS2      | -           | 2024-01-01 | 2024-01-01
        V2          | TRYGG     | -           | 2024-01-01 | 2024-01-01
    """
    )
    assert facts["manager_period"].is_empty()


def test_a_manager_corrected_later_was_the_wrong_one_until_then():
    facts = facts_of(
        activity_version=f"""
        activity_id | form_code | manager_key | valid_from | known_at
        V1          | HVB       | {ANNA}      | 2024-01-01 | 2024-01-01
        V1          | HVB       | {BO}        | 2024-03-01 | 2024-03-01
        V1          | HVB       | {ANNA}      | 2024-03-01 | 2024-05-01
    """
    )
    assert_held(
        facts["manager_period"],
        f"""
        manager_key | is_change | valid_from | valid_to   | known_from | known_to
        {ANNA}      | false     | 2024-01-01 | -          | 2024-01-01 | 2024-03-01
        {ANNA}      | false     | 2024-01-01 | 2024-03-01 | 2024-03-01 | 2024-05-01
        {ANNA}      | false     | 2024-01-01 | -          | 2024-05-01 | -
        {BO}        | true      | 2024-03-01 | -          | 2024-03-01 | 2024-05-01
    """,
    )


def test_shared_managers_are_seen_from_both_sides_while_both_have_them():
    facts = facts_of(
        activity_version=f"""
        activity_id | form_code | manager_key | municipality_code | valid_from | known_at
        V1          | HVB       | {ANNA}      | 0180              | 2024-01-01 | 2024-01-01
        V2          | HVB       | {ANNA}      | 2480              | 2024-03-01 | 2024-04-01
        V2          | HVB       | {BO}        | 2480              | 2024-09-01 | 2024-10-01
    """
    )
    assert_held(
        facts["shared_manager"],
        """
        activity_id | other_activity_id | distance_km | valid_from | valid_to   | known_from | known_to
        V1          | V2                | 514         | 2024-03-01 | -          | 2024-04-01 | 2024-10-01
        V1          | V2                | 514         | 2024-03-01 | 2024-09-01 | 2024-10-01 | -
        V2          | V1                | 514         | 2024-03-01 | -          | 2024-04-01 | 2024-10-01
        V2          | V1                | 514         | 2024-03-01 | 2024-09-01 | 2024-10-01 | -
    """,
    )


def test_no_distance_is_said_of_a_protected_address_and_closed_activities_share_nothing():
    facts = facts_of(
        activity_version=f"""
        activity_id | form_code | manager_key | municipality_code | address_protected | operating_status | valid_from | known_at
        V1          | HVB       | {ANNA}      | 0180              | false             | active           | 2024-01-01 | 2024-01-01
        V2          | SKYDD     | {ANNA}      | 2480              | true              | active           | 2024-05-01 | 2024-01-01
        V3          | HVB       | {ANNA}      | 0180              | false             | closed           | 2024-01-01 | 2024-01-01
    """  # noqa: E501 - a table
    )
    assert_held(
        facts["shared_manager"],
        """
        activity_id | other_activity_id | distance_km | valid_from
        V1          | V2                | -           | 2024-05-01
        V2          | V1                | -           | 2024-05-01
    """,
    )


def test_a_word_for_nobody_gives_pairs_in_proportion_to_the_activities():
    rows = "\n".join(f"V{number:04} | HVB | {ANNA} | 2024-01-01 | 2024-01-01" for number in range(400))
    facts = facts_of(activity_version=f"activity_id | form_code | manager_key | valid_from | known_at\n{rows}")
    shared = facts["shared_manager"]
    assert shared.height <= 2 * 60 * 400
    assert shared["activity_id"].n_unique() == 400
