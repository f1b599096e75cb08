"""Seat and owner state that a source has answered, where the company register's entry leaves them out."""

from tests.sources.facts.text_tables import assert_held, facts_of

COMPANY = """
    operator_id | municipality_code | owner_state | valid_from | known_at
    5560000001  | -                 | -           | 2020-01-01 | 2024-01-01
    5560000001  | -                 | -           | 2025-01-01 | 2025-01-10
    5560000019  | 1480              | none        | 2020-01-01 | 2024-01-01
"""
HEAD = "operator_id | registration_no | field | source | state | value | known_at\n"


def answers(*lines):
    return HEAD + "\n".join(lines)


def entries(*lines):
    rows = facts_of(company=COMPANY, company_answer=answers(*lines))["company"]
    return rows.filter((rows["actor_id"] == "5560000001") & (rows["valid_from"].dt.year() == 2025))


def test_an_answer_fills_in_from_the_day_it_was_given_and_only_what_still_holds():
    lines = ["5560000001 | 0 | seat | foretagsinformation | value | 0180 | 2026-02-01",
             "5560000001 | 0 | owner_state | verkliga_huvudman | value | registered | 2026-03-01",
             "5560000019 | 0 | seat | foretagsinformation | value | 0180 | 2026-02-01",
             "5560000019 | 0 | owner_state | verkliga_huvudman | value | registered | 2026-02-01"]  # fmt: skip
    facts = facts_of(company=COMPANY, company_answer=answers(*lines))
    assert_held(
        facts["company"],
        """
        actor_id   | valid_from | municipality_code | owner_state | known_from | known_to
        5560000001 | 2020-01-01 | -                 | -           | 2024-01-01 | 2025-01-10
        5560000001 | 2020-01-01 | -                 | -           | 2025-01-10 | -
        5560000001 | 2025-01-01 | -                 | -           | 2025-01-10 | 2026-02-01
        5560000001 | 2025-01-01 | 0180              | -           | 2026-02-01 | 2026-03-01
        5560000001 | 2025-01-01 | 0180              | registered  | 2026-03-01 | -
        5560000019 | 2020-01-01 | 1480              | none        | 2024-01-01 | -
    """,
    )


def test_a_source_that_is_down_takes_nothing_back_and_one_that_finds_nothing_does():
    value = "5560000001 | 0 | seat | ssbtgo | value | 0180 | 2026-02-01"
    down = "5560000001 | 0 | seat | ssbtgo | source_down | - | 2026-03-01"
    gone = "5560000001 | 0 | seat | ssbtgo | not_found | - | 2026-04-01"
    assert entries(value, down)["municipality_code"].to_list() == [None, "0180"]
    assert entries(value, down, gone)["municipality_code"].to_list() == [None, "0180", None]


def test_of_two_sources_the_one_that_answered_last_holds_and_what_is_no_code_is_not_taken():
    first = "5560000001 | 0 | seat | ssbtgo | value | 0180 | 2026-02-01"
    last = "5560000001 | 0 | seat | foretagsinformation | value | 1480 | 2026-03-01"
    wrong = "5560000001 | 0 | seat | vardefulla_datamangder | value | Stockholm | 2026-04-01"
    assert entries(first, last, wrong)["municipality_code"].to_list() == [None, "0180", "1480"]
