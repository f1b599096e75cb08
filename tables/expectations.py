"""What a table's contract expects, as a Great Expectations suite generated from it. No suite is written by hand.

An `Expectation` here is plain data: a stable name, what it protects, and which Great Expectations class checks it with
which arguments. What makes a *delivery* believable is in `delivery_expectations.py`; running suites is in
`sources/delivery_checks.py`. Great Expectations takes seconds to import, and is imported by `suite()` only.

Rules that Great Expectations has no word for, such as rules over several columns, are evaluated by Polars into
yes-and-no columns named `rule:…`, which the suite then expects to be all yes.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Literal

import dataframely as dy
import polars as pl

from tables.base import Table
from tables.code_lists import codes_of

if TYPE_CHECKING:
    from great_expectations.core.expectation_suite import ExpectationSuite

Severity = Literal["warn", "error"]
Check = Literal["contract", "delivery"]

_GX_SEVERITY: dict[Severity, str] = {"warn": "warning", "error": "critical"}
#: How Data Docs tell warnings from what stops publication; every contract rule stops.
_MARKS = {("contract", "error"): "", ("delivery", "warn"): " ⟨varning⟩", ("delivery", "error"): " ⟨stoppar⟩"}
#: Polars type → the name of the type in arrow-backed pandas, and the word for it in Swedish.
_ARROW_TYPES: dict[type[pl.DataType], tuple[str, str]] = {
    pl.String: ("large_string[pyarrow]", "text"),
    pl.Enum: ("large_string[pyarrow]", "text"),
    pl.Boolean: ("bool[pyarrow]", "ja eller nej"),
    pl.Int32: ("int32[pyarrow]", "heltal"),
    pl.Int64: ("int64[pyarrow]", "heltal"),
    pl.Float64: ("double[pyarrow]", "tal"),
    pl.Date: ("date32[day][pyarrow]", "datum"),
}


@dataclass(frozen=True)
class Expectation:
    """One expectation on one table.

    Attributes:
        name: stable and unique within the table, `<column>.<rule>` or `table.<rule>`.
        check: whether it makes rows legal (`contract`) or a delivery believable (`delivery`).
        column: the column it concerns, if one; the arguments may name another for the check itself.
        kind: the Great Expectations class that checks it.
        arguments: that class's arguments without `column`; None when there is nothing to compare with yet.
        severity: what it means when it does not hold.
        protects: in English, what goes wrong downstream when it does not hold.
        message: in Swedish, what is expected.
    """

    name: str
    check: Check
    column: str | None
    kind: str
    arguments: Mapping[str, Any] | None = field(hash=False)
    severity: Severity
    protects: str
    message: str


def contract_expectations(contract: type[Table]) -> tuple[Expectation, ...]:
    """Everything the contract says of a row, in the order of the columns; the rules of whole rows come last."""
    found = [_columns_present(contract)]
    for name, column in contract.columns().items():
        found += _type_of(name, column)
        found += _rules_of(contract, name, column)
    found += [_holds(None, rule, rule) for rule in _row_rules(contract)]
    key = contract.primary_key()
    if key:
        found.append(_unique_key(key))
    return tuple(found)


def rule_columns(contract: type[Table]) -> dict[str, pl.Expr]:
    """The yes-and-no columns that the suite needs beside the contract's own; unknown counts as yes."""
    found = {f"rule:{name}": rule.expr for name, rule in _row_rules(contract).items()}
    for name, column in contract.columns().items():
        for rule, expression in column.validation_rules(pl.col(name)).items():
            if _native_rule(contract, name, rule) is None:
                found[f"rule:{name}.{rule}"] = expression
    return {name: expression.fill_null(value=True) for name, expression in found.items()}


def prepared(contract: type[Table], frame: pl.DataFrame) -> pl.DataFrame:
    """The frame as the suite wants it: enumerations as text, and the `rule:` columns added where they can be."""
    text = frame.with_columns(pl.col(pl.Enum).cast(pl.String))
    if not set(contract.column_names()) <= set(frame.columns):
        return text
    return text.hstack(frame.select(**rule_columns(contract)))


def suite(name: str, expectations: Iterable[Expectation]) -> "ExpectationSuite":
    """The Great Expectations suite; expectations without arguments are left out."""
    from tables.expectation_kinds import ExpectationSuite, kind_named

    made = []
    for wanted in expectations:
        if wanted.arguments is None:
            continue
        on = {} if wanted.column is None else {"column": wanted.column}
        made.append(
            kind_named(wanted.kind)(
                **{**on, **wanted.arguments},
                severity=_GX_SEVERITY[wanted.severity],
                description=wanted.message + _MARKS[wanted.check, wanted.severity],
                meta={"name": wanted.name, "check": wanted.check, "protects": wanted.protects},
            )
        )
    return ExpectationSuite(name=name, expectations=made)


#: What goes wrong when a rule of this name does not hold. Other rules are said by `_PROTECTS_OTHER`.
_PROTECTS = {
    "columns": "A missing or unknown column means that the file was mapped wrongly, and every later figure with it.",
    "key_unique": "A row that occurs twice would be counted twice.",
    "type": "With a wrong type, dates and numbers compare as text.",
    "not_null": "Computations rely on the value being there; unknown must never be read as zero.",
    "between": "Values outside the bounds are typing errors, such as the year 0024.",
    "regex": "An identifier in another form joins to nothing, or is a personal number in the open.",
    "code": "An unknown code would fall out of every count without a trace.",
    "length": "An empty identifier joins to other empty ones; an endless text is a damaged file.",
    "finite": "One infinite amount makes every mean that it is part of infinite.",
}
_PROTECTS_OTHER = "The rule is part of the contract, and later steps rely on it."


