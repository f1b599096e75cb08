"""What the auditor asks of the log: a filter, a page of rows from the newest on, and whom a token stands for."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django import forms
from django.conf import settings
from django.db.models import QuerySet

from web.site.audit.actions import ACTIONS
from web.site.audit.models import LookupRecord
from web.site.opaque import UnknownToken, entity_of, token_of
from web.site.purpose.purposes import PURPOSES

PER_PAGE = 100


class LogFilter(forms.Form):
    """What the auditor looks for. Sent by POST: a number of an actor never stands in an address."""

    user = forms.CharField(label="Användare", required=False, max_length=150)
    action = forms.ChoiceField(label="Händelse", required=False, choices=[("", "alla"), *ACTIONS.items()])
    purpose = forms.ChoiceField(label="Syfte", required=False, choices=[("", "alla"), *PURPOSES.items()])
    case_number = forms.CharField(label="Ärendenummer", required=False, max_length=40)
    subject = forms.CharField(label="Aktör eller verksamhet", required=False, max_length=40)
    from_day = forms.DateField(label="Från", required=False, widget=forms.DateInput(attrs={"type": "date"}))
    to_day = forms.DateField(label="Till och med", required=False, widget=forms.DateInput(attrs={"type": "date"}))
    only_refused = forms.BooleanField(label="Bara nekade", required=False)
    before = forms.IntegerField(required=False, widget=forms.HiddenInput, min_value=1)


@dataclass(frozen=True)
class LogRow:
    """A row as the auditor reads it."""

    number: int
    at: dt.datetime
    user: str
    role: str
    action: str
    is_refused: bool
    subject: str
    purpose: str
    case_number: str
    rows: int
    request_id: str


def rows_of(asked: dict[str, Any]) -> tuple[list[LogRow], int | None]:
    """A page of rows that answer to a filter, the newest first, and the number the next page begins below."""
    found = list(_answering(asked).order_by("-number")[: PER_PAGE + 1])
    following = found[PER_PAGE - 1].number if len(found) > PER_PAGE else None
    return [_row(record) for record in found[:PER_PAGE]], following


def _answering(asked: dict[str, Any]) -> "QuerySet[LookupRecord]":
    found = LookupRecord.objects.all()
    same = {name: asked[name] for name in ("user", "action", "purpose", "case_number") if asked.get(name)}
    found = found.filter(**same)
    if asked.get("subject"):
        key = settings.CONFIGURATION.key
        kinds = ("actor", "activity", "case", "permit", "plan")
        found = found.filter(subject__in=[token_of(key, kind, asked["subject"].strip()) for kind in kinds])
    if asked.get("from_day"):
        found = found.filter(at__date__gte=asked["from_day"])
    if asked.get("to_day"):
        found = found.filter(at__date__lte=asked["to_day"])
    if asked.get("only_refused"):
        found = found.filter(is_refused=True)
    return found.filter(number__lt=asked["before"]) if asked.get("before") else found


def _row(record: LookupRecord) -> LogRow:
    return LogRow(
        record.number,
        record.at,
        record.user,
        record.role,
        ACTIONS.get(record.action, record.action),
        record.is_refused,
        _whom(record),
        PURPOSES.get(record.purpose, record.purpose),
        record.case_number,
        record.rows,
        record.request_id,
    )


def _whom(record: LookupRecord) -> str:
    """The id that the token stands for: an organisation's number, or a pseudonym where it is a person."""
    if not record.subject:
        return ""
    try:
        return entity_of(settings.CONFIGURATION.key, record.subject_kind, record.subject)
    except UnknownToken:
        return "kan inte läsas med sidans nyckel"
