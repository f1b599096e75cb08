"""Every SQL statement of the reading side, against the published file only, with `?` for every value.

Column and table names come from contracts. Words and layout belong in the presenters.
"""

from web.queries.by_store import by_store
from web.queries.connected import beside, legal_forms, names, network, relations, ways
from web.queries.known import (
    Scope,
    activities_of,
    activity,
    actor,
    around,
    facts_of,
    files,
    former_names,
    municipality,
    newest_row,
    permits,
    readable_columns,
    restrictions,
    whole,
)
from web.queries.lists import (
    Filters,
    basis_counts,
    contributions,
    days,
    earlier_places,
    list_rows_of,
    manifest,
    monitors,
    ranked,
    scores,
    sources,
    spread_of,
    value_rows,
    values_of,
    values_of_day,
    values_of_indicator,
    work_items,
)
from web.queries.places import of_actor as places_of
from web.queries.predecessors import events_of_predecessors, predecessors
from web.queries.reports import made_from, report
from web.queries.search import actors_of_municipality, by_identifier, by_name
from web.queries.work import cases, cases_of, trends_of, waiting, waiting_of

#: What is asked about one actor or activity, and what is asked again for every page.
activities_of = by_store(activities_of)
activity = by_store(activity)
actor = by_store(actor)
around = by_store(around)
beside = by_store(beside)
by_identifier = by_store(by_identifier)
cases_of = by_store(cases_of)
contributions = by_store(contributions)
days = by_store(days)
earlier_places = by_store(earlier_places)
facts_of = by_store(facts_of)
files = by_store(files)
former_names = by_store(former_names)
legal_forms = by_store(legal_forms)
list_rows_of = by_store(list_rows_of)
manifest = by_store(manifest)
names = by_store(names)
network = by_store(network)
newest_row = by_store(newest_row)
permits = by_store(permits)
relations = by_store(relations)
restrictions = by_store(restrictions)
scores = by_store(scores)
sources = by_store(sources)
trends_of = by_store(trends_of)
value_rows = by_store(value_rows)
waiting_of = by_store(waiting_of)
ways = by_store(ways)
whole = by_store(whole)
places_of = by_store(places_of, "places_of")
predecessors = by_store(predecessors)

__all__ = [
    "Filters",
    "Scope",
    "activities_of",
    "activity",
    "actor",
    "actors_of_municipality",
    "around",
    "basis_counts",
    "beside",
    "by_identifier",
    "by_name",
    "cases",
    "cases_of",
    "contributions",
    "days",
    "earlier_places",
    "events_of_predecessors",
    "facts_of",
    "files",
    "former_names",
    "legal_forms",
    "list_rows_of",
    "made_from",
    "manifest",
    "monitors",
    "municipality",
    "names",
    "network",
    "newest_row",
    "permits",
    "places_of",
    "predecessors",
    "ranked",
    "readable_columns",
    "relations",
    "report",
    "restrictions",
    "scores",
    "sources",
    "spread_of",
    "trends_of",
    "value_rows",
    "values_of",
    "values_of_day",
    "values_of_indicator",
    "waiting",
    "waiting_of",
    "ways",
    "whole",
    "work_items",
]
