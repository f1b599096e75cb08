"""Indicator values: one asset per indicator and the table they are published in, computed together in one pass.

A part of the indicators can be chosen; then only those are computed and checked, and the table, which needs them all,
stays as it was. Checks that hold a run against the one before are warnings: they change no result.
"""

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

import dagster as dg
import polars as pl

from assets.declaring import contract_check, key_of, table_spec
from assets.request import Request
from assets.storing import Stored, stored, stored_in_parts
from indicators.engine.painting.work import Work
from tables import core, marts
from tables.contracts import facts
from tables.store import Warehouse

if TYPE_CHECKING:
    from indicators.definition import Indicator

#: One check for each indicator, and not one for each question: every check is some events in the orchestrator's books.
CHECK = "as_usual"
_SAID = (
    "Every value is one that the unit allows, else the run stops. It is known about as often, and lies about "
    "where it did, as in the run published before, else there is a warning."
)


def _specs() -> list[dg.AssetSpec]:
    from indicators.registry import catalogue

    own = [
        dg.AssetSpec(
            _key(indicator.name),
            deps=sorted(_rests_on(indicator, catalogue()) | _everyone()),
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
    keys = [spec.key for spec in own]
    return [*own, *(table_spec(contract, extra=keys) for contract in (marts.IndicatorValue, marts.Distribution))]


def _check_specs() -> list[dg.AssetCheckSpec]:
    from indicators.registry import catalogue

    own = [dg.AssetCheckSpec(CHECK, asset=_key(name), description=_SAID, blocking=True) for name in catalogue()]
    return [*own, contract_check(marts.IndicatorValue), contract_check(marts.Distribution)]


def _key(name: str) -> dg.AssetKey:
    return dg.AssetKey(["indicators", name])


def _rests_on(indicator: "Indicator", catalogue: "Mapping[str, Indicator]") -> set[dg.AssetKey]:
    """The facts its measures read; for one that looks at the other indicators, those too."""
    from indicators.peers.isolation import looks_at_all_others

    read = {key_of(measure.fact) for measure in indicator.measures.values()}
    return read | {_key(name) for name in catalogue if name != indicator.name and looks_at_all_others(indicator)}


def _everyone() -> set[dg.AssetKey]:
    """What says who there is to describe, whom to compare with and which sources are late: all rest on it."""
    return {key_of(core.ActivityVersion), key_of(core.Actor), key_of(core.Municipality), key_of(core.SourceCover)}


@dg.multi_asset(name="indicator_values", specs=_specs(), check_specs=_check_specs(), can_subset=True)
def indicator_values(
    context: dg.AssetExecutionContext,
    request: Request,
    warehouse: dg.ResourceParam[Warehouse],
    work: dg.ResourceParam[Work],
) -> Stored:
    """Compute the chosen indicators for all entities and days in one pass over the facts, writing day by day."""
    from indicators.decisions import profile
    from indicators.registry import catalogue
    from indicators.values import daily_values

    is_whole = key_of(marts.IndicatorValue) in context.selected_asset_keys
    chosen = [one for name, one in catalogue().items() if is_whole or _key(name) in context.selected_asset_keys]
    switched_off = profile.load(request.profile, catalogue()).switched_off(catalogue())
    frames = {name: warehouse.read(contract) for name, contract in facts().items()}
    computed = daily_values(frames, request.days, only=chosen, switched_off=switched_off, work=work)
    seen = _Seen(context, computed, _Before.of(request))
    if not is_whole:
        for _ in seen.days():
            pass
        yield from _told(context, seen)
        context.log.warning(
            f"Bara {len(chosen)} av {len(catalogue())} indikatorer är räknade. Tabellen över värden, poängen och "
            "listorna bygger på alla, och är som de var."
        )
        return
    written = stored_in_parts(warehouse, marts.IndicatorValue, seen.days())
    check = next(written)
    yield from _told(context, seen)
    yield check
    yield from written
    yield from stored(warehouse, marts.Distribution, seen.spread)


class _Seen:
    """Days of values as they go by, and the figures that are kept of them."""

    def __init__(
        self, context: dg.AssetExecutionContext, computed: Iterator[tuple[dt.date, pl.DataFrame]], before: "_Before"
    ) -> None:
        self._context, self._computed, self.before = context, computed, before
        self.counts: list[pl.DataFrame] = []
        self.latest: pl.DataFrame | None = None
        self.spread: pl.DataFrame = marts.Distribution.create_empty()
        self.drift: dict[str, float] = {}

    def days(self) -> Iterator[pl.DataFrame]:
        """The values of each day in turn."""
        from indicators import drift
        from indicators.as_usual import figures
        from indicators.summary import per_indicator

        for day, frame in self._computed:
            self._context.log.info(f"{day}: {frame.height} värden av {frame['indicator_id'].n_unique()} indikatorer")
            self.counts.append(per_indicator(frame))
            self.latest, self.spread = figures(frame, day), drift.distributions(frame, day)
            self.drift = drift.indices(frame, day, self.before.spread)
            yield frame


def _told(context: dg.AssetExecutionContext, seen: _Seen) -> Stored:
    """A materialisation of each chosen indicator with its figures, and what its check found.

    What looks at the other indicators comes after them, as the orchestrator wants it.
    """
    from indicators.peers.isolation import looks_at_all_others
    from indicators.registry import catalogue
    from indicators.summary import together

    if seen.latest is None:
        return
    counted = {row.pop("indicator_id"): row for row in together(seen.counts).iter_rows(named=True)}
    for name in sorted(counted, key=lambda name: (looks_at_all_others(catalogue()[name]), name)):
        if _key(name) in context.selected_asset_keys:
            yield dg.MaterializeResult(asset_key=_key(name), metadata=counted[name])
    yield from _checked(context, seen)


def _checked(context: dg.AssetExecutionContext, seen: _Seen) -> Iterator[dg.AssetCheckResult]:
    """What the check of each chosen indicator found. A value outside its range is a fault in the program."""
    from indicators import as_usual
    from indicators.registry import catalogue

    checked = {key.asset_key.path[-1] for key in context.selected_asset_check_keys}
    chosen = {name: one for name, one in catalogue().items() if name in checked}
    now = seen.latest if seen.latest is not None else pl.DataFrame()
    for name, found in as_usual.findings(chosen, now, seen.before.figures, seen.drift).items():
        is_fault = any(one.check == as_usual.RANGE and not one.has_passed for one in found)
        yield dg.AssetCheckResult(
            asset_key=_key(name),
            check_name=CHECK,
            passed=all(one.has_passed for one in found),
            severity=dg.AssetCheckSeverity.ERROR if is_fault else dg.AssetCheckSeverity.WARN,
            description="; ".join(one.said for one in found if one.said) or None,
            metadata={name: figure for one in found for name, figure in one.figures.items()},
        )


@dataclass(frozen=True)
class _Before:
    """What the run published before this one gave; nothing where there is none, or its file is gone."""

    figures: pl.DataFrame | None
    spread: pl.DataFrame

    @classmethod
    def of(cls, request: Request) -> "_Before":
        from indicators.as_usual import published_figures
        from tables.serving import NothingPublished, OlderFile, Published, current

        nothing = marts.Distribution.create_empty()
        try:
            if not current(request.home_path).exists():
                return cls(None, nothing)
            with Published(request.home_path) as published:
                spread = published.read(marts.Distribution) if published.has(marts.Distribution) else nothing
                return cls(published_figures(published), spread)
        except (NothingPublished, OlderFile):
            return cls(None, nothing)
