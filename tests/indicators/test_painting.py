"""Lanes painted by the walk are as painted plainly, whatever kernel, memory, threads, blocks, files or dates."""

import datetime as dt

import numpy as np
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from indicators.engine.painting import categories
from indicators.engine.painting.building import built
from indicators.engine.painting.categories import Classes
from indicators.engine.painting.files import MadeForOtherLanes, opened
from indicators.engine.painting.rows import FrameRows, ParquetRows
from indicators.engine.painting.walk import Painter, walk
from indicators.engine.painting.work import Work
from indicators.lanes import NOTHING, Edge, Lane, Stroke, conditions
from indicators.windows import AsOf, Days
from tests.indicators.plain_painter import paint
from tests.indicators.random_lanes import DATES, LANES, T, random_rows

ENTITIES = 9
COMPILED, PLAIN = Work(threads=1), Work(threads=1, compiled=False)
SEEDS = st.integers(0, 2**32)
SOME = settings(max_examples=40, deadline=None)


def copied(block):
    lanes = {lane: np.array(numbers) for lane, numbers in block.lanes.items()}
    return lanes, dict(block.owner)


def blocks_of(store, lanes, dates=DATES, work=COMPILED):
    return list(walk(Painter(store, lanes, dates, work), copied))


def painted(rows, lanes, dates=DATES, work=COMPILED, folder=None):
    store = built(FrameRows(rows), ENTITIES, lanes, work, rows.height, folder)
    return together(blocks_of(store, lanes, dates, work), lanes)


def together(blocks, lanes):
    """Each lane over all blocks."""
    return [np.concatenate([found[lane] for found, _ in blocks]) for lane in lanes]


def assert_same(some, others):
    for one, other in zip(some, others, strict=True):
        np.testing.assert_array_equal(one, other)
        assert one.dtype == other.dtype


@given(seed=SEEDS, lanes=LANES)
@SOME
def test_the_walk_gives_what_plain_painting_gives(seed, lanes):
    rows = random_rows(seed, 40, ENTITIES)
    entity = rows["entity"].cast(pl.Int64).to_numpy()
    store = built(FrameRows(rows), ENTITIES, lanes, COMPILED, rows.height, None)
    ((found, owner),) = blocks_of(store, lanes)
    for lane in lanes:
        if lane.within and lane.operation != "spaced":
            filled = rows.select(pl.all_horizontal(pl.col(lane.within).is_not_null())).to_series().to_numpy()
            plain = paint(lane, rows.filter(filled), entity[filled], ENTITIES, DATES)
            whole = np.full_like(plain, 0 if lane.operation == "sum" else NOTHING)
            (np.add if lane.operation == "sum" else np.maximum).at(whole, owner[lane.within], found[lane])
            np.testing.assert_array_equal(whole, plain)
        else:
            np.testing.assert_array_equal(found[lane], paint(lane, rows, entity, ENTITIES, DATES))


@given(seed=SEEDS, lanes=LANES)
@SOME
def test_both_kernels_give_the_same_to_the_last_bit(seed, lanes):
    rows = random_rows(seed, 60, ENTITIES)
    assert_same(painted(rows, lanes), painted(rows, lanes, work=PLAIN))


@given(seed=SEEDS, lanes=LANES)
@settings(max_examples=15, deadline=None)
def test_files_memory_threads_and_the_order_of_rows_change_nothing(tmp_path_factory, seed, lanes):
    folder, rows = tmp_path_factory.mktemp("store"), random_rows(seed, 60, ENTITIES)
    expected = painted(rows, lanes)
    assert_same(painted(rows, lanes, work=Work(memory_mb=0), folder=folder), expected)
    assert_same(together(blocks_of(opened(folder, lanes), lanes), lanes), expected)
    assert_same(painted(rows.sample(fraction=1, shuffle=True, seed=seed % 1000), lanes), expected)
    rows.write_parquet(folder / "rows", row_group_size=7)
    store = built(ParquetRows((folder / "rows",)), ENTITIES, lanes, COMPILED, rows.height, None)
    assert_same(together(blocks_of(store, lanes), lanes), expected)


@given(seed=SEEDS, lanes=LANES)
@settings(max_examples=15, deadline=None)
def test_small_blocks_and_several_threads_change_nothing(seed, lanes):
    rows = random_rows(seed, 60, ENTITIES)
    for work in (Work(threads=1, block_bits=1), Work(threads=3, block_bits=1)):
        assert_same(painted(rows, lanes, work=work), painted(rows, lanes))


