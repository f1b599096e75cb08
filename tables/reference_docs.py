"""Contracts and code lists → the data dictionary. Pure: a registry in, Markdown out; files are written elsewhere.

What a table means is said in its contract; nothing is added here. The small pieces of Markdown that other packages'
reference pages need as well (`table_of`, `WRITTEN_BY`) live here too, since this is the lowest layer.
"""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import dataframely as dy
import polars as pl

from tables import code_lists, contracts
from tables.base import Table
from tables.exports import Export, sources_of
from tables.raw import Delivery

WRITTEN_BY = "<!-- Written by `make docs`. Change the code it describes, never this page. -->"
#: A longer list than this is shown by its first rows; the file has the rest.
SHOWN_ROWS = 60
_FIRST_ROWS = 10
_LAYERS: dict[str, tuple[str, str]] = {
    "raw": ("Deliveries", "One table for each kind of file, one row for each row of a file. Rows are only ever added."),
    "core": (
        "Facts",
        "What was so, from when to when, known from when to when. Indicators read these and nothing else.",
    ),
    "marts": (
        "Published tables",
        "What lists, look-up, reports and notebooks read. The same manifest gives the same bytes.",
    ),
    "export": (
        "What is shown outside",
        "One table for each kind of row that leaves the inspectorate, by profile. A column names those it is made "
        "from, and each of them has to be shown to the profile. Why: [exports](../../explanation/exports.md).",
    ),
    "ops": ("The books", "What the program notes about its own work. No computation reads them."),
}
_TYPES: dict[object, str] = {
    pl.String: "text", pl.Enum: "text", pl.Boolean: "yes/no", pl.Int32: "integer", pl.Int64: "integer",
    pl.Float64: "number", pl.Date: "date", pl.Datetime: "time",
}  # fmt: skip


def table_of(heading: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    """A Markdown table; bars and line breaks in cells are made harmless, null is an empty cell."""
    lines = ["| " + " | ".join(heading) + " |", "| " + " | ".join("---" for _ in heading) + " |"]
    lines += ["| " + " | ".join(_cell(value) for value in row) + " |" for row in rows]
    return "\n".join(lines)


def page(title: str, *parts: str) -> str:
    """A whole page: the mark of what writes it, a heading, and the parts, each set apart."""
    return "\n\n".join([WRITTEN_BY, f"# {title}", *(part for part in parts if part)]) + "\n"


def pages() -> dict[str, str]:
    """Path under `docs/reference/` → page: one for each layer, and the code lists."""
    layers = {f"tables/{layer}.md": _layer_page(layer) for layer in _LAYERS}
    return {**layers, "code_lists.md": _code_lists_page()}


def _layer_page(layer: str) -> str:
    title, said = _LAYERS[layer]
    tables = [contract for contract in contracts.every_contract() if contract.layer == layer]
    overview = table_of(
        ["Table", "One row is", "Owner"],
        ([f"[`{table.table}`](#{_anchor(table.qualified_name())})", table.grain, table.owner] for table in tables),
    )
    return page(title, said, overview, *(_section(table) for table in tables))


def _section(contract: type[Table]) -> str:
    parts = [f"## {contract.qualified_name()}", _one_paragraph(contract.__doc__), f"One row is {contract.grain}."]
    if issubclass(contract, Delivery):
        parts.append(_delivery_note(contract))
    last = "Personal data"
    if issubclass(contract, Export):
        parts.append(f"Shown to `{contract.profile}`.")
        last = "Made from"
    columns = table_of(
        ["Column", "Type", "Meaning", "Rules", last],
        ([f"`{name}`", *_described(contract, name, column)] for name, column in contract.columns().items()),
    )
    return "\n\n".join([*parts, columns, _row_rules(contract)]).rstrip()


def _delivery_note(contract: type[Delivery]) -> str:
    key = ", ".join(f"`{name}`" for name in contract.key())
    return (
        f"Dropped in `{contract.folder}/` as `{contract.table}_<period>.csv` (or `.parquet`, `.xlsx`). "
        f"Key in the source: {key}; a row with the same key and a later `known_at` is a correction. "
        "`ledger_id` and `source_row` are filled in at landing and are not in the file."
    )


def _described(contract: type[Table], name: str, column: dy.Column) -> list[object]:
    notes = contract.notes(name)
    meaning = column.description or ""
    if notes["example"] is not None:
        meaning += f" Example: `{notes['example']}`."
    last = _made_from(contract, name) if issubclass(contract, Export) else notes["pii"]
    return [_type_name(column, notes), meaning, _rules(column, notes), last]


def _made_from(contract: type[Export], name: str) -> str:
    return ", ".join(f"`{table.table}.{column}`" for table, column in sources_of(contract, name))


def _type_name(column: dy.Column, notes: Mapping[str, Any]) -> str:
    data_type = column.dtype
    if isinstance(data_type, pl.List):
        return f"list of {_TYPES[data_type.inner.base_type()]}"
    name = f"decimal, {data_type.scale} places" if isinstance(data_type, pl.Decimal) else _TYPES[data_type.base_type()]
    return f"{name}, {notes['unit']}" if notes["unit"] else name


def _rules(column: dy.Column, notes: Mapping[str, Any]) -> str:
    rules = ["key"] if column.primary_key else []
    rules += ["may be empty"] if column.nullable else []
    if notes["codes"]:
        anchor = _anchor(notes["codes"])
        rules.append(f"code list [`{notes['codes']}`](../code_lists.md#{anchor})")
    if isinstance(column, dy.Enum):
        rules.append("one of " + ", ".join(f"`{value}`" for value in column.categories))
    return "; ".join([*rules, *_bounds(column)])


def _bounds(column: dy.Column) -> list[str]:
    said = {"min": "at least {}", "max": "at most {}", "min_length": "{} or more characters",
            "max_length": "{} characters at most", "regex": "pattern `{}`"}  # fmt: skip
    found = {name: getattr(column, name, None) for name in said}
    return [said[name].format(value) for name, value in found.items() if value is not None and not _is_any_date(value)]


def _is_any_date(value: object) -> bool:
    return isinstance(value, dt.date)  # the bounds of dates are the same everywhere: said once, in the tutorial


def _row_rules(contract: type[Table]) -> str:
    names = [name for name in contract._schema_validation_rules() if name != "primary_key"]  # noqa: SLF001
    return "Rules for the row: " + ", ".join(f"`{name}`" for name in names) + "." if names else ""


def _code_lists_page() -> str:
    names = code_lists.names()
    said = (
        "What a code means and from when to when. `valid_to` is the first day it no longer holds; empty means until "
        "further notice. A change in the law adds a row. The files are in `tables/code_list_data/`."
    )
    links = ", ".join(f"[`{name}`](#{_anchor(name)})" for name in names)
    return page("Code lists", said, links, *(_code_list_section(name) for name in names))


def _code_list_section(name: str) -> str:
    frame = code_lists.code_list(name)
    shown = frame if frame.height <= SHOWN_ROWS else frame.head(_FIRST_ROWS)
    rest = f"\n\nand {frame.height - shown.height} more in `{name}.csv`." if shown.height < frame.height else ""
    return f"## {name}\n\n{table_of(frame.columns, shown.iter_rows())}{rest}"


def _anchor(heading: str) -> str:
    return heading.replace(".", "").lower()


def _one_paragraph(text: str | None) -> str:
    return " ".join((text or "").split())


def _cell(value: object) -> str:
    return "" if value is None else str(value).replace("|", "\\|").replace("\n", "<br>")
