"""Planted schemes leave the traces they should, and their honest look-alikes the same outer signs."""

import datetime as dt

import polars as pl
import pytest

from sources.facts.predecessors import predecessors
from sources.facts.register import activity_versions, actors
from sources.synthetic.schemes import CASES
from tables import core, raw

SCHEMES = list(CASES)


def _operators(made, scheme: str, *, look_alike: bool) -> pl.DataFrame:
    return made.truth_of("operators").filter((pl.col("scheme") == scheme) & (pl.col("look_alike") == look_alike))


@pytest.mark.parametrize("scheme", SCHEMES)
def test_every_scheme_has_its_cases_and_as_many_look_alikes(full, scheme):
    for look_alike in (False, True):
        assert _operators(full, scheme, look_alike=look_alike)["scheme_case"].n_unique() == CASES[scheme]


@pytest.mark.parametrize("scheme", SCHEMES)
def test_the_demo_has_every_scheme_and_a_look_alike(demo, scheme):
    assert not _operators(demo, scheme, look_alike=False).is_empty()
    assert not _operators(demo, scheme, look_alike=True).is_empty()


@pytest.mark.parametrize("scheme", SCHEMES)
def test_planted_actors_are_risky_and_look_alikes_are_not(full, scheme):
    activities = full.truth_of("activities").filter(pl.col("scheme") == scheme)
    means = dict(activities.group_by("look_alike").agg(pl.col("risk").mean()).iter_rows())
    assert means[False] > 1.5 > 0.3 > means[True]


@pytest.mark.parametrize("look_alike", [False, True])
def test_dormant_companies_change_the_whole_board_before_they_wake(full, look_alike):
    sold = _operators(full, "takeover_of_dormant", look_alike=look_alike)
    entered = full.current("company_event").filter(
        (pl.col("kind") == "role_entered") & (pl.col("role") == "board_member")
    )
    swapped = entered.join(sold, on="operator_id").filter(pl.col("event_date") == pl.col("scheme_day"))
    assert swapped["operator_id"].n_unique() == sold.height
    dormant = full.raw("activity_version").filter(pl.col("operating_status") == "dormant")
    assert set(sold["operator_id"]) <= set(dormant["operator_id"])


def test_only_honest_buyers_notify_the_change_of_circle(full):
    told = full.current("notification").filter(pl.col("kind") == "circle_change")
    owners = full.truth_of("activities").select("activity_id", "operator_id")
    sold = full.truth_of("operators").filter(pl.col("scheme") == "takeover_of_dormant")
    on_the_day = (
        told.join(owners, on="activity_id")
        .join(sold, on="operator_id")
        .filter(pl.col("effective_date") == pl.col("scheme_day"))
    )
    counts = dict(on_the_day.group_by("look_alike").len().iter_rows())
    assert counts[True] >= 9
    assert counts.get(False, 0) <= 4


def test_serial_bankrupts_carry_one_person_through_several_companies(full):
    serial = _operators(full, "serial_bankruptcy", look_alike=False)
    events = full.raw("company_event").join(serial.select("operator_id", "scheme_case"), on="operator_id")
    bankrupt = events.filter(pl.col("kind") == "bankruptcy_opened").group_by("scheme_case").len()
    assert (bankrupt["len"] >= 2).all()
    leaders = (
        events.filter(pl.col("role") == "owner")
        .group_by("scheme_case", "person_key")
        .agg(n=pl.col("operator_id").n_unique())
    )
    assert leaders.group_by("scheme_case").agg(pl.col("n").max())["n"].min() >= 2


def test_honest_entrepreneurs_failed_once(full):
    honest = _operators(full, "serial_bankruptcy", look_alike=True)
    events = full.raw("company_event").join(honest.select("operator_id", "scheme_case"), on="operator_id")
    bankrupt = events.filter(pl.col("kind") == "bankruptcy_opened").unique("event_id").group_by("scheme_case").len()
    assert bankrupt["len"].to_list() == [1] * CASES["serial_bankruptcy"]


def test_straw_persons_sit_on_several_boards_for_a_short_time(full):
    events = full.current("company_event").filter(pl.col("role").is_in(["board_member", "deputy", "ceo"]))
    straw = events.join(_operators(full, "straw_board", look_alike=False), on="operator_id").filter(
        pl.col("event_date") > pl.col("scheme_day")
    )
    companies = straw.group_by("person_key").agg(n=pl.col("operator_id").n_unique())
    assert companies["n"].max() >= 4
    honest = events.join(_operators(full, "straw_board", look_alike=True), on="operator_id").filter(
        pl.col("event_date") > dt.date(2020, 1, 1)
    )
    assert straw.height > 3 * honest.height


@pytest.mark.parametrize("look_alike", [False, True])
def test_growers_have_four_times_the_places_and_new_homes(full, look_alike):
    grown = _operators(full, "rapid_growth", look_alike=look_alike)
    versions = full.typed("activity_version").join(grown.select("operator_id"), on="operator_id")
    places = versions.group_by("operator_id", "activity_id").agg(
        ratio=pl.col("max_places").max() / pl.col("max_places").min()
    )
    assert places.group_by("operator_id").agg(pl.col("ratio").max())["ratio"].median() >= 3.5
    assert versions.group_by("operator_id").agg(pl.col("activity_id").n_unique())["activity_id"].median() == 3


def test_movers_open_the_same_house_in_a_sister_company_after_criticism(full):
    moved = _operators(full, "moved_away", look_alike=False).select("operator_id", "scheme_case")
    versions = full.current("activity_version").join(moved, on="operator_id").filter(pl.col("address").is_not_null())
    houses = versions.group_by("scheme_case", "address", "municipality_code").agg(n=pl.col("operator_id").n_unique())
    assert houses.filter(pl.col("n") == 2)["scheme_case"].n_unique() >= 10
    criticised = full.current("decision").join(moved, on="operator_id").filter(pl.col("kind") != "closed_no_action")
    assert criticised["scheme_case"].n_unique() >= 10


@pytest.mark.parametrize("look_alike", [False, True])
def test_a_house_that_is_opened_again_goes_on_from_the_one_that_closed(demo, look_alike):
    moved = _operators(demo, "moved_away", look_alike=look_alike)
    delivered = demo.current("activity_version")
    delivered = delivered.filter(pl.col("operator_id").is_in(moved["operator_id"].implode()))
    versions = activity_versions(delivered, actors(demo.current("operator"), raw.Report.create_empty()))
    found = predecessors(versions, core.ActorLink.create_empty(), raw.PredecessorDecision.create_empty())
    secret = versions.filter("address_protected")["actor_id"]
    cases = moved.filter(~pl.col("operator_id").is_in(secret.implode()))
    joined = found.join(cases, left_on="actor_id", right_on="operator_id")
    assert joined["scheme_case"].n_unique() == cases["scheme_case"].n_unique() > 0
    assert set(found["former_id"]) <= set(moved["operator_id"])


def test_what_inspectors_know_decides_whom_they_choose(full):
    cases = full.current("supervision_case").filter(pl.col("origin") == "own_initiative").select("activity_id")
    truth = full.truth_of("activities")
    chosen = cases.join(truth, on="activity_id")["knowledge"].mean()
    assert chosen > truth["knowledge"].mean() + 0.5


def test_findings_follow_the_true_risk(full):
    worst = full.current("finding").group_by("activity_id").agg(worst=pl.col("severity").max())
    truth = full.truth_of("activities").join(worst, on="activity_id")
    assert truth.select(pl.corr("risk", "worst", method="spearman")).item() > 0.3
