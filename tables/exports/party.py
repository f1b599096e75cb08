"""Profile `party`: what an operator may see of itself. No row tells of another party.

A party is a legal person. Where it is a municipality its code stands beside, so that a municipality's page asks for one
code and nothing else; the code is null in the rows of others.
"""

from typing import Any

import dataframely as dy

from tables import fields
from tables.base import note
from tables.core import ActivityVersion, Actor, Decision, Inspection, Notification, PermitCase, SupervisionCase
from tables.exports.base import Export, derived, masked, shown

#: What an entry among a party's cases is.
ENTRIES = {
    "case": "tillsynsärende",
    "inspection": "inspektion",
    "decision": "beslut",
    "permit_case": "tillståndsärende",
}
_ENTRIES = (SupervisionCase, Inspection, Decision, PermitCase)


def party_id(*, nullable: bool = False) -> Any:
    """The legal person that a row is for."""
    column = dy.String(
        regex=rf"^{fields.ORGANISATION}$",
        nullable=nullable,
        description="The party: the organisation number of a legal person.",
        metadata=note(example="2120000142", sv="part"),
    )
    return masked(column, (Actor, "actor_id"), (Actor, "id_type"), (Actor, "legal_form"))


def municipality_code(*, nullable: bool = True) -> Any:
    """The municipality that a row is for."""
    column = fields.municipality_code(nullable=nullable)
    return derived(column, (Actor, "municipality_code"), (Actor, "operator_type"))


class OwnActivity(Export, profile="party", grain="one activity of a party", owner="exports", sv="egna verksamheter"):
    """A party's activities as the register holds them, open and closed, and when anything was last told of each.

    No address: of a protected one nothing is stored, and the party knows the others. What is protected has neither a
    name nor a place here, as on the inspectorate's own pages; its party knows it by its number.
    """

    party_id = party_id()
    municipality_code = municipality_code()
    activity_id = shown(ActivityVersion, "activity_id")
    activity_name = masked(
        fields.text("Name of the activity; words that name nothing where it is protected.", sv="namn"),
        (ActivityVersion, "activity_name"),
        (ActivityVersion, "address_protected"),
    )
    form_code = shown(ActivityVersion, "form_code")
    site_municipality_code = masked(
        fields.municipality_code(sv="kommun den ligger i"),
        (ActivityVersion, "municipality_code"),
        (ActivityVersion, "address_protected"),
    )
    address_protected = shown(ActivityVersion, "address_protected")
    max_places = shown(ActivityVersion, "max_places")
    operating_status = shown(ActivityVersion, "operating_status")
    status_since = derived(
        fields.date("First day of the status it has.", sv="läget sedan"),
        (ActivityVersion, "operating_status"),
        (ActivityVersion, "valid_from"),
    )
    is_open = shown(ActivityVersion, "is_open")
    n_mandatory = shown(ActivityVersion, "n_mandatory")
    n_missing = shown(ActivityVersion, "n_missing")
    missing_fields = shown(ActivityVersion, "missing_fields", sv="uppgifter som saknas")
    last_told = derived(
        fields.date(
            "Latest day on which something was notified or confirmed, as the control figure counts it; "
            "null where nothing ever was.",
            nullable=True,
            sv="senast uppdaterad",
        ),
        (Notification, "registered_at"),
        (Notification, "kind"),
    )
    days_since_told = derived(
        dy.Int32(nullable=True, min=0, description="Days from then to the day of the export.",
                 metadata=note(unit="days", example=120, sv="dagar sedan dess")),
        (Notification, "registered_at"),
        (Notification, "kind"),
    )  # fmt: skip
    is_stale = derived(
        fields.flag(
            "Open, and not updated within a year; null where it is closed, or nothing was ever told.",
            nullable=True,
            sv="har inte uppdaterats på ett år",
        ),
        (Notification, "registered_at"),
        (Notification, "kind"),
        (ActivityVersion, "is_open"),
    )
    stale_since = derived(
        fields.date("First day on which it was not updated within a year.", nullable=True, sv="inaktuell sedan"),
        (Notification, "registered_at"),
        (Notification, "kind"),
        (ActivityVersion, "is_open"),
    )


