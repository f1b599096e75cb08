"""A municipality's reports of deficiencies: what they are about, how far they have come, and what became of them."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.http import Http404, HttpResponse
from django.shortcuts import render

from sources.intake.book import Submission
from sources.intake.contract import DeficiencyReport
from sources.intake.status import status_of
from tables.code_lists import labels_of
from tables.exports.municipal import OwnReport
from web import wording
from web.site.desk import notes
from web.site.drafts.models import Draft
from web.site.municipality import sent
from web.site.municipality.own import Own, Row, own
from web.site.municipality.pending import pending_reports
from web.site.municipality.receipts import about
from web.site.municipality.words import in_words
from web.site.request import PageRequest

_GROUNDS = ("unlicensed", "unsuitable", "serious_deficiency")


@dataclass(frozen=True)
class Listed:
    """A report as a row of the list; `state` is what it is called, `result` what became of it."""

    report_id: str
    received: dt.date
    about: str
    grounds: str
    state: str
    since: dt.date | None
    result: str


def reports(request: PageRequest) -> HttpResponse:
    """All of them, the latest first, and those that are begun and not sent."""
    mine = own(request)
    rows = mine.rows(OwnReport)
    waiting = pending_reports(sent.everything(request), rows)
    listed = [_of_submission(one) for one in waiting] + [_of_row(row) for row in rows]
    request.entry.rows = len(listed)
    shown = {
        "own": mine,
        "listed": sorted(listed, key=lambda one: (one.received, one.report_id), reverse=True),
        "drafts": [(one, titled(one)) for one in Draft.objects.filter(municipality=mine.municipality)],
        "said": notes.said(request),
    }
    return render(request, "municipality/reports.html", shown)


def report(request: PageRequest, report_id: str) -> HttpResponse:
    """One report: what was sent, how far it has come, what was added, and what became of it."""
    mine, row, submission = found(request, report_id)
    completed = sent.completions(sent.everything(request), report_id)
    shown = {
        "own": mine,
        "report_id": report_id,
        "row": row,
        "submission": submission,
        "pairs": in_words(submission.content) if submission else facts(row) if row else [],
        "files": submission.content.attachments if submission else (),  # type: ignore[attr-defined]
        "completed": completed,
        "steps": _steps(row, submission, completed),
        "said": notes.said(request),
    }
    return render(request, "municipality/report.html", shown)


def found(request: PageRequest, report_id: str) -> tuple[Own, Row | None, Submission | None]:
    """One of the municipality's own reports, as the register has it and as it was sent.

    Raises:
        Http404: it has sent no such report.
    """
    mine = own(request)
    rows = mine.rows(OwnReport, report_id=report_id)
    submission = sent.find(request, report_id)
    if submission is not None and not isinstance(submission.content, DeficiencyReport):
        submission = None
    if not rows and submission is None:
        raise Http404
    return mine, rows[0] if rows else None, submission


def titled(draft: Draft) -> str:
    """What a draft is about, as far as it is filled in."""
    told = draft.told
    for name in ("activity_id", "actor_name", "organisation_number"):
        if told.get(name):
            return str(told[name])
    return "inte ifyllt"


def facts(row: Row) -> list[tuple[str, Any]]:
    """What the register holds of a report."""
    if row["subject"] == "individual":
        return [("Slag", row["kind_text"]), ("Rör", row["subject_text"])]
    return [
        ("Slag", row["kind_text"]),
        ("Grunder", _grounds(row)),
        ("Gäller", _about(row)),
        ("Verksamhets-id", row["activity_id"] or "ingen verksamhet angiven"),
        ("Hur allvarligt", row["severity"]),
        ("Ärende", row["matter_id"]),
    ]


def _about(row: Row) -> str:
    if row["subject_id"]:
        return f"{row['subject_name'] or 'namn saknas'} ({wording.organisation_number(row['subject_id'])})"
    return str(row["subject_text"])


def _grounds(row: Row) -> str:
    labels = labels_of("report_grounds")
    return ", ".join(labels[one] for one in _GROUNDS if row[f"is_{one}"]) or "inga angivna"


def _of_row(row: Row) -> Listed:
    is_individual = row["subject"] == "individual"
    return Listed(
        row["report_id"], row["received_at"], _about(row), "" if is_individual else _grounds(row),
        row["state_text"], row["state_since"], row["result"] or "",
    )  # fmt: skip


def _of_submission(one: Submission) -> Listed:
    labels = labels_of("report_grounds")
    grounds = one.content.grounds if isinstance(one.content, DeficiencyReport) else ()
    said = ", ".join(labels[ground] for ground in grounds)
    return Listed(one.number, one.day, about(one.content), said, "mottagen", one.day, "")


def _steps(row: Row | None, submission: Submission | None, completed: list[Submission]) -> list[tuple[dt.date, str]]:
    """What has happened to a report, the earliest first; decisions that the register does not have are in the book."""
    steps = []
    if submission is not None:
        steps.append((submission.day, f"Mottagen. Kvittens {submission.number}."))
    elif row is not None:
        steps.append((row["received_at"], "Mottagen."))
    steps += [(one.day, f"Kompletterad. Kvittens {one.number}.") for one in completed]
    status = status_of(settings.CONFIGURATION.home, submission) if submission is not None else None
    if status is not None and status.state != "received" and (row is None or row["state"] != status.state):
        steps.append(
            (status.since, f"{wording.sentence(status.label)}. {wording.sentence(status.reason or '')}".strip())
        )
    if row is not None and row["state"] != "received":
        steps.append((row["state_since"], f"{wording.sentence(row['state_text'])}. {row['result'] or ''}".strip()))
    return sorted(steps, key=lambda one: one[0])
