"""Landed deliveries: one asset per kind of file, in the form they were received.

What a source can be fetched for lands in a step of its own, after the sources have been asked.
"""

import datetime as dt
from collections.abc import Callable, Collection, Iterator
from pathlib import Path
from typing import NoReturn

import dagster as dg
import polars as pl

from assets.declaring import key_of, table_spec
from assets.fetched import BOOK
from assets.request import Request
from sources.decided import DELIVERIES as DECIDED
from sources.decided import INTAKE
from sources.delivery_checks import CONTEXT_FOLDER, CheckSpec, checks_for
from sources.delivery_outcomes import Remembered, outcomes
from sources.failed_inputs import DELIVERY
from tables import raw
from tables.contracts import deliveries
from tables.raw import Delivery
from tables.store import Warehouse

#: Folders of deliveries that rows are fetched for as well.
FETCHED_FOLDERS = ("companies", "municipalities", "links", "fetches")
Landed = Iterator[dg.MaterializeResult[None]]
Pages = dg.ResourceParam[Callable[[Path, Path], Path]]


def _tables(*, fetched: bool) -> dict[str, type[Delivery]]:
    """The deliveries of one of the two steps."""
    return {name: one for name, one in deliveries().items() if (one.folder in FETCHED_FOLDERS) == fetched}


def _specs(*, fetched: bool) -> list[dg.AssetSpec]:
    return [table_spec(contract, extra=[BOOK] if fetched else []) for contract in _tables(fetched=fetched).values()]


def _checks(*, fetched: bool) -> list[dg.AssetCheckSpec]:
    return [
        dg.AssetCheckSpec(check.name, asset=key_of(contract), description=check.description, blocking=check.blocking)
        for contract in _tables(fetched=fetched).values()
        for check in checks_for(contract)
    ]


@dg.multi_asset(name="landing", specs=_specs(fetched=False), check_specs=_checks(fetched=False))
def landing(
    context: dg.AssetExecutionContext, request: Request, warehouse: dg.ResourceParam[Warehouse], data_docs: Pages
) -> Landed:
    """Land what is new in the folder of deliveries, what has been received, and plans that somebody has drawn.

    A refused file fails the check of its table; the run goes on, and holds back the lists that need the table.
    """
    from sources.inventory import missing_ground

    tables = _tables(fetched=False)
    refused = _land(context, request, warehouse, tables, roots(request, fetched=False))
    missing = missing_ground(warehouse)
    if missing:
        _stop([*dict.fromkeys(said for one in refused.values() for said in one), *missing])
    yield from _reported(request, warehouse, data_docs, tables, refused)


@dg.multi_asset(name="landing_of_fetched", specs=_specs(fetched=True), check_specs=_checks(fetched=True))
def landing_of_fetched(
    context: dg.AssetExecutionContext, request: Request, warehouse: dg.ResourceParam[Warehouse], data_docs: Pages
) -> Landed:
    """Land what is new of what can also be fetched or decided: delivered files first, then fetched, then decided."""
    tables = _tables(fetched=True)
    refused = _land(context, request, warehouse, tables, roots(request, fetched=True))
    yield from _reported(request, warehouse, data_docs, tables, refused)


def roots(request: Request, *, fetched: bool) -> list[tuple[Path, bool]]:
    """Where one of the two steps takes files from, and whether the program wrote them: what people decide, in both."""
    from sources.fetching.delivering import DELIVERIES

    own = [DELIVERIES, DECIDED] if fetched else [DECIDED]
    found = [(request.home_path / folder, True) for folder in own if (request.home_path / folder).exists()]
    if (request.home_path / INTAKE).exists() and (request.home_path / DECIDED, True) not in found:
        found.append((request.home_path / DECIDED, True))
    return [(request.deliveries_path, False), *found]


#: Folder in the home directory → what the files of our own in it are called.
_OWN = {"fetched": "nya hämtade filer", "decided": "nya filer med det som människor har beslutat"}