def _expect(column: str | None, rule: str, kind: str, arguments: Mapping[str, Any], message: str) -> Expectation:
    name = f"{column or 'table'}.{rule}"
    return Expectation(
        name, "contract", column, kind, arguments, "error", _PROTECTS.get(rule, _PROTECTS_OTHER), message
    )


def _columns_present(contract: type[Table]) -> Expectation:
    wanted = {"column_set": [*contract.column_names(), *rule_columns(contract)], "exact_match": True}
    message = "Tabellen har exakt de överenskomna kolumnerna."
    return _expect(None, "columns", "ExpectTableColumnsToMatchSet", wanted, message)


def _unique_key(key: list[str]) -> Expectation:
    message = f"Varje rad förekommer en gång: {', '.join(key)} är unik."
    if len(key) == 1:
        return _expect(None, "key_unique", "ExpectColumnValuesToBeUnique", {"column": key[0]}, message)
    whole = {"column_list": key, "ignore_row_if": "never"}  # a key of nothing is a key as well, as the contract has it
    return _expect(None, "key_unique", "ExpectCompoundColumnsToBeUnique", whole, message)


def _type_of(name: str, column: dy.Column) -> list[Expectation]:
    known = _ARROW_TYPES.get(column.dtype.base_type())
    if known is None:
        return []
    type_name, word = known
    return [_expect(name, "type", "ExpectColumnTypeToBe", {"type_": type_name}, f"{name} innehåller {word}.")]


def _rules_of(contract: type[Table], name: str, column: dy.Column) -> list[Expectation]:
    """One expectation for each of the column's rules; a lower and an upper bound share one."""
    found: dict[str, Expectation] = {}
    for rule in column.validation_rules(pl.col(name)):
        made = _native_rule(contract, name, rule) or _holds(name, rule, f"{name}.{rule}")
        found[made.name] = made
    return list(found.values())


def _holds(column: str | None, rule: str, rule_column: str) -> Expectation:
    """Expect a `rule:` column to be all yes."""
    wanted = {"column": f"rule:{rule_column}", "value_set": [True]}
    message = f"Regeln {rule} gäller{'' if column is None else f' för {column}'} i varje rad."
    return _expect(column, rule, "ExpectColumnValuesToBeInSet", wanted, message)


def _native_rule(contract: type[Table], name: str, rule: str) -> Expectation | None:
    """The expectation of Great Expectations' own that means the same as a rule, if there is one."""
    make = _NATIVE.get(rule)
    return None if make is None else make(contract, name, contract.columns()[name])


def _not_null(_: type[Table], name: str, __: dy.Column) -> Expectation:
    return _expect(name, "not_null", "ExpectColumnValuesToNotBeNull", {}, f"{name} saknas inte i någon rad.")


def _between(_: type[Table], name: str, column: Any) -> Expectation:
    bounds = _bounds(column.min, column.max)
    return _expect(name, "between", "ExpectColumnValuesToBeBetween", bounds, f"{name} är {_said(bounds)}.")


def _length(_: type[Table], name: str, column: Any) -> Expectation:
    bounds = _bounds(column.min_length, column.max_length)
    return _expect(name, "length", "ExpectColumnValueBytesToBeBetween", bounds, f"{name} är {_said(bounds)} byte lång.")


def _finite(_: type[Table], name: str, __: dy.Column) -> Expectation:
    return _expect(name, "finite", "ExpectColumnValuesToBeFinite", {}, f"{name} är ett ändligt tal.")


def _regex(_: type[Table], name: str, column: Any) -> Expectation:
    message = f"{name} har den form som identifieraren ska ha."
    return _expect(name, "regex", "ExpectColumnValuesToMatchRegex", {"regex": column.regex}, message)


def _code(contract: type[Table], name: str, _: dy.Column) -> Expectation | None:
    codes = contract.notes(name)["codes"]
    if codes is None:
        return None
    message = f"{name} innehåller bara koder ur kodlistan {codes}."
    return _expect(name, "code", "ExpectColumnValuesToBeInSet", {"value_set": list(codes_of(codes))}, message)


_NATIVE: dict[str, Callable[[type[Table], str, Any], Expectation | None]] = {
    "nullability": _not_null,
    "min": _between,
    "max": _between,
    "min_length": _length,
    "max_length": _length,
    "regex": _regex,
    "inf": _finite,
    "nan": _finite,
    "check__unknown_code": _code,
}


def _bounds(low: object, high: object) -> dict[str, object]:
    return {key: value for key, value in (("min_value", low), ("max_value", high)) if value is not None}


def _said(bounds: Mapping[str, object]) -> str:
    words = {"min_value": "minst", "max_value": "högst"}
    return " och ".join(f"{words[key]} {value}" for key, value in bounds.items())


def _row_rules(contract: type[Table]) -> dict[str, Any]:
    # The table library shows a schema's own rules under this name only; a test pins it.
    return contract._schema_validation_rules()  # noqa: SLF001
