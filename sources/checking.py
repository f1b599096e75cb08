"""From text to typed, legal rows: what passes goes on to landing, the rest becomes quarantine rows with a remedy.

The contract says what makes a row legal; `rules.py` what comes before and beside it. No row is lost: each is either in
`good` or in `refused`.
"""

from dataclasses import dataclass

import polars as pl

from sources.choices import coded
from sources.grid import SOURCE_ROW
from sources.identity import PseudonymKey
from sources.masking import FAULTS, mask, mask_malformed, mask_shifted, shown
from sources.reading import Delivered
from sources.remedies import remedy
from sources.rules import codes_not_in_force, faults, repeated, slips, type_faults, typed
from tables import ops
from tables.raw import Delivery

#: Rules of the table library → names that are ours.
RULES = {
    "nullability": "missing_value",
    "regex": "wrong_form",
    "min": "out_of_range",
    "max": "out_of_range",
    "min_length": "missing_value",
    "max_length": "too_long",
    "check__unknown_code": "unknown_code",
    "nan": "not_a_number",
    "inf": "not_a_number",
}
#: Rules over several columns → the column that a reader should look at.
COLUMN_OF_RULE = {
    "protected_address_is_empty": "address",
    "valid_to_after_valid_from": "valid_to",
    "fiscal_year_ends_after_it_starts": "fiscal_year_end",
}
#: Longer values are cut in quarantine; the whole is in the file.
LONGEST_VALUE, LONGEST_KEPT = 200, 1_000
#: So many different values get a sentence of their own; beyond that, the sentence of the rule.
MOST_SENTENCES = 2_000


@dataclass(frozen=True)
class Checked:
    """The rows of a file, told apart: legal ones by the contract, and the quarantine rows of the others."""

    good: pl.DataFrame
    refused: pl.DataFrame

    @property
    def n_refused(self) -> int:
        """Refused rows; one row can break several rules."""
        return self.refused[SOURCE_ROW].n_unique()


def check(
    delivered: Delivered, contract: type[Delivery], key: PseudonymKey, *, ledger_id: str, file_name: str
) -> Checked:
    """Judge every row of a file."""
    safe = mask(delivered.rows, contract, key)
    columns = contract.columns()
    told = coded(safe.rows, contract)
    read = told.select(
        SOURCE_ROW,
        pl.lit(ledger_id).alias("ledger_id"),
        *(typed(columns[name], name) for name in contract.delivered_columns()),
    )
    before = [safe.faults, *type_faults(told, read, contract), *slips(safe.rows, contract)]
    legal, broken = _by_contract(read, contract)
    found = [*before, _without_repeats(broken, pl.concat(before)), *codes_not_in_force(read, contract)]
    passed = legal.join(pl.concat(found), on=SOURCE_ROW, how="anti")
    found += repeated(passed, contract)
    every = pl.concat(found).unique(maintain_order=True)
    good = passed.join(every, on=SOURCE_ROW, how="anti").sort(SOURCE_ROW)
    cells = pl.concat(
        [
            mask_shifted(safe.rows.join(every, on=SOURCE_ROW, how="semi"), every, contract),
            mask_malformed(delivered.malformed, contract).drop("rule"),
        ]
    )
    whole = delivered.malformed.select(SOURCE_ROW, column=pl.lit(""), rule="rule")
    refused = _quarantine(pl.concat([every, whole]), cells, contract)
    stamped = refused.with_columns(
        ledger_id=pl.lit(ledger_id), file_name=pl.lit(file_name), table=pl.lit(contract.table)
    )
    return Checked(good, stamped.select(ops.Quarantine.column_names()))


def _by_contract(read: pl.DataFrame, contract: type[Delivery]) -> tuple[pl.DataFrame, pl.DataFrame]:
    legal, failure = contract.filter(read)
    details = failure.details()
    rules = [name for name in failure.counts() if name in details.columns]
    broken = [faults(details.filter(pl.col(rule) == "invalid"), *_named(rule)) for rule in rules]
    return legal, pl.concat([pl.DataFrame(schema=FAULTS), *broken])


def _named(rule: str) -> tuple[str, str]:
    column, bar, of_column = rule.partition("|")
    return (column, RULES.get(of_column, of_column)) if bar else (COLUMN_OF_RULE.get(rule, ""), rule)


def _without_repeats(broken: pl.DataFrame, before: pl.DataFrame) -> pl.DataFrame:
    """A cell already found faulty was read as empty; that the contract then misses it is no second fault."""
    return broken.join(before, on=[SOURCE_ROW, "column"], how="anti")


def _quarantine(found: pl.DataFrame, cells: pl.DataFrame, contract: type[Delivery]) -> pl.DataFrame:
    names = contract.delivered_columns()
    kept = cells.with_columns(pl.col(names).str.slice(0, LONGEST_KEPT))
    as_json = kept.select(SOURCE_ROW, row_json=pl.struct(names).struct.json_encode())
    values = kept.unpivot(names, index=SOURCE_ROW, variable_name="column", value_name="cell").rename({"cell": "value"})
    told = (
        found.join(as_json, on=SOURCE_ROW, how="left", maintain_order="left")
        .join(values, on=[SOURCE_ROW, "column"], how="left", maintain_order="left")
        .with_columns(pl.col("value").str.slice(0, LONGEST_VALUE), replayed_as=pl.lit(None, dtype=pl.String))
    )
    return _with_remedies(told, contract).sort(SOURCE_ROW, "column", "rule")


def _with_remedies(told: pl.DataFrame, contract: type[Delivery]) -> pl.DataFrame:
    cases = told.select("rule", "column", "value").unique(maintain_order=True)
    sentences = [
        remedy(rule, column, value if at < MOST_SENTENCES else None, contract)
        for at, (rule, column, value) in enumerate(cases.iter_rows())
    ]
    return told.join(
        cases.with_columns(remedy=pl.Series(sentences, dtype=pl.String)),
        on=["rule", "column", "value"],
        how="left",
        nulls_equal=True,
        maintain_order="left",
    )


def first_fault(checked: Checked) -> tuple[int, str]:
    """The line and sentence of the most common fault, for the message about a file without a good row."""
    common = (
        checked.refused.group_by("column", "rule")
        .agg(pl.len(), pl.col(SOURCE_ROW).min(), pl.col("remedy").first(), pl.col("value").first())
        .sort("len", "column", "rule", descending=[True, False, False])
        .row(0, named=True)
    )
    return int(common[SOURCE_ROW]), shown(f"{common['column'] or 'hela raden'}: {common['remedy']}")
