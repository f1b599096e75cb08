"""How measures say themselves in Swedish: rows, conditions, columns and windows, by the words that facts declare.

A fact's rows are called `sv`, in the plural, a column by its note `sv`, in the singular; codes by their code list or by
the note `labels`. A yes-or-no column's words are what the rows do, so that "som" and "som inte" can stand before them.
"""

from collections.abc import Mapping
from typing import Any

import polars as pl

from indicators.windows import Window
from tables.code_lists import labels_of
from tables.core import Fact

#: More codes than this are counted instead of listed.
_MANY = 8
#: Columns that conditions do not name, since their codes speak for themselves, and that are named elsewhere.
_UNNAMED = {
    "event_date": "händelsedagen",
    "known_from": "dagen då det blev känt",
    "kind": "slag",
    "relation": "slag",
    "rule": "regel",
}
#: Whom a row is about, which is said beside it.
_ITS_OWN = {"activity_id", "actor_id", "municipality_code"}


def rows(fact: type[Fact], where: Mapping[str, tuple[Any, ...]]) -> str:
    """The rows that meet the conditions: `inspektioner (som har skett på plats)`."""
    if not where:
        return fact.sv
    return f"{fact.sv} ({'; '.join(_condition(fact, name, values) for name, values in where.items())})"


def column(fact: type[Fact], name: str) -> str:
    """What a column is called."""
    return str(fact.notes(name)["sv"] or _UNNAMED.get(name, name))


def row(fact: type[Fact], values: Mapping[str, Any]) -> str:
    """What one row says, in words: `brister: område: bemanning och kompetens; allvar: 3; som räknas`.

    Only columns that have words. A person is said to be one; names and addresses are left out.
    """
    parts = [_said(fact, name, value) for name, value in values.items() if _may_be_said(fact, name, value)]
    return f"{fact.sv}: {'; '.join(parts)}" if parts else fact.sv


def is_flag(fact: type[Fact], name: str) -> bool:
    """Whether a column holds yes or no."""
    return fact.columns()[name].dtype == pl.Boolean


def label(fact: type[Fact], name: str, code: object) -> str:
    """What a code in a column is called."""
    notes = fact.notes(name)
    labels: Mapping[Any, str] = labels_of(notes["codes"]) if notes["codes"] else notes["labels"]
    return str(labels.get(code, code))


def weights(fact: type[Fact], name: str, numbers: Mapping[Any, int], over: int = 1) -> str:
    """Codes with what each weighs: `lämplighet: 1, insikt: 0,5`."""
    return ", ".join(f"{label(fact, name, code)}: {_number(number / over)}" for code, number in numbers.items())


def window(fact: type[Fact], last: Window | None, older: Window | None = None, date: str = "event_date") -> str:
    """Which days count: `, 12 månader bakåt`; nothing where all do."""
    parts = [f"{last} bakåt"] if last else []
    parts += [f"minst {older} gamla"] if older else []
    parts += [] if date == "event_date" else [f"räknat efter {column(fact, date)}"]
    return "".join(f", {part}" for part in parts)


def ago(back: Window, none: Window) -> str:
    """When something held: nothing for now."""
    return "" if back == none else f" för {back} sedan"


def beyond(fact: type[Fact], bound: tuple[str, int] | None) -> str:
    """A lower bound on a number."""
    return "" if bound is None else f" där {column(fact, bound[0])} är mer än {bound[1]} eller saknas"


def fading(full: int, gone: int) -> str:
    """How an event loses weight."""
    return f"väger 1 i {full} dagar, avtar sedan till 0 vid {gone} dagar"


def _condition(fact: type[Fact], name: str, values: tuple[Any, ...]) -> str:
    if all(isinstance(value, bool) for value in values):
        does = column(fact, name)
        if len(values) > 1:
            return f"där det är känt om de {does}"
        return f"som {does}" if values[0] else f"som inte {does}"
    said = str(fact.notes(name)["sv"] or "")
    listed = _listed([label(fact, name, value) for value in values])
    return f"{said}: {listed}" if said else listed


def _may_be_said(fact: type[Fact], name: str, value: object) -> bool:
    if value is None or name in _ITS_OWN or name not in fact.columns():
        return False
    notes = fact.notes(name)
    has_words = notes["sv"] or notes["codes"] or notes["labels"]
    return bool(has_words) and (notes["pii"] is None or notes["pii"].startswith("pseudonym"))


def _said(fact: type[Fact], name: str, value: object) -> str:
    if isinstance(value, float):
        value = _number(value)
    if isinstance(value, str) and value.startswith("P-"):
        value = "fysisk person"
    return _condition(fact, name, (value,))


def _listed(labels: list[str]) -> str:
    if len(labels) > _MANY:
        return f"{len(labels)} av värdena"
    return " eller ".join(filter(None, [", ".join(labels[:-1]), *labels[-1:]]))


def _number(value: float) -> str:
    return f"{value:.10g}".replace(".", ",")