@given(seed=SEEDS, lanes=LANES)
@SOME
def test_earlier_columns_stay_when_dates_are_added_and_when_facts_become_known_later(seed, lanes):
    rows = random_rows(seed, 60, ENTITIES)
    earlier = AsOf(DATES.dates[:3])
    before = painted(rows, lanes, earlier)
    assert_same([numbers[:, :3] for numbers in painted(rows, lanes)], before)
    later = random_rows(seed + 1, 30, ENTITIES).with_columns(
        known_from=pl.lit(earlier.dates[-1] + dt.timedelta(days=1))
    )
    pairless = [lane for lane in lanes if not lane.within or lane.operation == "spaced"]
    if pairless:
        assert_same(painted(pl.concat([rows, later]), pairless, earlier), painted(rows, pairless, earlier))


@given(lanes=LANES, seed=SEEDS)
@SOME
def test_a_row_is_in_the_class_of_the_strokes_that_ask_for_it(lanes, seed):
    rows, classes = random_rows(seed, 50, ENTITIES), Classes.of(lanes)
    kinds = classes.of_rows(rows, COMPILED)
    np.testing.assert_array_equal(kinds, classes.of_rows(rows, PLAIN))
    for number, row in enumerate(rows.iter_rows(named=True)):
        asking = {test for lane in lanes for stroke in lane.strokes if asks(test := categories.test_of(stroke), row)}
        told = set() if kinds[number] < 0 else {classes.tests[t] for t in np.flatnonzero(classes.truth[kinds[number]])}
        assert told == asking


def asks(test, row):
    where, beyond = test
    meets = all(row[column] in values for column, values in where)
    return meets and (beyond is None or row[beyond[0]] is None or row[beyond[0]] > beyond[1])


def lane_of(**stroke):
    return Lane("sum", (Stroke(conditions({}), (Edge("day"),), **stroke),))


def test_strokes_go_on_from_the_longer_window():
    rows = random_rows(3, 200, ENTITIES)
    windows = [Days(800), Days(365), Days(90), Days(31), Days(1)]
    lanes = [lane_of(ends=(Edge("day", back=window),)) for window in windows]
    painter = Painter(built(FrameRows(rows), ENTITIES, lanes, COMPILED, 200, None), lanes, DATES, COMPILED)
    (program,) = painter._programs.values()
    assert program.told[:, 5].tolist() == [0, 1, 1, 1, 1]
    assert program.told[:, 1].tolist() == [0, 1, 2, 3, 4]


def test_numbers_that_could_not_be_added_exactly_are_refused():
    rows = random_rows(1, 5, ENTITIES).with_columns(wide=pl.lit(2**61))
    with pytest.raises(OverflowError, match="wide"):
        painted(rows, [lane_of(column="wide", times=2)])
    with pytest.raises(TypeError, match="share"):
        painted(rows, [lane_of(column="share")])


def test_a_store_says_what_lanes_it_was_made_for(tmp_path):
    rows, lanes = random_rows(1, 5, ENTITIES), [lane_of()]
    built(FrameRows(rows), ENTITIES, lanes, COMPILED, 5, tmp_path)
    with pytest.raises(MadeForOtherLanes):
        opened(tmp_path, [lane_of(times=2)])


@pytest.mark.parametrize("work", [COMPILED, PLAIN])
def test_no_rows_and_no_entities_are_no_trouble(work):
    lanes = [lane_of(), Lane("latest", lane_of().strokes, day="day", value="share")]
    rows = random_rows(1, 0, 1)
    sums, latest = painted(rows, lanes, work=work)
    assert sums.tolist() == [[0] * len(DATES.dates)] * ENTITIES
    assert np.isnan(latest).all()
    store = built(FrameRows(rows), 0, lanes, work, 0, None)
    assert blocks_of(store, lanes, work=work) == []


def test_rows_of_nobody_are_left_out():
    rows = random_rows(1, 3, 1).with_columns(
        entity=pl.Series([None, -1, ENTITIES], dtype=pl.Int64), known_from=T - dt.timedelta(days=900), known_to=None,
        day=T - dt.timedelta(days=900),
    )  # fmt: skip
    rows = rows.with_columns(known_to=pl.lit(None, pl.Date))
    (sums,) = painted(rows, [lane_of()])
    assert not sums.any()