class OwnNotification(
    Export,
    profile="party",
    grain="one notification about an activity of a party",
    owner="exports",
    sv="egna anmälningar till registret",
):
    """What a party has notified, when it was due, and whether it came in time.

    A change that is not notified is in no delivery: what is late but not told is not here, since nobody knows it.
    """

    party_id = party_id()
    municipality_code = municipality_code()
    notification_id = shown(Notification, "notification_id")
    activity_id = shown(Notification, "activity_id")
    kind = shown(Notification, "kind", sv="slag")
    event_date = shown(Notification, "event_date", sv="ändringens dag")
    registered_at = shown(Notification, "registered_at")
    deadline = shown(Notification, "deadline")
    is_late = shown(Notification, "is_late")
    days_late = derived(
        dy.Int32(nullable=True, min=1, description="Days after the deadline; null where it was in time.",
                 metadata=note(unit="days", example=12, sv="dagar för sent")),
        (Notification, "registered_at"),
        (Notification, "deadline"),
    )  # fmt: skip
    attachment_expected = shown(Notification, "attachment_expected")
    attachment_received_at = shown(Notification, "attachment_received_at")


class OwnCase(
    Export,
    profile="party",
    grain="one case, inspection, decision or permit case about a party",
    owner="exports",
    sv="egna ärenden",
):
    """Cases about a party: supervision, inspections, decisions with court state, and its own permit cases.

    An open supervision case is here once its party has met it, in an inspection or a decision: an inspection that is
    not announced must not be told beforehand. Orders to notify are in `OwnDuty`, since they say nothing of quality.
    """

    party_id = party_id()
    municipality_code = municipality_code()
    entry = derived(
        dy.Enum(list(ENTRIES), description="What the row is.",
                metadata=note(example="decision", sv="slag av händelse", labels=ENTRIES)),
        *((contract, "case_no") for contract in _ENTRIES),
    )  # fmt: skip
    entry_id = derived(
        fields.identifier("The key of the inspection or decision; the case number of a case.", sv="nummer"),
        (Inspection, "inspection_id"),
        (Decision, "decision_id"),
        (SupervisionCase, "case_no"),
        (PermitCase, "case_no"),
    )
    case_no = derived(
        fields.identifier("Diarienummer.", sv="ärende"), *((contract, "case_no") for contract in _ENTRIES)
    )
    activity_id = derived(
        fields.identifier("The activity, where it is about one.", nullable=True, example="V000001", sv="verksamhet"),
        *((contract, "activity_id") for contract in (SupervisionCase, Inspection, Decision)),
    )
    form_code = shown(PermitCase, "form_code", nullable=True)
    event_date = derived(
        fields.date("Day opened, inspected, decided or applied for.", sv="dag"),
        (SupervisionCase, "valid_from"),
        (Inspection, "event_date"),
        (Decision, "event_date"),
        (PermitCase, "applied_at"),
    )
    closed_at = derived(
        fields.date(
            "Day a case was closed or a permit case decided; null while it is open.", nullable=True, sv="avslut"
        ),
        (SupervisionCase, "valid_to"),
        (PermitCase, "event_date"),
    )
    decision_kind = shown(Decision, "kind", nullable=True, sv="beslut")
    permit_case_kind = shown(PermitCase, "kind", nullable=True, sv="slag av tillståndsärende")
    permit_outcome = shown(PermitCase, "outcome", nullable=True)
    has_deficiency = shown(Inspection, "has_deficiency", nullable=True)
    due_date = shown(Decision, "due_date")
    complied_at = shown(Decision, "complied_at")
    amount_sek = shown(Decision, "amount_sek")
    legal_state = shown(Decision, "legal_state", nullable=True, sv="läge i domstol")
    effect = shown(Decision, "effect", nullable=True)
    is_final = shown(PermitCase, "is_final", nullable=True)
