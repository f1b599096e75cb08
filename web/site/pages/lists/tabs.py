"""The tabs above every list."""

from django.conf import settings
from django.urls import reverse

from sources.plans.book import read_book
from web.reading import Choice, Reading, list_day
from web.reading.beside import duties
from web.reading.columns import columns_of
from web.site.access.roles import Role
from web.site.access.routes import BY_NAME
from web.site.components import Tab
from web.site.pages.lists import drawn, state
from web.site.pages.lists.asked import Asked

#: Tab → route, label.
TABS = {
    "list": ("list", "Lista"),
    "insufficient": ("list", "Otillräckligt underlag"),
    "rule": ("work", "Att åtgärda"),
    "watch": ("watch", "Att bevaka"),
    "permits": ("permits", "Tillstånd"),
    "duty": ("duty", "Obligatoriska"),
    "random": ("random", "Slumpurval"),
    "plans": ("plans", "Planer"),
}


def tabs(store: Reading, current: str, role: Role | None, target: str = "Q") -> list[Tab]:
    """The tabs that a role may open, with how many rows each has in the whole country."""
    found = []
    for name, (route, label) in TABS.items():
        if not BY_NAME[route].refuses(role):
            found.append(Tab(label, _address(name, route, target), name == current, _count(store, name, target)))
    return found


def _address(name: str, route: str, target: str) -> str:
    if name == "insufficient":
        return f"{reverse(route)}?{Asked(target, Choice(basis=('insufficient',))).query}"
    return reverse(route) if route in {"work", "watch", "duty", "plans"} else f"{reverse(route)}?mal={target}"


def _count(store: Reading, name: str, target: str) -> int | None:
    day = state.day_of(store)
    if name in {"list", "insufficient"}:
        choice = Choice(basis=("insufficient" if name == "insufficient" else "ranked",))
        return columns_of(store, target, list_day(store, target, day)).counts(choice).total
    if name in {"rule", "watch"}:
        sql = "SELECT count(*) FROM waiting WHERE day = ? AND work_list = ?"
        return int(store.once((name, day), lambda: store.asked(sql, [day.isoformat(), name])[0][0]))
    if name == "permits":
        sql = "SELECT count(*) FROM applied WHERE day = ? AND target = ?"
        return int(store.once((name, day, target), lambda: store.asked(sql, [day.isoformat(), target])[0][0]))
    if name == "duty":
        return len(duties(store, day))
    home = settings.CONFIGURATION.home
    if name == "random":
        arms = drawn.arms_of(home, drawn.newest(home, target))
        return sum(arm == "random" for arm in arms.values())
    return len(read_book(home))
