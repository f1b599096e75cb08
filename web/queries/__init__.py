"""Every SQL statement of the reading side, against the published file only, with `?` for every value.

Column and table names come from contracts. Words and layout belong in the presenters.
"""

from web.queries.connected import beside, legal_forms, names, network, relations, ways
from web.queries.known import (
    Scope,
    activities_of,
    activity,
    actor,
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
    earlier_places,
    list_rows_of,
    manifest,
    monitors,
    ranked,
    scores,
    sources,
    values_of,
    values_of_indicator,
    work_items,
)
from web.queries.places import of_actor as places_of
from web.queries.search import actors_of_municipality, by_identifier, by_name

__all__ = [
    "Filters",
    "Scope",
    "activities_of",
    "activity",
    "actor",
    "actors_of_municipality",
    "basis_counts",
    "beside",
    "by_identifier",
    "by_name",
    "contributions",
    "earlier_places",
    "facts_of",
    "files",
    "former_names",
    "legal_forms",
    "list_rows_of",
    "manifest",
    "monitors",
    "municipality",
    "names",
    "network",
    "newest_row",
    "permits",
    "places_of",
    "ranked",
    "readable_columns",
    "relations",
    "restrictions",
    "scores",
    "sources",
    "values_of",
    "values_of_indicator",
    "ways",
    "whole",
    "work_items",
]
