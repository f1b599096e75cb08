"""What the pages read: frozen values and functions, no markup. Every function takes the run in force first.

    from web.reading import in_force, list_page, Choice
    store = in_force(home)                       # cheap: once a request; a new run is met at the next request
    page = list_page(store, "Q", choice=Choice(band=("A", "B"), without=frozenset({"band"})), sort="municipality", page=2)

A run never changes, so that rows do not move between the pages of one run (`run_id` stands on every page).

Lists (`lists.py`): `list_page` → `ListPage` (rows, paged, whole, facets with counts, late sources), `all_rows` and
`rows_at` for exporting exactly what is shown, `work_page` → `WorkPage` (rules with a clock: `work_list="rule"`; events to
watch: `"watch"`), `case_page` → `CasePage`. Too little to go by: `Choice(basis=("insufficient",))`. Assigned to
somebody: `Choice(only=frozenset(activity ids))`. `SORTS` are the ways of sorting.

Search (`search.py`): `search(store, text, day)` → hits with why; `CannotSearch` says in words what to write instead.

Subjects (`subjects.py`): `subject_page(store, kind, id)` → `SubjectPage`: the look-up of the terminal, and beside it the
spread of the peers of every value. `NotKnown` where nothing is known of it. `value_page` → the lines behind one value.

Plans (random arm, duty, drawn by whom) are read from their book with `web.plans`, outcomes with `web.evaluation_report`.
"""

from web.finding import CannotSearch, Hit
from web.listing import ListRow, NotComputed
from web.lookup import Lookup, NotKnown
from web.reading.filters import SORTS, Choice
from web.reading.lists import (
    CasePage,
    Facet,
    ListPage,
    NoSuchSort,
    Paged,
    WorkPage,
    all_rows,
    case_page,
    list_page,
    rows_at,
    work_page,
)
from web.reading.run import Reading, in_force
from web.reading.search import search

__all__ = [
    "SORTS",
    "CannotSearch",
    "CasePage",
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
    "WorkPage",
    "all_rows",
    "case_page",
    "in_force",
    "list_page",
    "rows_at",
    "search",
    "work_page",
]
