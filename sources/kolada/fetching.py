"""Inhabitants by year (key figure N01951) and groups of similar municipalities, from Kolada's open API v3.

No credentials. Kolada asks whoever uses its figures to state "Källa: Kolada", and for no more than a few questions a
second.
"""

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import partial
from typing import Any
from urllib.parse import urlsplit

import polars as pl
import requests

from sources.fetching.connector import Asked, Fetched, Outcome, SourceFault
from sources.fetching.http.download import answered_on
from sources.fetching.http.faults import asking
from sources.fetching.http.session import open_session
from sources.kolada import memory
from sources.kolada.groups import Groups, read_groups
from tables import raw
from tables.code_lists import codes_of

HOST = "https://api.kolada.se"
POPULATION = "N01951"
#: The division in groups that we read holds from this year.
GROUPS_FROM = 2023
YEARS = 4
MOST_PER_MINUTE, IN_PAGE, MOST_PAGES = 300, 5000, 50
WHAT = "Kolada"

_Row = tuple[str, int, int | None, str | None]


def fetch(asked: Asked) -> Iterator[Fetched]:
    """What is new of the municipalities' inhabitants and groups since it was last fetched, in one part.

    Raises:
        SourceFault: Kolada could not be read, or answered in another form than the documented one.
    """
    base = f"{asked.access.url or HOST}/v3"
    years = [asked.day.year - back for back in range(YEARS)]
    access = replace(asked.access, requests_per_minute=min(asked.access.requests_per_minute, MOST_PER_MINUTE))
    with open_session(access) as session, asking(WHAT):
        figures = _Pages(session, f"{base}/data/kpi/{POPULATION}/year/{','.join(map(str, years))}")
        population = _population(figures)
        if not population:
            raise SourceFault(f"{WHAT}: svaret rymmer inga folkmängder; inget ändras, kör igen senare")
        groups = read_groups(listing := _Pages(session, f"{base}/municipality_groups"))
    answered = min(figures.answered_on, listing.answered_on)
    rows = _rows(population, groups, answered)
    news, whole = memory.news(asked.folder, rows)
    asked.progress(f"{WHAT}: {len(population)} folkmängder, {len(groups.members)} kommuner i grupp")
    yield Fetched(
        rows={f"municipality_context_kolada_{answered}": news} if news.height else {},
        outcome=Outcome.COMPLETE,
        covered_to=answered,
        asked=figures.number + listing.number,
        answered=figures.number + listing.number,
        commit=partial(memory.keep, asked.folder, whole),
        remarks=(*groups.remarks, *_silent(population)),
    )


class _Pages:
    """The rows of all pages that follow on one address; iterate it once, then ask it for number and day."""

    def __init__(self, session: requests.Session, url: str) -> None:
        self._session, self._url = session, url
        self.number = 0
        self._days: list[dt.date] = []

    @property
    def answered_on(self) -> dt.date:
        """The first day on which a page was answered, by the source's clock."""
        return min(self._days)

    def __iter__(self) -> Iterator[Mapping[str, Any]]:
        url: str | None = f"{self._url}?per_page={IN_PAGE}"
        while url is not None:
            if self.number == MOST_PAGES:
                raise SourceFault(f"{WHAT}: svaret har fler än {MOST_PAGES} sidor; det lästes inte")
            response = self._session.get(url)
            response.raise_for_status()
            self.number += 1
            self._days.append(answered_on(response))
            page = response.json()
            values = page.get("values") if isinstance(page, Mapping) else None
            if not isinstance(values, list) or not all(isinstance(each, Mapping) for each in values):
                raise SourceFault(f"{WHAT}: svaret har inte den dokumenterade formen (values)")
            yield from values
            url = self._following(page.get("next_url"))

    def _following(self, url: Any) -> str | None:
        """The next page's address, if there is one; never on another host."""
        if not url:
            return None
        if not isinstance(url, str) or urlsplit(url)[:2] != urlsplit(self._url)[:2]:
            raise SourceFault(f"{WHAT}: nästa sida ligger på en annan värd; den hämtas inte")
        return url


def _population(rows: _Pages) -> dict[tuple[str, int], int]:
    """Inhabitants by municipality and year; regions, the country, and what is missing or held back are left out."""
    found: dict[tuple[str, int], int] = {}
    for row in rows:
        code, year, values = row.get("municipality"), row.get("period"), row.get("values")
        is_ours = row.get("kpi") == POPULATION and code in codes_of("municipalities")
        if not (is_ours and isinstance(year, int) and 1998 <= year < 2200 and isinstance(values, list)):
            continue
        for each in values:
            told = each.get("value") if isinstance(each, Mapping) and each.get("gender") == "T" else None
            if isinstance(told, int | float) and 0 <= told < 2**31 and not each.get("status"):
                found[str(code), year] = round(told)
    return found


def _rows(population: Mapping[tuple[str, int], int], groups: Groups, answered: dt.date) -> pl.DataFrame:
    """A row for each municipality and year with inhabitants; the group where its division holds, the latest year's too.

    A municipality without inhabitants in the answer has its group on the latest year that others have.
    """
    latest = max((year for _, year in population), default=answered.year)
    keys = set(population) | {(code, latest) for code in groups.members if latest >= GROUPS_FROM}
    rows: list[_Row] = [
        (code, year, population.get((code, year)), groups.members.get(code) if year >= GROUPS_FROM else None)
        for code, year in sorted(keys)
    ]
    schema = {name: raw.MunicipalityContext.columns()[name].dtype for name in memory.SAID}
    return pl.DataFrame(rows, schema, orient="row").with_columns(known_at=pl.lit(answered))


def _silent(population: Mapping[tuple[str, int], int]) -> tuple[str, ...]:
    silent = len(set(codes_of("municipalities")) - {code for code, _ in population})
    return (f"{silent} kommuner saknar folkmängd i svaret",) if silent else ()
