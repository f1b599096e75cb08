"""The checks of what is watched about lists and what they rest on. All are warnings: people decide what they mean."""

from collections.abc import Iterator

import dagster as dg
import polars as pl

from assets.declaring import key_of
from assets.request import Request
from tables import core, marts
from tables.store import Warehouse

_KEY = key_of(marts.Monitor)


def _specs() -> list[dg.AssetCheckSpec]:
    from indicators.watch_findings import QUESTIONS

    deps = [key_of(core.Outcome), key_of(core.PlannedCase)]
    return [dg.AssetCheckSpec(one.name, asset=_KEY, description=one.asks, additional_deps=deps) for one in QUESTIONS]


@dg.multi_asset_check(name="what_is_watched", specs=_specs())
def what_is_watched(request: Request, warehouse: dg.ResourceParam[Warehouse]) -> Iterator[dg.AssetCheckResult]:
    """Put each question to the last day's figures."""
    from indicators.evaluation import hit_rates
    from indicators.watch_findings import QUESTIONS, Watched
    from indicators.watching import JUDGED

    day = request.days[-1]
    facts = {contract.table: warehouse.read(contract) for contract in (core.Outcome, core.PlannedCase)}
    drifts = {
        target: hit_rates.judged(hit_rates.looks(facts, target, day), hit_rates.began(facts, target, day))
        for target in JUDGED
    }
    seen = Watched(day, warehouse.query(marts.Monitor, "as_of = ?", [day]), _before(request), drifts)
    for question in QUESTIONS:
        said = question.answers(seen)
        yield dg.AssetCheckResult(
            passed=not said,
            asset_key=_KEY,
            check_name=question.name,
            severity=dg.AssetCheckSeverity.WARN,
            description="; ".join(said) or None,
            metadata={"found": len(said)},
        )


def _before(request: Request) -> pl.DataFrame:
    """The monitors of the latest day of the run published before; none where there is no such run that can be read."""
    from tables.serving import NothingPublished, OlderFile, Published

    try:
        with Published(request.home_path) as published:
            found = published.read(marts.Monitor)
    except (NothingPublished, OlderFile):
        return marts.Monitor.create_empty()
    return found.filter(pl.col("as_of") == pl.col("as_of").max())
