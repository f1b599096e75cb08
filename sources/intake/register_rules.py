"""What holds for something sent only against the register and the day it was received."""

import datetime as dt
from typing import Protocol

from sources.intake.contract import Completion, Content, DeficiencyReport, Notification, SameMatter, StateChange
from sources.intake.faults import Fault
from sources.intake.known_register import KnownActivity
from sources.intake.notification import NEW
from sources.intake.sender import MUNICIPALITY, Sender
from tables.code_lists import code_list

_FUTURE = "Dagen är i framtiden. Skriv dagen då det hände."
_UNKNOWN = "Verksamheten finns inte i registret. Kontrollera verksamhets-id."
_OTHERS = "Verksamheten drivs inte av kommunen. En kommun anmäler bara sina egna verksamheter."
_NOT_ITS_OPERATOR = "Numret är inte kommunens i registret. Ange kommunens eget, eller kontakta myndigheten."
TAKEN = "Id:t är upptaget. Välj ett annat, eller lämna fältet tomt."
_NO_REGISTER = "Registret är inte inläst än. Försök igen när en körning är klar."
_NOT_ITS = "Lämna tomt: en kommun sänder för egen räkning."
_NO_REPORT = "Det finns ingen rapport med det numret. Kontrollera numret."
#: Coded field of a report → its list; that the code held on the day is judged here.
_DATED = {"grounds": "report_grounds", "area": "finding_areas", "form_code": "forms"}


class Register(Protocol):
    """What must be known of the register."""

    def activity(self, activity_id: str) -> KnownActivity | None:
        """An activity by its id."""

    def municipality_of(self, operator_id: str) -> str | None:
        """The municipality that an operator is, or is a company of."""

    def has_report(self, report_id: str) -> bool:
        """Whether a report of this number is known."""


def held_against_register(
    submission: Content,
    sender: Sender,
    register: Register | None,
    on: dt.date,
    own_reports: frozenset[str] = frozenset(),
) -> list[Fault]:
    """What is wrong with something sent, given who sent it, the register and the day it was received.

    Args:
        submission: what was sent.
        sender: who sent it.
        register: the register as published; `None` where nothing is.
        on: the day of the receipt.
        own_reports: the numbers of reports in the book, which the register may not have yet.
    """
    faults = [*_days(submission, on), *_codes(submission, on), *_who(submission, sender)]
    if isinstance(submission, DeficiencyReport) and submission.activity_id:
        faults += _known(register, submission.activity_id)
    elif isinstance(submission, Notification):
        faults += _notified(submission, sender, register)
    elif isinstance(submission, StateChange | SameMatter):
        faults += _reports(submission, register, own_reports)
    return faults


def _days(submission: Content, on: dt.date) -> list[Fault]:
    names = ["noticed_on", "event_date"]
    if not (isinstance(submission, Notification) and submission.kind == NEW):
        names.append("effective_date")
    days = {name: getattr(submission, name, None) for name in names}
    return [Fault(name, "in_the_future", _FUTURE) for name, day in days.items() if day is not None and day > on]


def _codes(submission: Content, on: dt.date) -> list[Fault]:
    """Codes that do not hold on the day."""
    faults = []
    for name, list_name in _DATED.items():
        value = getattr(submission, name, None)
        if value is None:
            continue
        codes = value if isinstance(value, tuple) else (value,)
        if not set(codes) <= _in_force(list_name, on):
            faults.append(Fault(name, "code_not_in_force", "Koden gäller inte den dagen. Välj en annan."))
    return faults


def _in_force(list_name: str, on: dt.date) -> set[str]:
    rows = code_list(list_name).rows(named=True)
    return {
        row["code"] for row in rows if row["valid_from"] <= on and (row["valid_to"] is None or on < row["valid_to"])
    }


def _who(submission: Content, sender: Sender) -> list[Fault]:
    """That the sender may send it, and says no more about itself than it may."""
    if sender.kind not in submission.senders:
        return [Fault("", "not_allowed", "Det här registreras av en handläggare.")]
    if sender.kind != MUNICIPALITY:
        return []
    faults = [
        Fault(name, "not_allowed", _NOT_ITS)
        for name in ("municipality_code", "notifier_municipality")
        if isinstance(submission, DeficiencyReport) == (name == "municipality_code")
        and getattr(submission, name, None) not in (None, sender.code)
    ]
    if isinstance(submission, DeficiencyReport):
        if submission.kind == "tip":
            faults.append(Fault("kind", "not_allowed", "En kommun lämnar en anmälan eller en fråga."))
        if submission.channel not in (None, "e_service"):
            faults.append(Fault("channel", "not_allowed", "Lämna tomt: rapporten kommer genom e-tjänsten."))
    if isinstance(submission, Completion) and submission.is_paper:
        faults.append(Fault("is_paper", "not_allowed", "Anges av handläggare när posten har kommit."))
    return faults


def _known(register: Register | None, activity_id: str) -> list[Fault]:
    if register is None:
        return [Fault("activity_id", "no_register", _NO_REGISTER)]
    return [] if register.activity(activity_id) else [Fault("activity_id", "unknown_activity", _UNKNOWN)]


def _notified(submission: Notification, sender: Sender, register: Register | None) -> list[Fault]:
    if register is None:
        return [Fault("activity_id", "no_register", _NO_REGISTER)]
    known = register.activity(submission.activity_id) if submission.activity_id else None
    if submission.kind == NEW:
        faults = [Fault("activity_id", "taken", TAKEN)] if known else []
        runs_for = register.municipality_of(submission.organisation_number or "")
        if sender.kind == MUNICIPALITY and runs_for != sender.code:
            faults.append(Fault("organisation_number", "not_own_operator", _NOT_ITS_OPERATOR))
        return faults
    if known is None:
        return [Fault("activity_id", "unknown_activity", _UNKNOWN)]
    if sender.kind == MUNICIPALITY and not known.is_run_by(sender.code):
        return [Fault("activity_id", "not_own_activity", _OTHERS)]
    return []


def _reports(submission: StateChange | SameMatter, register: Register | None, own: frozenset[str]) -> list[Fault]:
    ids = {"report_id": submission.report_id} if isinstance(submission, StateChange) else {}
    if isinstance(submission, SameMatter):
        ids = {f"report_ids.{place}": one for place, one in enumerate(submission.report_ids)}
    unknown = [
        name
        for name, report_id in ids.items()
        if report_id not in own and (register is None or not register.has_report(report_id))
    ]
    return [Fault(name, "unknown_report", _NO_REPORT) for name in unknown]
