"""Deliveries and facts as small text tables, so that a case reads as what came in and what was held.

Columns are parted by a bar between blanks; `-` is null. Delivered columns that are left out are null, or the example
of the contract where they must be filled.
"""

from collections.abc import Iterator, Mapping

import polars as pl

from sources.facts.registry import FACT_RULES
from tables.base import Table
from tables.contracts import deliveries
from tables.raw import Delivery


class Facts(Mapping[str, pl.DataFrame]):
    """All facts from deliveries, each derived when it is looked at."""

    def __init__(self, raw: Mapping[str, pl.DataFrame]) -> None:
        self._known = dict(raw)
        self._rules = {rule.contract.table: rule for rule in FACT_RULES}
        self._facts: dict[str, pl.DataFrame] = {}

    def __getitem__(self, table: str) -> pl.DataFrame:
        if table not in self._facts:
            rule = self._rules[table]
            self._facts[table] = rule.derive(*(self._read(contract) for contract in rule.reads))
        return self._facts[table]

    def _read(self, contract: type[Table]) -> pl.DataFrame:
        return self._known[contract.table] if issubclass(contract, Delivery) else self[contract.table]

    def __iter__(self) -> Iterator[str]:
        return iter(self._rules)

    def __len__(self) -> int:
        return len(self._rules)


def facts_of(**texts: str) -> Mapping[str, pl.DataFrame]:
    """All facts from deliveries written as text; tables that are not named are empty."""
    raw = {table: contract.create_empty() for table, contract in deliveries().items()}
    return Facts(raw | {table: delivered(deliveries()[table], text) for table, text in texts.items()})


def delivered(contract: type[Delivery], text: str) -> pl.DataFrame:
    """The rows of a text table as one landed file, legal by the contract."""
    written = [
        _filled(contract, row) | {"ledger_id": "00000000000000aa", "source_row": line}
        for line, row in enumerate(_rows(text), start=2)
    ]
    columns = {
        name: pl.Series(name, [row[name] for row in written], dtype=pl.String)
        if column.dtype == pl.String
        else _parsed(
            pl.Series(name, [None if row[name] is None else str(row[name]) for row in written], pl.String), column.dtype
        )
        for name, column in contract.columns().items()
    }
    return contract.validate(pl.DataFrame(columns), cast=True)


def assert_held(fact: pl.DataFrame, text: str) -> None:
    """The fact's rows, in their own order, are those of the text table in the columns it names."""
    expected = _rows(text)
    columns = list(expected[0])
    found = [dict(zip(columns, map(_written, row), strict=True)) for row in fact.select(columns).iter_rows()]
    assert found == expected, f"found:\n{_table(columns, found)}\nexpected:\n{_table(columns, expected)}"


def _rows(text: str) -> list[dict[str, str]]:
    lines = [[cell.strip() for cell in line.split(" | ")] for line in text.strip().splitlines()]
    return [dict(zip(lines[0], line, strict=True)) for line in lines[1:]]


def _filled(contract: type[Delivery], row: dict[str, str]) -> dict[str, object]:
    assert set(row) <= set(contract.delivered_columns()), set(row) - set(contract.delivered_columns())
    defaults = {
        name: None if contract.columns()[name].nullable else contract.notes(name)["example"]
        for name in contract.delivered_columns()
    }
    return defaults | {name: None if cell == "-" else cell for name, cell in row.items()}


def _parsed(values: pl.Series, dtype: pl.DataType) -> pl.Series:
    if dtype == pl.Date:
        return values.str.to_date("%Y-%m-%d")
    if dtype == pl.Boolean:
        return values.str.to_lowercase() == "true"
    return values.cast(dtype)


def _written(value: object) -> str:
    return "-" if value is None else str(value).lower() if isinstance(value, bool) else str(value)


def _table(columns: list[str], rows: list[dict[str, str]]) -> str:
    return "\n".join(" | ".join(line) for line in [columns, *([row[name] for name in columns] for row in rows)])
