"""The lists as one HTML page that needs nothing else: readable without script, on paper and by a screen reader.

Words come from the presenters, the layout stands in `templates/report.html` and `templates/report.css`. Only the
drawing of intervals and bars is worked out here.
"""

import datetime as dt
import math
from dataclasses import dataclass
from pathlib import Path

from indicators.registry import catalogue
from tables.serving import Published
from tables.store import atomic_write
from web import explanation, queries, wording
from web.explanation import Account, Contribution
from web.files.page import page
from web.freshness import freshness, lateness
from web.listing import TARGETS, Listing, ListRow, listing
from web.provenance import Monitored, provenance

TOP = 20
N_BARS = 3
#: Width of the drawings, in the units of their own coordinates.
_TRACK, _BAR = 150.0, 64.0


@dataclass(frozen=True)
class Drawing:
    """Where a rank interval lies on a logarithmic scale from 1 to the number ranked."""

    low: float
    width: float
    point: float
    ticks: tuple[float, ...]
    words: str


@dataclass(frozen=True)
class Bar:
    """One contribution as a bar; its length is its share of the strongest in the list."""

    length: float
    contribution: Contribution


@dataclass(frozen=True)
class Entry:
    """One row of a list with its drawings."""

    row: ListRow
    drawing: Drawing | None
    bars: tuple[Bar, ...]
    rest: str | None
    account: Account
    unknown: tuple[tuple[str, tuple[str, ...]], ...]


@dataclass(frozen=True)
class Section:
    """One target's list."""

    listing: Listing
    entries: tuple[Entry, ...]


def write(published: Published, path: Path, as_of: dt.date) -> None:
    """Save the page; an earlier one stays whole until the new one is."""
    atomic_write(path, render(published, as_of).encode())


def render(published: Published, as_of: dt.date) -> str:
    """The page as of one computed day."""
    lists = [listing(published, target, as_of, top=TOP) for target in TARGETS]
    shown = sorted({row.activity_id for one in lists for row in one.rows})
    accounts = explanation.accounts(published, shown, as_of, freshness(published, as_of))
    facts = provenance(published, as_of)
    content = {
        "as_of": as_of,
        "sections": [_section(one, {} if one.held else accounts) for one in lists],
        "facts": facts,
        "stale": [_stale(one) for one in facts.monitors if one.monitor_id == "share_stale_12m"],
        "work_items": queries.work_items(published, as_of).rows(),
        "how_to_read": wording.HOW_TO_READ,
        "late": lateness(facts.fetched),
        "indicators": list(catalogue().values()),
        "track": _TRACK,
        "bar": _BAR,
    }
    filters = (wording.points, wording.count, wording.share, wording.signed, wording.day, wording.sentence)
    return page("report.html", ("report.css",), content, {one.__name__: one for one in filters})


def _section(one: Listing, accounts: dict[tuple[str, str], Account]) -> Section:
    kept = [accounts.get((row.activity_id, row.target), Account()) for row in one.rows]
    strongest = max((abs(item.points) for account in kept for item in account.for_looking), default=0)
    scale = _BAR / float(strongest) if strongest else 0.0
    entries = (_entry(row, account, one.n_ranked, scale) for row, account in zip(one.rows, kept, strict=True))
    return Section(one, tuple(entries))


def _entry(row: ListRow, account: Account, n_ranked: int, scale: float) -> Entry:
    shown, rest = account.for_looking[:N_BARS], account.for_looking[N_BARS:]
    more = f"{wording.counted(len(rest), 'uppgift', 'uppgifter')} till" if rest else None
    if more:
        more += f": {wording.signed(sum(item.points for item in rest))}"
    bars = tuple(Bar(round(float(item.points) * scale, 1), item) for item in shown)
    return Entry(row, interval(row, n_ranked), bars, more, account, explanation.unknown_by_reason(account))


def interval(row: ListRow, n_ranked: int) -> Drawing | None:
    """The rank interval as a drawing; nothing where there is no rank."""
    if row.rank is None or row.rank_low is None or row.rank_high is None:
        return None
    widest = math.log10(max(n_ranked, row.rank_high, 10))

    def along(rank: int) -> float:
        return round(math.log10(rank) / widest * _TRACK, 1)

    ticks = tuple(along(10**power) for power in range(int(widest) + 1))
    words = f"Plats {row.rank}, intervall {row.rank_interval} av {wording.count(n_ranked)}"
    return Drawing(
        along(row.rank_low), round(along(row.rank_high) - along(row.rank_low), 1), along(row.rank), ticks, words
    )


def _stale(one: Monitored) -> tuple[str, tuple[tuple[dt.date, float, str], ...]]:
    """Label and, per day, the length of the bar and the words beside it; half of the track is fifty per cent."""
    points = tuple(
        (
            day,
            round(min(value, 1.0) * _TRACK, 1),
            f"{wording.share(value, 1)} ({wording.count(y)} av {wording.count(n)})",
        )
        for day, value, y, n in one.points
        if value is not None
    )
    return f"{one.label}, {one.denominator}", points
