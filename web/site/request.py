"""A request as views get it: somebody of ours, the row of the table of routes, and the line of the log to add to."""

from django.http import HttpRequest

from web.site.access.models import User
from web.site.access.route import Route
from web.site.audit.entry import Entry


class PageRequest(HttpRequest):
    """What the library's request is here; only for types, nobody makes one.

    Attributes:
        user: who asks. Views of closed routes always have somebody.
        route: the row of the address; `None` where there is no such address.
        entry: what will be written down; views set `rows`.
    """

    user: User
    route: Route | None
    entry: Entry
