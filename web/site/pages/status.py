"""Data status: how old the sources are, what lies in quarantine, the monitors, and what the run rests on."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import render

from indicators.registry import catalogue
from tables import marts
from web import wording
from web.monitored import PARTS
from web.pack.contents import digest_of
from web.provenance import Monitored
from web.reading import Reading
from web.reading import data_status as status_of
from web.site import run
from web.site.request import PageRequest
from web.stability import since_before

_WIDTH, _HEIGHT = 160, 32
#: Monitors that are numbers and no shares.
_COUNTS = frozenset({"open_activities"})


@dataclass(frozen=True)
class MonitorRow:
    """A monitor: what it said last and before, and its line over the days computed."""

    label: str
    denominator: str
    last: str
    counted: str
    change: str
    since: str
    line: str
    n_days: int


@dataclass(frozen=True)
class KnownRow:
    """How many values of an indicator are known."""

    name: str
    label: str
    n: int


def data_status(request: PageRequest) -> HttpResponse:
    """The page."""
    store = run.reading()
    told = status_of(store)
    shown = {
        "told": told,
        "n_late": sum(one.late_since is not None for one in told.fetched),
        "n_quarantined": sum(one.quarantined for one in told.sources),
        "missing": [one.label for one in told.sources if one.is_expected and not one.files],
        "delivered": [one for one in told.sources if one.files],
        "parts": _parts(told.monitors),
        "drift": store.once("drift", lambda: since_before(settings.CONFIGURATION.home, store)),
        "known": store.once("known values", lambda: _known(store)),
        "manifest": _manifest(store),
    }
    return render(request, "page/data_status.html", shown)


def _parts(monitors: Sequence[Monitored]) -> list[tuple[str, str, list[MonitorRow]]]:
    """A name within the page, a heading and the monitors beneath it, in order; headings without any are left out."""
    parts = [(part, [monitor_row(one) for one in monitors if one.part == part]) for part in PARTS]
    return [(f"matare-{PARTS.index(part)}", part, rows) for part, rows in parts if rows]


def monitor_row(one: Monitored) -> MonitorRow:
    """A monitor in words, with its line over the days computed."""
    is_count = one.monitor_id in _COUNTS
    day, value, y, n = one.points[-1]
    numbers = [float(point[2]) if is_count or point[1] is None else point[1] for point in one.points]
    change, since = "–", ""
    if len(numbers) > 1:
        since = f"sedan {one.points[-2][0]}"
        moved = numbers[-1] - numbers[-2]
        change = wording.signed(moved, 0) if is_count else f"{wording.signed(100 * moved)} procentenheter"
    last = wording.count(y) if is_count or value is None else wording.share(value, 1)
    counted = f"per {day}" if is_count else f"{wording.count(y)} av {wording.count(n)} per {day}"
    return MonitorRow(one.label, one.denominator, last, counted, change, since, _line(numbers), len(numbers))


def _line(numbers: list[float]) -> str:
    """Points of a line from left to right; the lowest at the bottom."""
    if len(numbers) < 2:
        return ""
    low, span = min(numbers), (max(numbers) - min(numbers)) or 1.0
    step = _WIDTH / (len(numbers) - 1)
    return " ".join(
        f"{place * step:.1f},{_HEIGHT - 4 - (number - low) / span * (_HEIGHT - 8):.1f}"
        for place, number in enumerate(numbers)
    )


def _known(store: Reading) -> list[KnownRow]:
    rows = store.read(marts.Distribution).sort("n", "indicator_id").select("indicator_id", "n").iter_rows()
    return [KnownRow(name, catalogue()[name].label, n) for name, n in rows if name in catalogue()]


def _manifest(store: Reading) -> list[tuple[str, str]]:
    told = status_of(store)
    return [
        ("Körning", told.run_id),
        ("Dagar som är beräknade", ", ".join(map(str, told.days))),
        ("Programmets version", told.code_version),
        ("Katalogens version", told.catalogue_version),
        ("Viktprofil", f"{told.profile}, version {told.profile_version}"),
        ("Slumpfrö", str(told.seed)),
        ("Pseudonymnyckelns avtryck", told.key_fingerprint),
        ("Filer i körningen", wording.count(len(told.ledger_ids))),
        ("Manifestets avtryck (SHA-256)", digest_of(told)),
    ]
