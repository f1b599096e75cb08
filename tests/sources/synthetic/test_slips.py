"""What the register gets wrong is there, in facts derived from the files, and nobody planted has slips."""

import datetime as dt

import polars as pl
import pytest

from sources.facts.deriving import derive_facts
from tables.code_lists import code_list
from tables.contracts import deliveries

T = dt.date(2026, 3, 31)


@pytest.fixture(scope="module")
def facts(full):
    """The facts of the full register; identifiers of persons stand in the form they have after landing."""
    return derive_facts({table: full.typed(table) for table in deliveries()})


def held(facts, name):
    """The rows known and valid on T."""
    known = facts[name].filter(pl.col("known_from") <= T, pl.col("known_to").is_null() | (pl.col("known_to") > T))
    if "valid_from" not in known.columns:
        return known
    return known.filter(pl.col("valid_from") <= T, pl.col("valid_to").is_null() | (pl.col("valid_to") > T))


def test_some_entries_lack_mandatory_fields_and_most_do_not(facts):
    entries = held(facts, "activity_version").filter("is_open")
    assert entries["n_mandatory"].null_count() == 0
    assert 0.02 < (entries["n_missing"] > 0).mean() < 0.08
    missing = set(entries["missing_fields"].drop_nulls().str.split("|").explode())
    assert {"target_groups", "max_places", "address", "manager_key", "permit_no"} <= missing


@pytest.mark.parametrize("kind", ["contradiction", "scope", "duplicate"])
def test_every_rule_about_activities_is_broken_somewhere_but_seldom(facts, kind):
    faults = facts["activity_fault"]
    for rule in code_list("register_rules").filter(kind=kind)["code"]:
        assert 5 <= faults.filter(rule=rule)["activity_id"].n_unique() < 1000, rule


def test_permits_lie_unused_and_run_out(facts):
    assert set(held(facts, "dormancy")["operating_status"]) == {"not_started", "stopped", "dormant"}
    active = (
        held(facts, "activity_version")
        .filter(operating_status="active", operator_type="private")
        .filter(pl.col("form_code") != "SIS")
    )
    covered = held(facts, "permit_cover")
    bare = active.join(covered, on="activity_id", how="anti").height / active.height
    assert 0.005 < bare < 0.05
    assert "application" in set(covered["cover"])


def test_managers_are_shared_change_and_are_missing(facts):
    managed = held(facts, "manager_period")
    gone = managed.filter(~pl.col("has_manager"), pl.col("valid_from") < T - dt.timedelta(days=30))
    assert 0.003 < gone.height / managed.height < 0.03
    several = held(facts, "shared_manager").group_by("activity_id").len()
    assert several["len"].max() >= 3
    assert 0.02 < several.height / managed.height < 0.1
    changed = facts["manager_period"].filter("is_change", pl.col("valid_from") > dt.date(2024, 3, 31))
    assert 0.1 < changed["activity_id"].n_unique() / managed.height < 0.5


def test_some_go_on_in_another_form_or_municipality(facts):
    assert set(facts["form_hop"]["cause"]) == {"refusal", "revocation", "report"}
    for name in ("form_hop", "moved_after_exclusion"):
        assert set(facts[name]["attribution"]) == {"own", "circle"}
        assert facts[name]["actor_id"].n_unique() < 0.05 * facts["actor"]["actor_id"].n_unique()


def test_enquiries_are_converted_now_and_then(facts):
    enquiries = held(facts, "report").filter(kind="enquiry_municipal")
    assert set(enquiries["enquiry_class"]) == {"question", "information", "both"}
    assert 0.02 < enquiries["is_converted"].mean() < 0.2


def test_providers_own_inquiries_are_judged(facts):
    judged = held(facts, "report").filter(kind="lex_sarah")["inquiry"].drop_nulls()
    assert set(judged) == set(code_list("inquiry_assessments")["code"])
    assert 0.5 < (judged == "sufficient").mean() < 0.8


def test_some_denied_access_and_some_spoke_up(facts):
    assert 20 < facts["decision"].filter(kind="denied_access")["decision_id"].n_unique() < 400
    assert held(facts, "report").filter(sender_type="staff").height > 500
    assert held(facts, "report").filter(kind="authority_signal")["sender_agency"].n_unique() >= 5
    assert held(facts, "report").filter(kind="child_line").height > 1000


def test_municipalities_grow_and_shrink(facts):
    now = facts["municipality"].filter(pl.col("known_to").is_null())
    before = code_list("municipalities").select("code", before=pl.col("population_2016").cast(pl.Int32))
    change = now.join(before, left_on="municipality_code", right_on="code").select(
        (pl.col("population") / pl.col("before")).alias("ratio")
    )["ratio"]
    assert 0.9 < change.min() < 1 < change.max() < 1.15


def test_planted_actors_and_their_look_alikes_have_no_slips(full, facts):
    schemes = full.truth_of("activities").filter(pl.col("scheme") != "none")["activity_id"]
    entries = facts["activity_version"].filter(pl.col("activity_id").is_in(schemes.implode()))
    missing = entries["missing_fields"].drop_nulls().str.split("|").explode()
    assert set(missing) <= {"manager_key"}
