"""What holds of every part: nothing known later has any part in it, nobody is named, no bare rate of a few."""

import datetime as dt

import polars as pl
import pytest

from indicators.learning.definitions import MEANINGS, definitions
from indicators.learning.learned import learned
from tests.learning.busy_world import busy
from tests.learning.small_world import T

#: A day that much becomes known after.
EARLIER = T - dt.timedelta(days=400)


def known_by(facts, day):
    """The facts as they stood on a day: later rows are gone, and what has ended since has not ended yet."""
    is_open = pl.when(pl.col("known_to") <= day).then("known_to")
    return {
        name: rows.filter(pl.col("known_from") <= day).with_columns(known_to=is_open) for name, rows in facts.items()
    }


@pytest.mark.parametrize("seed", range(3))
def test_what_becomes_known_later_changes_nothing(seed):
    facts = busy(seed)
    before = known_by(facts, EARLIER)
    assert sum(rows.height for rows in before.values()) < sum(rows.height for rows in facts.values())
    assert learned(facts, EARLIER).equals(learned(before, EARLIER))


@pytest.mark.parametrize("seed", range(2))
def test_no_rate_of_fewer_than_five_and_no_null_without_its_reason(seed):
    found = learned(busy(seed), T)
    assert found.filter(pl.col("value").is_null() != pl.col("reason").is_not_null()).is_empty()
    told = found.filter(pl.col("value").is_not_null())
    assert told.filter(pl.col("n") < 5, ~pl.col("measure").is_in(["not_yet", "unplaced"])).is_empty()
    assert told.filter(pl.col("expected").is_not_null(), pl.col("count") < 5).is_empty()
    assert told.filter(pl.col("low").is_null(), ~pl.col("measure").str.contains("days|not_yet|unplaced")).is_empty()


def test_no_actor_and_no_activity_is_in_any_figure():
    facts = busy(3)
    written = learned(facts, T).write_csv()
    named = pl.concat([facts["inspection"][name] for name in ("activity_id", "actor_id")]).unique().to_list()
    assert len(named) > 50
    assert not [one for one in named if one in written]


def test_every_measure_is_defined_and_no_other():
    found = learned(busy(1), T).select(pl.col("part").cast(pl.String), "measure").unique()
    defined = definitions().select(pl.col("part").cast(pl.String), "measure")
    assert set(found.rows()) <= set(defined.rows())
    assert len(defined) == len(MEANINGS)


def test_no_facts_at_all_is_a_report_of_nothing():
    empty = {name: rows.clear() for name, rows in busy(1, 5).items()}
    found = learned(empty, T)
    assert found["value"].drop_nulls().to_list() == []
