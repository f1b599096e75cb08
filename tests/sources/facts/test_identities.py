"""Organisation numbers that cannot be right, or that the company register does not know."""

from tests.sources.facts.text_tables import assert_held, facts_of


def test_a_wrong_check_digit_and_a_number_of_another_form():
    facts = facts_of(
        operator="""
        operator_id            | legal_form | known_at
        5560360793             | AB         | 2024-01-01
        5560360794             | AB         | 2024-02-01
        9697000005             | AB         | 2024-03-01
        9697000005             | HB         | 2024-06-01
        P-0000000000000000000a | EF         | 2024-01-01
        2120000142             | OKAND      | 2024-01-01
    """
    )
    assert_held(
        facts["actor_fault"],
        """
        actor_id   | rule        | valid_from | valid_to | known_from | known_to
        5560360794 | check_digit | 2024-02-01 | -        | 2024-02-01 | -
        9697000005 | check_digit | 2024-03-01 | -        | 2024-03-01 | -
        9697000005 | group_digit | 2024-03-01 | -        | 2024-03-01 | 2024-06-01
    """,
    )


def test_a_number_is_unknown_from_two_weeks_on_until_the_company_register_knows_it():
    facts = facts_of(
        operator="""
        operator_id | legal_form | known_at
        5560360793  | AB         | 2024-01-01
        5592804784  | AB         | 2024-03-01
        2120000142  | KOM        | 2024-03-01
    """,
        company="""
        operator_id | legal_form | valid_from | known_at
        5560360793  | AB         | 2020-01-01 | 2024-02-01
        5592804784  | AB         | 2024-01-01 | 2024-05-01
    """,
    )
    unknown = facts["actor_fault"].filter(rule="unknown_number")
    assert_held(
        unknown,
        """
        actor_id   | valid_from | known_from | known_to
        5592804784 | 2024-03-15 | 2024-03-01 | 2024-05-01
    """,
    )


def test_without_the_company_register_nothing_is_unknown_there():
    facts = facts_of(
        operator="""
        operator_id | legal_form | known_at
        5560360793  | AB         | 2024-01-01
    """
    )
    assert facts["actor_fault"].is_empty()


def test_what_is_wrong_with_a_number_stands_with_the_actor():
    facts = facts_of(
        operator="""
        operator_id            | legal_form | known_at
        5560000001             | AB         | 2024-01-01
        5560000002             | AB         | 2024-01-01
        5560000003             | AB         | 2024-01-01
        P-0000000000000000000a | EF         | 2024-01-01
    """
    )
    assert_held(
        facts["actor"],
        """
        actor_id               | id_check
        5560000001             | ok
        5560000002             | test_number
        5560000003             | wrong_check_digit
        P-0000000000000000000a | pseudonym
    """,
    )
    assert set(facts["actor_fault"].filter(rule="check_digit")["actor_id"]) == {"5560000002", "5560000003"}
