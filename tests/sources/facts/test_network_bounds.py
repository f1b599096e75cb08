"""What takes no part in the network at all, and what keeps it from growing with the square of a house or a person."""

import datetime as dt

import polars as pl
import pytest

from sources.facts.addresses import MANY as CROWD
from sources.facts.one_hop import MANY as COMPANIES
from tests.sources.facts.role_lines import roles
from tests.sources.facts.test_network_oracle import ACTORS, derived, register
from tests.sources.facts.text_tables import facts_of

HEAD = "operator_id | status | address | postal_code | address_type | valid_from | known_at"


@pytest.mark.parametrize("seed", range(12))
def test_a_protected_address_takes_part_in_nothing_even_where_it_was_delivered(seed):
    """Landing leaves no such address; were one to slip through, it would still be as if it were empty."""
    delivered, hidden = register(seed), pl.col("operator_id").is_in(ACTORS[:2])
    company = delivered["company"].with_columns(
        address_type=pl.when(hidden).then(pl.lit("protected")).otherwise("address_type")
    )
    version = delivered["activity_version"].with_columns(address_protected=pl.lit(value=True))
    empty = company.with_columns(pl.when(~hidden).then(pl.col("address", "postal_code")).name.keep())
    shown = derived({**delivered, "company": company, "activity_version": version})
    without = derived(
        {**delivered, "company": empty, "activity_version": version.with_columns(address=pl.lit(None, pl.String))}
    )
    for name in ("actor_link", "shared_person", "shared_address", "linked_event", "phoenix_sign"):
        assert shown[name].equals(without[name]), name
    at_houses = shown["actor_link"].filter(pl.col("other_kind").cast(pl.String) == "address")
    assert set(at_houses["actor_id"]) <= set(ACTORS[2:])


def house_of(n):
    lines = [
        f"{5560100000 + each} | active | Torget 1 | 111 22 | street | 2020-01-01 | {_day(each)}" for each in range(n)
    ]
    return facts_of(company="\n".join([HEAD, *lines]))


def _day(number):
    return dt.date(2020, 1, 1) + dt.timedelta(days=number)


def test_a_house_with_very_many_companies_is_an_office_for_hire_from_when_that_was_known():
    facts = house_of(CROWD + 1)
    current = facts["company"].filter(pl.col("known_to").is_null())
    assert set(current["address_type"]) == {"office_hotel"}
    assert facts["shared_address"].filter(pl.col("known_to").is_null()).is_empty()
    assert set(facts["shared_address"]["known_to"]) == {_day(CROWD)}
    assert facts["company"].filter(pl.col("address_type") == "street")["known_from"].max() == _day(CROWD - 1)


def test_one_company_fewer_and_it_is_a_house_like_others():
    facts = house_of(CROWD)
    assert set(facts["company"]["address_type"]) == {"street"}
    assert facts["shared_address"].height == CROWD * (CROWD - 1)


def test_a_person_in_very_many_companies_is_seen_from_each_in_a_bounded_number():
    n = COMPANIES + 30
    ids = [str(5560100000 + each) for each in range(n)]
    lines = [f"{each} | active | Väg {each} | 111 22 | street | 2019-01-01 | 2019-01-01" for each in ids]
    events = [f"{each} P-{'a' * 20} role_entered owner {_day(place)}" for place, each in enumerate(ids)]
    facts = facts_of(company="\n".join([HEAD, *lines]), company_event=roles(*events))
    seen = facts["shared_person"].group_by("actor_id").agg(pl.col("other_id").n_unique())
    assert seen.height == n
    assert set(seen["other_id"]) == {COMPANIES - 1, COMPANIES}
    assert set(facts["shared_person"]["other_id"]) == set(ids[:COMPANIES])
