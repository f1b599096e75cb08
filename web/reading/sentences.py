"""The sentences of `indicators.scoring.reasons` for one contribution at a time, in a hundredth of the time.

Whole columns are worded there, which is right for every activity of a run and slow for the sixty lines of a page. The
two say the same, letter for letter; a test holds them against each other over a whole register.
"""

import functools
import re
import string
from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import Any

from indicators import swedish
from indicators.definition import Indicator, Unit
from indicators.scoring import reasons
from tables.code_lists import labels_of

Row = Mapping[str, Any]
_FLOOR_KIND = "floor"


def kind(row: Row, floor: str) -> str:
    """Which side of the account a contribution stands on."""
    if row["indicator_id"] == floor:
        return _FLOOR_KIND
    if not row["is_known"]:
        return "unknown"
    return "raises" if row["points"] > 0 else "against" if row["points"] < 0 else "neutral"


def text(row: Row, indicator: Indicator | None) -> str:
    """A contribution as a sentence; `None` is the floor.

    Args:
        row: points, score, is_known, and of the value: value, y, exposure, peer_median, peer_n, missing_reason.
        indicator: what it is about.
    """
    share = f" ({_signed(row['points'])} av {_number(row['score'], 1, trim=False)}"
    if indicator is None:
        return f"{reasons.FLOOR_TEXT}{share})"
    if not row["is_known"]:
        why = labels_of("missing_reasons").get(row["missing_reason"], swedish.UNKNOWN)
        return f"{indicator.label}: okänt, {why}."
    fact = f"{indicator.label}: {_sentence(_fill(indicator.reason, indicator, row))}"
    usual = f" Vanligt bland jämförbara: {_sentence(_fill(indicator.usual, indicator, row))}"
    return f"{fact}{usual}{_listed(indicator)}{share} · {reasons.PARTS[indicator.level.value]})"


def _listed(indicator: Indicator) -> str:
    explanations = " ".join(indicator.explanations)
    return f" Möjliga förklaringar: {explanations}" if reasons.EXPLAIN in indicator.limits and explanations else ""


def _fill(template: str, indicator: Indicator, row: Row) -> str:
    return "".join(
        literal + ("" if name is None else _FIELDS[name](indicator, row)) for literal, name in _parsed(template)
    )


@functools.cache
def _parsed(template: str) -> tuple[tuple[str, str | None], ...]:
    return tuple((literal, name) for literal, name, _, _ in string.Formatter().parse(template))


def _state(indicator: Indicator, row: Row) -> str:
    state = None if row["value"] is None else int(row["value"])
    if not indicator.states:
        return _number(state, 0)
    return swedish.UNKNOWN if state is None else dict(indicator.states).get(state, swedish.UNKNOWN)


def _months(indicator: Indicator, _: Row) -> str:
    found = re.search(r"_(\d+)m$", indicator.name)
    return found.group(1) if found else swedish.UNKNOWN


_FIELDS: Mapping[str, Callable[[Indicator, Row], str]] = {
    "value": lambda indicator, row: _quantity(row["value"], indicator.unit),
    "median": lambda indicator, row: _quantity(row["peer_median"], indicator.unit),
    "y": lambda _, row: _number(row["y"]),
    "exposure": lambda _, row: _number(row["exposure"]),
    "peer_n": lambda _, row: _number(row["peer_n"], 0),
    "state": _state,
    "months": _months,
}


def _sentence(told: str) -> str:
    return told.rstrip(". ") + "."


def _quantity(value: float | None, unit: Unit) -> str:
    if unit in {Unit.SHARE, Unit.PERCENTILE}:
        return swedish.UNKNOWN if value is None else f"{_number(value * 100, 1)}{swedish.THIN}%"
    return _number(value, swedish.DECIMALS.get(unit, 2))


def _signed(value: Decimal) -> str:
    told = _number(value, 1, trim=False)
    return f"+{told}" if value > 0 else told


def _number(value: float | Decimal | None, decimals: int = 2, *, trim: bool = True) -> str:
    """`1 234,5`, half to even, as `swedish.number` writes it."""
    if value is None:
        return swedish.UNKNOWN
    scale = 10**decimals
    scaled = round(abs(float(value)) * scale)
    told = f"{scaled // scale:,}".replace(",", swedish.THIN)
    fraction = str(scaled % scale).zfill(decimals) if decimals else ""
    fraction = fraction.rstrip("0") if trim else fraction
    told = f"{told},{fraction}" if fraction else told
    return f"{swedish.MINUS}{told}" if value < 0 and scaled > 0 else told
