"""A world from deliveries: on each day, what had been delivered by then."""

import datetime as dt

import polars as pl
import pytest

from sources.standin.from_deliveries import world_of
from tests.sources.standin.asking import DAY

DAYS = [dt.date(2023, 3, 1), dt.date(2025, 1, 1), DAY]


@pytest.fixture(scope="module")
def deliveries(small_deliveries):
    return small_deliveries[0]


@pytest.fixture(scope="module")
def everything(deliveries):
    return world_of(deliveries)


def _delivered(deliveries, table, day):
    files = sorted((deliveries / "companies").glob(f"{table}_[0-9b]*.csv"))
    rows = pl.concat([pl.read_csv(path, separator=";", infer_schema=False) for path in files])
    return rows.filter(pl.col("known_at") <= day.isoformat())


@pytest.mark.parametrize("day", DAYS, ids=str)
def test_each_company_is_as_last_delivered(deliveries, everything, day):
    rows = _delivered(deliveries, "company", day).sort("valid_from", "known_at")
    expected = rows.unique("operator_id", keep="last").sort("operator_id")
    found = everything.at(day).companies.join(expected.select(identity="operator_id"), on="identity").sort("identity")
    assert found["identity"].to_list() == expected["operator_id"].to_list()
    assert found["name"].to_list() == expected["company_name"].to_list()
    assert found["street"].to_list() == expected["address"].to_list()
    assert found["operating"].to_list() == (expected["status"] == "active").to_list()


@pytest.mark.parametrize("day", DAYS, ids=str)
def test_a_company_is_in_one_state_at_a_time(everything, day):
    assert everything.at(day).companies["identity"].is_unique().all()


@pytest.mark.parametrize("day", DAYS, ids=str)
def test_procedures_are_those_opened_and_not_closed(deliveries, everything, day):
    events = _delivered(deliveries, "company_event", day)
    ongoing = {
        (row["operator_id"], row["kind"].removesuffix("_opened"))
        for row in events.filter(pl.col("kind").str.ends_with("_opened")).iter_rows(named=True)
    } - {
        (row["operator_id"], row["kind"].removesuffix("_closed"))
        for row in events.filter(pl.col("kind").str.ends_with("_closed")).iter_rows(named=True)
    }
    kinds = {"KK": "bankruptcy", "LI": "liquidation", "FR": "reorganisation"}
    found = everything.at(day).companies.explode("procedures").drop_nulls("procedures").unnest("procedures")
    assert {(row["identity"], kinds[row["code"]]) for row in found.iter_rows(named=True)} == ongoing


@pytest.mark.parametrize("day", DAYS, ids=str)
def test_who_is_struck_off_is_deregistered(deliveries, everything, day):
    events = _delivered(deliveries, "company_event", day).filter(pl.col("kind") == "struck_off")
    gone = everything.at(day).companies.filter(pl.col("deregistered").is_not_null())
    assert set(gone["identity"]) == set(events["operator_id"])
    assert gone["reason"].is_in(["KKAV", "LIAV"]).all()


@pytest.mark.parametrize("day", DAYS, ids=str)
def test_roles_are_those_entered_and_not_left(deliveries, everything, day):
    events = _delivered(deliveries, "company_event", day).filter(pl.col("role") == "auditor")
    signed = events.unique("event_id").with_columns(n=pl.when(pl.col("kind") == "role_entered").then(1).otherwise(-1))
    expected = signed.group_by("operator_id", "person_key").agg(pl.col("n").sum()).filter(pl.col("n") > 0)
    found = everything.at(day).functionaries.filter(pl.col("role") == "REV")
    assert set(found.select("identity", "holder").iter_rows()) == set(
        expected.select("operator_id", "person_key").iter_rows()
    )


def test_reports_and_inhabitants_are_there(deliveries, everything):
    filed = _delivered(deliveries, "annual_report", DAY)
    assert 0 < everything.at(DAY).reports.height <= filed.height
    assert everything.municipalities["code"].n_unique() == 290


def test_the_world_is_the_same_however_often_it_is_made(deliveries, everything):
    again = world_of(deliveries)
    assert again.companies.equals(everything.companies)
    assert again.functionaries.equals(everything.functionaries)
