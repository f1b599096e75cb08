"""Checking what landed: is every row legal, and is the delivery believable?

`check_landed()` checks the newest delivery of one table in the warehouse; `check_delivery()` checks any frame. What is
expected is declared in `tables/`; running Great Expectations is in `expectation_context.py`.

For the orchestrator, there are two checks per table, named by `checks_for()`. `DeliveryResult.check(name)` gives the
outcome of one of them with what an asset check result wants: passed, severity and metadata::

    for spec in checks_for(contract):                      # once, when the graph is made; imports nothing slow
        AssetCheckSpec(spec.name, asset=..., description=spec.description, blocking=spec.blocking)
    result = check_landed(warehouse, contract, home / CONTEXT_FOLDER)
    for outcome in map(result.check, (spec.name for spec in checks_for(contract))):
        AssetCheckResult(check_name=outcome.name, passed=outcome.passed,
                         severity=AssetCheckSeverity[outcome.severity.upper()], metadata=outcome.metadata)
"""

import datetime as dt
import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

import polars as pl

from tables.delivery_expectations import DeliveryProfile, declared, delivery_expectations, profile_of
from tables.expectations import Check, Expectation, Severity, contract_expectations, prepared, suite
from tables.ops import Ledger
from tables.raw import Delivery
from tables.store import Warehouse

if TYPE_CHECKING:
    from great_expectations.core.expectation_validation_result import ExpectationValidationResult

#: The folder under the home directory that holds the Great Expectations project.
CONTEXT_FOLDER = "data_docs_context"

Outcome = Literal["passed", "failed", "raised", "not_compared"]


@dataclass(frozen=True)
class CheckSpec:
    """One check as the orchestrator shows it; the same for every delivery of a table."""

    name: Check
    description: str
    blocking: bool


@dataclass(frozen=True)
class ExpectationResult:
    """How one expectation came out.

    Attributes:
        name: the expectation's stable name, unique within the table.
        check: the check it belongs to.
        column: the column it concerns, if one.
        outcome: `raised` when it could not be evaluated, which is an error and says nothing of the data;
            `not_compared` when there was nothing to compare with, which is no fault.
        severity: what it means that it did not pass. A raised expectation is always an error.
        unexpected_count: rows that break it, where it counts rows.
        element_count: rows it looked at, where it counts rows.
        observed: what it saw, where it looks at the whole.
        protects: in English, what goes wrong downstream when it does not hold.
        message: in Swedish, what is expected.
    """

    name: str
    check: Check
    column: str | None
    outcome: Outcome
    severity: Severity
    unexpected_count: int | None
    element_count: int | None
    observed: str | None
    protects: str
    message: str

    @property
    def passed(self) -> bool:
        """Nothing was found against the data, and it could be evaluated."""
        return self.outcome in {"passed", "not_compared"}


@dataclass(frozen=True)
class CheckOutcome:
    """One check of a table, all its expectations taken together."""

    name: Check
    passed: bool
    severity: Severity
    metadata: Mapping[str, str | int] = field(hash=False)


@dataclass(frozen=True)
class DeliveryResult:
    """All expectations on one delivery of one table, in the order they are declared."""

    table: str
    results: tuple[ExpectationResult, ...]
    profile: DeliveryProfile

    def check(self, name: Check) -> CheckOutcome:
        """The outcome of one of the table's checks.

        The severity is that of the worst expectation that did not pass; metadata counts the expectations and has a
        line for each that did not pass.
        """
        mine = [result for result in self.results if result.check == name]
        wrong = [result for result in mine if not result.passed]
        metadata: dict[str, str | int] = {
            "expectations": len(mine),
            "not_compared": sum(result.outcome == "not_compared" for result in mine),
            "rows": self.profile.rows,
            "refused_rows": self.profile.refused,
            **{result.name: _line(result) for result in wrong},
        }
        severe = not wrong or any(result.severity == "error" for result in wrong)
        return CheckOutcome(name, not wrong, "error" if severe else "warn", metadata)


def checks_for(contract: type[Delivery]) -> tuple[CheckSpec, ...]:
    """The checks of a delivery table, always the same and in the same order. Imports nothing slow."""
    table = contract.table
    return (
        CheckSpec("contract", f"Every landed row of {table} is legal by its contract.", blocking=True),
        CheckSpec("delivery", f"The newest delivery of {table} is believable beside what is expected.", blocking=False),
    )


def digest_of_expectations(contract: type[Delivery]) -> str:
    """Changes when anything that a delivery of the table is held to changes: contract, code lists or declared bands."""
    held_to = (contract_expectations(contract), declared(contract))
    return hashlib.sha256(repr(held_to).encode()).hexdigest()


