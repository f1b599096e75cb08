"""Reports and what became of them, as rows of the deliveries."""

from collections.abc import Iterable
from typing import Any

from sources.intake.book import Submission
from sources.intake.contract import FORM_VERSION, DeficiencyReport, StateChange
from sources.intake.sender import MUNICIPALITY

Row = dict[str, Any]


def report_row(one: Submission) -> Row:
    """A report as a row. One about an individual is for statistics only, and is joined to nobody."""
    content = one.content
    if not isinstance(content, DeficiencyReport):
        raise TypeError("only reports become rows of reports")
    is_shown = content.subject_type == "provider"
    activity_id, operator_id = content.activity_id, content.organisation_number
    return {
        "report_id": one.number,
        "kind": content.kind,
        "grounds": "|".join(sorted(content.grounds)) or None,
        "channel": content.channel or one.sender.channel,
        "form_version": FORM_VERSION,
        "area": content.area,
        "severity": content.severity,
        "sender_type": "other" if content.kind == "tip" else "municipality",
        "sender_municipality": sending_municipality(one),
        "subject_type": content.subject_type,
        "operator_id": operator_id if is_shown else None,
        "activity_id": activity_id if is_shown else None,
        "unknown_actor": content.actor_name if is_shown and not operator_id else None,
        "enquiry_class": content.enquiry_class,
        "link_method": _link(activity_id, operator_id) if is_shown else "none",
        "received_at": one.day,
        "known_at": one.day,
    }


def sending_municipality(one: Submission) -> str | None:
    """The municipality that something comes from, also when an officer has registered it."""
    if one.sender.kind == MUNICIPALITY:
        return one.sender.code
    told = getattr(one.content, "municipality_code", None) if isinstance(one.content, DeficiencyReport) else None
    return told or getattr(one.content, "notifier_municipality", None)


def event_rows(received: Iterable[Submission]) -> list[Row]:
    """The states that officers have noted, a row each."""
    return [
        {
            "report_id": one.content.report_id,
            "state": one.content.state,
            "event_date": one.content.event_date,
            "known_at": one.day,
        }
        for one in received
        if isinstance(one.content, StateChange)
    ]


def _link(activity_id: str | None, operator_id: str | None) -> str:
    if activity_id:
        return "id"
    return "orgnr" if operator_id else "none"
