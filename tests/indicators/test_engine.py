"""The engine agrees with the naive oracle, to the last bit, for every measure of every indicator."""

import datetime as dt

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from indicators import oracle
from indicators.definition import Level
from indicators.engine.exposure import peer_context
from indicators.engine.measuring import Entities, Measured, distinct, measure_all
from indicators.engine.painting.work import Work
from indicators.registry import catalogue
from indicators.values import populations
from indicators.windows import AsOf
from tests.indicators.random_facts import T, random_facts

DATES = AsOf.of([T - dt.timedelta(days=400), T - dt.timedelta(days=31), T])
SEEDS = st.integers(0, 2**32)


def measure_level(facts, level: Level, dates: AsOf = DATES, work: Work = Work()) -> Measured:  # type: ignore[no-untyped-def]  # noqa: B008
    population = populations(facts, dates, level)
    entities = Entities.of(level, population)
    measures = [m for i in catalogue().values() if level in i.levels for m in i.measures.values()]
    context = peer_context(facts, population, level, entities.codes, dates)
    return measure_all(facts, measures, entities, dates, context, work)


@pytest.mark.parametrize("level", list(Level))
@given(seed=SEEDS, size=st.integers(1, 12))
@settings(max_examples=12, deadline=None)
def test_engine_equals_oracle(level: Level, seed: int, size: int) -> None:
    facts = random_facts(seed, size)
    measured = measure_level(facts, level)
    column = measured.entities.codes.columns[1]
    for measure, lane in measured.lanes:
        for number, entity in enumerate(measured.entities.codes[column]):
            for k, day in enumerate(DATES.dates):
                expected = oracle.measured(facts, measure, level, entity, day)
                got = None if np.isnan(lane[number, k]) else lane[number, k]
                if type(measure).__name__ == "PeerExpected":
                    assert (got is None) == (expected is None), (measure.says(), entity, day)
                    assert got is None or got == pytest.approx(expected, rel=1e-12)
                else:
                    assert got == expected, (measure.says(), entity, day)


def test_equal_questions_share_one_lane() -> None:
    asked = [m for i in catalogue().values() if Level.ACTOR in i.levels for m in i.measures.values()]
    assert len(distinct(asked)) < len(asked)


@given(seed=SEEDS, level=st.sampled_from(list(Level)))
@settings(max_examples=6, deadline=None)
def test_kernel_memory_threads_and_blocks_change_no_bit(seed: int, level: Level) -> None:
    facts = random_facts(seed, 12)
    expected = measure_level(facts, level)
    for work in (Work(compiled=False), Work(memory_mb=0, threads=1), Work(threads=3, block_bits=1)):
        found = measure_level(facts, level, work=work)
        for measure, values in expected.lanes:
            np.testing.assert_array_equal(found.lane(measure), values, err_msg=measure.says())


@given(seed=SEEDS, level=st.sampled_from(list(Level)))
@settings(max_examples=6, deadline=None)
def test_earlier_columns_stay_to_the_last_bit_when_a_date_is_added(seed: int, level: Level) -> None:
    facts = random_facts(seed, 12)
    earlier = AsOf(DATES.dates[:2])
    before, after = measure_level(facts, level, earlier), measure_level(facts, level)
    column = before.entities.codes.columns[1]
    place = [after.entities.codes[column].to_list().index(entity) for entity in before.entities.codes[column]]
    for measure, values in before.lanes:
        for number in range(2):
            np.testing.assert_array_equal(after.at(measure, number)[place], values[:, number], err_msg=measure.says())
