"""Profile `party`, for municipalities: what they reported, their duty to notify, and how they compare.

No other municipality is named or can be told: of the others there are medians and quartiles, and only where the group
has at least `LEAST_GROUP` members.
"""

from typing import Any

import dataframely as dy

from tables import fields
from tables.base import note
from tables.code_lists import labels_of
from tables.core import ActivityVersion, Actor, Decision, Municipality, Notification, Report
from tables.exports.base import Export, Source, derived, masked, shown
from tables.exports.party import municipality_code, party_id

#: A group with fewer municipalities that have the figure is not described.
LEAST_GROUP = 5
#: What became of a report, in words; nothing where it is not decided.
RESULTS = {
    "received": None,
    "investigating": None,
    "substantiated": "Uppgifterna bekräftades.",
    "unsubstantiated": "Uppgifterna kunde inte bekräftas.",
    "closed_no_action": "Ärendet avslutades utan åtgärd.",
    "cleared": "Anmälan är avförd: den räknas inte mot någon.",
    "returned_to_municipality": "Ärendet är återlämnat till kommunen.",
}
SUBJECTS = {
    "organisation": "juridisk person",
    "sole_trader": "enskild näringsidkare",
    "unknown": "okänd aktör",
    "individual": "enskild person",
    "none": "ingen angiven",
}
AREAS = {"national": "hela landet", "municipality": "kommunen", "none": "utan kommun"}
DENOMINATORS = {
    "notified_by_municipality": "verksamheter som kommuner driver",
    "all_open": "alla öppna verksamheter",
}
FIGURES = {
    "late_share": "andel anmälningar efter sista dag",
    "stale_share": "andel verksamheter som inte uppdaterats på ett år",
    "reports_per_100k": "anmälningar om brister per 100 000 invånare",
}
#: The three main groups of the Swedish Association of Local Authorities and Regions, 2023.
MAIN_GROUPS = {
    "A": "storstäder och storstadsnära kommuner",
    "B": "större städer och kommuner nära större stad",
    "C": "mindre städer, tätorter och landsbygdskommuner",
}
GROUPS = labels_of("skr_groups") | MAIN_GROUPS
WITHHELD = {"few": "för få kommuner i gruppen har uppgiften", "no_group": "kommunen har ingen kommungrupp"}


def _count(description: str, sv: str) -> Any:
    return dy.Int64(min=0, description=description, metadata=note(example=3, sv=sv))


def _amount(description: str, sv: str, unit: str = "share") -> Any:
    return dy.Float64(nullable=True, min=0, description=description, metadata=note(unit=unit, example=0.1, sv=sv))


def _one_of(labels: dict[str, str], description: str, sv: str, *, nullable: bool = False) -> Any:
    told = note(example=next(iter(labels)), sv=sv, labels=labels)
    return dy.Enum(list(labels), nullable=nullable, description=description, metadata=told)


class OwnReport(
    Export, profile="party", grain="one report sent by a municipality", owner="exports", sv="kommunens rapporter"
):
    """What a municipality has reported, and what became of it.

    Of a report about an individual person there is a receipt and a state, nothing more. A sole trader is neither named
    nor numbered.
    """

    party_id = party_id(nullable=True)
    municipality_code = shown(Report, "sender_municipality", nullable=False, sv="kommun")
    report_id = shown(Report, "report_id")
    kind = shown(Report, "kind", sv="slag")
    is_unlicensed = shown(Report, "is_unlicensed", nullable=True)
    is_unsuitable = shown(Report, "is_unsuitable", nullable=True)
    is_serious_deficiency = shown(Report, "is_serious_deficiency", nullable=True)
    severity = shown(Report, "severity")
    received_at = shown(Report, "event_date", sv="mottagen")
    matter_id = shown(Report, "matter_id")
    subject = derived(
        _one_of(SUBJECTS, "Whom it is about.", "rör"),
        (Report, "subject_type"),
        (Actor, "id_type"),
        (Actor, "legal_form"),
    )
    subject_id = masked(
        dy.String(
            regex=rf"^{fields.ORGANISATION}$",
            nullable=True,
            description="Organisation number of the legal person it is about.",
            metadata=note(example="5560000001", sv="organisationsnummer"),
        ),
        (Report, "actor_id"),
        (Actor, "id_type"),
        (Actor, "legal_form"),
    )
    subject_name = masked(fields.text("Name of the legal person it is about.", sv="aktör"), (Actor, "actor_name"))
    activity_id = shown(Report, "activity_id")
    state = shown(Report, "state")
    state_since = derived(
        fields.date("First day on which it was known to be in that state.", sv="läget sedan"),
        (Report, "state"),
        (Report, "event_date"),
    )
    is_cleared = derived(fields.flag("It is cleared and counts against nobody.", sv="är avförda"), (Report, "state"))
    result = derived(
        fields.text("What became of it, in words; null while it is looked into.", sv="resultat"), (Report, "state")
    )


