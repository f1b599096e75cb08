"""Förändringar: what a run says differently from the one before, and who may read the names."""

import polars as pl
import pytest

from tables import marts, ops
from tables.serving import Published, publish
from tables.store import Warehouse
from tests.web.conftest import frame
from tests.web.planted_facts import FACTS
from tests.web.planted_marts import LATER, LEDGER, RUN, published_tables
from web import changes
from web.reading import in_force, list_page

NEXT = "fedcba9876543210"


@pytest.fixture(scope="module")
def two_runs(tmp_path_factory):
    """The small run, and one after it where an activity is gone, one is new and one is in another band."""
    folder = tmp_path_factory.mktemp("two")
    tables = {contract: frame(contract, rows) for contract, rows in {**FACTS, **published_tables()}.items()}
    with Warehouse(folder) as warehouse:
        for contract, rows in tables.items():
            warehouse.replace(contract, rows)
        warehouse.append(ops.Ledger, frame(ops.Ledger, LEDGER))
        publish(warehouse, folder, RUN)
        listed = tables[marts.RankedList]
        own = (pl.col("target") == "Q") & (pl.col("as_of") == LATER)
        first, second, third = listed.filter(own, pl.col("band") == "D").sort("position")["activity_id"].to_list()[:3]
        band = pl.when(own & (pl.col("activity_id") == second)).then(pl.lit("A")).otherwise(pl.col("band").cast(str))
        name = pl.when(own & (pl.col("activity_id") == third)).then(pl.lit("V999999")).otherwise("activity_id")
        after = listed.filter(~(own & (pl.col("activity_id") == first))).with_columns(
            band.cast(listed.schema["band"]).alias("band"), name.alias("activity_id")
        )
        warehouse.replace(marts.RankedList, after)
        manifest = tables[marts.Manifest].with_columns(
            run_id=pl.lit(NEXT), code_version=pl.lit("f" * 16), compared_with=pl.lit([RUN])
        )
        warehouse.replace(marts.Manifest, manifest)
        grown = tables[marts.Source].with_columns(pl.col("rows") + 5)
        warehouse.replace(marts.Source, grown)
        publish(warehouse, folder, NEXT)
    return folder, (first, second, third)


def test_the_run_before_is_found_where_it_is_kept(two_runs, home):
    folder, _ = two_runs
    with Published(folder) as published:
        assert changes.run_before(published) == RUN
    with Published(home) as published:
        assert changes.run_before(published) is None


def test_who_is_new_gone_and_in_another_band(two_runs):
    folder, (first, second, third) = two_runs
    with Published(folder) as published:
        found = changes.since(published, RUN, "Q")
    assert found.day == LATER
    assert found.bands == (("D", "A", 1),)
    assert [(one.activity_id, one.before, one.after) for one in found.moved] == [(second, "D", "A")]
    assert found.new == ("V999999",)
    assert set(found.gone) == {first, third}
    assert (found.n_new, found.n_gone, found.n_moved) == (1, 2, 1)


def test_which_sources_and_rules_are_others(two_runs):
    folder, _ = two_runs
    with Published(folder) as published:
        assert {one.more for one in changes.sources(published, RUN)} == {5}
        assert [label for label, _, _ in changes.rules(published, RUN)] == ["Programmet"]


def test_the_page_tells_it_and_names_nobody_to_those_who_may_not_see_names(two_runs, sign_in, monkeypatch):
    folder, (_, second, _) = two_runs
    monkeypatch.setattr("web.site.run.reading", lambda: in_force(folder))
    for role in ("inspector", "analyst"):
        told = sign_in(role).get("/forandringar/Q/last_run/").content.decode()
        assert "Bytt band" in told
        assert f"{second}" in told
        assert ("/verksamhet/" in told) == (role == "inspector")


def test_without_a_run_before_it_is_said(sign_in):
    told = sign_in("inspector").get("/forandringar/Q/last_run/").content.decode()
    assert "ingen tidigare körning att jämföra med" in told


@pytest.mark.parametrize("address", ["/forandringar/X/last_run/", "/forandringar/Q/decade/"])
def test_a_list_or_span_that_does_not_exist_has_no_page(sign_in, address):
    assert sign_in("inspector").get(address).status_code == 404


def test_an_analyst_reads_changes_without_names(sign_in, home):
    names = {row.activity_name for row in list_page(in_force(home), "Q").rows if row.activity_name}
    told = sign_in("analyst").get("/forandringar/Q/twelve_months/").content.decode()
    assert names
    assert not [name for name in names if name in told]
