"""One timeline of everything, by year, narrowed to one kind where the reader wants that."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from web.site.components import Tab
from web.timeline import Event

#: Events told at once.
FEW = 60
_CLEARED = ("räknas inte längre", "Räknas inte")


@dataclass(frozen=True)
class Happened:
    """An event; `is_cleared` where it no longer counts."""

    event: Event
    is_cleared: bool


@dataclass(frozen=True)
class Timeline:
    """The years with their events, the kinds to narrow to, and how many more there are."""

    years: tuple[tuple[int, tuple[Happened, ...]], ...]
    kinds: tuple[Tab, ...]
    n_more: int
    more: str


def timeline(events: Sequence[Event], kind: str, *, with_all: bool) -> Timeline:
    """The events of one kind, or of all where none is asked for."""
    areas = Counter(event.area for event in events)
    asked = kind if kind in areas else ""
    of_kind = [event for event in events if event.area == asked] if asked else events
    shown = of_kind if with_all else of_kind[:FEW]
    kinds = [Tab("alla", "?#tidslinje", not asked, len(events))]
    kinds += [Tab(area, f"?slag={area}#tidslinje", area == asked, n) for area, n in sorted(areas.items())]
    years = groupby(shown, key=lambda event: event.date.year)
    return Timeline(
        tuple((year, tuple(Happened(event, _is_cleared(event)) for event in group)) for year, group in years),
        tuple(kinds),
        len(of_kind) - len(shown),
        f"?slag={asked}&alla=1#tidslinje",
    )


def _is_cleared(event: Event) -> bool:
    return event.area == "rapporter" and any(words in (event.note or "") for words in _CLEARED)
