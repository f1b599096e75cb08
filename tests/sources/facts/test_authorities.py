"""What other authorities tell: debts that have stayed unpaid, and notices about workplaces."""

from tests.sources.facts.text_tables import assert_held, facts_of

SOLE_TRADER = "P-0123456789abcdef0123"


def debts(text):
    return facts_of(tax_debt=text)["tax_debt"]


def test_a_debt_holds_from_the_day_it_has_been_unpaid_for_more_than_90_days():
    assert_held(
        debts("""
        debt_id | operator_id | amount_sek | due_at     | known_at
        S1      | 5560000001  | 120000     | 2026-01-01 | 2026-03-01
    """),
        """
        debt_id | actor_id   | amount_sek | event_date | valid_from | valid_to | known_from
        S1      | 5560000001 | 120000     | 2026-01-01 | 2026-04-02 | -        | 2026-03-01
    """,
    )


def test_it_ends_the_day_it_is_paid_from_when_that_was_known():
    assert_held(
        debts("""
        debt_id | operator_id | amount_sek | due_at     | paid_at    | known_at
        S1      | 5560000001  | 120000     | 2026-01-01 | -          | 2026-03-01
        S1      | 5560000001  | 120000     | 2026-01-01 | 2026-05-01 | 2026-05-04
    """),
        """
        debt_id | valid_to   | known_from | known_to
        S1      | -          | 2026-03-01 | 2026-05-04
        S1      | 2026-05-01 | 2026-05-04 | -
    """,
    )


def test_a_debt_paid_within_90_days_was_none():
    paid_in_time = """
        debt_id | operator_id | amount_sek | due_at     | paid_at    | known_at
        S1      | 5560000001  | 120000     | 2026-01-01 | 2026-04-02 | 2026-04-10
    """
    assert debts(paid_in_time).is_empty()
    assert debts(paid_in_time.replace("2026-04-02", "2026-04-03")).height == 1


def test_the_debts_of_a_natural_person_are_never_an_input():
    assert debts(f"""
        debt_id | operator_id   | due_at     | known_at
        S1      | {SOLE_TRADER} | 2026-01-01 | 2026-03-01
    """).is_empty()


def test_a_notice_is_about_the_actor_and_about_an_activity_where_it_is_known_which():
    assert_held(
        facts_of(
            work_environment_notice="""
        notice_id | operator_id | activity_id | event_date | known_at
        A1        | 5560000001  | V1          | 2026-02-01 | 2026-02-03
        A2        | 5560000001  | -           | 2026-02-02 | 2026-02-03
    """
        )["work_environment_notice"],
        """
        notice_id | actor_id   | activity_id | event_date | known_from
        A1        | 5560000001 | V1          | 2026-02-01 | 2026-02-03
        A2        | 5560000001 | -           | 2026-02-02 | 2026-02-03
    """,
    )
