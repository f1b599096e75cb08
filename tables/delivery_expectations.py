"""What makes a delivery believable: row bands, empty values, refused rows, and change since the delivery before.

The bands are in `delivery_expectations.toml`, beside this file; here they become expectations with arguments, given
how large this delivery is and what the one before was like. What makes a row legal is in the contract.
"""

import datetime as dt
import functools
import math
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import polars as pl

from tables.contracts import deliveries
from tables.expectations import Expectation, Severity
from tables.raw import Delivery

DECLARED = Path(__file__).with_suffix(".toml")
_LEVELS: tuple[Severity, ...] = ("warn", "error")
_DEFAULTS = frozenset(
    {
        "small_below_rows",
        "rows_per_file",
        "rows_per_file_change",
        "refused_share",
        "repeated_share",
        "null_share_change",
    }
)
_HEAD = frozenset({"decided_by", "decided_at", "reason", "next_review", "default", "table"})


class BadDeclaration(ValueError):
    """The declared bands name something that does not exist, or lack something they need."""


@dataclass(frozen=True)
class DeliveryProfile:
    """What one delivery of one table looked like: enough to compare the next one with.

    Attributes:
        files: files in the delivery.
        rows: rows that landed.
        refused: rows that went to quarantine.
        null_shares: column → share of its values that are empty, for every column that may be empty.
    """

    files: int
    rows: int
    refused: int
    null_shares: Mapping[str, float] = field(hash=False)

    @property
    def rows_per_file(self) -> float:
        """Delivered rows per file, the refused ones included."""
        return (self.rows + self.refused) / max(self.files, 1)


def profile_of(contract: type[Delivery], frame: pl.DataFrame, *, files: int, refused: int) -> DeliveryProfile:
    """The profile of a delivery whose good rows are `frame`."""
    optional = [name for name in _optional(contract) if name in frame.columns]
    empty = frame.select(pl.col(optional).null_count()).row(0) if optional else ()
    shares = {name: count / max(frame.height, 1) for name, count in zip(optional, empty, strict=True)}
    return DeliveryProfile(files, frame.height, refused, shares)


def delivery_expectations(
    contract: type[Delivery], profile: DeliveryProfile, previous: DeliveryProfile | None
) -> tuple[Expectation, ...]:
    """The table's delivery expectations with their arguments for this delivery.

    Names depend on the contract and the declaration only. An expectation that cannot be judged this time (nothing to
    compare with, or too few rows) has no arguments.
    """
    bands = declared(contract)
    enough = profile.rows >= bands["small_below_rows"]
    earlier = previous if previous is not None and previous.rows >= bands["small_below_rows"] and enough else None
    return (
        *_row_band(bands, profile),
        *_row_change(bands, profile, earlier),
        *_refused(bands, profile),
        *_repeated(contract, bands, enough=enough),
        *_null_shares(contract, bands, enough=enough),
        *_null_changes(contract, bands, earlier),
    )


def declared(contract: type[Delivery]) -> dict[str, Any]:
    """The bands of a table: the defaults, with the table's own in their place."""
    whole = _declaration()
    return {**whole["default"], **whole["table"].get(contract.table, {})}


@functools.cache
def _declaration() -> dict[str, Any]:
    read = tomllib.loads(DECLARED.read_text("utf-8"))
    check_declaration(read)
    return read


def check_declaration(read: Mapping[str, Any]) -> None:
    """Hold that the declaration is complete and names only tables, columns and bands that exist.

    Raises:
        BadDeclaration: it does not; the message says what and where.
    """
    if set(read) != _HEAD or not isinstance(read.get("next_review"), dt.date):
        raise BadDeclaration(f"{DECLARED.name}: needs exactly {sorted(_HEAD)}, next_review being a date")
    if set(read["default"]) != _DEFAULTS:
        raise BadDeclaration(f"{DECLARED.name}: [default] needs exactly {sorted(_DEFAULTS)}")
    for table, bands in read["table"].items():
        if table not in deliveries():
            raise BadDeclaration(f"{DECLARED.name}: [table.{table}]: no delivery table has that name")
        if not set(bands) <= _DEFAULTS | {"null_share"}:
            raise BadDeclaration(f"{DECLARED.name}: [table.{table}]: unknown band in {sorted(bands)}")
        unknown = set(bands.get("null_share", {})) - set(_optional(deliveries()[table]))
        if unknown:
            raise BadDeclaration(f"{DECLARED.name}: [table.{table}.null_share]: never empty: {sorted(unknown)}")


def _optional(contract: type[Delivery]) -> list[str]:
    return [name for name, column in contract.columns().items() if column.nullable]


