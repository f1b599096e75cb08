"""Scores, contributions, the ranked list, the monitors, and the manifest that says what they rest on."""

import datetime as dt

import dagster as dg
import polars as pl

from assets.declaring import contract_check, table_spec
from assets.request import Request
from assets.storing import Stored, stored
from assets.trends import compared_with
from indicators.engine.painting.work import Work
from tables import core, marts
from tables.base import Table
from tables.contracts import deliveries
from tables.store import Warehouse


def _score_specs() -> list[dg.AssetSpec]:
    reads = [marts.IndicatorValue, core.ActivityVersion, core.Actor]
    return [table_spec(contract, reads) for contract in (marts.Score, marts.Contribution)]


@dg.multi_asset(
    name="scores", specs=_score_specs(), check_specs=[contract_check(marts.Score), contract_check(marts.Contribution)]
)
def scores(request: Request, warehouse: dg.ResourceParam[Warehouse], work: dg.ResourceParam[Work]) -> Stored:
    """Score every open activity for each target, with interval and contributions that sum to the score."""
    from indicators import registry
    from indicators.decisions import profile
    from indicators.scoring import score

    catalogue = registry.catalogue()
    weights = profile.load(request.profile, catalogue)
    days = [
        score.scores(
            _of(warehouse, marts.IndicatorValue, day),
            _population(warehouse, day),
            catalogue,
            weights,
            request.seed,
            work.threads,
        )
        for day in request.days
    ]
    yield from stored(warehouse, marts.Score, pl.concat(scored for scored, _ in days))
    yield from stored(warehouse, marts.Contribution, pl.concat(contributions for _, contributions in days))


def _of(warehouse: Warehouse, contract: type[Table], day: dt.date) -> pl.DataFrame:
    """One day's rows of a published table. Days do not meet here, and are held in memory one at a time."""
    return warehouse.query(contract, "as_of = ?", [day])


def _population(warehouse: Warehouse, day: dt.date) -> pl.DataFrame:
    """The activities that are open on a day."""
    from indicators.population import open_activities

    who = {contract.table: warehouse.read(contract) for contract in (core.ActivityVersion, core.Actor)}
    return open_activities(who, [day])


_WATCHED = (core.ActivityVersion, core.Report, core.PlannedCase, core.CaseRecord, core.Outcome)


def _list_specs() -> list[dg.AssetSpec]:
    reads = [marts.Score, marts.Contribution, marts.IndicatorValue, marts.WorkItem]
    return [
        table_spec(marts.RankedList, [*reads, core.ActivityVersion, core.Actor, core.Decision]),
        table_spec(marts.Monitor, [marts.IndicatorValue, marts.Score, core.Actor, *_WATCHED]),
    ]


@dg.multi_asset(
    name="lists", specs=_list_specs(), check_specs=[contract_check(marts.RankedList), contract_check(marts.Monitor)]
)
def lists(request: Request, warehouse: dg.ResourceParam[Warehouse]) -> Stored:
    """Draw up one list per target, with reasons in words, and the figures about the register as a whole."""
    from indicators import monitors, registry, watching
    from indicators.scoring import ranking

    catalogue, decisions = registry.catalogue(), warehouse.read(core.Decision)
    facts = {contract.table: warehouse.read(contract) for contract in _WATCHED}
    ranked, figures = [], []
    for day in request.days:
        scored, contributions, values, items = (
            _of(warehouse, one, day) for one in (marts.Score, marts.Contribution, marts.IndicatorValue, marts.WorkItem)
        )
        population = _population(warehouse, day)
        figures += [monitors.monitors(values, population), watching.watched(facts, scored, population, day)]
        ranked.append(
            ranking.ranked_list(scored, contributions, values, population, decisions, catalogue, items, request.seed)
        )
    figures.append(watching.rows(watching.same_as_before(ranked[-1], _a_year_ago(request)), request.days[-1]))
    yield from stored(warehouse, marts.RankedList, pl.concat(ranked))
    yield from stored(warehouse, marts.Monitor, pl.concat(figures))


def _a_year_ago(request: Request) -> pl.DataFrame:
    """The lists that were published about a year before the last day; no rows where there were none."""
    from indicators.scoring.trend import TWELVE_MONTHS
    from tables.serving import OlderFile, Published

    columns = ["target", "activity_id", "rank"]
    for one in compared_with(request):
        if one.span == TWELVE_MONTHS and one.run_id is not None:
            try:
                with Published(request.home_path, one.run_id) as published:
                    sql = f"SELECT {', '.join(columns)} FROM marts.ranked_list WHERE as_of = ? ORDER BY ALL"
                    return published.rows(sql, [one.day])
            except OlderFile:
                break
    return marts.RankedList.create_empty().select(columns)


def _manifest_specs() -> list[dg.AssetSpec]:
    return [
        table_spec(marts.Source, deliveries().values()),
        table_spec(marts.Manifest, [marts.Source, marts.ListInForce]),
    ]


@dg.multi_asset(
    name="manifest", specs=_manifest_specs(), check_specs=[contract_check(marts.Manifest), contract_check(marts.Source)]
)
def manifest(request: Request, warehouse: dg.ResourceParam[Warehouse]) -> Stored:
    """Write down what the results rest on; the digest of that is the run's name."""
    from indicators import manifest, registry
    from indicators.decisions import profile
    from sources import inventory
    from sources.identity import PseudonymKey

    key = PseudonymKey.load(request.home_path, request.deliveries_path, request.key_path)
    weights = profile.load(request.profile, registry.catalogue())
    ledger = inventory.in_use(warehouse)
    compared = [one.run_id for one in compared_with(request) if one.run_id is not None]
    in_force = warehouse.read(marts.ListInForce)
    row = manifest.manifest(request.days, weights, ledger, key.fingerprint(), request.seed, compared, in_force)
    yield from stored(warehouse, marts.Source, inventory.sources(warehouse))
    yield from stored(warehouse, marts.Manifest, row)
