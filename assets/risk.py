"""Scores, contributions, the ranked list, the monitors, and the manifest that says what they rest on."""

import dagster as dg
import polars as pl

from assets.declaring import contract_check, table_spec
from assets.request import Request
from assets.storing import Stored, stored
from tables import core, marts
from tables.contracts import deliveries
from tables.store import Warehouse


def _score_specs() -> list[dg.AssetSpec]:
    reads = [marts.IndicatorValue, core.ActivityVersion, core.Actor]
    return [table_spec(contract, reads) for contract in (marts.Score, marts.Contribution)]


@dg.multi_asset(
    name="scores", specs=_score_specs(), check_specs=[contract_check(marts.Score), contract_check(marts.Contribution)]
)
def scores(request: Request, warehouse: dg.ResourceParam[Warehouse]) -> Stored:
    """Score every open activity for each target, with interval and contributions that sum to the score."""
    from indicators import profile, registry, score

    catalogue = registry.catalogue()
    weights = profile.load(request.profile, catalogue)
    values, population = warehouse.read(marts.IndicatorValue), _population(request, warehouse)
    scored, contributions = score.scores(values, population, catalogue, weights, request.seed)
    yield from stored(warehouse, marts.Score, scored)
    yield from stored(warehouse, marts.Contribution, contributions)


def _population(request: Request, warehouse: Warehouse) -> pl.DataFrame:
    """The activities that are open on the days of the run."""
    from indicators.population import open_activities

    who = {contract.table: warehouse.read(contract) for contract in (core.ActivityVersion, core.Actor)}
    return open_activities(who, request.days)


def _list_specs() -> list[dg.AssetSpec]:
    reads = [marts.Score, marts.Contribution, marts.IndicatorValue]
    return [
        table_spec(marts.RankedList, [*reads, core.ActivityVersion, core.Actor, core.Decision]),
        table_spec(marts.Monitor, [marts.IndicatorValue, core.ActivityVersion, core.Actor]),
    ]


@dg.multi_asset(
    name="lists", specs=_list_specs(), check_specs=[contract_check(marts.RankedList), contract_check(marts.Monitor)]
)
def lists(request: Request, warehouse: dg.ResourceParam[Warehouse]) -> Stored:
    """Draw up one list per target, with reasons in words, and the figures about the register as a whole."""
    from indicators import monitors, profile, ranking, registry

    catalogue = registry.catalogue()
    weights = profile.load(request.profile, catalogue)
    scored, contributions, values = (
        warehouse.read(one) for one in (marts.Score, marts.Contribution, marts.IndicatorValue)
    )
    population, decisions = _population(request, warehouse), warehouse.read(core.Decision)
    ranked = ranking.ranked_list(scored, contributions, values, population, decisions, catalogue, weights, request.seed)
    yield from stored(warehouse, marts.RankedList, ranked)
    yield from stored(warehouse, marts.Monitor, monitors.monitors(values, population))


def _manifest_specs() -> list[dg.AssetSpec]:
    return [table_spec(marts.Source, deliveries().values()), table_spec(marts.Manifest, [marts.Source])]


@dg.multi_asset(
    name="manifest", specs=_manifest_specs(), check_specs=[contract_check(marts.Manifest), contract_check(marts.Source)]
)
def manifest(request: Request, warehouse: dg.ResourceParam[Warehouse]) -> Stored:
    """Write down what the results rest on; the digest of that is the run's name."""
    from indicators import manifest, profile, registry
    from sources import inventory
    from sources.identity import PseudonymKey

    key = PseudonymKey.load(request.home_path, request.deliveries_path, request.key_path)
    weights = profile.load(request.profile, registry.catalogue())
    ledger = inventory.in_use(warehouse)
    row = manifest.manifest(request.days, weights, ledger, key.fingerprint(), request.seed)
    yield from stored(warehouse, marts.Source, inventory.sources(warehouse))
    yield from stored(warehouse, marts.Manifest, row)
