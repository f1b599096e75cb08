"""How the figures of an evaluation are called and written in Swedish."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from indicators.registry import catalogue
from tables.code_lists import labels_of
from tables.marts.evaluation import METHODS, STRATA
from web import wording

MEASURES = {
    "precision_at_k": "andel med utfallet {among}",
    "lift": "träffar mot genomsnittet, {among}",
    "recall_at_k": "andel av alla utfall som finns {among}",
    "auc": "skiljer med och utan utfall (0,5 är slump)",
    "average_precision": "medelprecision",
    "precision_among_inspected": "andel med utfallet, bara de inspekterade {among}",
    "share_inspected": "andel inspekterade {among}",
    "precision_bounds": "andel med utfallet {among}, lägst och högst möjligt",
    "precision_weighted": "andel med utfallet {among}, viktad för urvalet",
    "weight_effective_size": "motsvarar så många oberoende inspektioner",
    "share_not_estimable": "andel som urvalet aldrig når",
    "imbalance": "största skillnad mot alla",
    "imbalance_weighted": "största skillnad efter viktning",
    "propensity_lowest": "lägsta sannolikhet att inspekteras",
    "propensity_p05": "en av tjugo ligger under",
    "propensity_median": "hälften ligger under",
    "propensity_p95": "en av tjugo ligger över",
    "propensity_highest": "högsta sannolikhet att inspekteras",
    "within_region_auc": "skiljer inom en och samma region (0,5 är slump)",
    "within_inspector_auc": "skiljer inom en och samma inspektör (0,5 är slump)",
    "hit_rate": "andel med utfallet",
    "calibration_slope": "lutning (1 är rätt)",
    "calibration_intercept": "förskjutning (0 är rätt)",
    "brier": "medelfel i kvadrat",
    "base_rate": "andel med utfallet bland alla som undersökts",
    "rank_correlation": "rangkorrelation mot listan före",
    "turnover": "utbytta i toppen sedan listan före",
    "turnover_without_new_facts": "utbytta i toppen utan att något nytt är känt",
    "auc_alone": "ensam (0,5 är slump)",
    "auc_change_when_removed": "ändring när den tas bort",
    "inspections_per_hit": "inspektioner per utfall",
    "hours_per_hit": "timmar per utfall",
    "no_finding_share": "andel inspektioner utan brist",
    "share_of_top": "andel av toppen",
    "share_of_population": "andel av alla",
    "selection_ratio": "andel av toppen mot andel av alla",
    "hit_rate_of_selected": "andel med utfallet bland valda",
    "false_alarm_share": "andel utan utfall bland valda",
    "coverage": "känd andel av vikten",
    "share_of_score_from_reports": "andel av poängen från anmälningar",
    "facts_before_known": "uppgifter använda innan de var kända",
    "n_labels": "kända utfall",
    "n_undecided": "utfall som inte är avgjorda",
    "n_inspected": "inspekterade",
    "picked_by_both": "samma i toppen",
}
#: Measures written as a share in per cent; the others are plain numbers.
_SHARES = frozenset({
    "precision_at_k", "recall_at_k", "precision_among_inspected", "share_inspected", "precision_bounds",
    "precision_weighted", "share_not_estimable", "propensity_lowest", "propensity_p05", "propensity_median",
    "propensity_p95", "propensity_highest",
    "hit_rate", "base_rate", "turnover", "turnover_without_new_facts", "no_finding_share", "share_of_top",
    "share_of_population", "hit_rate_of_selected", "false_alarm_share", "coverage", "share_of_score_from_reports",
    "picked_by_both",
})  # fmt: skip
_COUNTS = frozenset({"facts_before_known", "n_labels", "n_undecided", "n_inspected", "weight_effective_size"})
#: About the inspected at the top of each order.
SELECTED = (
    "share_inspected", "precision_among_inspected", "precision_bounds", "precision_weighted",
)  # fmt: skip
#: The tables that come last: title, measures and what is said above.
REST = (
    ("Hur säkra sannolikheterna är", ("calibration_slope", "calibration_intercept", "brier", "base_rate"),
     "För ordningar som säger en sannolikhet."),
    ("Vad viktningen vilar på",
     ("weight_effective_size", "share_not_estimable", "imbalance", "imbalance_weighted"),
     "Viktningen ska göra de inspekterade lika alla i det som syns i registren. Skillnaden är den största av alla "
     "uppgifters, i standardavvikelser. Blir den inte mindre går de viktade talen inte att lita på."),
    ("Vad det kostar", ("inspections_per_hit", "hours_per_hit", "no_finding_share"),
     "Bördan för dem som inspekteras och för myndigheten. Timmar är de som inspektörerna har antecknat vid planernas "
     "ärenden; där inget är antecknat går det inte att skatta."),
    ("Vad utvärderingen vilar på", ("n_labels", "n_undecided", "n_inspected", "facts_before_known"),
     "Uppgifter som har använts innan de var kända ska vara noll."),
)  # fmt: skip
KINDS = {
    "origin": "skäl till inspektionen",
    "operator_type": "driftsform",
    "operator": "driftsform",
    "operator_group": "driftsform",
    "newness": "hur länge verksamheten har drivits",
    "legal_form": "juridisk form",
    "size_third": "storlek",
    "permit_age": "tillståndets ålder",
    "form": "verksamhetsform",
    "county": "län",
    "municipality": "kommun",
    "skr_group": "kommungrupp",
    "reporting": "kommunens benägenhet att anmäla",
    "coverage": "täckning",
    "coverage_group": "täckning",
    "overlap": "överlapp",
    "region": "region",
}
#: Kind of group → the code list that names it.
LISTS = {
    "origin": "case_origins",
    "operator_type": "operator_types",
    "operator": "operator_types",
    "legal_form": "legal_forms",
    "size_third": "size_thirds",
    "form": "forms",
    "county": "counties",
    "municipality": "municipalities",
    "skr_group": "skr_groups",
    "region": "regional_divisions",
}
LABELS = {"Q": "brist eller beslut", "W": "beslut om oseriös", "points": "bristpoäng", "complaint": "klagomål"}
#: The names of the orders that a reader compares the others with.
IN_USE = frozenset({METHODS["version_1"], METHODS["own_score"]})
LIMITS = (
    "Den som inte har inspekterats har inget känt utfall. Det är inte detsamma som att inget är fel.",
    "Inspektörer vet sådant som inte står i något register. Viktning efter det som står där är inget botemedel.",
    "Frekvenstillsynen gäller hem för barn. Det den visar säger lite om hemtjänst och assistans.",
    "Ett fåtal slumpmässiga inspektioner ger breda intervall. De smalnar först när flera år kan läggas ihop.",
    "Ett utfall är ett beslut någon har fattat, och kan ändras av en domstol. Vilket utfall som mäts är ett val.",
    "Talen gäller hela listor. De säger inget om en enskild verksamhet.",
)


UNKNOWN = "går inte att skatta"
ABSENT, UNMEASURED = "inte levererad", "inte mätt"
#: What stands in a cell without a figure.
GAPS = (UNKNOWN, ABSENT, UNMEASURED, "ingen vikt")
#: Orders that rest on what not every authority delivers.
OF_DELIVERIES = ("authority_level", "region_only", "inspector_only")


@dataclass(frozen=True)
class Figure:
    """A figure as it is read: the value, its limits beneath where it has any, and whether it has to be explained."""

    text: str
    limits: str = ""
    is_alarm: bool = False


def heading(measure: str, k: int | None) -> str:
    """What a figure is."""
    among = "i toppen" if k is None else "på första plats" if k == 1 else f"bland de {wording.count(k)} första"
    return wording.sentence(MEASURES.get(measure, measure).format(among=among))


def stratum_words(stratum: str) -> str:
    """On which units a figure rests."""
    return STRATA.get(stratum, stratum)


def figure(row: Mapping[str, Any]) -> Figure:
    """Value with its limits; a figure that cannot be estimated says so."""
    value, low, high, measure = row["value"], row["low"], row["high"], row["measure"]
    is_alarm = bool(row.get("is_alarm"))
    if measure == "precision_bounds" and low is not None and high is not None:
        return Figure(_span(measure, low, high), "", is_alarm)
    if value is None or value != value:  # noqa: PLR0124 - not a number is not equal to itself
        return Figure(UNKNOWN, "", is_alarm)
    if low is not None and high is None:
        return Figure(_written(measure, value), f"minst {_written(measure, low)}", is_alarm)
    if low is None or high is None or low == high:
        return Figure(_written(measure, value), "", is_alarm)
    return Figure(_written(measure, value), _span(measure, low, high), is_alarm)


def group_words(kind: str, code: str | None) -> str:
    """The name of a group."""
    if kind == "indicator":
        return catalogue()[code].label if code in catalogue() else str(code)
    found: Mapping[str, str] = labels_of(LISTS[kind]) if kind in LISTS else {}
    return wording.sentence(found.get(str(code), str(code)))


def kind_words(kind: str) -> str:
    """What kind of group it is."""
    return KINDS.get(kind, kind)


def label_words(label: str) -> str:
    """The outcome that is measured."""
    return LABELS.get(label, label)


def method_words(method: str) -> str:
    """What put the units in order."""
    name, _, rest = METHODS.get(method, "gäller alla" if method == "none" else method).partition(", ")
    return f"{name} ({rest})" if rest else name


def _span(measure: str, low: float, high: float) -> str:
    """`31–53 %`; a limit below zero or without end as words would have it."""
    first, last = _written(measure, low), _written(measure, high)
    unit = f"{wording.NO_BREAK}%"
    if first.endswith(unit) and last.endswith(unit):
        first = first.removesuffix(unit)
    return f"{first} till {last}" if "−" in f"{first}{last}" else f"{first}–{last}"


def _written(measure: str, value: float) -> str:
    if value == float("inf"):
        return "∞"
    if measure in _COUNTS:
        return wording.count(round(value))
    return wording.share(value) if measure in _SHARES else wording.number(value, 2)
