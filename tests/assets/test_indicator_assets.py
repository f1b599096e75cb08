"""Indicators as assets: each can be chosen alone, is checked, and leaves what needs them all as it was."""

import datetime as dt
import shutil
from types import SimpleNamespace

import dagster as dg
import pytest

from assets.checks import decisions_are_looked_at_in_time
from assets.indicator_values import CHECK
from indicators.registry import catalogue
from pipelines.definitions import definitions
from pipelines.execution import QUIET, open_instance
from pipelines.jobs import RUN
from pipelines.order import Order
from tables import marts
from tables.store import Warehouse

#: One that looks at all the others is among them.
CHOSEN = ("anm_isolation_percentile", "reg_stale_12m", "rep_tip_rate_eb_12m")


@pytest.fixture(scope="module")
def graph():
    return definitions().resolve_asset_graph()


@pytest.fixture(scope="module")
def own_home(small_home, tmp_path_factory):
    """A copy of the small home, to run in."""
    home = tmp_path_factory.mktemp("own") / "home"
    shutil.copytree(small_home.home, home)
    return home


@pytest.fixture(scope="module")
def partial(own_home, small_home):
    """A run of two indicators, and the table of values before and after it."""
    order = Order(RUN, own_home, small_home.deliveries, small_home.days)
    keys = [dg.AssetKey(["indicators", one]) for one in CHOSEN]
    before = _values(own_home)
    with open_instance(own_home) as instance:
        result = (
            definitions()
            .resolve_job_def(RUN)
            .execute_in_process({**order.run_config(), **QUIET}, instance, asset_selection=keys)
        )
    return result, before, _values(own_home)


def _values(home):
    with Warehouse(home) as warehouse:
        return warehouse.read(marts.IndicatorValue)


@pytest.mark.parametrize("each", catalogue().values(), ids=lambda each: each.name)
def test_an_indicator_rests_on_the_facts_that_its_measures_read(graph, each):
    node = graph.get(dg.AssetKey(["indicators", each.name]))
    read = {(measure.fact.layer, measure.fact.table) for measure in each.measures.values()}
    assert read <= {tuple(key.path) for key in node.parent_keys}
    assert each.question in node.description
    assert each.rationale in node.description


@pytest.mark.parametrize("name", catalogue())
def test_an_indicator_has_its_own_check(graph, name):
    (own,) = [key for key in graph.asset_check_keys if key.asset_key == dg.AssetKey(["indicators", name])]
    assert (own.name, graph.get_check_spec(own).blocking) == (CHECK, True)


def test_one_step_computes_them_all(graph):
    steps = {graph.get(dg.AssetKey(["indicators", name])).assets_def.node_def.name for name in catalogue()}
    assert steps == {"indicator_values"}


def test_a_part_of_them_can_be_chosen_and_only_those_are_computed(partial):
    result, _, _ = partial
    made = {event.asset_key.path[-1] for event in result.get_asset_materialization_events()}
    assert result.success
    assert made == set(CHOSEN)


def test_those_chosen_are_checked(partial):
    result, _, _ = partial
    found = sorted(
        (one.asset_key.path[-1], one.check_name) for one in result.get_asset_check_evaluations() if one.passed
    )
    assert found == [(name, CHECK) for name in CHOSEN]


def test_a_partial_run_leaves_the_table_as_it_was(partial):
    _, before, after = partial
    assert after.equals(before)


@pytest.mark.parametrize(("day", "is_in_time"), [(dt.date(2026, 12, 1), True), (dt.date(2026, 12, 2), False)])
def test_a_decision_that_is_not_looked_at_in_time_is_a_warning(day, is_in_time):
    found = decisions_are_looked_at_in_time(SimpleNamespace(days=(dt.date(2025, 1, 1), day), profile="v1"))
    assert (found.passed, found.severity) == (is_in_time, dg.AssetCheckSeverity.WARN)
    assert is_in_time or "skulle ha setts över senast 2026-12-01" in found.description
