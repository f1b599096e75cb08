"""Digital annual reports through the API: which there are of a company, and one of them as a file.

What is in them is read in `sources/bolagsverket/reports/`.
"""

import datetime as dt
import re
from dataclasses import dataclass
from pathlib import Path

from sources.bolagsverket.vdm import wire
from sources.bolagsverket.vdm.service import WHO, Service
from sources.fetching.connector import SourceFault
from sources.fetching.http.download import Downloaded, download
from sources.fetching.http.faults import asking

#: A report is at most 5 MB by the vendor's rules; a package may hold it and the auditor's.
MOST_BYTES = 64 * 1024 * 1024
_ID = re.compile(r"[0-9A-Za-z_-]{1,80}")


@dataclass(frozen=True)
class Document:
    """One package with an annual report.

    Attributes:
        document_id: the vendor's own id, with which it is fetched.
        period_end: the last day of the fiscal year.
        registered: the day it was registered, if that is told.
        file_format: as the vendor names it.
    """

    document_id: str
    period_end: dt.date
    registered: dt.date | None
    file_format: str | None


def documents(service: Service, operator_id: str) -> list[Document]:
    """The digitally filed reports of a company, the latest fiscal year first; none for other forms than limited ones.

    Raises:
        SourceUnreachable: nothing more will be answered now.
        SourceFault: the question was refused, or its answer cannot be read.
    """
    answer = wire.record(service.document_list(operator_id).body, "dokumentlista")
    found = [_document(each) for each in wire.records(answer.get("dokument"), "dokument")]
    return sorted(found, key=lambda one: (one.period_end, one.document_id), reverse=True)


def report_zip(service: Service, document: Document, path: Path, *, most_bytes: int = MOST_BYTES) -> Downloaded:
    """Fetch a document to a file: whole or not at all, and no larger than `most_bytes`.

    Raises:
        SourceUnreachable: nothing more will be answered now.
        SourceFault: the document is not there, or is not what it should be.
    """
    with asking(WHO):
        return download(service.session, service.document_url(document.document_id), path, most_bytes=most_bytes)


def _document(item: wire.Record) -> Document:
    document_id = wire.text(item.get("dokumentId"), "dokumentId")
    period_end = wire.day(item.get("rapporteringsperiodTom"), "rapporteringsperiodTom")
    if document_id is None or period_end is None or not _ID.fullmatch(document_id):
        raise SourceFault(f"{WHO}: ett dokument i listan saknar läsbart id eller räkenskapsår")
    return Document(
        document_id,
        period_end,
        wire.day(item.get("registreringstidpunkt"), "registreringstidpunkt"),
        wire.text(item.get("filformat"), "filformat"),
    )
