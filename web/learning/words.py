"""How the figures of what is learned are written: never a bare rate of a few, and why a figure is missing."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

from indicators.learning.definitions import MEANINGS
from tables.code_lists import labels_of
from tables.marts.learning import REASONS
from web import wording
from web.evaluation.words import Figure

NOTHING, WITHHELD, NOT_REACHED, UNKNOWN = "inget att räkna på", "färre än fem", "inte uppnått", "okänt"
_FEW = "för få"
_GAP = {
    "nothing_observed": NOTHING, "withheld": WITHHELD, "not_reached": NOT_REACHED, "not_in_facts": UNKNOWN,
}  # fmt: skip
#: What stands in a cell without a figure.
GAPS = (*_GAP.values(), _FEW)
#: What stands in place of a figure, and why.
WHY = tuple((_GAP.get(code, _FEW), wording.sentence(text) + ".") for code, text in REASONS.items())
#: How a permit was assessed, besides the grounds of refusals.
_ASSESSED = {"no_refusal": "utan avslag före", "circle": "avslag hos någon i kretsen"}
_BEFORE = "eget avslag före, på {}"
_NO_GROUP = {"unknown": "kommungrupp okänd", "together": "övriga former, tillsammans"}
AMONG = {"order": "förelägganden", "criticism": "kritik"}
LIMITS = (
    "Den som inte har inspekterats igen är okänd. Det är inte detsamma som att bristen är borta.",
    "Den som får ett föreläggande har ofta just då fler klagomål än vanligt, och färre sedan även utan beslut. En "
    "kvot under 1 efteråt visar därför inte ensam att beslutet hjälpte.",
    "Inspekterade verksamheter är inte valda på måfå. Hur vanlig en brist är gäller dem, inte alla.",
    "Villkor, kompletteringar och hur varje grund bedömdes vid bifall finns inte i någon leverans.",
    "Vilken åtgärd som gjordes finns inte i uppgifterna, bara om den planerades, kontrollerades och hade effekt.",
    "Vad kommunen har sagt till den som klagade finns inte i uppgifterna. Ett utfall är ett senare läge hos "
    "myndigheten.",
    "Intervallen är 95 procent. Där två går i varandra kan skillnaden vara slump.",
)


def label(part: str, measure: str) -> str:
    """What a measure is called."""
    return MEANINGS[part, measure].label


def full_name(row: Mapping[str, Any]) -> str:
    """The name, and how much of the year there is when that is not all of it."""
    is_cut = row["year"] is not None and row["period_to"] < dt.date(row["year"], 12, 31)
    return f"{name(row)}, t.o.m. {wording.day(row['period_to'])}" if is_cut else name(row)


def name(row: Mapping[str, Any]) -> str:
    """What a row is about: a year, a form, an area, a group, or an area with a form."""
    area = wording.label("finding_areas", row["area"]) if row["area"] is not None else ""
    if row["year"] is not None:
        return str(row["year"])
    if row["form"] is not None or row["group"] is not None:
        is_form = row["form"] is not None
        own = wording.label("forms", row["form"]) if is_form else _group(row["part"], row["among"], row["group"])
        return f"{area}: {own}" if area else own
    return area or "alla"


def _group(part: str, among: str, group: str) -> str:
    if group in _NO_GROUP:
        return _NO_GROUP[group]
    if part != "permit":
        return wording.label("skr_groups", group)
    ground = labels_of("permit_grounds").get(group, group)
    return ground if among == "refused" else _ASSESSED.get(group) or _BEFORE.format(ground)


def figure(row: Mapping[str, Any]) -> Figure:
    """A figure as it is read: the value, and beneath it what it rests on and its limits."""
    if row["reason"] in _GAP:
        return Figure(_GAP[row["reason"]])
    unit = MEANINGS[row["part"], row["measure"]].unit
    if unit in {"days", "count"}:
        return Figure(_FEW if row["value"] is None else wording.count(round(row["value"])))
    rests_on, limits = _rests_on(row), _limits(row, unit)
    if row["value"] is None:
        return Figure(rests_on, limits)
    written = wording.share(row["value"]) if unit == "share" else wording.number(row["value"], 2)
    return Figure(written, f"{rests_on}, {limits}" if rests_on and limits else rests_on or limits)


def _rests_on(row: Mapping[str, Any]) -> str:
    if row["expected"] is not None:
        return f"{wording.count(row['count'])} mot {wording.number(row['expected'])}"
    if MEANINGS[row["part"], row["measure"]].unit == "ratio":
        return _FEW if row["value"] is None else ""
    return f"{wording.count(row['count'])} av {wording.count(row['n'])}"


def _limits(row: Mapping[str, Any], unit: str) -> str:
    low, high = row["low"], row["high"]
    if low is None and high is None:
        return ""
    if unit == "share":
        return f"{wording.number(100 * low, 0)}–{wording.share(high)}"
    return f"minst {wording.number(low, 2)}" if high is None else f"{wording.number(low, 2)}–{wording.number(high, 2)}"


def sentence_of(row: Mapping[str, Any]) -> str:
    """A figure within a sentence: `53 % (57 av 107, 44–62 %)`."""
    shown = figure(row)
    return f"{shown.text} ({shown.limits})" if shown.limits else shown.text
