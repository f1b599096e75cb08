"""The register's picture of an actor against the company register's, and the company register's over time."""

import pytest

from tests.sources.facts.text_tables import assert_held, facts_of

A = "5560000001"
OPERATOR = f"""
    operator_id | operator_name         | legal_form | municipality_code | known_at
    {A}         | Björkens Omsorg AB    | AB         | 0180              | 2020-01-10
"""
COLUMNS = ("name", "form", "status", "seat", "care")
SAME = {"name": "Björkens Omsorg AB", "form": "AB", "status": "active", "seat": "0180", "care": "true"}


def entries(*changes):
    """Entries from a day on, registered ten days later; each change: day, known, cells."""
    columns = "company_name | legal_form | status | municipality_code | describes_care"
    head = f"operator_id | {columns} | valid_from | known_at"
    rows = []
    for day, known, cells in changes:
        values = [(SAME | cells)[name] for name in COLUMNS]
        rows.append(" | ".join([A, *values, day, known]))
    return "\n".join([head, *rows])


def faults(*changes, operator=OPERATOR):
    found = facts_of(operator=operator, company=entries(*changes))["actor_fault"]
    return found.filter(~found["rule"].is_in(["check_digit", "group_digit", "unknown_number"]))


def rules(**cells):
    return sorted(faults(("2020-01-01", "2020-01-10", cells))["rule"])


@pytest.mark.parametrize(
    ("cells", "rule"),
    [
        ({"name": "Ekens Omsorg AB"}, "name_differs"),
        ({"form": "HB"}, "legal_form_differs"),
        ({"status": "dormant"}, "not_active"),
        ({"status": "struck_off"}, "not_active"),
        ({"seat": "1480"}, "address_differs"),
        ({"care": "false"}, "not_care"),
    ],
)
def test_each_difference_has_its_rule(cells, rule):
    assert rules(**cells) == [rule]


@pytest.mark.parametrize(
    "name", ["Björkens Omsorg Aktiebolag", "BJÖRKENS OMSORG AB (publ)", "AB Björkens  omsorg", "Björkens-Omsorg", "-"]
)
def test_a_name_written_otherwise_is_the_same_and_an_empty_one_differs_from_nothing(name):
    assert rules(name=name) == []


def test_the_same_says_nothing():
    assert rules() == []


def test_a_seat_counts_as_different_after_sixty_days():
    found = faults(("2020-01-01", "2020-01-10", {}), ("2025-03-01", "2025-03-20", {"seat": "1480"}))
    assert_held(
        found,
        """
        rule            | valid_from | valid_to | known_from | known_to
        address_differs | 2025-05-01 | -        | 2025-03-20 | -
    """,
    )


def test_a_difference_ends_when_the_register_takes_the_name_over():
    later = OPERATOR + f"    {A}         | Ekens Omsorg AB       | AB         | 0180              | 2025-06-01"
    change = ("2025-03-01", "2025-03-20", {"name": "Ekens Omsorg AB"})
    assert_held(
        faults(("2020-01-01", "2020-01-10", {}), change, operator=later),
        """
        rule         | valid_from | valid_to   | known_from | known_to
        name_differs | 2020-01-01 | 2025-03-01 | 2025-06-01 | -
        name_differs | 2025-03-01 | -          | 2025-03-20 | 2025-06-01
    """,
    )


def test_the_entries_of_a_company_are_rectangles_in_validity_and_knowledge():
    text = entries(("2020-01-01", "2020-01-10", {}), ("2025-03-01", "2025-03-20", {"status": "dormant"}))
    assert_held(
        facts_of(company=text)["company"],
        """
        status  | valid_from | valid_to   | known_from | known_to
        active  | 2020-01-01 | -          | 2020-01-10 | 2025-03-20
        active  | 2020-01-01 | 2025-03-01 | 2025-03-20 | -
        dormant | 2025-03-01 | -          | 2025-03-20 | -
    """,
    )


def test_a_corrected_entry_replaces_the_earlier_one_of_the_same_day():
    text = entries(("2020-01-01", "2020-01-10", {}), ("2020-01-01", "2020-02-10", {"seat": "1480"}))
    assert_held(
        facts_of(company=text)["company"],
        """
        municipality_code | valid_from | known_from | known_to
        0180              | 2020-01-01 | 2020-01-10 | 2020-02-10
        1480              | 2020-01-01 | 2020-02-10 | -
    """,
    )
