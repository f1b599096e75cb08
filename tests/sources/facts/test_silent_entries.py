"""Company entries from a source that does not hold seat, group and owners: what was said before still holds."""

from tests.sources.facts.text_tables import assert_held, facts_of

HEAD = "operator_id | municipality_code | group_id | owner_state | status | valid_from | known_at\n"


def company(*lines):
    return facts_of(company=HEAD + "\n".join(lines))["company"]


def test_a_silent_entry_changes_what_it_says_and_nothing_else():
    found = company(
        "5560000001 | 0180 | K1 | registered | active  | 2020-01-01 | 2020-01-10",
        "5560000001 | -    | -  | -          | dormant | 2026-06-29 | 2026-06-29",
        "5560000001 | -    | -  | -          | active  | 2026-07-06 | 2026-07-06",
    )
    assert_held(
        found.filter(found["known_to"].is_null()),
        """
        actor_id   | valid_from | valid_to   | municipality_code | group_id | owner_state | status
        5560000001 | 2020-01-01 | 2026-06-29 | 0180              | K1       | registered  | active
        5560000001 | 2026-06-29 | 2026-07-06 | 0180              | K1       | registered  | dormant
        5560000001 | 2026-07-06 | -          | 0180              | K1       | registered  | active
    """,
    )


def test_a_full_entry_can_say_that_there_is_no_group_any_longer():
    found = company(
        "5560000001 | 0180 | K1 | registered | active | 2020-01-01 | 2020-01-10",
        "5560000001 | 1480 | -  | -          | active | 2025-01-01 | 2025-01-10",
        "5560000001 | -    | -  | -          | active | 2026-06-29 | 2026-06-29",
    )
    last = found.filter(found["known_to"].is_null()).sort("valid_from").row(-1, named=True)
    assert (last["municipality_code"], last["group_id"], last["owner_state"]) == ("1480", None, None)


def test_a_correction_of_what_was_said_is_known_when_it_came_and_not_before():
    found = company(
        "5560000001 | 0180 | K1 | registered | active  | 2020-01-01 | 2020-01-10",
        "5560000001 | -    | -  | -          | dormant | 2026-06-29 | 2026-06-29",
        "5560000001 | 0180 | K1 | discrepancy | active | 2020-01-01 | 2026-07-10",
    )
    assert_held(
        found.filter(found["status"] == "dormant"),
        """
        actor_id   | valid_from | owner_state | known_from | known_to
        5560000001 | 2026-06-29 | registered  | 2026-06-29 | 2026-07-10
        5560000001 | 2026-06-29 | discrepancy | 2026-07-10 | -
    """,
    )


def test_one_that_was_never_described_in_full_stays_unknown():
    (row,) = company("5560000001 | - | - | - | active | 2026-06-29 | 2026-06-29").iter_rows(named=True)
    assert (row["municipality_code"], row["group_id"], row["owner_state"]) == (None, None, None)
