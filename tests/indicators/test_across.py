"""Measures that look across: at peers, at the actor behind an activity, by a column of their own."""

import datetime as dt

import numpy as np
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from indicators import oracle
from indicators.definition import Level
from indicators.engine.exposure import peer_context
from indicators.engine.measuring import Entities, measure_all
from indicators.evidence import rows_behind
from indicators.measures import Count, OfActor, PeerExpected, PeersInCell, SpacedCount
from indicators.values import populations
from indicators.windows import AsOf, Days, Months
from tables.core import AnnualReport, Report
from tests.indicators.random_facts import ACTIVITIES, ACTORS, T, random_facts
from tests.indicators.vocabulary import ABOUT, TIPS

DATES = AsOf.of([T - dt.timedelta(days=400), T])
SEEDS = st.integers(0, 2**32)
SETTINGS = {"last": Months(12), "older": Days(90), "halved": {"severity": (1, 2)}}
EXPECTED = {
    Level.ACTIVITY: (PeerExpected(Report, where=TIPS), PeerExpected(Report, **SETTINGS), PeersInCell()),
    Level.MUNICIPALITY: (
        PeerExpected(Report, about="sender_municipality", last=Months(24)),
        PeerExpected(Report, about="sender_municipality", **SETTINGS),
    ),
}
ASKED = {
    Level.ACTIVITY: (*ABOUT[1:], SpacedCount(Report, **SETTINGS), *EXPECTED[Level.ACTIVITY]),
    Level.ACTOR: (Count(AnnualReport), ABOUT[4].of),
    Level.MUNICIPALITY: (ABOUT[0], *EXPECTED[Level.MUNICIPALITY]),
}


def measured(facts, level):
    population = populations(facts, DATES, level)
    entities = Entities.of(level, population)
    return measure_all(
        facts, ASKED[level], entities, DATES, peer_context(facts, population, level, entities.codes, DATES)
    )


@pytest.mark.parametrize("level", list(Level))
@given(seed=SEEDS)
@settings(max_examples=12, deadline=None)
def test_the_engine_gives_what_the_oracle_gives(level, seed):
    facts = random_facts(seed, 14)
    found = measured(facts, level)
    for measure in ASKED[level]:
        lane = found.lane(measure)
        for number, entity in enumerate(found.entities.codes[found.entities.codes.columns[1]]):
            for k, day in enumerate(DATES.dates):
                expected = oracle.measured(facts, measure, level, entity, day)
                got = None if np.isnan(lane[number, k]) else lane[number, k]
                assert got == (expected if expected is None else pytest.approx(expected, rel=1e-12)), measure.says()


@given(seed=SEEDS)
@settings(max_examples=8, deadline=None)
def test_what_peers_were_expected_to_have_sums_to_what_they_had(seed):
    facts = random_facts(seed, 30)
    found = measured(facts, Level.ACTIVITY)
    counted, expected = (found.lane(ASKED[Level.ACTIVITY][place]) for place in (-4, -2))
    is_compared = ~np.isnan(expected[:, -1])
    exposed = expected[is_compared, -1].sum()
    assert exposed <= counted[is_compared, -1].sum() + 1e-9


@pytest.mark.parametrize("measure", ABOUT[1:], ids=lambda measure: measure.says()[:50])
@given(seed=SEEDS)
@settings(max_examples=8, deadline=None)
def test_the_evidence_of_an_actor_gives_the_same(measure, seed):
    facts = random_facts(seed, 14)
    for activity in ACTIVITIES:
        rows = rows_behind(facts, measure, Level.ACTIVITY, activity, T)
        whole = oracle.measured(facts, measure, Level.ACTIVITY, activity, T)
        if whole is None:
            assert rows.is_empty()
        else:
            assert measure.naive(rows.to_dicts(), T) == whole


def test_the_evidence_of_an_actor_names_the_actor():
    measure = OfActor(Count(AnnualReport))
    behind = pl.concat(
        [
            rows_behind(facts, measure, Level.ACTIVITY, activity, T)
            for facts in (random_facts(seed, 40) for seed in range(4))
            for activity in ACTIVITIES
        ]
    )
    assert behind.height > 0
    assert set(behind["actor_id"]) <= set(ACTORS)


def test_what_peers_have_is_not_the_entitys_own():
    facts = random_facts(5, 40)
    for level, measures in EXPECTED.items():
        for measure in measures:
            entity = "V1" if level is Level.ACTIVITY else "0180"
            assert rows_behind(facts, measure, level, entity, T).is_empty()
            assert "jämförbaras" in measure.says() or "samma form" in measure.says()