def check_landed(warehouse: Warehouse, contract: type[Delivery], context_folder: Path) -> DeliveryResult | None:
    """Check the newest delivery of a table: the rows of the files that landed together last.

    Compares with the files that landed together before them. What was fetched is compared with nothing: how much a
    week changes is no sign of fault, and a fetched file as a whole is judged where it is fetched. None when nothing of
    the table has landed yet.
    """
    ledger = warehouse.query(Ledger, '"table" = ?', [contract.table])
    is_fetched = pl.col("kind") == "fetched"
    newest_is_fetched = (
        ledger.filter(pl.col("received_at") == pl.col("received_at").max()).select(is_fetched.all()).item()
    )
    ledger = ledger if newest_is_fetched else ledger.filter(~is_fetched)
    landings = ledger["received_at"].unique().sort(descending=True).head(2)
    if landings.is_empty():
        return None
    newest, *before = [_landed_together(warehouse, contract, ledger, moment) for moment in landings]
    return check_delivery(
        contract,
        newest.rows,
        previous=before[0].profile(contract) if before and not newest_is_fetched else None,
        context_folder=context_folder,
        files=newest.files,
        refused=newest.refused,
        received_at=landings[0],
    )


def check_delivery(
    contract: type[Delivery],
    frame: pl.DataFrame,
    *,
    previous: DeliveryProfile | None,
    context_folder: Path,
    files: int | None = None,
    refused: int = 0,
    received_at: dt.datetime | None = None,
) -> DeliveryResult:
    """Check the good rows of one delivery, and keep the result for Data Docs.

    Args:
        contract: the contract of the delivery.
        frame: the rows that landed.
        previous: what the delivery before looked like; None when this is the first.
        context_folder: the folder of the Great Expectations project.
        files: files in the delivery; by default as many as the rows name.
        refused: rows of the delivery that went to quarantine.
        received_at: when the delivery came, which dates the kept result; by default the moment of the check.
    """
    from sources.expectation_context import open_context, run_suite

    ledger_ids = frame["ledger_id"].drop_nulls().unique() if "ledger_id" in frame.columns else pl.Series([""])
    profile = profile_of(contract, frame, files=files or max(len(ledger_ids), 1), refused=refused)
    wanted = (*contract_expectations(contract), *delivery_expectations(contract, profile, previous))
    made = run_suite(
        open_context(context_folder),
        suite(contract.qualified_name(), wanted),
        prepared(contract, frame),
        run_name=str(ledger_ids.max() or "empty"),
        moment=received_at,
    )
    by_name = {result.expectation_config.meta["name"]: result for result in made.results}  # type: ignore[union-attr]
    results = tuple(_result(expectation, by_name.get(expectation.name)) for expectation in wanted)
    return DeliveryResult(contract.qualified_name(), results, profile)


@dataclass(frozen=True)
class _Landed:
    rows: pl.DataFrame
    files: int
    refused: int

    def profile(self, contract: type[Delivery]) -> DeliveryProfile:
        return profile_of(contract, self.rows, files=self.files, refused=self.refused)


def _landed_together(
    warehouse: Warehouse, contract: type[Delivery], ledger: pl.DataFrame, moment: dt.datetime
) -> _Landed:
    files = ledger.filter(pl.col("received_at") == moment)
    ids = files["ledger_id"].to_list()
    rows = warehouse.query(contract, f"ledger_id IN ({', '.join('?' * len(ids))})", ids)
    return _Landed(rows, len(ids), int(files["quarantined_rows"].sum()))


def _result(expectation: Expectation, made: "ExpectationValidationResult | None") -> ExpectationResult:
    outcome = _outcome(made)
    counts: dict[str, Any] = {} if made is None or outcome == "raised" else made.result or {}
    observed = counts.get("observed_value")
    return ExpectationResult(
        name=expectation.name,
        check=expectation.check,
        column=expectation.column,
        outcome=outcome,
        severity="error" if outcome == "raised" else expectation.severity,
        unexpected_count=counts.get("unexpected_count"),
        element_count=counts.get("element_count"),
        observed=_raised_message(made) if outcome == "raised" else None if observed is None else str(observed),
        protects=expectation.protects,
        message=expectation.message,
    )


def _outcome(made: "ExpectationValidationResult | None") -> Outcome:
    if made is None:
        return "not_compared"
    if _exceptions(made):
        return "raised"
    return "passed" if made.success else "failed"


def _exceptions(made: "ExpectationValidationResult") -> list[Mapping[str, Any]]:
    """What was raised. The library gives one dictionary, or one per metric that failed."""
    info = made.exception_info or {}
    candidates = [info] if "raised_exception" in info else [each for each in info.values() if isinstance(each, dict)]
    return [each for each in candidates if each.get("raised_exception")]


def _raised_message(made: "ExpectationValidationResult | None") -> str:
    return "" if made is None else str(_exceptions(made)[0].get("exception_message", ""))[:300]


def _line(result: ExpectationResult) -> str:
    if result.outcome == "raised":
        return f"could not be evaluated: {result.observed}. {result.protects}"
    if result.unexpected_count is not None:
        return (
            f"{result.message} ({result.unexpected_count} av {result.element_count} rader avviker.) {result.protects}"
        )
    return f"{result.message} (Utfall: {result.observed}.) {result.protects}"
