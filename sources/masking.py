"""Taking natural persons out of a frame of text before anything else sees it: numbers become pseudonyms or masks.

How one identity is read is in `identity.py`. After this step no cell holds a number that can be a person's.
"""

from collections.abc import Callable
from dataclasses import dataclass

import dataframely as dy
import polars as pl

from sources.grid import SOURCE_ROW
from sources.identity import (
    PERSON_NUMBER,
    PseudonymKey,
    Reading,
    keyed,
    masked,
    read_operator,
    read_person,
    without_person_numbers,
)
from tables.code_lists import code_list, codes_of
from tables.raw import CompanyAnswer, Delivery

FAULTS = {SOURCE_ROW: pl.Int64, "column": pl.String, "rule": pl.String}
#: The column that says whether an address may be shown, the words for no, and what stands instead of a protected one.
ADDRESS_FLAG, NO, PROTECTED = "address_protected", ("nej", "false", "0"), "[skyddad adress]"
#: The column that says what kind of address it is, and the kind that nobody may see.
ADDRESS_KIND, PROTECTED_KIND = "address_type", "protected"
#: Shorter texts cannot hold a personal number; this keeps dates and codes out of the search.
SHORTEST_NUMBER = 10
#: A row with so many cells that cannot be read for what they are has probably slipped sideways.
MANY_UNREADABLE = 3
UNREADABLE = ("not_a_date", "not_yes_or_no", "not_a_whole_number", "not_a_number", "unknown_code")
#: What a digest looks like. Digits in a row mean nothing in one, and masked it would be another.
_DIGEST = "^[0-9a-f]{64}$"
_MAY_HOLD_NUMBER = f"(?:^|[^0-9]){PERSON_NUMBER}(?:[^0-9]|$)"


@dataclass(frozen=True)
class Masked:
    """A frame without personal numbers, and the identity cells that could not be read (empty in the frame)."""

    rows: pl.DataFrame
    faults: pl.DataFrame


def mask(rows: pl.DataFrame, contract: type[Delivery], key: PseudonymKey) -> Masked:
    """Pseudonyms for persons in identity columns, no numbers in other columns, no names of sole traders.

    An identity cell that cannot be read is shown as asterisks, so that it can be pointed at but not read.
    """
    faults = [pl.DataFrame(schema=FAULTS)]
    for name in contract.delivered_columns():
        if name in operator_columns(contract):
            rows, broken = _operators(rows, name, key)
            faults.append(broken)
        elif name in person_columns(contract):
            rows = _replaced(rows, name, lambda text: read_person(text, key).value)
        else:
            rows = _without_numbers(rows, name, _replacement(contract, name, key))
    rows = _without_protected_addresses(_without_names_of_sole_traders(rows, contract), contract)
    return Masked(rows, pl.concat(faults))


def mask_malformed(malformed: pl.DataFrame, contract: type[Delivery]) -> pl.DataFrame:
    """Rows whose cells may stand in the wrong column: numbers masked, and where a person may be named, words too."""
    names = [name for name in malformed.columns if name not in (SOURCE_ROW, "rule")]
    for name in names:
        malformed = _without_numbers(malformed, name, lambda _: "[personnummer]")
    if not person_columns(contract) and not names_to_remove(contract):
        return malformed
    return malformed.with_columns(_starred(names, contract))


def mask_shifted(rows: pl.DataFrame, found: pl.DataFrame, contract: type[Delivery]) -> pl.DataFrame:
    """Rows whose cells seem to have slipped sideways: what a person may be named in, and cannot be read, as stars.

    Args:
        rows: the rows that are refused, as text.
        found: their faults.
        contract: the delivery.
    """
    if not person_columns(contract) and not names_to_remove(contract):
        return rows
    unread = found.filter(pl.col("rule").is_in(UNREADABLE)).select(SOURCE_ROW, "column").unique()
    slipped = unread.filter(pl.len().over(SOURCE_ROW) >= MANY_UNREADABLE)
    for (name,), cells in slipped.group_by("column"):
        is_slipped = pl.col(SOURCE_ROW).is_in(cells[SOURCE_ROW].implode())
        rows = rows.with_columns(pl.when(is_slipped).then(_starred([str(name)], contract)).otherwise(name).alias(name))
    return rows


def _starred(names: list[str], contract: type[Delivery]) -> pl.Expr:
    """The cells with stars for letters and digits, but for codes, dates and numbers."""
    lists = {str(contract.notes(name)["codes"]) for name in contract.delivered_columns()} - {"None"}
    codes = [code for list_name in sorted(lists) for code in codes_of(list_name)]
    is_harmless = pl.col(names).is_in(codes) | pl.col(names).str.contains(r"^[0-9./-]*$")
    stars = pl.col(names).str.replace_all(r"[\p{L}\p{N}]", "*")
    return pl.when(is_harmless).then(pl.col(names)).otherwise(stars).name.keep()


def operator_columns(contract: type[Delivery]) -> list[str]:
    """Columns with the identity of an operator, who may be a natural person."""
    return _noted(contract, "pseudonym of")


