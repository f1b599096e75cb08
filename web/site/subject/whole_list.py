"""All open activities of an actor that has more than its page tells about, a page at a time, in the order of a list."""

from dataclasses import dataclass

from web.listing import ListRow
from web.reading import Reading, activities_of
from web.site.access.fields import for_role
from web.site.components import PageLinks
from web.site.request import PageRequest
from web.site.subject import addresses

#: The list whose order it is: the one that every activity stands in.
TARGET = "Q"
_PAGE, _HERE = "sida", "#alla"


@dataclass(frozen=True)
class WholeList:
    """A page of the activities, each with its address."""

    rows: tuple[tuple[ListRow, str], ...]
    links: PageLinks


def of(request: PageRequest, store: Reading, actor_id: str) -> WholeList:
    """The page that is asked for; the first where none is."""
    asked = request.GET.get(_PAGE, "1")
    number = int(asked) if asked.isdecimal() and len(asked) < 6 else 1
    paged, rows = activities_of(store, actor_id, TARGET, page=number)
    links = PageLinks(
        paged.first,
        paged.last,
        paged.total,
        f"?{_PAGE}={paged.page - 1}{_HERE}" if paged.page > 1 else None,
        f"?{_PAGE}={paged.page + 1}{_HERE}" if paged.page < paged.pages else None,
    )
    shown = for_role(request.user.current_role, rows)
    return WholeList(tuple((row, addresses.subject("activity", row.activity_id)) for row in shown), links)
