"""Planted schemes are found at the stated power, and honest look-alikes are taken no oftener than others like them.

The stated power is that of docs/explanation/what-can-be-proved.md for registers of this size. Two of them are looked at
here, so what is held is that their intervals agree with it, and that it is more than chance.
"""

import pytest

from benchmarks.simulated import planted

REGISTERS, ACTIVITIES = (8, 9), 2000
#: Share of planted cases in the first part of the list, by target: what the study states of six such registers.
STATED = {("W", 0.05): 0.52, ("W", 0.10): 0.73, ("Q", 0.05): 0.28, ("Q", 0.10): 0.50}


@pytest.fixture(scope="module")
def cases():
    return planted.study(ACTIVITIES, REGISTERS)


def of_all(cases, target, top):
    found = planted.found_in(cases, target, top).filter(scheme="all")
    return (found.filter(look_alike=honest).row(0, named=True) for honest in (False, True))


@pytest.mark.slow
@pytest.mark.parametrize(("target", "top"), STATED)
def test_schemes_are_found_at_the_stated_power(cases, target, top):
    guilty, _ = of_all(cases, target, top)
    assert guilty["low"] <= STATED[target, top] <= guilty["high"]
    assert guilty["low"] > top if target == "W" else guilty["share"] > top


@pytest.mark.parametrize(("target", "top"), STATED)
def test_look_alikes_are_taken_less_often_than_what_they_look_like(cases, target, top):
    guilty, honest = of_all(cases, target, top)
    assert honest["share"] < 0.6 * guilty["share"]


@pytest.mark.parametrize(("target", "top"), STATED)
def test_look_alikes_are_taken_no_oftener_than_others_of_their_kind(cases, target, top):
    """The ordinary private activities of the same lists. The first weights for crime did not hold this."""
    _, honest = of_all(cases, target, top)
    assert honest["low"] <= honest["lot"]


@pytest.mark.parametrize("target", ["W", "Q"])
def test_look_alikes_are_not_in_the_first_part_oftener_than_by_lot(cases, target):
    _, honest = of_all(cases, target, 0.05)
    assert honest["low"] <= 0.05


def test_every_case_is_looked_at_once(cases):
    assert cases.select("register", "scheme", "look_alike", "scheme_case", "target").is_duplicated().sum() == 0
    assert set(cases["register"]) == set(REGISTERS)
