"""One of a municipality's activities: what the register holds, what was notified and when it was due, and its cases."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render

from sources.intake.book import Submission
from sources.intake.contract import Notification
from tables.code_lists import code_list, labels_of
from tables.exports.party import OwnCase, OwnNotification
from tables.months import add_months
from web import wording
from web.site.municipality import sent
from web.site.municipality.activities import found, is_stale, missing_of
from web.site.municipality.own import Row, own
from web.site.municipality.pending import pending_notifications
from web.site.request import PageRequest

#: What may be notified of an activity, by whether it is in operation.
KINDS_OPEN = ("change", "temporary_stop", "closure")
KINDS_STOPPED = ("change", "resume", "closure")


@dataclass(frozen=True)
class Waiting:
    """A notification that is received and not in the register yet."""

    label: str
    submission: Submission
    deadline: dt.date | None


def activity(request: PageRequest, activity_id: str) -> HttpResponse:
    """The page of one activity."""
    mine = own(request)
    row = found(mine, activity_id)
    notified = mine.rows(OwnNotification, activity_id=activity_id)
    waiting = pending_notifications(sent.everything(request), notified)
    cases = sorted(mine.rows(OwnCase, activity_id=activity_id), key=lambda one: one["event_date"], reverse=True)
    kinds = KINDS_STOPPED if row["operating_status"] in {"stopped", "dormant"} else KINDS_OPEN
    shown = {
        "own": mine,
        "row": row,
        "is_stale": row["is_open"] and is_stale(row),
        "facts": facts(row),
        "missing": missing_of(row),
        "notified": sorted(notified, key=lambda one: one["registered_at"], reverse=True),
        "waiting": [told for one in waiting if (told := _waiting(one, activity_id))],
        "cases": [(one, case_in_words(one)) for one in cases],
        "kinds": [(kind, NOTIFY_AS[kind]) for kind in kinds] if row["is_open"] else [],
        "key": sent.new_key(),
    }
    return render(request, "municipality/activity.html", shown)


NOTIFY_AS = {
    "change": "Anmäl ändring",
    "temporary_stop": "Anmäl tillfälligt stopp",
    "resume": "Anmäl att den har återupptagits",
    "closure": "Anmäl nedläggning",
    "new": "Anmäl ny verksamhet",
}


def facts(row: Row) -> list[tuple[str, Any]]:
    """What the register holds of an activity, by what it is called."""
    return [
        ("Namn", row["activity_name"] or "saknas"),
        ("Verksamhets-id", row["activity_id"]),
        ("Form", row["form_code_text"]),
        ("Läge", f"{row['operating_status_text']} sedan {wording.day(row['status_since'])}"),
        ("Antal platser", row["max_places"]),
        ("Kommun den ligger i", row["site_municipality_code_text"] or "visas inte"),
        ("Adress", "skyddad, visas inte" if row["address_protected"] else "finns i registret, visas inte här"),
        ("Senast uppdaterad", wording.day(row["last_told"]) if row["last_told"] else "ingen anmälan är känd"),
    ]


def deadline_of(content: Notification) -> dt.date | None:
    """The last day to notify: so many months after it was carried out as the duty of municipalities says."""
    if content.effective_date is None:
        return None
    for duty in code_list("notification_duties").rows(named=True):
        if (duty["kind"], duty["operator_type"]) == (content.kind, "municipal") and duty[
            "valid_from"
        ] <= content.effective_date:
            return add_months(content.effective_date, int(duty["months"]))
    return None


def case_in_words(case: Row) -> str:
    """What a case, inspection or decision came to."""
    said = [
        case["decision_kind_text"],
        case["permit_case_kind_text"],
        case["permit_outcome_text"],
        {True: "brist fanns", False: "ingen brist"}.get(case["has_deficiency"]),
        case["legal_state_text"],
        f"klart {case['complied_at']}"
        if case["complied_at"]
        else f"senast {case['due_date']}" * bool(case["due_date"]),
        f"avslutat {case['closed_at']}" if case["closed_at"] else "",
    ]
    return ", ".join(one for one in said if one) or "–"


def _waiting(one: Submission, activity_id: str) -> Waiting | None:
    if not isinstance(one.content, Notification) or one.content.activity_id != activity_id:
        return None
    return Waiting(labels_of("notification_kinds")[one.content.kind], one, deadline_of(one.content))
