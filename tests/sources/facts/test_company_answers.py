"""Answers of sources about companies: what they say, and what stands when they say nothing."""

from tests.sources.facts.text_tables import assert_held, facts_of


def held(text):
    return facts_of(company_answer=text)["company_answer"]


def test_a_new_answer_ends_the_one_before():
    found = held(
        """
        registration_no | field     | state | value | since      | known_at
        0               | operating | value | JA    | -          | 2026-03-01
        0               | operating | value | NEJ   | 2026-03-20 | 2026-04-01
        """
    )
    assert_held(
        found,
        """
        field     | state | value | since      | value_state | value_known_at | known_from | known_to
        operating | value | JA    | -          | value       | 2026-03-01     | 2026-03-01 | 2026-04-01
        operating | value | NEJ   | 2026-03-20 | value       | 2026-04-01     | 2026-04-01 | -
        """,
    )


def test_a_silent_source_leaves_the_last_value_with_its_day():
    found = held(
        """
        registration_no | field        | state       | value      | since      | known_at
        0               | deregistered | value       | 2026-02-11 | 2026-02-11 | 2026-03-01
        0               | deregistered | source_down | -          | -          | 2026-03-08
        0               | deregistered | empty       | -          | -          | 2026-03-15
        0               | deregistered | source_down | -          | -          | 2026-03-22
        """
    )
    assert_held(
        found,
        """
        state       | value      | since      | value_state | value_known_at | known_from | known_to
        value       | 2026-02-11 | 2026-02-11 | value       | 2026-03-01     | 2026-03-01 | 2026-03-08
        source_down | 2026-02-11 | 2026-02-11 | value       | 2026-03-01     | 2026-03-08 | 2026-03-15
        empty       | -          | -          | empty       | 2026-03-15     | 2026-03-15 | 2026-03-22
        source_down | -          | -          | empty       | 2026-03-15     | 2026-03-22 | -
        """,
    )


def test_empty_not_found_and_silent_are_three_things():
    found = held(
        """
        registration_no | field      | state       | value | known_at
        0               | industries | not_found   | -     | 2026-03-01
        0               | name       | empty       | -     | 2026-03-01
        0               | operating  | source_down | -     | 2026-03-01
        """
    )
    assert_held(
        found,
        """
        field      | state       | value | value_state | value_known_at
        industries | not_found   | -     | not_found   | 2026-03-01
        name       | empty       | -     | empty       | 2026-03-01
        operating  | source_down | -     | -           | -
        """,
    )


def test_fields_businesses_companies_and_sources_are_apart():
    found = held(
        """
        operator_id | registration_no | field | source                 | state       | value | known_at
        5560000001  | 1               | name  | vardefulla_datamangder | value       | Ett   | 2026-03-01
        5560000001  | 2               | name  | vardefulla_datamangder | source_down | -     | 2026-03-02
        5560000001  | 1               | seat  | vardefulla_datamangder | source_down | -     | 2026-03-03
        5560000001  | 1               | name  | foretagsinformation    | source_down | -     | 2026-03-04
        5560000092  | 1               | name  | vardefulla_datamangder | source_down | -     | 2026-03-05
        """
    )
    assert found["value"].drop_nulls().to_list() == ["Ett"]
    assert found["known_to"].null_count() == 5


def test_what_is_repeated_starts_nothing_new():
    found = held(
        """
        registration_no | field     | state       | value | known_at
        0               | operating | value       | JA    | 2026-03-01
        0               | operating | value       | JA    | 2026-03-08
        0               | operating | source_down | -     | 2026-03-15
        """
    )
    assert_held(
        found,
        """
        state       | value | value_known_at | known_from
        value       | JA    | 2026-03-01     | 2026-03-01
        source_down | JA    | 2026-03-01     | 2026-03-15
        """,
    )