def _row_band(bands: Mapping[str, Any], profile: DeliveryProfile) -> Iterator[Expectation]:
    for level, (low, high) in _levels(bands["rows_per_file"]):
        yield Expectation(
            f"table.rows_per_file.{level}",
            "delivery",
            None,
            "ExpectTableRowCountToBeBetween",
            _row_bounds(profile, low * profile.files, high * profile.files),
            level,
            "An empty or endless file is a failed export, and would read as a register without activities.",
            f"Varje fil har i snitt mellan {_number(low)} och {_number(high)} rader.",
        )


def _row_change(
    bands: Mapping[str, Any], profile: DeliveryProfile, earlier: DeliveryProfile | None
) -> Iterator[Expectation]:
    for level, (low, high) in _levels(bands["rows_per_file_change"]):
        arguments = None
        if earlier is not None:
            base = earlier.rows_per_file * profile.files
            arguments = _row_bounds(profile, base * low, base * high)
        yield Expectation(
            f"table.rows_per_file_change.{level}",
            "delivery",
            None,
            "ExpectTableRowCountToBeBetween",
            arguments,
            level,
            "A delivery much smaller or larger than the one before is often cut off, doubled or of another extent.",
            f"Rader per fil är mellan {_number(low)} och {_number(high)} gånger så många som i leveransen innan.",
        )


def _row_bounds(profile: DeliveryProfile, low: float, high: float) -> dict[str, int]:
    """Bounds on the good rows, such that all rows delivered are within `low` and `high`."""
    return {
        "min_value": max(math.ceil(low) - profile.refused, 0),
        "max_value": max(math.floor(high) - profile.refused, 0),
    }


def _refused(bands: Mapping[str, Any], profile: DeliveryProfile) -> Iterator[Expectation]:
    delivered = profile.rows + profile.refused
    for level, share in _levels(bands["refused_share"]):
        yield Expectation(
            f"table.refused_share.{level}",
            "delivery",
            None,
            "ExpectTableRowCountToBeBetween",
            {"min_value": math.ceil(delivered * (1 - share) - 1e-9)},
            level,
            "Rows in quarantine are missing from every count; many of them bend the picture.",
            f"Högst {_percent(share)} av raderna har hamnat i karantän ({profile.refused} av {delivered}).",
        )


def _repeated(contract: type[Delivery], bands: Mapping[str, Any], *, enough: bool) -> Iterator[Expectation]:
    key = [*contract.key(), "known_at"]
    for level, share in _levels(bands["repeated_share"]):
        yield Expectation(
            f"table.repeated_share.{level}",
            "delivery",
            None,
            "ExpectCompoundColumnsToBeUnique",
            {"column_list": key, "mostly": round(1 - share, 9)} if enough else None,
            level,
            "Rows with the same key and day are read as corrections of each other; many of them mean a wrong key.",
            f"Högst {_percent(share)} av raderna delar nyckel och registreringsdag med en annan rad.",
        )


def _null_shares(contract: type[Delivery], bands: Mapping[str, Any], *, enough: bool) -> Iterator[Expectation]:
    for column in _optional(contract):
        for level, share in _levels(bands.get("null_share", {}).get(column, {})):
            yield Expectation(
                f"{column}.null_share.{level}",
                "delivery",
                column,
                "ExpectColumnValuesToNotBeNull",
                {"mostly": round(1 - share, 9)} if enough else None,
                level,
                "What is empty is unknown, and indicators that need it are left out for those activities.",
                f"{column} saknas i högst {_percent(share)} av raderna.",
            )


def _null_changes(
    contract: type[Delivery], bands: Mapping[str, Any], earlier: DeliveryProfile | None
) -> Iterator[Expectation]:
    for column in _optional(contract):
        for level, change in _levels(bands["null_share_change"]):
            yield Expectation(
                f"{column}.null_share_change.{level}",
                "delivery",
                column,
                "ExpectColumnProportionOfNonNullValuesToBeBetween",
                None if earlier is None else _share_bounds(1 - earlier.null_shares[column], change),
                level,
                "A field that suddenly empties or fills has usually changed form or meaning at the source.",
                f"Andelen tomma {column} har ändrats med högst {_number(100 * change)} procentenheter.",
            )


def _share_bounds(filled: float, change: float) -> dict[str, float]:
    return {"min_value": max(round(filled - change, 9), 0.0), "max_value": min(round(filled + change, 9), 1.0)}


def _levels(band: Mapping[str, Any]) -> Iterator[tuple[Severity, Any]]:
    return ((level, band[level]) for level in _LEVELS if level in band)


def _percent(share: float) -> str:
    return f"{_number(100 * share)} %"


def _number(value: float) -> str:
    """A number as written in Swedish: decimal comma, thousands apart."""
    return f"{value:,.10g}".replace(",", "\u00a0").replace(".", ",")
