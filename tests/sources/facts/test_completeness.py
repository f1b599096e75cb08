"""Mandatory fields of entries, and how far activities lie from their operators' seats."""

import polars as pl
import pytest

from sources.facts.distances import distances
from tables.code_lists import code_list, codes_of
from tests.sources.facts.text_tables import assert_held, facts_of

OPERATORS = """
    operator_id            | legal_form | operator_type | municipality_code | known_at
    5560000001             | AB         | private       | 0180              | 2020-01-01
    2120000142             | KOM        | municipal     | 0180              | 2020-01-01
    P-0000000000000000000a | EF         | own_employer  | 0180              | 2020-01-01
"""

HOME = "orientation|target_groups|age_from|age_to|max_places|municipality_code|address|manager_key"


def km(one, other):
    return distances().filter(one=one, other=other)["km"].item()


def test_distances_between_seats():
    assert km("0180", "2480") == km("2480", "0180") == 514
    assert km("0180", "1480") == pytest.approx(398, abs=3)
    assert km("0180", "0180") == 0


def test_every_municipality_has_a_seat_in_the_country():
    towns = code_list("municipalities").select(pl.col("lat", "lon").cast(pl.Float64))
    assert towns.null_count().row(0) == (0, 0)
    assert towns.filter(pl.col("lat").is_between(55.3, 68.5), pl.col("lon").is_between(11, 24.2)).height == 290


@pytest.mark.parametrize(
    ("operator", "form", "expected"),
    [
        ("5560000001", "HVB", f"11 | 9 | {HOME}|permit_no"),
        ("2120000142", "HVB", f"10 | 8 | {HOME}"),
        ("5560000001", "TRYGG", "5 | 3 | municipality_code|address|permit_no"),
        ("5560000001", "LSS2", "3 | 1 | permit_no"),
        ("2120000142", "HTJ", "3 | 1 | target_groups"),
        ("2120000142", "LSS9", "6 | 4 | max_places|municipality_code|address|manager_key"),
        ("P-0000000000000000000a", "LSS2", "2 | 0 | -"),
    ],
)
def test_what_is_mandatory_follows_form_and_operator(operator, form, expected):
    facts = facts_of(
        operator=OPERATORS,
        activity_version=f"""
        activity_id | operator_id | activity_name | form_code | valid_from | known_at
        V1          | {operator}  | Björken       | {form}    | 2024-05-01 | 2024-05-01
    """,
    )
    (row,) = facts["activity_version"].select("n_mandatory", "n_missing", "missing_fields").iter_rows()
    assert " | ".join("-" if cell is None else str(cell) for cell in row) == expected


def test_every_form_and_kind_of_operator_has_rules_without_site_for_company_wide_forms():
    rules = code_list("mandatory_fields")
    assert rules["code"].is_unique().all()
    pairs = set(rules.select("form_code", "operator_type").iter_rows())
    assert pairs == {(form, kind) for form in codes_of("forms") for kind in codes_of("operator_types")}
    wide = set(code_list("forms").filter(site_bound="0")["code"])
    sited = {"max_places", "municipality_code", "address", "manager_key"}
    assert not sited & set(rules.filter(pl.col("form_code").is_in(wide))["field"])


def test_no_places_are_missing_places_and_a_protected_address_is_none():
    facts = facts_of(
        operator=OPERATORS,
        activity_version="""
        activity_id | operator_id | activity_name | form_code | max_places | municipality_code | address_protected | manager_key            | permit_no | target_groups | orientation | age_from | age_to | valid_from | known_at
        V1          | 5560000001  | Björken       | HVB       | 0          | 2480              | true              | P-0000000000000000000b | T1        | unga          | unga        | 13       | 17     | 2024-05-01 | 2024-05-01
    """,  # noqa: E501 - a table
    )
    assert_held(
        facts["activity_version"],
        """
        n_mandatory | n_missing | missing_fields | seat_distance_km
        10          | 1         | max_places     | -
    """,
    )


def test_a_form_that_did_not_exist_while_the_entry_held_is_missing():
    facts = facts_of(
        operator=OPERATORS,
        activity_version="""
        activity_id | operator_id | activity_name | form_code | municipality_code | address | permit_no | valid_from | valid_to   | known_at
        V1          | 5560000001  | Björken       | TRYGG     | 0180              | A 1     | T1        | 2018-05-01 | 2019-04-02 | 2020-05-01
        V2          | 5560000001  | Björken       | TRYGG     | 0180              | A 1     | T1        | 2018-05-01 | 2019-04-03 | 2020-05-01
    """,  # noqa: E501 - a table
    )
    assert facts["activity_version"]["missing_fields"].to_list() == ["form_code", None]


def test_the_distance_changes_when_another_seat_becomes_known():
    facts = facts_of(
        operator=OPERATORS + "5560000001 | AB | private | 2480 | 2025-03-01\n",
        activity_version="""
        activity_id | operator_id | municipality_code | valid_from | known_at
        V1          | 5560000001  | 2480              | 2024-05-01 | 2024-05-01
    """,
    )
    assert_held(
        facts["activity_version"],
        """
        activity_id | seat_distance_km | known_from | known_to
        V1          | 514              | 2024-05-01 | 2025-03-01
        V1          | 0                | 2025-03-01 | -
    """,
    )