def person_columns(contract: type[Delivery]) -> list[str]:
    """Columns with the identity of a natural person, always."""
    return [name for name in _noted(contract, "pseudonym") if name not in operator_columns(contract)]


def names_to_remove(contract: type[Delivery]) -> list[str]:
    """Columns with names that are kept for legal persons only."""
    return _noted(contract, "removed for sole traders")


def address_columns(contract: type[Delivery]) -> list[str]:
    """Columns with an address, which may be protected."""
    return [name for name in contract.delivered_columns() if "address" in (contract.notes(name)["pii"] or "")]


def _noted(contract: type[Delivery], start: str) -> list[str]:
    return [name for name in contract.delivered_columns() if (contract.notes(name)["pii"] or "").startswith(start)]


def _replacement(contract: type[Delivery], name: str, key: PseudonymKey) -> Callable[[str], str]:
    """A number inside an identifier becomes a pseudonym, so that identifiers stay apart; inside a text it is masked."""
    column = contract.columns()[name]
    is_identifier = isinstance(column, dy.String) and column.min_length is not None
    return keyed(key) if is_identifier else lambda _: "[personnummer]"


def _operators(rows: pl.DataFrame, name: str, key: PseudonymKey) -> tuple[pl.DataFrame, pl.DataFrame]:
    readings = {text: read_operator(text, key) for text in _distinct(rows[name])}
    broken = {text: reading.fault for text, reading in readings.items() if reading.fault is not None}
    faults = rows.filter(pl.col(name).is_in(list(broken))).select(
        SOURCE_ROW, column=pl.lit(name), rule=pl.col(name).replace_strict(broken, return_dtype=pl.String)
    )
    shown = {text: _shown(text, reading) for text, reading in readings.items()}
    return rows.with_columns(_mapped(name, shown)), faults


def _shown(text: str, reading: Reading) -> str:
    if reading.value is not None:
        return reading.value
    return "".join("*" if character.isalnum() else character for character in text[:40])


def _replaced(rows: pl.DataFrame, name: str, change: Callable[[str], str | None]) -> pl.DataFrame:
    return rows.with_columns(_mapped(name, {text: change(text) for text in _distinct(rows[name])}))


def _without_numbers(rows: pl.DataFrame, name: str, replacement: Callable[[str], str]) -> pl.DataFrame:
    if (rows[name].str.len_bytes().max() or 0) < SHORTEST_NUMBER:  # type: ignore[operator]
        return rows
    may_hold = rows[name].str.contains(_MAY_HOLD_NUMBER) & ~rows[name].str.contains(_DIGEST)
    suspected = _distinct(rows[name].filter(may_hold))
    if not suspected:
        return rows
    changed = {text: without_person_numbers(text, replacement) for text in suspected}
    return rows.with_columns(_mapped(name, changed, keep_others=True))


def _mapped(name: str, changed: dict[str, str | None] | dict[str, str], *, keep_others: bool = False) -> pl.Expr:
    default = pl.col(name) if keep_others else None
    return pl.col(name).replace_strict(changed, default=default, return_dtype=pl.String).alias(name)


def _distinct(column: pl.Series) -> list[str]:
    return column.drop_nulls().unique().to_list()


def _without_names_of_sole_traders(rows: pl.DataFrame, contract: type[Delivery]) -> pl.DataFrame:
    names = names_to_remove(contract)
    if not names:
        return rows
    is_person = ~pl.col("operator_id").str.contains(r"^[0-9]{10}$")
    if "legal_form" in rows.columns:
        natural = code_list("legal_forms").filter(pl.col("is_natural_person") == "1")["code"].to_list()
        is_person |= pl.col("legal_form").is_in(natural)
    if contract is CompanyAnswer:
        impersonal = code_list("company_fields").filter(pl.col("is_personal") == "0")["code"].to_list()
        is_person &= ~pl.col("field").is_in(impersonal)
    return rows.with_columns(pl.when(is_person.fill_null(value=True)).then(None).otherwise(pl.col(names)).name.keep())


def _without_protected_addresses(rows: pl.DataFrame, contract: type[Delivery]) -> pl.DataFrame:
    """An address is kept only where the row says plainly that it is not protected."""
    if ADDRESS_FLAG in contract.delivered_columns():
        is_open = pl.col(ADDRESS_FLAG).str.to_lowercase().is_in(NO).fill_null(value=False)
    elif ADDRESS_KIND in contract.delivered_columns():
        kinds = [kind for kind in codes_of("address_types") if kind != PROTECTED_KIND]
        is_open = pl.col(ADDRESS_KIND).is_in(kinds).fill_null(value=False)
    else:
        return rows
    hidden = [
        pl.when(is_open | pl.col(name).is_null()).then(name).otherwise(pl.lit(PROTECTED)).alias(name)
        for name in address_columns(contract)
    ]
    return rows.with_columns(hidden)


def shown(text: str) -> str:
    """A text of unknown origin as it may be shown: numbers masked, and not longer than a line."""
    return masked(text)[:200]