class OwnDuty(
    Export,
    profile="party",
    grain="one order to notify",
    owner="exports",
    sv="förelägganden om anmälningsskyldighet",
):
    """Orders to notify, with vite and court state. A ledger of the duty; it says nothing of the quality of care."""

    party_id = party_id()
    municipality_code = municipality_code()
    decision_id = shown(Decision, "decision_id", sv="beslut")
    case_no = shown(Decision, "case_no")
    activity_id = shown(Decision, "activity_id")
    decided_at = shown(Decision, "event_date", sv="beslutsdag")
    due_date = shown(Decision, "due_date")
    complied_at = shown(Decision, "complied_at")
    is_overdue = derived(
        fields.flag("In force, not complied with, and past its last day.", sv="har passerat sista dagen"),
        (Decision, "due_date"),
        (Decision, "complied_at"),
        (Decision, "effect"),
    )
    amount_sek = shown(Decision, "amount_sek", sv="vite i kronor")
    legal_state = shown(Decision, "legal_state", sv="läge i domstol")
    effect = shown(Decision, "effect")


class LateQuarter(
    Export, profile="party", grain="one quarter of a party's notifications", owner="exports", sv="kvartal"
):
    """How many notifications with a deadline a party made in a quarter, and how many came after it."""

    party_id = party_id()
    municipality_code = municipality_code()
    quarter_from = derived(
        fields.date("First day of the quarter.", sv="kvartalet från"), (Notification, "registered_at")
    )
    n_due = derived(_count("Notifications with a deadline, registered in it.", "anmälningar med sista dag"),
                    (Notification, "deadline"), (Notification, "registered_at"))  # fmt: skip
    n_late = derived(_count("Those of them that came after it.", "anmälda efter sista dag"), (Notification, "is_late"))


#: What a share of activities not updated is counted from.
_TOLD: tuple[Source, ...] = (
    (Notification, "registered_at"),
    (Notification, "kind"),
    (ActivityVersion, "is_open"),
    (ActivityVersion, "operator_type"),
)
#: What the figures of a comparison are counted from.
_FIGURES: tuple[Source, ...] = (
    *_TOLD,
    (Notification, "is_late"),
    (Report, "sender_municipality"),
    (Report, "event_date"),
    (Municipality, "population"),
)
_GROUP: tuple[Source, ...] = (*_FIGURES, (Municipality, "skr_group"))


class ControlFigure(
    Export,
    profile="party",
    grain="one day, area and denominator of the control figure",
    owner="exports",
    sv="kontrollmått",
):
    """The share of activities not updated within a year: the country, each municipality, and what has none.

    The rows of the municipalities and the row without one add up to the country's. An activity that a municipality
    runs belongs to that municipality; among all open activities each belongs to the municipality it lies in, and one
    with a protected address to none.
    """

    day = derived(fields.date("Month's end, or the day of the run.", sv="dag"), *_TOLD)
    area = derived(_one_of(AREAS, "What is counted over.", "område"), *_TOLD)
    municipality_code = derived(
        fields.municipality_code(),
        (Actor, "municipality_code"),
        (ActivityVersion, "municipality_code"),
        (ActivityVersion, "address_protected"),
    )
    party_id = party_id(nullable=True)
    denominator = derived(_one_of(DENOMINATORS, "Which activities.", "nämnare"), *_TOLD)
    n = derived(_count("Activities of which something was ever told.", "verksamheter"), *_TOLD)
    n_stale = derived(_count("Those of them not updated within a year.", "ej uppdaterade på ett år"), *_TOLD)
    value = derived(_amount("The share; null where there are none.", "andel"), *_TOLD)


class GroupComparison(
    Export,
    profile="party",
    grain="one municipality and figure",
    owner="exports",
    sv="jämförelser med liknande kommuner",
):
    """A municipality's figure with its interval, beside the median and quartiles of its SKR group.

    The group is all its municipalities that have the figure, the own one among them. Where they are fewer than
    `LEAST_GROUP`, as the three largest cities always are, the main group is described instead.
    """

    party_id = party_id(nullable=True)
    municipality_code = municipality_code(nullable=False)
    figure = derived(_one_of(FIGURES, "What is compared.", "mått"), *_FIGURES)
    y = derived(_count("How many there were.", "antal"), *_FIGURES)
    n = derived(_count("Of how many; for reports, inhabitants.", "av"), *_FIGURES)
    value = derived(_amount("The figure; null where n is 0.", "värde", "share, or reports per 100 000"), *_FIGURES)
    low = derived(_amount("Lower limit of its 95 % interval (Wilson).", "undre gräns"), *_FIGURES)
    high = derived(_amount("Upper limit.", "övre gräns"), *_FIGURES)
    skr_group = derived(
        _one_of(
            GROUPS,
            "The group it is compared with: its own, or the main group where too few of its own have the figure.",
            "kommungrupp",
            nullable=True,
        ),
        *_GROUP,
    )
    group_n = derived(_count("Municipalities of that group that have the figure.", "kommuner i gruppen"), *_GROUP)
    group_q1 = derived(_amount("A quarter of them lie at or below.", "undre kvartil"), *_GROUP)
    group_median = derived(_amount("Half of them do.", "median"), *_GROUP)
    group_q3 = derived(_amount("Three quarters do.", "övre kvartil"), *_GROUP)
    withheld = derived(
        _one_of(WITHHELD, "Why the group is not described; null where it is.", "visas inte", nullable=True), *_GROUP
    )
