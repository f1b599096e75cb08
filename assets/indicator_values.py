"""Indicator values: one asset per indicator and the table they are published in, computed together in one pass.

A part of the indicators can be chosen; then only those are computed and checked, and the table, which needs them all,
stays as it was. Checks that hold a run against the one before are warnings: they change no result.
"""

from collections.abc import Iterator

import dagster as dg
import polars as pl

from assets.declaring import contract_check, key_of, table_spec
from assets.request import Request
from assets.storing import Stored, stored
from indicators.painting.work import Work
from tables import core, marts
from tables.contracts import facts
from tables.store import Warehouse

_CHECKS = {
    "coverage": "The indicator is known about as often as in the run published before.",
    "range": "Every value is one that the indicator's unit allows.",
    "jump": "The share above zero and the middle lie about where they did in the run published before.",
}
#: A value outside its range is a fault in the program; the other two are for people to look at.
_BLOCKS = frozenset({"range"})


def _specs() -> list[dg.AssetSpec]:
    from indicators.registry import catalogue

    own = [
        dg.AssetSpec(
            _key(indicator.name),
            deps=sorted({key_of(measure.fact) for measure in indicator.measures.values()} | _everyone()),
            description=f"{indicator.label}: {indicator.question}\n\n{indicator.rationale}",
            group_name="indicators",
            owners=["team:analysis"],
            kinds={"polars"},
            tags={"family": indicator.family, "level": indicator.level.value, "kind": indicator.direction.name.lower()},
            code_version=indicator.version,
            metadata={
                "unit": indicator.unit.value,
                "direction": indicator.direction.value,
                "targets": ", ".join(indicator.targets) or "none",
                "needs_legal_basis": indicator.needs_basis,
                "measures": dg.MetadataValue.md(
                    "\n".join(f"- `{name}`: {measure.says()}" for name, measure in indicator.measures.items())
                ),
            },
        )
        for indicator in catalogue().values()
    ]
    return [*own, table_spec(marts.IndicatorValue, extra=[spec.key for spec in own])]


def _check_specs() -> list[dg.AssetCheckSpec]:
    from indicators.registry import catalogue

    own = [
        dg.AssetCheckSpec(check, asset=_key(name), description=said, blocking=check in _BLOCKS)
        for name in catalogue()
        for check, said in _CHECKS.items()
    ]
    return [*own, contract_check(marts.IndicatorValue)]


def _key(name: str) -> dg.AssetKey:
    return dg.AssetKey(["indicators", name])


def _everyone() -> set[dg.AssetKey]:
    """What says who there is to describe and whom to compare with; every indicator rests on it."""
    return {key_of(core.ActivityVersion), key_of(core.Actor), key_of(core.Municipality)}


@dg.multi_asset(name="indicator_values", specs=_specs(), check_specs=_check_specs(), can_subset=True)
def indicator_values(
    context: dg.AssetExecutionContext,
    request: Request,
    warehouse: dg.ResourceParam[Warehouse],
    work: dg.ResourceParam[Work],
) -> Stored:
    """Compute the chosen indicators for all entities and days in one pass over the facts."""
    from indicators import profile
    from indicators.registry import catalogue
    from indicators.values import values

    is_whole = key_of(marts.IndicatorValue) in context.selected_asset_keys
    chosen = [one for name, one in catalogue().items() if is_whole or _key(name) in context.selected_asset_keys]
    switched_off = profile.load(request.profile, catalogue()).switched_off(catalogue())
    frames = {name: warehouse.read(contract) for name, contract in facts().items()}
    computed = values(frames, request.days, only=chosen, switched_off=switched_off, work=work)
    context.log.info(f"{computed.height} värden av {len(chosen)} indikatorer")
    yield from _told(context, computed, request)
    if is_whole:
        yield from stored(warehouse, marts.IndicatorValue, computed)
    else:
        context.log.warning(
            f"Bara {len(chosen)} av {len(catalogue())} indikatorer är räknade. Tabellen över värden, poängen och "
            "listorna bygger på alla, och är som de var."
        )


def _told(context: dg.AssetExecutionContext, computed: pl.DataFrame, request: Request) -> Stored:
    """A materialisation of each chosen indicator with its figures, and what its checks found."""
    from indicators.summary import per_indicator

    for row in per_indicator(computed).iter_rows(named=True):
        name = row.pop("indicator_id")
        if _key(name) in context.selected_asset_keys:
            yield dg.MaterializeResult(asset_key=_key(name), metadata=row)
    yield from _checked(context, computed, request)


def _checked(
    context: dg.AssetExecutionContext, computed: pl.DataFrame, request: Request
) -> Iterator[dg.AssetCheckResult]:
    from indicators import as_usual
    from indicators.registry import catalogue

    now = as_usual.figures(computed, request.days[-1])
    for finding in as_usual.findings(catalogue(), now, _before(request)):
        key = dg.AssetCheckKey(_key(finding.indicator), finding.check)
        if key in context.selected_asset_check_keys:
            yield dg.AssetCheckResult(
                asset_key=key.asset_key,
                check_name=finding.check,
                passed=finding.has_passed,
                severity=dg.AssetCheckSeverity.ERROR if finding.check in _BLOCKS else dg.AssetCheckSeverity.WARN,
                description=finding.said or None,
                metadata=dict(finding.figures),
            )


def _before(request: Request) -> pl.DataFrame | None:
    """The figures of the run published before this one; nothing where there is none."""
    from indicators.as_usual import published_figures
    from tables.serving import NothingPublished, Published

    try:
        with Published(request.home_path) as published:
            return published_figures(published)
    except NothingPublished:
        return None
