"""What the pages read: frozen values and functions, no markup. Every function takes the run in force first.

    from web.reading import Choice, in_force, list_page
    store = in_force(home)  # cheap: once a request; a new run is met at the next request
    choice = Choice(band=("A", "B"), form_code=("HVB",), without=frozenset({"form_code"}))
    page = list_page(store, "Q", choice=choice, sort="municipality", page=2)

A run never changes, so that rows do not move between the pages of one run (`run_id` stands on every page).

Lists (`lists.py`): `list_page` gives a `ListPage`: rows, which of how many, facets with counts, late sources.
`all_rows` and `rows_at` are for exporting exactly what is shown. `work_page` is what waits: rules with a clock
(`work_list="rule"`) and events to watch (`"watch"`); `case_page` is permit cases. Too little to go by is
`Choice(basis=("insufficient",))`, assigned to somebody `Choice(only=frozenset(activity_ids))`. `SORTS` are the ways of
sorting.

Search (`search.py`): `search(store, text, day)` gives hits with why; `CannotSearch` says what to write instead.

Subjects (`subjects.py`): `subject_page(store, kind, id)` is the look-up of the terminal and the spread of the peers of
every value (`page.spread_of(value)`); `NotKnown` where nothing is known. `activities_of` pages through an actor's
activities where `page.is_part`. `value_page` is the lines behind a value, `changes_page` what has moved, `data_status`
how the run came about and how old its sources are.

Plans (random arm, duty, drawn by whom) are read from their book with `web.plans`; the method pages from the catalogue.
"""

from web.finding import CannotSearch, Hit
from web.listing import ListRow, NotComputed
from web.lookup import Lookup, NotKnown
from web.reading.filters import SORTS, Choice
from web.reading.lists import (
    Facet,
    ListPage,
    NoSuchSort,
    Paged,
    all_rows,
    list_day,
    list_page,
    rows_at,
)
from web.reading.of_actor import kept_of_actor
from web.reading.run import Reading, in_force
from web.reading.search import search
from web.reading.subjects import (
    ChangesPage,
    Spread,
    SubjectPage,
    activities_of,
    changes_page,
    data_status,
    subject_page,
    value_page,
)
from web.reading.waiting import CasePage, WorkPage, case_page, work_page

__all__ = [
    "SORTS",
    "CannotSearch",
    "CasePage",
    "ChangesPage",
    "Choice",
    "Facet",
    "Hit",
    "ListPage",
    "ListRow",
    "Lookup",
    "NoSuchSort",
    "NotComputed",
    "NotKnown",
    "Paged",
    "Reading",
    "Spread",
    "SubjectPage",
    "WorkPage",
    "activities_of",
    "all_rows",
    "case_page",
    "changes_page",
    "data_status",
    "in_force",
    "kept_of_actor",
    "list_day",
    "list_page",
    "rows_at",
    "search",
    "subject_page",
    "value_page",
    "work_page",
]
