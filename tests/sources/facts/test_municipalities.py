"""Inhabitants and groups of municipalities, by what is known when."""

from tests.sources.facts.text_tables import facts_of


def known(facts, day, code="0114"):
    rows = facts["municipality"].filter(municipality_code=code).sort("known_from")
    held = [row for row in rows.iter_rows(named=True)
            if str(row["known_from"]) <= day and (row["known_to"] is None or day < str(row["known_to"]))]  # fmt: skip
    (row,) = held
    return row["population"], row["population_year"], row["skr_group"]


CONTEXT = """
    municipality_code | year | population | skr_group | known_at
    0114              | 2024 | 50000      | A2        | 2025-03-01
    0114              | 2025 | 51000      | -         | 2026-03-01
    0114              | 2023 | 49000      | B4        | 2026-04-01
    0114              | 2025 | 51500      | -         | 2026-05-01
"""
STATUS = """
    municipality_code | population | e_service_from | known_at
    0114              | 48000      | 2020-01-01     | 2024-01-01
"""


def test_the_latest_year_known_holds_then_the_connection_then_the_code_list():
    facts = facts_of(municipality_context=CONTEXT, municipality_status=STATUS)
    assert known(facts, "2023-12-31") == (43891, 2016, None)
    assert known(facts, "2024-01-01") == (48000, None, None)
    assert known(facts, "2025-03-01") == (50000, 2024, "A2")
    assert known(facts, "2026-03-01") == (51000, 2025, "A2")
    assert known(facts, "2026-04-01") == (51000, 2025, "A2")
    assert known(facts, "2026-05-01") == (51500, 2025, "A2")


def test_without_any_delivery_the_code_list_holds():
    facts = facts_of()
    assert facts["municipality"].height == 290
    assert known(facts, "2026-01-01", "0180") == (935619, 2016, "A1")


def test_the_line_behind_a_figure_is_the_connections_else_its_own():
    both = facts_of(municipality_context=CONTEXT, municipality_status=STATUS)["municipality"]
    assert both.filter(municipality_code="0114")["source_row"].to_list()[-1] == 2
    alone = facts_of(municipality_context=CONTEXT)["municipality"].filter(municipality_code="0114")
    assert alone["source_row"].to_list() == [None, 2, 3, 5]
