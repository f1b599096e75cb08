"""How old what is read is: of every kind of delivery, of every fetched source, and of what each indicator rests on.

An indicator rests on the facts that its measures look at, and on the facts that those are worked out from. Where a
fetched source feeds one of them (`fetched_sources`), it is as old as that source is complete; where none does, as old
as the newest row that its source has delivered. When a source is late is said in `tables/freshness.py`, by the same
rule that makes the values unknown. Layout does not belong here.
"""

import datetime as dt
import functools
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from indicators.definition import Indicator
from indicators.registry import catalogue
from sources.facts.registry import FACT_RULES
from sources.fetching.registry import CONNECTORS
from sources.registry import SOURCES
from sources.source import Cadence
from tables.code_lists import labels_of
from tables.contracts import deliveries, facts
from tables.core import Fact, SourceCover
from tables.freshness import behind, reaches
from tables.raw import Delivery, SourceFetch
from tables.serving import Published
from web import queries, wording
from web.queries.by_store import by_store

#: What the inspectorate calls each kind of delivery.
_TABLES = {
    "operator": "aktörer",
    "activity_version": "verksamheter i registret",
    "notification": "anmälningar till registret",
    "permit": "tillstånd",
    "permit_case": "tillståndsärenden",
    "supervision_case": "tillsynsärenden",
    "inspection": "inspektioner",
    "finding": "brister",
    "decision": "beslut",
    "court_event": "händelser i domstol",
    "measure": "åtgärder",
    "risk_level": "myndighetens egna risknivåer",
    "inspection_by": "vem som inspekterade",
    "report": "rapporter, tips och klagomål",
    "report_event": "rapporternas lägen",
    "company_event": "bolagshändelser",
    "annual_report": "årsredovisningar",
    "municipality_status": "kommunernas anslutning",
    "link": "beslutade kopplingar",
    "actor_relation": "relationer mellan aktörer",
    "company": "uppgifter om bolag",
    "company_answer": "källornas svar om bolag",
    "report_figure": "siffror ur digitala årsredovisningar",
    "municipality_context": "kommunernas folkmängd och grupp",
    "source_fetch": "hämtningar",
    "tax_debt": "skulder till staten",
    "work_environment_notice": "meddelanden från Arbetsmiljöverket",
    "planned_case": "planerade inspektioner",
    "case_record": "inspektörers anteckningar till planer",
}


@dataclass(frozen=True)
class SourceAge:
    """How old what is known from one kind of delivery is; `is_expected` of what every installation is to have."""

    table: str
    label: str
    files: int
    rows: int
    quarantined: int
    latest_known_at: dt.date | None
    age_days: int | None
    is_expected: bool


@dataclass(frozen=True)
class SourceReach:
    """How far one source reaches on a day: as fetched, or by the newest row it has delivered."""

    label: str
    is_fetched: bool
    covered_to: dt.date | None
    age_days: int | None
    late_since: dt.date | None

    @property
    def brief(self) -> str:
        """`2026-06-22`, and in words when it is late; nothing where nothing has come."""
        late = "SEN" if self.late_since else ""
        return ", ".join(part for part in (str(self.covered_to or ""), late) if part)

    @property
    def phrase(self) -> str:
        """`uppgifter t.o.m. 2026-06-22 (Bolagsverkets veckofil, 8 dagar)`."""
        late = f", SEN sedan {self.late_since}" if self.late_since else ""
        if self.covered_to is None or self.age_days is None:
            return f"aldrig hämtad hel ({self.label}{late})" if self.is_fetched else f"inget läst ({self.label})"
        age = wording.counted(self.age_days, "dag", "dagar")
        return f"uppgifter t.o.m. {self.covered_to} ({self.label}, {age}{late})"


@dataclass(frozen=True)
class Freshness:
    """How far the sources reach on a day.

    Attributes:
        day: the day.
        fetched: the governed sources, those that are late first.
        feeding: table → the governed sources that feed it.
        delivered: source of files → how far it reaches by the rows that are not fetched.
        by_rows: fact → how far its own rows reach, where all that its source delivers is also fetched.
    """

    day: dt.date
    fetched: tuple[SourceReach, ...]
    feeding: Mapping[str, tuple[SourceReach, ...]]
    delivered: Mapping[str, SourceReach]
    by_rows: Mapping[str, SourceReach]
    _told: dict[str, tuple[SourceReach, ...]] = field(default_factory=dict, compare=False, repr=False)

    def of(self, indicator: Indicator) -> tuple[SourceReach, ...]:
        """What an indicator rests on, the oldest first; what never was complete before that."""
        if indicator.name not in self._told:
            self._told[indicator.name] = self._worked_out(indicator)
        return self._told[indicator.name]

    def _worked_out(self, indicator: Indicator) -> tuple[SourceReach, ...]:
        every = dict.fromkeys(
            reach for fact in dict.fromkeys(one.fact for one in indicator.measures.values()) for reach in self._of(fact)
        )
        return tuple(sorted(every, key=lambda one: (one.covered_to or dt.date.min, one.label)))

    def oldest(self, name: str) -> SourceReach | None:
        """The oldest of what an indicator of the catalogue rests on; nothing where nothing is known of that."""
        known = catalogue().get(name)
        return next(iter(self.of(known)), None) if known else None

    def gap(self, name: str) -> str | None:
        """Which source makes an indicator unknown: late, and since when, or never read; nothing where neither is so."""
        known = catalogue().get(name)
        reaches = self.of(known) if known else ()
        late = [_lateness(one) for one in reaches if one.late_since]
        return "; ".join(late or [one.phrase for one in reaches if one.covered_to is None]) or None

    def _of(self, fact: type[Fact]) -> Iterator[SourceReach]:
        fed = {name: self.feeding[name] for name in sorted(behind(fact)) if name in self.feeding}
        for sources in fed.values():
            yield from sources
        for base in _bases(fact):
            folder = None if base.table in fed else _folder_of(base)
            if folder is not None:
                nothing = SourceReach(SOURCES[folder].label, False, None, None, None)
                yield self.delivered.get(folder) or self.by_rows.get(base.table, nothing)


