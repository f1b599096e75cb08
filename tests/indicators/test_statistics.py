"""What is said of a register: spread, coverage and near-copies, by numbers that can be followed by hand."""

import datetime as dt

import numpy as np
import polars as pl
import pytest

from indicators.definition import Level, Missing
from indicators.peers.correlation import rank_correlation
from indicators.reference.statistics import near_copies, statistics, wide
from tests.indicators.value_frames import AS_OF, indicator

DAY = AS_OF
FAMILIES = ["lss_boende"] * 60 + ["hemnara"] * 40
ACTIVITIES = pl.DataFrame(
    {
        "as_of": [DAY] * 100,
        "activity_id": [f"V{i:03}" for i in range(100)],
        "actor_id": [f"A{i // 10}" for i in range(100)],
        "family": FAMILIES,
    }
)
ACTORS = pl.DataFrame({"as_of": [DAY] * 10, "actor_id": [f"A{i}" for i in range(10)], "family": FAMILIES[::10]})
POPULATIONS = {Level.ACTIVITY: ACTIVITIES, Level.ACTOR: ACTORS, Level.MUNICIPALITY: ACTORS}
CATALOGUE = {
    one.name: one
    for one in (
        indicator("rep_first"),
        indicator("rep_twice"),
        indicator("rep_other"),
        indicator("net_of_actor", level=Level.ACTOR),
    )
}


def rows(name, level, values, day=DAY):
    return [
        {
            "as_of": day,
            "indicator_id": name,
            "level": level,
            "entity_id": entity,
            "value": value,
            "missing_reason": None if value is not None else Missing.NOT_OBSERVED.value,
        }
        for entity, value in values.items()
    ]


def register():
    first = {f"V{i:03}": float(i) for i in range(100)}
    lists = [
        rows("rep_first", "activity", first | {"V000": None}),
        rows("rep_twice", "activity", {entity: value**2 for entity, value in first.items()}),
        rows("rep_other", "activity", {f"V{i:03}": float(i * 37 % 100) for i in range(100)}),
        rows("net_of_actor", "actor", {f"A{i}": float(i) for i in range(10)}),
        rows("rep_first", "activity", dict.fromkeys(first, 5.0), day=dt.date(2020, 1, 1)),
    ]
    return pl.DataFrame([row for part in lists for row in part])


def test_coverage_counts_the_known_and_the_reasons_of_the_others():
    found = statistics(register(), POPULATIONS, CATALOGUE, DAY)["rep_first"]
    assert (found["units"], found["known"]) == (100, 99)
    assert found["missing"] == {"not_observed": 1, "not_applicable": 0, "source_gap": 0}


def test_the_spread_is_that_of_each_family_of_forms_on_the_day():
    groups = statistics(register(), POPULATIONS, CATALOGUE, DAY)["rep_first"]["groups"]
    assert {name: group["n"] for name, group in groups.items()} == {"hemnara": 40, "lss_boende": 59}
    assert groups["hemnara"]["quantiles"] == [61.95, 69.75, 79.5, 89.25, 97.05]
    assert groups["lss_boende"]["above"] == 1.0


def test_the_zeros_are_told_apart_from_those_above():
    groups = statistics(register(), POPULATIONS, CATALOGUE, DAY)["net_of_actor"]["groups"]
    assert groups["lss_boende"] == {
        "n": 6,
        "above": 0.8333,
        "quantiles": [0.25, 1.25, 2.5, 3.75, 4.75],
        "quantiles_above": [1.2, 2.0, 3.0, 4.0, 4.8],
    }


def test_an_actors_value_stands_at_each_of_its_activities():
    frame = wide(register().filter(as_of=DAY), ACTIVITIES, CATALOGUE)
    assert frame.filter(actor_id="A3")["net_of_actor"].to_list() == [3.0] * 10


def test_near_copies_are_found_whatever_their_scale_and_only_those():
    found = statistics(register(), POPULATIONS, CATALOGUE, DAY)
    assert [name for name, *_ in found["rep_first"]["correlated"]] == ["rep_twice", "net_of_actor"]
    assert found["rep_first"]["correlated"][0] == ["rep_twice", 1.0, 99]
    assert found["rep_other"]["correlated"] == []


def test_opposites_are_near_copies_too():
    frame = pl.DataFrame({"activity_id": range(60), "a": range(60), "b": [-i for i in range(60)]})
    assert near_copies(frame)["a"] == [["b", -1.0, 60]]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (np.arange(49.0), np.arange(49.0)),
        (np.r_[np.zeros(95), np.arange(1.0, 6.0)], np.r_[np.zeros(95), np.arange(1.0, 6.0)]),
        (np.r_[np.arange(40.0), np.full(40, np.nan)], np.r_[np.full(40, np.nan), np.arange(40.0)]),
    ],
    ids=["few units", "few that differ", "never known together"],
)
def test_too_little_to_go_by_says_nothing(one, other):
    assert rank_correlation(one, other) is None
