"""What a run of the synthetic register shows outside, against the facts themselves, row by row."""

import polars as pl
import pytest

from tables import core
from tables.exports.files import in_force
from tables.serving import Published


@pytest.fixture(scope="module")
def tables(small_home):
    """Name → every row, of what is in force for the public and for placing municipalities."""
    folders = [in_force(small_home.home, profile) for profile in ("public", "placing_municipality")]
    return {path.stem: pl.read_parquet(path) for folder in folders for path in folder.glob("*.parquet")}


@pytest.fixture(scope="module")
def facts(small_home):
    with Published(small_home.home) as published:
        return {one.table: published.read(one) for one in (core.ActivityVersion, core.Actor)}


def test_counties_add_up_to_the_rows(tables):
    counted = tables["public_count"].filter(pl.col("area") != "country")["n_activities"].sum()
    assert counted == tables["public_activity"]["is_open"].sum() > 100
    assert tables["public_activity"]["activity_id"].is_unique().all()


def test_no_protected_activity_is_in_any_table(tables, facts):
    hidden = pl.col("address_protected") | (pl.col("form_code") == "SKYDD")
    protected = set(facts["activity_version"].filter(hidden)["activity_id"])
    assert protected
    for name, frame in tables.items():
        if "activity_id" in frame.columns:
            assert not protected & set(frame["activity_id"]), name


def test_every_other_activity_of_the_forms_is_there(tables, facts):
    versions = facts["activity_version"]
    hidden = versions.filter(pl.col("address_protected") | (pl.col("form_code") == "SKYDD"))["activity_id"]
    left = versions.filter(
        ~pl.col("activity_id").is_in(hidden.implode()),
        ~pl.col("form_code").is_in(["SIS"]),
        pl.col("operator_type") != "own_employer",
        pl.col("known_to").is_null(),
    )
    assert set(tables["public_activity"]["activity_id"]) == set(left["activity_id"])


def test_names_and_numbers_are_those_of_who_runs_it(tables, facts):
    """The way of a plain reader: the last row of each activity that is held now, and the actor that it names."""
    run_by = {}
    held = facts["activity_version"].filter(pl.col("known_to").is_null()).sort("valid_from")
    for row in held.iter_rows(named=True):
        run_by[row["activity_id"]] = (row["actor_id"], row["activity_name"])
    now = facts["actor"].filter(pl.col("known_to").is_null())
    names = {row["actor_id"]: row for row in now.iter_rows(named=True)}
    for row in tables["public_activity"].iter_rows(named=True):
        actor_id, activity_name = run_by[row["activity_id"]]
        actor = names[actor_id]
        is_right = actor["id_type"] == "organisation" and actor["id_check"] == "ok" and actor["legal_form"] != "EF"
        if is_right:
            assert row["operator_number"] == actor_id
            assert row["operator_name"] == (actor["actor_name"] or "uppgift saknas")
            assert row["activity_name"] == activity_name
        else:
            assert row["operator_number"] is None
