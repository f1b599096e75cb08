"""How figures, dates and codes are written for Swedish readers: decimal comma, ISO dates, words for codes.

Sentences that belong to one output stand in that output's module; nothing here reads the published file.
"""

import datetime as dt
import math
from collections.abc import Mapping
from decimal import Decimal

from indicators import swedish
from tables.code_lists import labels_of

#: Narrow and not broken over lines; between thousands and before a unit.
NO_BREAK = swedish.THIN
UNKNOWN = "okänt"
NO_STATE = "inget"
SOLE_TRADER = "enskild näringsidkare"
UNKNOWN_ACTOR = "okänd aktör"
DISCLAIMER = (
    "Listan är ett stöd för att välja var tillsynen börjar. En plats högt upp betyder inte att någon har gjort fel, "
    "och den är inget beslut."
)
#: What the list says and does not say, in the order a reader needs it.
HOW_TO_READ = (
    "Listan visar i vilken ordning det kan vara klokt att titta, per mål. Den säger inte att något är fel.",
    "Platsen är osäker. Intervallet visar platsen i nio av tio beräkningar när vikter och okända värden varieras.",
    "Band A: minst 80 % sannolikhet att höra till de fem procent översta. B: minst 50 %. C: minst 20 %. D: resten.",
    "Band U betyder otillräckligt underlag. Det är inte detsamma som låg risk.",
    "Täckning är hur stor del av vikten som bygger på kända uppgifter. Det okända varken höjer eller sänker.",
    "Jämför inom samma driftsform: bolagsuppgifter finns bara för privata aktörer.",
    "T.o.m. är dagen som den äldsta källan bakom en uppgift räcker till. SEN är en källa som är äldre än den får vara.",
    "Listan gäller en dag och en körning och ska inte användas efter nästa. Den lämnas inte ut och är inget beslut.",
)

#: What each unit is called after the figure; units without a word are written as numbers only.
_UNIT_WORDS = {
    "days": "dagar",
    "months": "månader",
    "points": "poäng",
    "kilometres": "km",
    "amount": "kr",
}
_DECIMALS = {"points": 1, "days": 0, "months": 0, "kilometres": 0, "amount": 0}


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
    return "–" if value is None else f"{number(float(value) * 100, decimals)}{NO_BREAK}%"


def points(value: Decimal | None) -> str:
    """Points of a score; a dash where none is set."""
    return "–" if value is None else number(value)


def signed(value: float | Decimal, decimals: int = 1) -> str:
    """A contribution with its sign: `+4,1` or `−0,6`; one that would round to zero gets one more decimal."""
    if value and abs(value) < 0.5 * 10**-decimals:
        decimals += 1
    text = number(value, decimals)
    return f"+{text}" if value > 0 else text


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


def value_text(value: float | None, unit: str, states: Mapping[int, str] | None = None) -> str:
    """An indicator's value with its unit; `states` says what the values of a state mean."""
    if value is None or math.isnan(value):
        return UNKNOWN
    if unit == "flag":
        return "ja" if value >= 0.5 else "nej"
    if unit in {"share", "percentile"}:
        return share(value)
    if unit == "state":
        return (states or {}).get(int(value), NO_STATE if value < 1 else number(value, 0))
    word = _UNIT_WORDS.get(unit)
    figure = trimmed(value, _DECIMALS.get(unit, 2))
    if unit == "ratio":
        return f"kvot{NO_BREAK}{figure}"
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


def counted(n: int, one: str, several: str) -> str:
    """`1 rad`, `12 rader`."""
    return f"{count(n)} {one if n == 1 else several}"
