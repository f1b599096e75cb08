"""Unlikeness: the rank becomes a share of the peers, the unlike one is found, and nothing depends on company."""

import datetime as dt

import numpy as np
import polars as pl
import pytest
from polars.testing import assert_frame_equal

from indicators.definition import Level, Missing
from indicators.missing import KNOWN, code_of
from indicators.outcome import Everyone, Outcome
from indicators.peers.isolation import isolation, share_of_peers
from indicators.registry import catalogue
from indicators.values import values
from tests.indicators.random_facts import T, random_facts

DAY = dt.date(2026, 3, 31)
ANY = catalogue()["reg_stale_12m"]


def activities(n, actors=3):
    frame = pl.DataFrame(
        {
            "as_of": [DAY] * n,
            "entity_id": [f"V{number:04d}" for number in range(n)],
            "actor_id": [f"A{number % actors}" for number in range(n)],
            "form_code": ["HVB"] * n,
            "operator_group": ["private"] * n,
            "size_third": ["small"] * n,
            "family": ["heldygnsvard"] * n,
        }
    )
    return Everyone(Level.ACTIVITY, DAY, frame)


def outcome(everyone, z, reason=None):
    nothing = everyone.nothing()
    codes = np.where(np.isnan(z), code_of(Missing.NOT_OBSERVED), KNOWN) if reason is None else reason
    return Outcome(ANY, everyone, z, nothing, nothing, codes, z, None)


def random_outcomes(everyone, columns=8, seed=1):
    rng = np.random.default_rng(seed)
    return [outcome(everyone, rng.normal(size=everyone.frame.height)) for _ in range(columns)]


def test_the_second_of_four_hundred():
    everyone = activities(400)
    unlike = np.arange(400.0)
    share = share_of_peers(everyone, unlike)
    assert share[398] == pytest.approx(0.995, abs=1e-12)
    assert (share[399], share[0]) == (pytest.approx(1 - 1 / 400), 0.0)


def test_equals_share_the_mean_of_their_ranks():
    share = share_of_peers(activities(4), np.array([1.0, 2.0, 2.0, 3.0]))
    assert share.tolist() == pytest.approx([0.0, 1 - 2.5 / 4, 1 - 2.5 / 4, 1 - 1 / 4])


def test_the_unlike_one_is_found_though_no_single_value_is_large():
    everyone = activities(200)
    rng = np.random.default_rng(2)
    common = rng.normal(size=200)
    found = [outcome(everyone, common + 0.1 * rng.normal(size=200)) for _ in range(6)]
    for number, each in enumerate(found):
        each.z[17] = 2.0 * (-1) ** number
    assert isolation(everyone, found)[17] > 0.99


def test_with_too_little_known_nothing_is_said():
    everyone = activities(60)
    found = random_outcomes(everyone, 10)
    for each in found[:5]:
        each.z[0] = np.nan
    for each in found[:4]:
        each.z[1] = np.nan
    share = isolation(everyone, [outcome(everyone, each.z) for each in found])
    assert np.isnan(share[0])
    assert not np.isnan(share[1])


def test_what_does_not_apply_asks_for_nothing():
    everyone = activities(60)
    found = random_outcomes(everyone, 5)
    outside = [outcome(everyone, np.where(np.arange(60) == 0, np.nan, each.z)) for each in random_outcomes(everyone, 5)]
    for each in outside:
        each.reason[0] = code_of(Missing.NOT_APPLICABLE)
    assert not np.isnan(isolation(everyone, [*found, *outside])[0])


def test_an_actors_values_are_those_of_its_activities():
    everyone = activities(90)
    actors = Everyone(Level.ACTOR, DAY, pl.DataFrame({"entity_id": ["A2", "A0"]}))
    of_actors = outcome(actors, np.array([3.0, 0.0]))
    own = outcome(everyone, np.where(np.arange(90) % 3 == 2, 3.0, np.where(np.arange(90) % 3 == 0, 0.0, np.nan)))
    rest = random_outcomes(everyone, 4)
    assert np.array_equal(isolation(everyone, [*rest, of_actors]), isolation(everyone, [*rest, own]), equal_nan=True)


def test_the_same_rows_give_the_same_bits():
    everyone = activities(120)
    found = random_outcomes(everyone)
    assert isolation(everyone, found).tobytes() == isolation(everyone, found).tobytes()


def test_values_beyond_three_scales_are_no_more_unlike():
    everyone = activities(50)
    found = random_outcomes(everyone, 4)
    found[0].z[0] = 3.0
    within = isolation(everyone, found)
    found[0].z[0] = 1e6
    assert np.array_equal(isolation(everyone, found), within)


def test_nobody_and_nothing():
    assert np.isnan(isolation(activities(3), [])).all()
    assert isolation(activities(0), []).shape == (0,)
    unknown_actors = Everyone(Level.ACTOR, DAY, pl.DataFrame({"entity_id": []}, schema={"entity_id": pl.String}))
    assert np.isnan(isolation(activities(40), [outcome(unknown_actors, np.zeros(0))])).all()


def test_it_is_the_same_whatever_else_is_asked_and_in_whatever_company():
    facts, percentile = random_facts(5, 60), catalogue()["anm_isolation_percentile"]
    earlier = T - dt.timedelta(days=90)
    alone = values(facts, [T], only=[percentile])
    among = values(facts, [earlier, T]).filter(indicator_id=percentile.name, as_of=T)
    assert_frame_equal(alone, among, check_exact=True)
    assert alone["indicator_id"].unique().to_list() == [percentile.name]


def test_an_indicator_that_looks_at_the_others_comes_after_them(monkeypatch):
    monkeypatch.setattr("indicators.peers.isolation.COVERAGE", 0.0)
    monkeypatch.setattr("indicators.peers.isolation.FEWEST", 2)
    frame = values(random_facts(5, 60), [T], only=[catalogue()["anm_isolation_percentile"]])
    shares = frame["value"].drop_nulls().to_list()
    assert len(shares) == frame.height > 1
    assert max(shares) < 1
    assert len(set(shares)) > 1
    assert frame["z"].null_count() == frame.height
