"""Sources that are asked over a network: one asset and one check per source, and the book of how far each has come.

An asset here is materialised only when its source was fetched whole, so its freshness is that of the source. Whatever
comes of it, the book is written, and what rests on fetched rows waits for that.
"""

import datetime as dt
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

import dagster as dg

from assets.declaring import key_of
from assets.request import Request
from tables import raw
from tables.store import Warehouse

if TYPE_CHECKING:
    from sources.fetching.registry import Connector
    from sources.fetching.rounds import Told

GROUP = "fetched"
#: Whether a source came whole and is not late; when not, a run ends with an exit code of its own.
ON_TIME = "on_time"
BOOK = dg.AssetKey([GROUP, "book"])
#: Deliveries that say whom to ask about.
_NAMING = (raw.Operator, raw.ActivityVersion, raw.PermitCase, raw.Report)


def asset_key(source: str) -> dg.AssetKey:
    """The asset key of a source."""
    return dg.AssetKey([GROUP, source])


def fetchable() -> "dict[str, Connector]":
    """The sources that there is a way to ask, by name."""
    from sources.fetching.registry import CONNECTORS

    return {name: connector for name, connector in CONNECTORS.items() if connector.fetch}


def _specs() -> list[dg.AssetSpec]:
    specs = []
    for name, connector in fetchable().items():
        most = dt.timedelta(days=connector.max_age_days)
        specs.append(
            dg.AssetSpec(
                asset_key(name),
                deps=[key_of(contract) for contract in _NAMING],
                description=f"{connector.label}: {connector.purpose}",
                group_name=GROUP,
                owners=["team:operations"],
                kinds={"http"},
                skippable=True,
                freshness_policy=dg.FreshnessPolicy.time_window(fail_window=most, warn_window=most * 0.8),
            )
        )
    said = "When each source was asked and how far it is complete, written whatever came of it."
    naming = [key_of(contract) for contract in _NAMING]
    return [*specs, dg.AssetSpec(BOOK, deps=naming, description=said, group_name=GROUP, owners=["team:operations"])]


def _checks() -> list[dg.AssetCheckSpec]:
    said = "The source was fetched whole, and is not older than it may be."
    return [dg.AssetCheckSpec(ON_TIME, asset=asset_key(name), description=said) for name in fetchable()]


@dg.multi_asset(name="fetching", specs=_specs(), check_specs=_checks(), can_subset=True)
def fetching(
    context: dg.AssetExecutionContext,
    request: Request,
    warehouse: dg.ResourceParam[Warehouse],
    environment: dg.ResourceParam[Mapping[str, str]],
) -> Iterator[dg.MaterializeResult[None] | dg.AssetCheckResult]:
    """Ask the chosen sources that somebody has decided may be asked; one that fails stops no other."""
    from sources.fetching.followed import filed, followed
    from sources.fetching.rounds import round_of
    from sources.fetching.walk import Errand
    from sources.identity import PseudonymKey

    deliveries = request.deliveries_path if request.deliveries_path.exists() else None
    key = PseudonymKey.load(request.home_path, deliveries, request.key_path)
    whom, said = followed(warehouse), context.log.info
    errand = Errand(request.home_path, request.fetch_day, key, whom, said, filed(warehouse))
    silent = {asset.path[-1] for asset in context.selected_asset_keys} - {BOOK.path[-1]}
    for told in round_of(errand, frozenset(silent), environment):
        silent.discard(told.source)
        context.log.info(told.sentence())
        for remark in told.account.remarks:
            context.log.warning(f"{told.connector.label}: {remark}")
        yield from _as_events(told)
    for source in sorted(silent):
        off = "The source is not switched on, and so not asked."
        yield dg.AssetCheckResult(passed=True, asset_key=asset_key(source), check_name=ON_TIME, description=off)
    yield dg.MaterializeResult(asset_key=BOOK)


def _as_events(told: "Told") -> Iterator[dg.MaterializeResult[None] | dg.AssetCheckResult]:
    """What came of one source: its asset only when it came whole, its check in any case."""
    if told.is_whole:
        yield dg.MaterializeResult(asset_key=asset_key(told.source), metadata=told.figures())
    yield dg.AssetCheckResult(
        passed=told.is_on_time,
        asset_key=asset_key(told.source),
        check_name=ON_TIME,
        severity=dg.AssetCheckSeverity.WARN,
        description=told.sentence(),
        metadata=told.figures(),
    )
