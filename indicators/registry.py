"""Finds every indicator: one file in `catalogue/`, one decorated function in it, the name being both's.

There is no central list to edit. Duplicates, wrong names and missing cases are refused at import.
"""

import datetime as dt
import functools
import hashlib
import importlib
import inspect
import pkgutil
from collections.abc import Callable, Mapping
from pathlib import Path

import polars as pl

from indicators import catalogue as package
from indicators.definition import (
    PARAMETERS,
    REQUIRED_TAGS,
    Case,
    Direction,
    Estimate,
    Indicator,
    Level,
    Missing,
    Needed,
    Scope,
    Target,
    Unit,
)
from indicators.measures import Measure


def indicator(  # noqa: PLR0913 - the form of an indicator is its arguments
    *,
    label: str,
    question: str,
    levels: tuple[Level, ...],
    unit: Unit,
    direction: Direction,
    targets: tuple[Target, ...],
    scope: Scope,
    measures: Mapping[str, Measure],
    reason: str,
    usual: str,
    explanations: tuple[str, ...],
    cleared_by: str,
    cases: tuple[Case, ...],
    estimate: Estimate | None = None,
    shows: tuple[str, str] | None = None,
    top: float = 1.0,
    states: Mapping[int, str] | None = None,
    unknown: tuple[Needed, ...] = (),
    undefined: Missing = Missing.NOT_OBSERVED,
    since: dt.date | None = None,
    since_except: tuple[str, ...] = (),
    one_sided: bool = False,
    needs_basis: bool = False,
    legal: tuple[str, ...] = (),
    limits: tuple[str, ...] = (),
) -> Callable[[Callable[..., pl.Expr]], Indicator]:
    """Declare an indicator; the decorated function is its formula, its docstring why it is looked at.

    Raises:
        TypeError: the declaration does not hold together; the message says how.
    """

    def declare(formula: Callable[..., pl.Expr]) -> Indicator:
        source = Path(inspect.getsourcefile(formula) or "")
        declared = Indicator(
            name=formula.__name__,
            rationale=inspect.getdoc(formula) or "",
            label=label,
            question=question,
            levels=levels,
            unit=unit,
            direction=direction,
            targets=targets,
            scope=scope,
            measures=dict(measures),
            formula=formula,
            estimate=estimate,
            shows=shows or ((estimate.counted, estimate.out_of) if estimate else None),
            top=top,
            states=dict(states or {}),
            unknown=unknown,
            undefined=undefined,
            since=since,
            since_except=since_except,
            one_sided=one_sided,
            needs_basis=needs_basis,
            legal=legal,
            limits=limits,
            reason=reason,
            usual=usual,
            explanations=explanations,
            cleared_by=cleared_by,
            cases=cases,
            version=hashlib.sha256(source.read_bytes()).hexdigest()[:8],
        )
        _check(declared, source)
        return declared

    return declare


@functools.cache
def catalogue() -> dict[str, Indicator]:
    """All indicators by name, sorted.

    Raises:
        TypeError: a file holds no indicator, or more than one.
    """
    found = {}
    for module_info in pkgutil.iter_modules(package.__path__):
        module = importlib.import_module(f"{package.__name__}.{module_info.name}")
        declared = [value for value in vars(module).values() if isinstance(value, Indicator)]
        if len(declared) != 1:
            raise TypeError(f"catalogue/{module_info.name}.py must hold exactly one indicator, holds {len(declared)}")
        found[declared[0].name] = declared[0]
    return dict(sorted(found.items()))


def catalogue_version() -> str:
    """Digest over all definitions; changes when any of them does."""
    text = "\n".join(f"{name} {declared.version}" for name, declared in catalogue().items())
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def _check(declared: Indicator, source: Path) -> None:
    names = list(inspect.signature(declared.formula).parameters)
    offered = [*declared.measures, *_parameters(declared.estimate)]
    faults = [
        (source.stem == declared.name, f"the file must be called {declared.name}.py"),
        (bool(declared.rationale), "the formula's docstring must say why it is looked at"),
        (
            set(names) <= set(offered),
            f"the formula asks for {sorted(set(names) - set(offered))}, which is not declared",
        ),
        ({case.tag for case in declared.cases} >= REQUIRED_TAGS, f"cases must cover {sorted(REQUIRED_TAGS)}"),
        (
            set(declared.shows or ()) <= set(declared.measures),
            "`shows` names a measure that is not declared",
        ),
        (
            all(needed[0] in declared.measures for needed in declared.unknown),
            "`unknown` names a measure that is not declared",
        ),
        (declared.direction is not Direction.CONTEXT or not declared.targets, "a context indicator has no target"),
    ]
    wrong = [message for holds, message in faults if not holds]
    if wrong:
        raise TypeError(f"{declared.name}: " + "; ".join(wrong))


def _parameters(estimate: Estimate | None) -> tuple[str, ...]:
    if estimate is None:
        return ()
    return PARAMETERS[estimate.kind]
