"""The listing of the weekly archives, in the form that object stores list with: pages, each naming the next.

Keys are `arsredovisningar/YYYY/WW_N.zip`: the ISO week in which the reports were registered, and the part's number.
Which parts are fetched, and when, does not belong here.
"""

import datetime as dt
import re
from dataclasses import dataclass

import requests
from lxml import etree

from sources.fetching.connector import SourceFault
from sources.fetching.http.faults import asking
from sources.fetching.http.headers import answered_on, swedish_day

PUBLIC = "https://vardefulla-datamangder.bolagsverket.se"
BUCKET, PREFIX = "arsredovisningar-bulkfiler", "arsredovisningar/"
#: Weeks are published on the Monday after them; the latest seen was nine days later.
LATEST_PUBLISHED = dt.timedelta(days=28)
PAGE, MOST_PAGES, LARGEST_PAGE = 1000, 100, 20_000_000
_NS = "{http://s3.amazonaws.com/doc/2006-03-01/}"
_KEY = re.compile(rf"{PREFIX}([0-9]{{4}})/([0-9]{{2}})_([0-9]{{1,3}})\.zip")
_UNREADABLE = "Bolagsverkets lista över årsredovisningar går inte att läsa; försök igen, eller se över adressen"


@dataclass(frozen=True, order=True)
class Part:
    """One weekly archive, ordered by week and number.

    Attributes:
        monday: the first day of the week in which its reports were registered.
        number: which of the week's archives it is.
        key: its name at the source.
        etag: what tells one content from another.
        size: in bytes.
        published: the day it was last put there.
    """

    monday: dt.date
    number: int
    key: str
    etag: str
    size: int
    published: dt.date

    @property
    def name(self) -> str:
        """The part in file names: `2025-W26_2`."""
        year, week, _ = self.monday.isocalendar()
        return f"{year}-W{week:02}_{self.number}"

    @property
    def is_put_again(self) -> bool:
        """It was put there long after its week, as old archives are now and then; the reports are older than that."""
        return self.published > self.last_day + LATEST_PUBLISHED

    @property
    def known_at(self) -> dt.date:
        """The day its reports were published; for an archive put there again, the Monday on which that is done."""
        return self.last_day + dt.timedelta(days=1) if self.is_put_again else self.published

    @property
    def last_day(self) -> dt.date:
        """The last day of its week."""
        return self.monday + dt.timedelta(days=6)


@dataclass(frozen=True)
class Page:
    """One page: its parts, how many keys are of another form, and where the next page begins."""

    parts: tuple[Part, ...]
    unknown_keys: int
    next_marker: str | None


@dataclass(frozen=True)
class Listing:
    """All there is on the day the source answered, oldest week first."""

    parts: tuple[Part, ...]
    unknown_keys: int
    day: dt.date


def parse_page(content: bytes) -> Page:
    """One page of the listing.

    Raises:
        SourceFault: it is not a listing.
    """
    if b"<!DOCTYPE" in content or len(content) > LARGEST_PAGE:
        raise SourceFault(_UNREADABLE)
    try:
        root = etree.fromstring(content, etree.XMLParser(resolve_entities=False, no_network=True))
    except etree.XMLSyntaxError:
        raise SourceFault(_UNREADABLE) from None
    if root.tag != f"{_NS}ListBucketResult":
        raise SourceFault(_UNREADABLE)
    entries = [_part(entry) for entry in root.iter(f"{_NS}Contents")]
    parts = tuple(part for part in entries if part is not None)
    is_cut = (root.findtext(f"{_NS}IsTruncated") or "").strip() == "true"
    marker = root.findtext(f"{_NS}NextMarker") if is_cut else None
    if is_cut and not marker:
        raise SourceFault(_UNREADABLE)
    return Page(parts, len(entries) - len(parts), marker)


def _part(entry: etree._Element) -> Part | None:
    key = entry.findtext(f"{_NS}Key") or ""
    found = _KEY.fullmatch(key)
    if found is None:
        return None
    try:
        monday = dt.date.fromisocalendar(int(found[1]), int(found[2]), 1)
        published = swedish_day(dt.datetime.fromisoformat(entry.findtext(f"{_NS}LastModified") or ""))
        size = int(entry.findtext(f"{_NS}Size") or "")
    except ValueError:
        return None
    etag = (entry.findtext(f"{_NS}ETag") or "").strip('"')
    return Part(monday, int(found[3]), key, etag, size, published)


def whole_listing(session: requests.Session, base: str) -> Listing:
    """All pages, each asked for with the marker of the one before exactly as it was given.

    Raises:
        SourceFault: a page cannot be had or read, or the pages never end.
    """
    found: list[Part] = []
    unknown, marker = 0, ""
    for _ in range(MOST_PAGES):
        question = {"prefix": PREFIX, "max-keys": str(PAGE)} | ({"marker": marker} if marker else {})
        with asking("Bolagsverkets lista över årsredovisningar"):
            answer = session.get(f"{base}/{BUCKET}", params=question)
            answer.raise_for_status()
        page = parse_page(answer.content)
        found += page.parts
        unknown += page.unknown_keys
        if page.next_marker is None:
            return Listing(tuple(sorted(set(found))), unknown, answered_on(answer))
        if page.next_marker == marker:
            break
        marker = page.next_marker
    raise SourceFault(_UNREADABLE)
