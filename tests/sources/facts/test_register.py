"""Actors, activities and municipalities as the register held them."""

import polars as pl

from tests.sources.facts.text_tables import assert_held, facts_of


def test_a_version_lasts_to_the_next_one_or_to_its_own_end():
    facts = facts_of(
        activity_version="""
        activity_id | max_places | valid_from | valid_to   | known_at
        V1          | 5          | 2024-01-01 | -          | 2024-01-01
        V1          | 6          | 2024-03-01 | 2024-05-01 | 2024-01-01
        V1          | 7          | 2024-06-01 | -          | 2024-01-01
    """
    )
    assert_held(
        facts["activity_version"],
        """
        max_places | valid_from | valid_to   | known_from | known_to
        5          | 2024-01-01 | 2024-03-01 | 2024-01-01 | -
        6          | 2024-03-01 | 2024-05-01 | 2024-01-01 | -
        7          | 2024-06-01 | -          | 2024-01-01 | -
    """,
    )


def test_an_end_after_the_next_start_gives_way_to_the_next_version():
    facts = facts_of(
        activity_version="""
        activity_id | valid_from | valid_to   | known_at
        V1          | 2024-01-01 | 2024-12-31 | 2024-01-01
        V1          | 2024-03-01 | -          | 2024-01-01
    """
    )
    assert_held(
        facts["activity_version"],
        """
        valid_from | valid_to
        2024-01-01 | 2024-03-01
        2024-03-01 | -
    """,
    )


def test_a_later_version_ends_the_earlier_only_from_when_it_is_known():
    facts = facts_of(
        activity_version="""
        activity_id | max_places | valid_from | known_at
        V1          | 5          | 2024-01-01 | 2024-01-10
        V1          | 9          | 2024-06-01 | 2024-08-01
    """
    )
    assert_held(
        facts["activity_version"],
        """
        max_places | valid_from | valid_to   | known_from | known_to
        5          | 2024-01-01 | -          | 2024-01-10 | 2024-08-01
        5          | 2024-01-01 | 2024-06-01 | 2024-08-01 | -
        9          | 2024-06-01 | -          | 2024-08-01 | -
    """,
    )


def test_a_correction_known_later_leaves_what_was_known_before():
    facts = facts_of(
        activity_version="""
        activity_id | max_places | valid_from | known_at
        V1          | 50         | 2024-01-01 | 2024-01-10
        V1          | 5          | 2024-01-01 | 2025-02-01
    """
    )
    assert_held(
        facts["activity_version"],
        """
        max_places | source_row | known_from | known_to
        50         | 2          | 2024-01-10 | 2025-02-01
        5          | 3          | 2025-02-01 | -
    """,
    )


def test_a_repeated_row_starts_no_new_knowledge():
    facts = facts_of(
        activity_version="""
        activity_id | max_places | valid_from | known_at
        V1          | 5          | 2024-01-01 | 2024-01-10
        V1          | 5          | 2024-01-01 | 2025-02-01
        V1          | 5          | 2024-01-01 | 2025-02-01
    """
    )
    assert_held(
        facts["activity_version"],
        """
        source_row | known_from | known_to
        2          | 2024-01-10 | -
    """,
    )


def test_of_two_rows_registered_the_same_day_the_last_landed_holds():
    facts = facts_of(
        activity_version="""
        activity_id | max_places | valid_from | known_at
        V1          | 5          | 2024-01-01 | 2024-01-10
        V1          | 7          | 2024-01-01 | 2024-01-10
    """
    )
    assert facts["activity_version"]["max_places"].to_list() == [7]


def test_the_operators_type_follows_what_was_known_of_the_operator():
    facts = facts_of(
        operator="""
            operator_id | operator_type | known_at
            2120000142  | municipal     | 2024-03-01
        """,
        activity_version="""
            activity_id | operator_id | valid_from | known_at
            V1          | 2120000142  | 2024-01-01 | 2024-01-01
        """,
    )
    assert_held(
        facts["activity_version"],
        """
        operator_type | known_from | known_to
        private       | 2024-01-01 | 2024-03-01
        municipal     | 2024-03-01 | -
    """,
    )


def test_all_statuses_but_closed_are_open():
    facts = facts_of(
        activity_version="""
        activity_id | operating_status | valid_from | known_at
        V1          | not_started      | 2024-01-01 | 2024-01-10
        V2          | active           | 2024-01-01 | 2024-01-10
        V3          | stopped          | 2024-01-01 | 2024-01-10
        V4          | dormant          | 2024-01-01 | 2024-01-10
        V5          | closed           | 2024-01-01 | 2024-01-10
    """
    )
    assert facts["activity_version"]["is_open"].to_list() == [True, True, True, True, False]


def test_an_actor_is_a_person_or_an_organisation_and_a_person_has_no_name():
    facts = facts_of(
        operator="""
        operator_id            | operator_name  | legal_form | known_at
        5560000001             | Alfa Omsorg AB | AB         | 2024-01-01
        P-0123456789abcdef0123 | Anna Exempel   | EF         | 2024-01-01
    """
    )
    assert_held(
        facts["actor"],
        """
        actor_id               | id_type      | actor_name
        5560000001             | organisation | Alfa Omsorg AB
        P-0123456789abcdef0123 | person       | -
    """,
    )


def test_every_municipality_has_a_row_before_anything_is_delivered():
    municipalities = facts_of()["municipality"]
    assert municipalities.height == municipalities["municipality_code"].n_unique() == 290


def test_gotland_is_one_row_and_alone_has_the_tasks_of_a_region():
    municipalities = facts_of()["municipality"]
    assert municipalities.filter("is_region")["municipality_name"].to_list() == ["Gotland"]
    assert municipalities.filter(pl.col("county_code") == "09").height == 1


def test_a_municipality_is_connected_from_when_it_is_known():
    facts = facts_of(
        municipality_status="""
        municipality_code | e_service_from | known_at
        0980              | 2025-10-01     | 2025-11-15
    """
    )
    assert_held(
        facts["municipality"].filter(pl.col("municipality_code") == "0980"),
        """
        e_service_from | source_row | known_from | known_to
        -              | -          | 1998-01-01 | 2025-11-15
        2025-10-01     | 2          | 2025-11-15 | -
    """,
    )


def test_inhabitants_are_those_delivered_and_until_then_those_of_2016():
    facts = facts_of(
        municipality_status="""
        municipality_code | population | known_at
        0980              | 61029      | 2025-02-21
    """
    )
    assert_held(
        facts["municipality"].filter(pl.col("municipality_code") == "0980"),
        """
        population | known_from | known_to
        58003      | 1998-01-01 | 2025-02-21
        61029      | 2025-02-21 | -
    """,
    )
