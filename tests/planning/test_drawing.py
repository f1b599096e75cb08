"""A plan in its parts: duties first, bands in their order, teams, strata, the order of the plan, and what is said."""

import time

import numpy as np
import polars as pl
import pytest

from indicators.planning import capacity, random_arm
from indicators.planning.drawing import drawn
from tests.planning.units import arm, asked, units


def of(n, band, p_top, **columns):
    cells = {"band": pl.lit(band), "p_top": pl.lit(p_top), "is_due": pl.lit(value=False)}
    free = {"excluded": pl.lit(None, pl.String), "in_random_frame": pl.lit(value=True)}
    named = units(n=n, pools=("nord/*",), **cells, **free, **columns)
    return named.with_columns(activity_id=pl.lit(band) + pl.col("activity_id"))


def bands(rows):
    return dict(arm(rows, "risk").group_by("band").len().iter_rows())


@pytest.mark.parametrize(
    ("room", "expected"),
    [
        (3, {"A": 3}),
        (5, {"A": 5}),
        (8, {"A": 5, "B": None, "C": None}),
        (25, {"A": 5, "B": 10, "C": 10}),
        (30, {"A": 5, "B": 10, "C": 10, "D": 5}),
    ],
)
def test_a_is_certain_then_b_and_c_are_drawn_and_d_only_where_room_remains(room, expected):
    frame = pl.concat([of(5, "A", 0.9), of(10, "B", 0.6), of(10, "C", 0.3), of(20, "D", 0.1)])
    found = bands(drawn(frame, asked({"nord": room}, share=0.0)).rows)
    assert found.keys() <= expected.keys()
    assert sum(found.values()) == room
    assert all(found[band] == number for band, number in expected.items() if number is not None)


def test_a_band_that_is_larger_than_the_room_is_said_and_drawn_with_probability():
    plan = drawn(of(10, "A", 0.9), asked({"nord": 4}, share=0.0))
    assert "band A är 10 verksamheter men 4 ryms" in " ".join(plan.remarks)
    assert arm(plan.rows, "risk")["inclusion_probability"].to_list() == pytest.approx([0.4] * 4)


def test_duties_beyond_the_capacity_stand_in_the_plan_by_their_day_and_are_said():
    frame = units(n=80, pools=("nord/*",))
    due = frame.filter("is_due").sort("duty_last_day")
    plan = drawn(frame, asked({"nord": 4}))
    duties = arm(plan.rows, "duty")
    assert duties.height == due.height > 4
    assert duties.filter("has_room")["duty_last_day"].max() <= duties.filter(~pl.col("has_room"))["duty_last_day"].min()
    assert arm(plan.rows, "random").height == arm(plan.rows, "risk").height == 0
    assert f"frekvenstillsynen är {due.height} inspektioner men 4 ryms" in plan.remarks[0]


def test_a_duty_where_no_capacity_is_given_is_not_dropped():
    frame = units(n=40, pools=("ost/*",)).with_columns(pool=pl.lit(None, pl.String), excluded=pl.lit("no_capacity"))
    plan = drawn(frame.with_columns(in_random_frame=pl.lit(value=False)), asked({"nord": 4}))
    assert arm(plan.rows, "duty").height == frame["is_due"].sum() > 0
    assert "utan angiven kapacitet" in " ".join(plan.remarks)
    assert "nord: 4 av 4 inspektioner har ingen att dras till" in " ".join(plan.remarks)


def test_the_random_arm_takes_the_share_of_what_duties_leave_rounded_half_upwards():
    for left, share, n in ((25, 0.1, 3), (24, 0.1, 2), (4, 0.1, 0), (5, 0.1, 1)):
        assert random_arm.parts(np.array([left]), np.array([1000]), share).sum() == n


def test_the_random_arm_never_takes_more_than_a_pool_has_room_or_units_for():
    expected = random_arm.parts(np.array([10, 10, 0]), np.array([2, 100, 50]), 1.0)
    assert expected.tolist() == [2.0, 10.0, 0.0]


def test_every_form_gets_the_number_below_or_above_its_part_of_the_random_arm():
    frame = units(n=400, pools=("nord/*",), in_random_frame=pl.lit(value=True), is_due=pl.lit(value=False))
    plan = drawn(frame, asked({"nord": 100}, share=0.2)).rows
    for (form,), part in plan.group_by("form_code"):
        assert abs(arm(part, "random").height - 20 * part.height / 400) < 1, form
    one = arm(plan, "random").row(0, named=True)
    assert one["frame_size"] == plan.filter(form_code=one["stratum"]).height
    assert one["drawn_in_arm"] == arm(plan, "random").filter(form_code=one["stratum"]).height


def test_teams_share_what_their_pool_draws_and_none_gets_more_than_it_can_do():
    rows = capacity.read(b"avdelning;team;inspektioner\nnord;a;6\nnord;b;3\nnord;c;0\n", "k.csv")
    how = asked()
    plan = drawn(units(n=80, pools=("nord/*",)), type(how)(rows, 1, "Q", 0.2, 0.01)).rows
    number = dict(plan.drop_nulls("team").group_by("team").len().iter_rows())
    assert number == {"a": 6, "b": 3}


def test_a_form_with_rows_of_its_own_is_drawn_against_them_only():
    rows = capacity.read(b"avdelning;form;inspektioner\nnord;HVB;1\nnord;;50\n", "k.csv")
    frame = units(n=80, pools=("nord/*",)).with_columns(
        pool=pl.when(pl.col("form_code") == "HVB").then(pl.lit("nord/HVB")).otherwise("pool")
    )
    plan = drawn(frame, type(asked())(rows, 1, "Q", 0.2, 0.01)).rows
    assert plan.filter(pl.col("has_room"), form_code="HVB").height == 1
    assert plan.filter(pl.col("has_room"), pl.col("form_code") != "HVB").height == 50


def test_no_place_in_the_plan_tells_where_a_protected_home_is():
    plan = drawn(units(n=200), asked({"nord": 60, "mitt": 60, "syd": 60})).rows.drop_nulls("arm")
    hidden = plan["is_protected"].to_list()
    assert 0 < sum(hidden) < len(hidden)
    assert hidden == sorted(hidden)


def test_fifty_thousand_activities_are_drawn_in_about_a_second():
    frame = units(n=50_000)
    began = time.perf_counter()
    drawn(frame, asked({"nord": 1500, "mitt": 1500, "syd": 1000}))
    assert time.perf_counter() - began < 5
