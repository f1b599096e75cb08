"""Any sequence of answers, kept and delivered month by month, says who was there when; silence ends nothing."""

import datetime as dt
import sqlite3
import tempfile
from pathlib import Path

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sources.bolagsverket.circles.answers import Answer, Found, Holding, Said
from sources.bolagsverket.circles.memory import FILE, opened
from sources.bolagsverket.circles.rows import rows_of
from sources.bolagsverket.functionaries.foretagsinformation import CHANNEL
from sources.fetching.connector import SourceFault
from tables import raw
from tests.sources.bolagsverket.circle_fetching import facts_of, held

COMPANY, FIRST = "5560000001", dt.date(2026, 1, 10)
HOLDINGS = [Holding(f"P-0000000000000000000{letter}", role) for letter in "abc" for role in ("board_member", "ceo")]
CIRCLES = st.frozensets(st.sampled_from(HOLDINGS))
STEPS = st.lists(
    st.tuples(
        st.integers(-3, 40),
        st.one_of(CIRCLES, st.sampled_from([None, Found.NO, Found.REFUSED, "failed"])),
        st.booleans(),
    ),
    max_size=8,
)


def answer(day, said):
    if isinstance(said, Found):
        return Answer(day, said, fields={"seat": Said("not_found")} if said is Found.NO else {})
    return Answer(day, Found.YES, said, None if said is None else frozenset(), {"seat": Said("value", "0180")})


def delivered(files):
    tables = {contract.table: contract.create_empty() for contract in (raw.CompanyEvent, raw.ActorRelation)}
    for stem, rows in files.items():
        table = next((each for each in tables if stem.startswith(f"{each}_")), None)
        if table is not None:
            numbered = rows.with_columns(ledger_id=pl.lit("00000000000000aa"), source_row=pl.int_range(2, pl.len() + 2))
            tables[table] = pl.concat([tables[table], numbered.select(tables[table].columns)])
    return tables


@given(STEPS)
@settings(max_examples=40, deadline=None)
def test_the_links_are_the_last_circle_that_was_told(steps):
    files, circle, told, day, last = {}, frozenset(), {}, FIRST, None
    with tempfile.TemporaryDirectory() as folder, opened(Path(folder)) as memory:
        for gap, said, is_delivered in steps:
            day += dt.timedelta(days=gap)
            if said == "failed":
                memory.note_failure(COMPANY, day)
            else:
                memory.note(COMPANY, day, answer(day, said))
            if said not in ("failed", Found.REFUSED) and (last is None or day > last):
                circle, last = (said if isinstance(said, frozenset) else circle), day
                told[day] = circle
            assert memory.covered_to([COMPANY]) == last
            months = memory.undelivered()
            files |= {stem: rows for month in months for stem, rows in rows_of(memory, CHANNEL, month).items()}
            if is_delivered:
                memory.note_delivered(months)
                assert memory.undelivered() == []
    facts = facts_of(delivered(files))
    assert {day: held(facts, COMPANY, day) for day in told} == {
        day: set(map(tuple, each)) for day, each in told.items()
    }


def test_a_file_that_is_no_memory_is_told_and_left_as_it_is(tmp_path):
    (tmp_path / FILE).write_bytes(b"not a memory at all" * 100)
    with pytest.raises(SourceFault, match="säkerhetskopia"), opened(tmp_path):
        pass
    assert (tmp_path / FILE).read_bytes().startswith(b"not a memory")


def test_a_memory_of_another_form_is_not_guessed_at(tmp_path):
    connection = sqlite3.connect(tmp_path / FILE)
    connection.execute("PRAGMA user_version = 7")
    connection.close()
    with pytest.raises(SourceFault, match="annan form"), opened(tmp_path):
        pass
