"""One value in wider groups: which they are, that a wider group holds everyone of it, and where the value lies."""

import itertools

import polars as pl
import pytest

from tables import marts
from tables.serving import Published
from web.reading import Reading, Spread
from web.reading.subjects import subject_page
from web.site.subject.groups import place_in, wider


def test_wider_groups_leave_out_size_then_operator_then_the_form():
    assert wider("HVB/private/small") == ("HVB/private", "HVB", "heldygnsvard")
    assert wider("HVB") == ("heldygnsvard",)
    assert wider("heldygnsvard") == ()


@pytest.mark.parametrize(
    ("value", "said"),
    [(0.5, "5 % lägsta"), (1.5, "lägsta fjärdedelen"), (2.0, "lägsta fjärdedelen"), (2.5, "näst lägsta"),
     (3.5, "näst högsta"), (4.5, "högsta fjärdedelen"), (5.5, "5 % högsta")],
)  # fmt: skip
def test_a_value_lies_between_marks(value, said):
    assert said in place_in(value, Spread(n=40, low=1.0, q1=2.0, median=3.0, q3=4.0, high=5.0))


def test_a_value_like_everybodys_is_told_as_such():
    assert place_in(1.0, Spread(n=40, low=1.0, q1=1.0, median=1.0, q3=1.0, high=1.0)) == "som nästan alla"


def test_every_group_that_is_wider_than_one_in_use_is_held_and_holds_everyone_in_it(small_home):
    """Counted anew from the published values: whoever is labelled with a group or a narrower one is in it."""
    with Published(small_home.home) as published:
        values = published.read(marts.IndicatorValue).drop_nulls(["value", "peer_group"])
    values = values.filter(values["as_of"] == values["as_of"].max())
    expected = {}
    for name, level, group, n in values.group_by("indicator_id", "level", "peer_group").len().iter_rows():
        for each in (group, *wider(group)):
            expected[name, str(level), each] = expected.get((name, str(level), each), 0) + n
    store = Reading(small_home.home)
    sql = "SELECT indicator_id, level, peer_group, n FROM spread JOIN indicator USING (number) WHERE day = ?"
    held = {tuple(row[:3]): row[3] for row in store.asked(sql, [str(values["as_of"][0])])}
    assert expected.items() <= held.items()


def test_the_groups_of_a_value_begin_with_its_own_and_grow(small_home):
    from web.site.subject.groups import groups_around

    store = Reading(small_home.home)
    with Published(small_home.home) as published:
        values = published.read(marts.IndicatorValue).drop_nulls(["value", "peer_group"])
    narrow = values.filter(pl.col("level") == "activity", pl.col("peer_level").is_in(["operator", "form"]))
    told = subject_page(store, "activity", narrow.sort("as_of", "entity_id")["entity_id"][-1]).lookup.values
    found = [groups_around(store, value) for value in told if value.peer_group is not None]
    assert any(found)
    for groups in filter(None, found):
        assert [each.is_used for each in groups] == [True, *[False] * (len(groups) - 1)]
        assert all(a.n < b.n for a, b in itertools.pairwise(groups))
