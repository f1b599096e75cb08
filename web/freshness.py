"""How old what is read is: of every kind of delivery, of every fetched source, and of what each indicator rests on.

An indicator rests on the facts that its measures look at, and on the facts that those are worked out from. Where a
fetched source feeds one of them (`fetched_sources`), it is as old as that source is complete; where none does, as old
as the newest row of the delivery it is read from. When a source is late is said in `tables/freshness.py`, by the same
rule that makes the values unknown. Layout does not belong here.
"""

import datetime as dt
import functools
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from indicators.definition import Indicator
from indicators.registry import catalogue
from sources.facts.registry import FACT_RULES
from sources.registry import SOURCES
from sources.source import Cadence
from tables.code_lists import labels_of
from tables.contracts import deliveries, facts
from tables.core import Fact, SourceCover
from tables.freshness import behind, reaches
from tables.raw import Delivery
from tables.serving import Published
from web import queries, wording

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
    """How far one source reaches on a day: fetched, or the newest row of what is delivered."""

    label: str
    is_fetched: bool
    covered_to: dt.date | None
    age_days: int | None
    late_since: dt.date | None

    @property
    def brief(self) -> str:
        """`2026-06-22`, and in words when it is late."""
        return f"{wording.day(self.covered_to)}{', SEN' if self.late_since else ''}"

    @property
    def phrase(self) -> str:
        """`uppgifter t.o.m. 2026-06-22 (Bolagsverkets veckofil, 8 dagar)`."""
        late = f", SEN sedan {self.late_since}" if self.late_since else ""
        if self.covered_to is None or self.age_days is None:
            return f"aldrig hämtad hel ({self.label}{late})"
        age = wording.counted(self.age_days, "dag", "dagar")
        return f"uppgifter t.o.m. {self.covered_to} ({self.label}, {age}{late})"


@dataclass(frozen=True)
class Freshness:
    """How far the sources reach on a day.

    Attributes:
        day: the day.
        fetched: the governed sources, those that are late first.
        feeding: table → the governed sources that feed it.
        latest: delivery table → the newest row, no later than the day.
    """

    day: dt.date
    fetched: tuple[SourceReach, ...]
    feeding: Mapping[str, tuple[SourceReach, ...]]
    latest: Mapping[str, dt.date]

    def of(self, indicator: Indicator) -> tuple[SourceReach, ...]:
        """What an indicator rests on, the oldest first; what never was complete before that."""
        every = dict.fromkeys(
            reach for fact in dict.fromkeys(one.fact for one in indicator.measures.values()) for reach in self._of(fact)
        )
        return tuple(sorted(every, key=lambda one: (one.covered_to or dt.date.min, one.label)))

    def oldest(self, name: str) -> SourceReach | None:
        """The oldest of what an indicator of the catalogue rests on; nothing where nothing is known of that."""
        known = catalogue().get(name)
        return next(iter(self.of(known)), None) if known else None

    def gap(self, name: str) -> str | None:
        """Which late source makes an indicator unknown, and since when; nothing where none is late."""
        known = catalogue().get(name)
        late = [one for one in self.of(known) if one.late_since] if known else []
        return "; ".join(_lateness(one) for one in late) or None

    def _of(self, fact: type[Fact]) -> Iterator[SourceReach]:
        fed = {name: self.feeding[name] for name in sorted(behind(fact)) if name in self.feeding}
        for sources in fed.values():
            yield from sources
        for base in _bases(fact):
            if base.table not in fed:
                yield from self._delivered(base)

    def _delivered(self, base: type[Fact]) -> Iterator[SourceReach]:
        tables = _read_from(base)
        known = [self.latest[table] for table in tables if table in self.latest]
        if known:
            newest = max(known)
            yield SourceReach(source_label(tables[0]), False, newest, (self.day - newest).days, None)


def lateness(reaches: Iterable[SourceReach]) -> tuple[str, ...]:
    """One sentence for each source that is late: since when, and how far it reaches."""
    return tuple(f"{wording.sentence(_lateness(one))}." for one in reaches if one.late_since)


def freshness(published: Published, day: dt.date) -> Freshness:
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
    newest = queries.sources(published).select("table", "latest_known_at").drop_nulls().iter_rows()
    return Freshness(day, tuple(fetched), feeding, {table: min(latest, day) for table, latest in newest})


def _lateness(one: SourceReach) -> str:
    covered = f"uppgifter t.o.m. {one.covered_to}" if one.covered_to else "aldrig hämtad hel"
    return f"{one.label} är sen sedan {one.late_since} ({covered})"


@functools.cache
def _bases(fact: type[Fact]) -> tuple[type[Fact], ...]:
    """The facts that rest on no other, among a fact and those it rests on."""
    found = [base for each in fact.rests_on for base in _bases(each)]
    return tuple(dict.fromkeys(found)) if fact.rests_on else (fact,)


@functools.cache
def _read_from(base: type[Fact]) -> tuple[str, ...]:
    """The deliveries that date a fact: the first it is read from, and those of the same source beside it.

    What comes only when somebody has decided something says nothing about age.
    """
    read = next((rule.reads for rule in FACT_RULES if rule.contract is base), ())
    dated = [one for one in read if issubclass(one, Delivery) and _is_dated(one)]
    return tuple(one.table for one in dated if one.folder == dated[0].folder)


def _is_dated(contract: type[Delivery]) -> bool:
    return SOURCES[contract.folder].cadence is not Cadence.WHEN_DECIDED


def source_ages(published: Published, as_of: dt.date) -> tuple[SourceAge, ...]:
    """How old each kind of delivery is on the day, in the order of the contracts."""
    order = list(deliveries())
    ages = [_source(row, as_of) for row in queries.sources(published).iter_rows(named=True)]
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