def _land(
    context: dg.AssetExecutionContext,
    request: Request,
    warehouse: Warehouse,
    tables: Collection[str],
    roots: list[tuple[Path, bool]],
) -> dict[str, list[str]]:
    """Take in what is new under each root and say how it went; table → why files of it were not taken in."""
    from sources.admitting import admitted
    from sources.discovery import discover
    from sources.failed_inputs import note_refusals
    from sources.fetching import decisions
    from sources.identity import PseudonymKey
    from sources.landing import land

    try:
        may_be_read = admitted(decisions.load(request.home_path))
    except decisions.DecisionFault as fault:
        _stop([str(fault)])
    _, said_before = discover(request.deliveries_path, may_be_read)
    key = PseudonymKey.load(request.home_path, request.deliveries_path, request.key_path)
    moment = dt.datetime.now(dt.UTC).replace(tzinfo=None, microsecond=0)
    outside, is_first = list[tuple[str, str, str]](), raw.Operator.table in tables
    for root, own in roots:
        if own and is_first and root == request.home_path / DECIDED:
            _write_out_intake(context, request.home_path, warehouse)
        landed = land(warehouse, root, key, moment, context.log.debug, tables, own=own, admitted=may_be_read)
        what = _OWN[root.parent.name] if own else "nya filer"
        context.log.info(f"{len(landed.landed)} {what}, {landed.unchanged} redan inlästa, {len(landed.errors)} nekade")
        for warning in landed.warnings:
            if is_first or warning not in said_before:
                context.log.warning(warning)
        outside += landed.outside
    note_refusals(warehouse, tables, outside)
    refused: dict[str, list[str]] = {}
    for table, _, said in outside:
        refused.setdefault(table, []).append(said)
    return refused


def _write_out_intake(context: dg.AssetExecutionContext, home: Path, warehouse: Warehouse) -> None:
    """The files of what has been received, which rest on the register as it has just been landed."""
    from sources.intake import book
    from sources.intake.delivered import deliver
    from sources.intake.settled import settle

    settle(home, warehouse)
    deliver(home)
    for number in book.unsound(home):
        context.log.warning(f"Inkorgen: posten {number} är inte som den förseglades. Den har inte lästs in.")


def _stop(reasons: list[str]) -> NoReturn:
    """Nothing can be computed at all."""
    raise dg.Failure("\n".join(reasons), metadata={"refused": len(reasons)})


def _reported(
    request: Request,
    warehouse: Warehouse,
    data_docs: Callable[[Path, Path], Path],
    tables: dict[str, type[Delivery]],
    refused: dict[str, list[str]],
) -> Landed:
    """Each table with its rows and how its newest delivery came out."""
    from sources.inventory import sources

    folder = request.home_path / CONTEXT_FOLDER
    found = {contract: outcomes(warehouse, contract, folder) for contract in tables.values()}
    data_docs(folder, request.home_path / "data_docs")
    for row in sources(warehouse).filter(pl.col("table").is_in(list(tables))).iter_rows(named=True):
        contract = tables[row["table"]]
        yield dg.MaterializeResult(
            asset_key=key_of(contract),
            metadata={"dagster/row_count": row["rows"], "files": row["files"], "quarantined": row["quarantined"]},
            check_results=[
                _refused(contract, spec, refused[row["table"]])
                if spec.name == DELIVERY and row["table"] in refused
                else _checked(contract, spec, found[contract])
                for spec in checks_for(contract)
            ],
        )


def _refused(contract: type[Delivery], spec: CheckSpec, said: list[str]) -> dg.AssetCheckResult:
    """The check of a delivery of which a file was not taken in."""
    return dg.AssetCheckResult(
        passed=False,
        asset_key=key_of(contract),
        check_name=spec.name,
        severity=dg.AssetCheckSeverity.ERROR,
        metadata={"refused": len(said)},
        description="\n".join(said),
    )


def _checked(contract: type[Delivery], spec: CheckSpec, found: tuple[Remembered, ...]) -> dg.AssetCheckResult:
    """The outcome of one check of a table's newest delivery."""
    outcome = next((check for check in found if check.name == spec.name), None)
    if outcome is None:
        nothing = "Nothing has been delivered."
        return dg.AssetCheckResult(passed=True, asset_key=key_of(contract), check_name=spec.name, description=nothing)
    return dg.AssetCheckResult(
        passed=outcome.passed,
        asset_key=key_of(contract),
        check_name=spec.name,
        severity=dg.AssetCheckSeverity[outcome.severity.upper()],
        metadata=dict(outcome.metadata),
        description=outcome.said,
    )
