"""The engine gives what the oracle gives for every measure of the vocabulary, asked or not by the catalogue."""

import datetime as dt

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from indicators import oracle
from indicators.definition import Level
from indicators.engine.measuring import ENTITY, Entities, measure_all
from indicators.values import populations
from indicators.windows import AsOf
from tests.indicators.random_facts import T, random_facts
from tests.indicators.vocabulary import BY_ROWS

DATES = AsOf.of([T - dt.timedelta(days=days) for days in (731, 366, 31, 1, 0)])


def asked(level):
    return [measure for measure in BY_ROWS if ENTITY[level] in measure.fact.columns()]


@pytest.mark.parametrize("level", [Level.ACTIVITY, Level.ACTOR])
@given(seed=st.integers(0, 2**32))
@settings(max_examples=6, deadline=None)
def test_the_engine_gives_what_the_oracle_gives(level, seed):
    facts = random_facts(seed, 25)
    entities = Entities.of(level, populations(facts, DATES, level))
    found = measure_all(facts, asked(level), entities, DATES, None)
    for measure in asked(level):
        lane = found.lane(measure)
        for number, entity in enumerate(entities.codes[ENTITY[level]]):
            got = [None if np.isnan(value) else value for value in lane[number]]
            expected = [oracle.measured(facts, measure, level, entity, day) for day in DATES.dates]
            assert got == expected, (measure.says(), entity)


def test_every_measure_is_asked_at_some_level():
    assert set(BY_ROWS) == {*asked(Level.ACTIVITY), *asked(Level.ACTOR)}
