"""One report as an officer sees it: what was told, how far it has come, what may be the same, and where it counts."""

import datetime as dt
from dataclasses import dataclass

from django.conf import settings
from django.http import Http404, HttpResponse
from django.shortcuts import render

from sources.intake import attachments, book
from sources.intake.attachments import Attachment
from sources.intake.book import Submission
from sources.intake.contract import Attaching, Completion, DeficiencyReport, SameMatter, StateChange, Withdrawal
from sources.intake.scanning import LABELS
from sources.intake.similar import Similar, similar, similar_known
from tables.code_lists import labels_of
from tables.serving import NothingPublished, OlderFile
from web import trace as tracing
from web.finding import CannotSearch
from web.listing import day_of
from web.site import run
from web.site.desk import notes
from web.site.inbox import officer
from web.site.inbox.decision_forms import JoinForm, StateForm
from web.site.municipality import sent
from web.site.municipality.contract_form import ContractForm
from web.site.municipality.words import in_words
from web.site.request import PageRequest


@dataclass(frozen=True)
class Happened:
    """Something that happened to a report: the day, and what in words."""

    day: dt.date
    text: str


def report(request: PageRequest, report_id: str) -> HttpResponse:
    """The report."""
    one, traced = found(report_id)
    return shown(request, report_id, one, traced)


def found(report_id: str) -> tuple[Submission | None, tracing.Trace | None]:
    """A report as it was received here, and as the published register has it.

    Raises:
        Http404: neither knows it.
    """
    one = book.find(settings.CONFIGURATION.home, report_id)
    if one is not None and not isinstance(one.content, DeficiencyReport):
        one = None
    traced = _trace(report_id)
    if one is None and traced is None:
        raise Http404
    return one, traced


def shown(
    request: PageRequest,
    report_id: str,
    one: Submission | None,
    traced: tracing.Trace | None,
    state_form: ContractForm | None = None,
    join_form: JoinForm | None = None,
) -> HttpResponse:
    """The page, with forms that are to be put right where they were sent with faults."""
    home = settings.CONFIGURATION.home
    alike = similar(home, one) if one else similar_known(home, report_id)
    received = officer.everything()
    is_wrong = bool((state_form and state_form.errors) or (join_form and join_form.errors))
    told = {
        "report_id": report_id,
        "one": one,
        "pairs": in_words(one.content) if one else [],
        "files": _files(one, received, report_id),
        "happened": _happened(report_id, one, received),
        "traced": traced,
        "alike": [(each, labels_of("report_kinds")[each.kind]) for each in alike],
        "state_form": state_form or StateForm(),
        "join_form": join_form or JoinForm(choices=choices(alike)),
        "key": sent.new_key(),
        "said": notes.said(request),
    }
    return render(request, "inbox/report.html", told, status=422 if is_wrong else 200)


def choices(alike: list[Similar]) -> list[tuple[str, str]]:
    """The proposals, to choose among."""
    kinds = labels_of("report_kinds")
    return [
        (one.report_id, f"{one.report_id}, {kinds[one.kind]} {one.received_on}: {', '.join(one.because)}")
        for one in alike
    ]


def _trace(report_id: str) -> tracing.Trace | None:
    try:
        published = run.reading()
        return tracing.trace(published, report_id, day_of(published, None))
    except (tracing.NoSuchReport, CannotSearch, NothingPublished, OlderFile):
        return None


def _files(one: Submission | None, received: list[Submission], report_id: str) -> list[tuple[Attachment, str]]:
    """The files of a report and of what completes it, with what the check for malware said."""
    parts = [one, *sent.completions(received, report_id)] if one else []
    digests = [sha for part in parts if isinstance(part.content, Attaching) for sha in part.content.attachments]
    kept = [attachments.find(settings.CONFIGURATION.home, sha) for sha in dict.fromkeys(digests)]
    return [(file, LABELS.get(file.state, file.state)) for file in kept if file is not None]


def _happened(report_id: str, one: Submission | None, received: list[Submission]) -> list[Happened]:
    """What has been received and decided about a report, the earliest first."""
    states, reasons = labels_of("report_states"), labels_of("state_reasons")
    steps = [Happened(one.day, f"Mottagen. Kvittens {one.number}.")] if one else []
    for each in received:
        content = each.content
        if isinstance(content, StateChange) and content.report_id == report_id:
            said = f"{states[content.state]}: {reasons[content.reason]} ({content.by_role})"
            steps.append(Happened(each.day, said[:1].upper() + said[1:] + "."))
        elif isinstance(content, SameMatter) and report_id in content.report_ids:
            others = ", ".join(name for name in content.report_ids if name != report_id)
            way = "Samma ärende som" if content.joins else "Inte längre samma ärende som"
            steps.append(Happened(each.day, f"{way} {others}: {content.because} ({content.by_role})."))
        elif isinstance(content, Completion) and content.receipt == report_id:
            steps.append(Happened(each.day, f"Kompletterad. {content.text or 'Bara filer.'}"))
        elif isinstance(content, Withdrawal) and content.receipt == report_id:
            steps.append(Happened(each.day, f"Avsändaren tar tillbaka rapporten. {content.text}"))
    return steps
