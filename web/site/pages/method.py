"""The pages about the method: what it is for, the catalogue, one indicator, and the profile in force."""

import re
from dataclasses import dataclass
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from indicators.registry import catalogue
from web import queries, wording
from web.evaluation import model_card
from web.explanation import group_words
from web.method import indicator_card
from web.method import overview as method
from web.reading import Reading
from web.site import run
from web.site.components import Tab
from web.site.request import PageRequest

_TABS = (
    ("method", "Översikt"),
    ("catalogue", "Katalog"),
    ("profile", "Viktprofil"),
    ("evaluation", "Utvärdering"),
)
#: The largest peer groups, whose spread is drawn.
_MOST_GROUPS = 12
_PLACE = re.compile(r"\{[a-z_0-9]+\}")


def tabs(current: str) -> list[Tab]:
    """The pages about the method, as links."""
    return [Tab(label, reverse(name), name == current) for name, label in _TABS]


def in_force(store: Reading) -> method.InForce:
    """The profile that the run in force was scored by."""
    row = queries.manifest(store).row(0, named=True)
    found: method.InForce = store.once("profile", lambda: method.in_force(row["profile"], row["profile_version"]))
    return found


def overview(request: PageRequest) -> HttpResponse:
    """What the lists are for and not for, how they are read, and how a score is made."""
    told = in_force(run.reading())
    shown = {
        "tabs": tabs("method"),
        "purposes": model_card.FOR,
        "not_for": model_card.NOT_FOR,
        "how_to_read": wording.HOW_TO_READ,
        "n": len(catalogue()),
        "in_force": told,
    }
    return render(request, "page/method.html", shown)


def indicators(request: PageRequest) -> HttpResponse:
    """The catalogue, family by family."""
    told = in_force(run.reading())
    shown = {"tabs": tabs("catalogue"), "families": method.families(told.profile), "n": len(catalogue()), "told": told}
    return render(request, "page/catalogue.html", shown)


@dataclass(frozen=True)
class Group:
    """How the known values of a peer group are spread, in words and on a line of 160 units."""

    label: str
    n: int
    texts: tuple[str, ...]
    low: float
    q1: float
    median: float
    q3: float
    high: float

    @property
    def width(self) -> float:
        """Width of the middle half, wide enough to be seen."""
        return max(self.q3 - self.q1, 1.5)


def indicator(request: PageRequest, name: str) -> HttpResponse:
    """One indicator: what it asks, how it is worked out, what is decided, and how it came out in the run."""
    one = catalogue().get(name)
    if one is None:
        raise Http404
    store = run.reading()
    told = in_force(store)
    day = max(queries.manifest(store).item(0, "as_of"))
    if told.profile is None:
        raise Http404
    profile = told.profile
    card = store.once(("card", name), lambda: indicator_card.card(one, profile, store, day))
    shown: dict[str, Any] = {
        "tabs": tabs("catalogue"),
        "card": card,
        "quantiles": list(zip(indicator_card.QUANTILE_WORDS, card.spread.quantiles, strict=False))
        if card.spread
        else [],
        "said": (_without_names(card.shown), _without_names(card.usual)),
        "groups": store.once(("groups", name), lambda: _groups(store, name)),
    }
    return render(request, "page/indicator.html", shown)


def _without_names(sentence: str) -> str:
    """A sentence of the catalogue with a mark where figures go."""
    return _PLACE.sub("[tal]", sentence)


def _groups(store: Reading, name: str) -> tuple[Group, ...]:
    one = catalogue()[name]
    day = max(queries.manifest(store).item(0, "as_of"))
    sql = (
        "SELECT peer_group, n, low, q1, median, q3, high FROM spread JOIN indicator USING (number) "
        "WHERE day = ? AND indicator_id = ? AND level = ? AND peer_group IS NOT NULL "
        "ORDER BY n DESC, peer_group LIMIT ?"
    )
    rows = store.asked(sql, [day.isoformat(), name, one.level.value, _MOST_GROUPS])
    if not rows:
        return ()
    least, most = min(row[2] for row in rows), max(row[6] for row in rows)
    span = (most - least) or 1.0
    return tuple(
        Group(
            group_words(group) or group,
            n,
            tuple(wording.value_text(each, one.unit.value, one.states) for each in numbers),
            *(round((each - least) / span * 160, 1) for each in numbers),
        )
        for group, n, *numbers in rows
    )
