"""Runs of knowledge: splitting, joining and choosing."""

import datetime as dt

import polars as pl
from hypothesis import given, settings
from hypothesis import strategies as st

from sources.facts.knowledge import first_of_each, merged, overlay

START = dt.date(2026, 1, 1)
moments = range(12)
SLOW_MACHINES = settings(deadline=None)


def runs(*rows):
    """Rows of a key, a value and the days from START on which it was known; null for an open end."""
    return pl.DataFrame(
        {
            "key": pl.Series([row[0] for row in rows], dtype=pl.String),
            "value": pl.Series([row[1] for row in rows], dtype=pl.Int64),
            "known_from": pl.Series([day(row[2]) for row in rows], dtype=pl.Date),
            "known_to": pl.Series([day(row[3]) for row in rows], dtype=pl.Date),
        }
    )


def day(number):
    return None if number is None else START + dt.timedelta(days=number)


def held(frame, moment, column="value"):
    now = day(moment)
    known = frame.filter(pl.col("known_from") <= now, pl.col("known_to").is_null() | (now < pl.col("known_to")))
    return sorted(known.select("key", column).rows(), key=str)


one_run = st.tuples(st.sampled_from("ab"), st.integers(0, 3), st.integers(0, 5), st.integers(1, 5) | st.none()).map(
    lambda row: (*row[:3], None if row[3] is None else row[2] + row[3])
)
some_runs = st.lists(one_run, max_size=6).map(lambda rows: runs(*rows))


def test_runs_that_touch_or_overlap_and_agree_become_one():
    found = merged(
        runs(("a", 1, 0, 2), ("a", 1, 2, 4), ("a", 1, 3, 6), ("a", 1, 8, None), ("a", 2, 6, 8)), ["key", "value"]
    )
    assert found.equals(runs(("a", 1, 0, 6), ("a", 1, 8, None), ("a", 2, 6, 8)))


@SLOW_MACHINES
@given(some_runs)
def test_merging_changes_nothing_in_what_was_held_when(frame):
    together = merged(frame, ["key", "value"])
    for moment in moments:
        assert held(together, moment) == sorted(set(held(frame, moment)), key=str)


@SLOW_MACHINES
@given(some_runs)
def test_the_first_of_each_is_the_smallest_held_at_every_moment(frame):
    smallest = first_of_each(frame, ["key"], ["value"])
    for moment in moments:
        known = held(frame, moment)
        assert held(smallest, moment) == [
            min(row for row in known if row[0] == key) for key in "ab" if any(row[0] == key for row in known)
        ]


@SLOW_MACHINES
@given(some_runs, some_runs)
def test_an_overlay_says_at_every_moment_what_the_other_held_then_and_loses_nothing(base, other):
    disjoint = first_of_each(other, ["key"], ["value"]).rename({"value": "seen"})
    laid = overlay(base, disjoint, "key", ["seen"])
    for moment in moments:
        seen = dict(held(disjoint, moment, "seen"))
        assert held(laid, moment) == held(base, moment)
        assert held(laid, moment, "seen") == sorted(((key, seen.get(key)) for key, _ in held(base, moment)), key=str)


@SLOW_MACHINES
@given(some_runs, some_runs)
def test_an_overlay_splits_no_more_than_needed(base, other):
    disjoint = first_of_each(other, ["key"], ["value"]).rename({"value": "seen"})
    laid = overlay(base.with_row_index("row"), disjoint, "key", ["seen"])
    assert merged(laid, ["row", "seen"]).height == laid.height
