"""What must never be an input: traits of persons and their proxies, users, and anything that stands for them.

The law is on names of columns, on every contract, so that a forbidden column cannot even be delivered. An indicator
reads columns of the core facts and nothing else; which ones is checked too.
"""

import re

import pytest

from tables.contracts import deliveries, every_contract, facts

FORBIDDEN = re.compile(
    r"nationalit|citizen|birth|born|coordination_number|ethnic|religio|faith|language|mother_tongue|"
    r"(^|_)(sex|gender)(_|$)|(^|_)age(_|$)(?!from|to)|residence_permit|work_permit|health|diagnos|sick|union|"
    r"neighbourhood|deprivation|private_debt|income|social_media|family_name|first_name|last_name|person_number|"
    r"user_name|client|patient"
)
#: Columns of the facts that are shown or linked, and that no indicator may read.
NEVER_MEASURED = {"actor_name", "activity_name", "address", "manager_key"}


@pytest.mark.parametrize("contract", every_contract(), ids=lambda contract: contract.qualified_name())
def test_no_table_has_a_forbidden_column(contract):
    found = [name for name in contract.columns() if FORBIDDEN.search(name)]
    assert not found, f"{contract.qualified_name()}: {found}"


def test_the_ages_that_a_home_is_for_stay_out_of_the_facts():
    assert {"age_from", "age_to"} <= set(deliveries()["activity_version"].columns())
    assert not [name for fact in facts().values() for name in fact.columns() if name.startswith("age")]
    assert "activity_offer" not in facts()


@pytest.mark.parametrize("contract", facts().values(), ids=lambda contract: contract.table)
def test_facts_hold_no_text_to_read_between_the_lines_of(contract):
    texts = [
        name for name in contract.columns() if re.search(r"(^|_)(text|comment|description|summary|note)(_|$)", name)
    ]
    assert not texts


@pytest.mark.parametrize("name", ["nationality", "citizenship", "birth_country", "user_age", "sex", "first_name"])
def test_the_law_would_catch(name):
    assert FORBIDDEN.search(name)
