"""What the monitors of the published run are called, what each counts over, and which part of the page it stands in.

A monitor that is not known here keeps the name it has in the tables, so that nothing is left out.
"""

from collections.abc import Callable, Mapping

from indicators.watching import FIELDS
from tables.code_lists import labels_of
from web import wording

REGISTER, LISTS, OPINIONS = "Registret i stort", "Listornas band och poäng", "Val som inspektörer har bedömt"
FIELDS_EMPTY, REPORTS, HITS = "Uppgifter som saknas i registret", "Rapporter utan koppling", "Träffar vid inspektioner"
OTHERS = "Övrigt"
#: The parts, in order.
PARTS = (REGISTER, LISTS, FIELDS_EMPTY, REPORTS, OPINIONS, HITS, OTHERS)
_WHOLE: Mapping[str, tuple[str, str]] = {
    "share_stale_12m": (REGISTER, "Andel som inte uppdaterats på ett år"),
    "open_activities": (REGISTER, "Öppna verksamheter"),
    "same_as_last_year": (LISTS, "Samma i toppen som för ett år sedan"),
    "overridden": (OPINIONS, "Valet höll inspektören inte med om"),
    "unlinked": (REPORTS, "Ingen uppgift i rapporten pekar ut vem den gäller"),
}
_OVER: Mapping[str, str] = {
    "all_open": "alla öppna verksamheter",
    "notified_by_municipality": "verksamheter som kommuner anmäler",
    "reports": "alla rapporter under ett år",
}
_ARMS: Mapping[str, str] = {"risk_arm": "riskurval", "random_arm": "slumpmässigt urval", "duty": "frekvenstillsyn"}
_BEGINNINGS: Mapping[str, tuple[str, Callable[[str], str]]] = {
    "band_": (LISTS, lambda code: f"Band {code}"),
    "score_from_": (LISTS, lambda step: f"Minst {step} poäng"),
    "empty_": (FIELDS_EMPTY, lambda name: f"{wording.sentence(FIELDS.get(name, name))} saknas"),
    "hits_": (HITS, lambda arm: f"Träffar, {_ARMS.get(arm, arm)}"),
}


def part_and_label(monitor_id: str) -> tuple[str, str]:
    """Where a monitor stands, and what it is called."""
    if monitor_id in _WHOLE:
        return _WHOLE[monitor_id]
    for beginning, (part, said) in _BEGINNINGS.items():
        if monitor_id.startswith(beginning):
            return part, said(monitor_id.removeprefix(beginning))
    return OTHERS, monitor_id


def counted_over(denominator: str) -> str:
    """What a monitor is counted over, in words."""
    if denominator in _OVER:
        return _OVER[denominator]
    kind, _, code = denominator.partition("_")
    if kind == "inspections":
        target, _, quarter = code.partition("_")
        return f"inspektioner {quarter.replace('-', ' ')}, {labels_of('targets').get(target, target)}"
    if kind == "operator":
        return f"öppna verksamheter, {labels_of('operator_types').get(code, 'okänd driftsform')}"
    lists = {"list": "targets", "reports": "report_kinds"}
    return labels_of(lists[kind]).get(code, code) if kind in lists else denominator
