"""Rows, the whole way: none is lost, their order is nothing, and every open activity of the register gets its own."""

import random

import polars as pl
import pytest

from tables.code_lists import code_list, codes_of
from tables.contracts import deliveries as contracts
from tables.contracts import facts, published
from tables.serving import Published
from tests.conftest import DAYS
from tests.laws.register import T
from tests.whole_way import csv, landed, onwards, read_deliveries, taken_in, way

OPEN = set(code_list("operating_statuses").filter(is_open="1")["code"])


def test_a_run_of_the_program_goes_the_same_way(small_home):
    found = way(read_deliveries(small_home.deliveries), DAYS)
    with Published(small_home.home) as tables:
        for name, frame in found.marts.items():
            ours, theirs = (
                one.select(frame.columns).sort(frame.columns)
                for one in (frame, published()[name].cast(tables.read(published()[name])))
            )
            assert ours.equals(theirs), name


@pytest.mark.parametrize("table", list(contracts()))
def test_every_row_of_the_register_is_landed(table, delivered):
    assert landed(table, csv(delivered[table])).height == delivered[table].height


def open_by_hand(rows, day):
    """The activities open on a day by the delivered text, row by row: latest known, then latest begun."""
    held = {}
    for one in sorted(rows.filter(pl.col("known_at") <= day).to_dicts(), key=lambda one: one["known_at"]):
        held.setdefault(one["activity_id"], {})[one["valid_from"]] = one
    found = set()
    for activity, versions in held.items():
        begun = [start for start in versions if start <= day]
        last = versions[max(begun)] if begun else {"operating_status": "closed", "valid_to": ""}
        has_ended = bool(last["valid_to"]) and last["valid_to"] <= day
        if last["operating_status"] in OPEN and not has_ended:
            found.add(activity)
    return found


@pytest.mark.parametrize("mart", ["score", "ranked_list"])
@pytest.mark.parametrize("target", codes_of("targets"))
def test_every_open_activity_has_one_row_for_every_target(mart, target, delivered, base):
    expected = open_by_hand(delivered["activity_version"], T.isoformat())
    assert base.marts[mart].filter(target=target)["activity_id"].sort().to_list() == sorted(expected)


def test_activities_of_every_status_and_operator_are_in_the_lists(base):
    ranked = base.marts["ranked_list"]
    assert set(ranked["operating_status"]) == OPEN
    assert set(ranked["operator_type"]) == set(codes_of("operator_types"))


def in_other_files(deliveries, folder, dice):
    """The same rows in three files a table, in another order, under names that sort anyhow; first half, second half."""
    halves = folder / "first", folder / "second"
    for table, rows in deliveries.items():
        order = rows[dice.sample(range(rows.height), rows.height)]
        for place in range(min(3, rows.height)):
            half = halves[dice.randrange(2)] / contracts()[table].folder
            half.mkdir(parents=True, exist_ok=True)
            (half / f"{table}_{dice.randrange(10**6):06}_{place}.csv").write_bytes(csv(order[place::3]))
    return halves


def test_order_and_division_of_rows_and_files_change_nothing(delivered, base, tmp_path):
    first, second = in_other_files(delivered, tmp_path, random.Random(5))
    taken_in(first, tmp_path / "home")
    rows, landing = taken_in(second, tmp_path / "home")
    assert landing.errors == ()
    found = onwards(rows, [T])
    assert found.bytes_at(T) == base.bytes_at(T)
    for name in facts():
        one, other = (_without_origin(way_.facts[name]) for way_ in (found, base))
        assert one.equals(other), name


def _without_origin(fact):
    plain = fact.drop("ledger_id", "source_row")
    return plain.sort(plain.columns)
