"""What a cell must be before the contract can judge it: readable as its type, and text without slips of the export.

Also the rules that need more than one row or a dated list. Each gives faults as (row, column, rule); the Swedish
sentences are in `remedies.py`.
"""

import dataframely as dy
import polars as pl

from sources.grid import SOURCE_ROW
from sources.masking import FAULTS, NO
from tables import fields
from tables.code_lists import code_list
from tables.raw import Delivery

ISO_DATE, WHOLE_NUMBER = r"^[0-9]{4}-[0-9]{2}-[0-9]{2}$", r"^-?[0-9]{1,18}$"
NUMBER = r"^-?[0-9]+(\.[0-9]+)?([eE][+-]?[0-9]+)?$"
YES = ("ja", "true", "1")
#: Rule → what a text that breaks it contains. Written twice in the search below: all at once, then one by one.
SLIPS = {
    "control_character": "[\\x00-\\x1f\\x7f\\u200b\\u200e\\u200f\\u2028\\u2029\\ufeff]",
    "formula_cell": "^=",
    "excel_error": r"^#(?:N/A|REF!|VALUE!|DIV/0!|NAME\?|NULL!|NUM!|SAKNAS!|REFERENS!|VÄRDEFEL!|DIVISION/0!|NAMN\?)$",
    "double_encoded": "Ã[¥¤¶…„–©¼]|\ufffd",
}
#: On which day a code must have been in force: one day, or any day of a period (first, first after).
DAY_OF_CODE: dict[tuple[str, str], tuple[str, ...]] = {
    ("activity_version", "form_code"): ("valid_from", "valid_to"),
    ("permit", "form_code"): ("valid_from", "valid_to"),
    ("decision", "kind"): ("decided_at",),
    ("decision", "ground"): ("decided_at",),
    ("report", "channel"): ("received_at",),
}


def typed(column: dy.Column, name: str) -> pl.Expr:
    """The cell as its type; null when the text cannot be read as one."""
    text = pl.col(name)
    if isinstance(column, dy.Date):
        return pl.when(text.str.contains(ISO_DATE)).then(text).str.to_date("%Y-%m-%d", strict=False).alias(name)
    if isinstance(column, dy.Bool):
        lowered = text.str.to_lowercase()
        return pl.when(lowered.is_in(YES)).then(True).when(lowered.is_in(NO)).then(False).alias(name)
    if column.dtype.is_integer():
        return pl.when(text.str.contains(WHOLE_NUMBER)).then(text).cast(column.dtype, strict=False).alias(name)
    if column.dtype.is_float():
        return pl.when(text.str.contains(NUMBER)).then(text).cast(column.dtype, strict=False).alias(name)
    return text


def type_rule(column: dy.Column) -> str:
    """The name of the rule that a cell of the wrong type breaks."""
    if isinstance(column, dy.Date):
        return "not_a_date"
    if isinstance(column, dy.Bool):
        return "not_yes_or_no"
    return "not_a_whole_number" if column.dtype.is_integer() else "not_a_number"


def type_faults(rows: pl.DataFrame, read: pl.DataFrame, contract: type[Delivery]) -> list[pl.DataFrame]:
    """Cells that hold a text their type cannot be read from."""
    return [
        faults(rows.filter(rows[name].is_not_null() & read[name].is_null()), name, type_rule(column))
        for name, column in contract.columns().items()
        if name not in contract.technical and column.dtype != pl.String
    ]


def slips(rows: pl.DataFrame, contract: type[Delivery]) -> list[pl.DataFrame]:
    """Texts that show that something went wrong in the export."""
    any_slip = "|".join(SLIPS.values())
    texts = [name for name in contract.delivered_columns() if contract.columns()[name].dtype == pl.String]
    suspected = rows.filter(pl.any_horizontal(pl.col(texts).str.contains(any_slip)))
    if suspected.is_empty():
        return []
    return [
        faults(suspected.filter(pl.col(name).str.contains(what)), name, rule)
        for name in texts
        for rule, what in SLIPS.items()
    ]


def codes_not_in_force(read: pl.DataFrame, contract: type[Delivery]) -> list[pl.DataFrame]:
    """Codes used on a day when the list did not hold them."""
    found = []
    for (table, name), days in DAY_OF_CODE.items():
        if table == contract.table:
            is_wrong = _is_out_of_force(name, str(contract.notes(name)["codes"]), days)
            found.append(faults(read.filter(is_wrong), name, "code_not_in_force"))
    return found


def _is_out_of_force(name: str, list_name: str, days: tuple[str, ...]) -> pl.Expr:
    first, after = pl.col(days[0]), pl.col(days[-1]) if len(days) == 2 else pl.col(days[0]).dt.offset_by("1d")
    known, holds = pl.lit(value=False), pl.lit(value=False)
    for code, since, until in code_list(list_name).select("code", "valid_from", "valid_to").iter_rows():
        is_code = pl.col(name) == code
        starts = after.is_null() | (after > since)
        holds = holds | (is_code & starts & (pl.lit(value=True) if until is None else first < until))
        known = known | is_code
    return (first >= fields.EARLIEST) & known & ~holds


def repeated(read: pl.DataFrame, contract: type[Delivery]) -> list[pl.DataFrame]:
    """Rows of one file with the same key and the same day of knowledge: copies after the first, and contradictions."""
    key = [*contract.key(), "known_at"]
    doubled = read.filter(pl.struct(key).is_duplicated())
    if doubled.is_empty():
        return []
    content = pl.struct(contract.delivered_columns())
    counted = doubled.with_columns(n_contents=content.n_unique().over(key), is_first=content.is_first_distinct())
    conflicting = counted.filter(pl.col("n_contents") > 1)
    copies = counted.filter((pl.col("n_contents") == 1) & ~pl.col("is_first"))
    return [faults(conflicting, contract.key()[0], "duplicate_key"), faults(copies, contract.key()[0], "duplicate_row")]


def faults(rows: pl.DataFrame, column: str, rule: str) -> pl.DataFrame:
    """One fault for each row."""
    return rows.select(SOURCE_ROW, column=pl.lit(column), rule=pl.lit(rule)).cast(FAULTS)  # type: ignore[arg-type]
