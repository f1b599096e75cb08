"""How figures, dates and codes are written for Swedish readers: decimal comma, ISO dates, words for codes.

Sentences that belong to one output stand in that output's module; nothing here reads the published file.
"""

import datetime as dt
import math
from decimal import Decimal

from tables.code_lists import labels_of

NO_BREAK = "\u00a0"
UNKNOWN = "okänt"
SOLE_TRADER = "enskild näringsidkare"
UNKNOWN_ACTOR = "okänd aktör"
DISCLAIMER = (
    "Listan är ett stöd för att välja var tillsynen börjar. En plats högt upp betyder inte att någon har gjort fel, "
    "och den är inget beslut."
)

#: What each unit is called after the figure; units without a word are written as numbers only.
_UNIT_WORDS = {"days": "dagar", "points": "poäng", "ratio": "gånger det väntade", "rate": "per år"}
_DECIMALS = {"count": 2, "points": 1, "days": 0, "ratio": 2, "rate": 2, "log_ratio": 2, "state": 0}


def number(value: float | Decimal, decimals: int = 1) -> str:
    """`1234.5` as `1 234,5`; trailing zeros are kept so that columns line up."""
    text = f"{value:,.{decimals}f}"
    if text.startswith("-") and not text.strip("-0.,"):
        text = text[1:]
    return text.replace(",", NO_BREAK).replace(".", ",").replace("-", "−")


def trimmed(value: float, decimals: int = 2) -> str:
    """A number without decimals that say nothing: `3,0` becomes `3`."""
    text = number(value, decimals)
    return text.rstrip("0").rstrip(",") if "," in text else text


def share(value: float | Decimal | None, decimals: int = 0) -> str:
    """`0.42` as `42 %`."""
    return UNKNOWN if value is None else f"{number(float(value) * 100, decimals)}{NO_BREAK}%"


def signed(value: float | Decimal, decimals: int = 1) -> str:
    """A contribution with its sign: `+4,1` or `−0,6`."""
    text = number(value, decimals)
    return text if text.startswith("−") or not any(digit in text for digit in "123456789") else f"+{text}"


def interval(low: int | None, high: int | None) -> str:
    """A rank interval as `1–4`; a dash alone where nothing is ranked."""
    if low is None or high is None:
        return "–"
    return f"{low}–{high}" if low != high else str(low)


def day(value: dt.date | None) -> str:
    """An ISO date, or a dash."""
    return value.isoformat() if value else "–"


def label(list_name: str, code: str | None) -> str:
    """The Swedish words of a code; the code itself where the list does not hold it."""
    return UNKNOWN if code is None else labels_of(list_name).get(code, code)


def sentence(text: str) -> str:
    """First letter as a capital, the rest as it is."""
    return text[:1].upper() + text[1:]


def value_text(value: float | None, unit: str) -> str:
    """An indicator's value with its unit."""
    if value is None or math.isnan(value):
        return UNKNOWN
    if unit == "flag":
        return "ja" if value >= 0.5 else "nej"
    if unit == "share":
        return share(value)
    word = _UNIT_WORDS.get(unit)
    figure = trimmed(value, _DECIMALS.get(unit, 2))
    return f"{figure}{NO_BREAK}{word}" if word else figure


def organisation_number(actor_id: str) -> str:
    """`5560000001` as `556000-0001`; a person or an unknown actor as words, never as a number."""
    if actor_id.startswith("P-"):
        return SOLE_TRADER
    if actor_id.startswith("S-"):
        return UNKNOWN_ACTOR
    return f"{actor_id[:6]}-{actor_id[6:]}" if len(actor_id) == 10 else actor_id


def position(basis: str, rank: int | None) -> str:
    """The place in the list, or why there is none."""
    if basis == "insufficient":
        return "otillräckligt underlag"
    if basis == "sole_trader":
        return "rangordnas inte (enskild näringsidkare)"
    return "–" if rank is None else str(rank)


def place(list_name: str, code: str | None) -> str:
    """A municipality, county or division; a dash where it is not known or may not be shown."""
    return "–" if code is None else label(list_name, code)


def count(value: int) -> str:
    """`12345` as `12 345`."""
    return number(value, 0)