def lateness(reaches: Iterable[SourceReach]) -> tuple[str, ...]:
    """One sentence for each source that is late: since when, and how far it reaches."""
    return tuple(f"{wording.sentence(_lateness(one))}." for one in reaches if one.late_since)


def of_file(published: Published, day: dt.date) -> Freshness:
    """How far the sources reach on a day, as it was known then."""
    rows = reaches(queries.whole(published, SourceCover), day).sort("late_since", "source", nulls_last=True)
    fetched: list[SourceReach] = []
    feeding: dict[str, tuple[SourceReach, ...]] = {}
    for row in rows.iter_rows(named=True):
        label = labels_of("fetched_sources")[row["source"]]
        reach = SourceReach(label, True, row["covered_to"], row["age_days"], row["late_since"])
        fetched.append(reach)
        for table in row["feeds"]:
            feeding[table] = (*feeding.get(table, ()), reach)
    by_program = {table for source in rows["source"] for table in CONNECTORS[source].tables}
    delivered = _delivered(published, day, by_program)
    by_rows = _by_rows(published, day, delivered.keys(), by_program | feeding.keys())
    return Freshness(day, tuple(fetched), feeding, delivered, by_rows)


def _delivered(published: Published, day: dt.date, by_program: Collection[str]) -> dict[str, SourceReach]:
    """How far each source of files reaches; rows that came after the day make nothing newer than the day."""
    newest: dict[str, dt.date] = {}
    for row in queries.sources(published).drop_nulls("latest_known_at").iter_rows(named=True):
        folder = deliveries()[row["table"]].folder
        if row["table"] not in by_program:
            newest[folder] = max(newest.get(folder, dt.date.min), min(row["latest_known_at"], day))
    return {folder: _reach(folder, latest, day) for folder, latest in newest.items()}


def _by_rows(
    published: Published, day: dt.date, delivered: Collection[str], told: Collection[str]
) -> dict[str, SourceReach]:
    """How far the rows of a fact reach that come from its source's own kinds of delivery, where these are also fetched.

    Roles are delivered in the same kind of file as the bankruptcies that a program fetches: what is fetched says
    nothing about how far the roles reach.
    """
    found = {}
    for rule in FACT_RULES:
        folder = _folder_of(rule.contract)
        if folder is None or folder in delivered or rule.contract.table in told:
            continue
        tables = [one.table for one in rule.reads if issubclass(one, Delivery) and one.folder == folder]
        latest = queries.newest_row(published, rule.contract, tables, day)
        if latest is not None:
            found[rule.contract.table] = _reach(folder, latest, day)
    return found


def _reach(folder: str, latest: dt.date, day: dt.date) -> SourceReach:
    return SourceReach(SOURCES[folder].label, False, latest, (day - latest).days, None)


def _lateness(one: SourceReach) -> str:
    covered = f"uppgifter t.o.m. {one.covered_to}" if one.covered_to else "aldrig hämtad hel"
    return f"{one.label} är sen sedan {one.late_since}, {covered}"


@functools.cache
def _bases(fact: type[Fact]) -> tuple[type[Fact], ...]:
    """The facts that rest on no other, among a fact and those it rests on."""
    found = [base for each in fact.rests_on for base in _bases(each)]
    return tuple(dict.fromkeys(found)) if fact.rests_on else (fact,)


@functools.cache
def _folder_of(base: type[Fact]) -> str | None:
    """The source of files that a fact is first of all read from.

    What comes only when somebody has decided something says nothing about age.
    """
    read = next((rule.reads for rule in FACT_RULES if rule.contract is base), ())
    folders = [one.folder for one in read if issubclass(one, Delivery)]
    return next((folder for folder in folders if SOURCES[folder].cadence is not Cadence.WHEN_DECIDED), None)


def ages_of_file(published: Published, as_of: dt.date) -> tuple[SourceAge, ...]:
    """How old each kind of delivery is on the day, in the order of the contracts; the book of fetches is none."""
    order = list(deliveries())
    ages = [_source(row, as_of) for row in queries.sources(published).iter_rows(named=True)]
    ages = [age for age in ages if age.table != SourceFetch.table]
    return tuple(
        sorted(ages, key=lambda age: (order.index(age.table) if age.table in order else len(order), age.table))
    )


def source_label(table: str) -> str:
    """What the inspectorate calls a kind of delivery or fact."""
    known = facts().get(table)
    return _TABLES.get(table) or (table if known is None else known.sv)


def _source(row: Mapping[str, Any], as_of: dt.date) -> SourceAge:
    latest = row["latest_known_at"]
    return SourceAge(
        table=row["table"],
        label=source_label(row["table"]),
        files=row["files"],
        rows=row["rows"],
        quarantined=row["quarantined"],
        latest_known_at=latest,
        age_days=(as_of - latest).days if latest is not None and latest <= as_of else None,
        is_expected=SOURCES[deliveries()[row["table"]].folder].rows_per_year[row["table"]].least > 0,
    )


#: The same, kept by a store that is asked for it again and again.
freshness = by_store(of_file, "freshness")
source_ages = by_store(ages_of_file, "source_ages")
