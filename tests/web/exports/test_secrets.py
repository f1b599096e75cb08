"""No byte of any export holds what its profile may not see: every column that takes text is filled with a secret."""

import polars as pl
import pytest

from tables import fields
from tables.contracts import exported, facts
from tables.exports import sources_of
from tables.exports.files import manifest_of, write
from tables.serving import Published
from tests.sources.facts.text_tables import facts_of
from tests.web.exports.world import DAY, DELIVERED, EMPLOYER, PERSON_LIKE, RUN, TRADER, published_world
from web.exports import formats
from web.exports.profiles import PROFILES

#: Columns by which tables are joined have the same secret wherever they stand; others one for each table.
JOINED = {"permit_no", "decision_id"}
#: Columns that say whom a row is about keep what they say.
KEPT = {"activity_id", "actor_id", "ledger_id"}
PERSON = f"P-{'fade' * 5}"
#: Sole traders, who employs an assistant, a number that may be a person's, and their names.
ALWAYS = (TRADER, EMPLOYER, PERSON_LIKE, PERSON, "Anders", "Perssons")
#: A place that is or was protected, and who runs nothing else.
PLACES = ("Gömslet", "Förr gömt", "Jouren", '"V4"', '"V5"', "\nV4;", "\nV5;")


def secret_of(contract, name):
    return f"hemlig-{name}-" if name in JOINED else f"hemlig-{contract.table}-{name}-"


def takes_secrets(contract):
    """Columns that can hold any text, which no code list and no pattern narrows."""
    return [
        name
        for name, column in contract.columns().items()
        if column.dtype == pl.String and not contract.notes(name)["codes"] and name not in KEPT
        if getattr(column, "regex", None) is None
    ]


def with_secrets(contract, frame):
    persons = [name for name, one in contract.columns().items() if getattr(one, "regex", None) == fields.PSEUDONYM]
    return frame.with_columns(
        *(
            pl.format(f"{secret_of(contract, name)}{{}}", pl.col(name).fill_null("x")).alias(name)
            for name in takes_secrets(contract)
        ),
        *(pl.lit(PERSON).alias(name) for name in persons),
    )


def may_see(profile):
    """The secrets of columns that some table of a profile is made from, or that stand for one in a join."""
    own = [contract for contract in exported().values() if contract.profile == profile]
    return {
        secret_of(*source) for contract in own for name in contract.columns() for source in sources_of(contract, name)
    }


@pytest.fixture(scope="module")
def everything(tmp_path_factory):
    """Profile → all that its export says: files as they are, and what is packed in Parquet as CSV and JSON."""
    whole = facts_of(**DELIVERED)
    home = published_world(
        tmp_path_factory.mktemp("secrets"),
        {table: with_secrets(contract, whole[table]) for table, contract in facts().items()},
    )
    said = {}
    with Published(home, RUN) as published:
        for profile, frames in PROFILES.items():
            folder = write(home, RUN, DAY, profile, frames(published, DAY))
            paths = [*folder.iterdir(), *formats.write_all(folder, home / "saved" / profile)]
            assert all(told["rows"] for told in manifest_of(folder)["tables"].values() if profile == "public")
            said[profile] = "\n".join(path.read_bytes().decode("utf-8", "replace") for path in paths)
    return said


def test_the_secrets_are_there_to_leak(everything):
    assert "hemlig-activity_version-activity_name-Björken Nya" in everything["public"]
    assert "hemlig-decision-case_no-C1" in everything["public"]
    assert len({secret_of(contract, name) for contract in facts().values() for name in takes_secrets(contract)}) > 45


@pytest.mark.parametrize("profile", PROFILES)
def test_no_byte_holds_what_a_column_says_that_the_profile_may_not_see(everything, profile):
    secrets = {secret_of(contract, name) for contract in facts().values() for name in takes_secrets(contract)}
    assert [one for one in sorted(secrets - may_see(profile)) if one in everything[profile]] == []


@pytest.mark.parametrize("profile", PROFILES)
def test_no_byte_holds_a_natural_person(everything, profile):
    assert [one for one in ALWAYS if one in everything[profile]] == []


@pytest.mark.parametrize("profile", ["public", "placing_municipality"])
def test_no_byte_holds_a_protected_place(everything, profile):
    assert [one for one in PLACES if one in everything[profile]] == []


@pytest.mark.parametrize("profile", PROFILES)
def test_no_table_has_a_score_a_manager_or_an_address(everything, profile):
    columns = {name for one in exported().values() if one.profile == profile for name in one.columns()}
    assert not [
        name for name in columns if any(word in name for word in ("score", "band", "rank", "manager", "points"))
    ]
    assert not columns & {"address", "manager_key", "indicator_id", "target"}
    assert "poäng" not in everything[profile]
