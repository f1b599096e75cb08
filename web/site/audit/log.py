"""Writing the log, one row at a time in all processes together, and proving it."""

from collections.abc import Iterator
from typing import Any

from django.conf import settings
from django.db import connection, transaction

from web.site import clock
from web.site.audit import anchor
from web.site.audit.chain import BEGINNING, CHAINED, Anchor, Verdict, digest_of, verify
from web.site.audit.entry import Entry
from web.site.audit.models import LookupRecord
from web.site.request_id import current

#: The lock that writers take in PostgreSQL; SQLite has one for the whole database.
_LOCK = 7_426_001
_TRIGGERS = {"lookup_record_no_update", "lookup_record_no_delete"}


def write(entry: Entry) -> LookupRecord:
    """Append a row to the log. What cannot be written raises, so that nothing is shown without a trace."""
    with transaction.atomic():
        if connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_LOCK])
        last = LookupRecord.objects.order_by("-number").values_list("number", "digest").first()
        number, previous = last or (0, BEGINNING)
        record = LookupRecord(
            number=number + 1,
            at=clock.now(),
            user=entry.user[:150],
            role=entry.role,
            action=entry.action,
            limit=entry.limit,
            is_refused=entry.is_refused,
            subject_kind=entry.subject_kind,
            subject=entry.subject,
            purpose=entry.purpose,
            case_number=entry.case_number,
            request_id=current(),
            rows=entry.rows,
            previous=previous,
        )
        record.digest = digest_of(record.values_in_chain())
        record.save()
        kept = Anchor(record.number, record.digest)
        transaction.on_commit(lambda: anchor.append(settings.CONFIGURATION.anchor_file, kept))
    return record


def prove() -> Verdict:
    """Prove the whole log against itself and its anchors. Some ten thousand rows a second."""
    missing = _TRIGGERS - _triggers()
    heads = list(anchor.read(settings.CONFIGURATION.anchor_file))
    verdict = verify(_rows(), heads)
    if verdict.is_whole and missing:
        fault = "databasens spärr mot ändringar är borttagen; kedjan själv håller"
        return Verdict(verdict.rows, verdict.head, verdict.anchors, verdict.rows, fault)
    return verdict


def _rows() -> Iterator[dict[str, Any]]:
    return LookupRecord.objects.order_by("number").values(*CHAINED, "digest").iterator(chunk_size=2_000)


def _triggers() -> set[str]:
    sql = {
        "sqlite": "SELECT name FROM sqlite_master WHERE type = 'trigger'",
        "postgresql": "SELECT tgname FROM pg_trigger WHERE tgenabled <> 'D'",
    }[connection.vendor]
    with connection.cursor() as cursor:
        cursor.execute(sql)
        return {name for (name,) in cursor.fetchall()}
