"""What a run says differently from the run before: who is new or gone, who has changed band, which sources and rules.

The run before is read where its file is kept. Why scores have moved is in the trends (`web/work.py`).
"""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import polars as pl

from tables import marts
from tables.serving import NothingPublished, Published
from web import queries, wording
from web.freshness import source_label

#: How many activities of each kind are named.
MOST_NAMED = 100
_LIST = "SELECT activity_id, band, rank, basis FROM marts.ranked_list WHERE target = ? AND as_of = ?"
_PARTS = """
    SELECT span, count(*) AS n, count(change) AS compared,
        count(*) FILTER (WHERE real_change <> 0) AS real_change,
        count(*) FILTER (WHERE new_knowledge <> 0) AS new_knowledge,
        count(*) FILTER (WHERE method_change <> 0) AS method_change,
        count(*) FILTER (WHERE direction IS NULL) AS not_shown
    FROM marts.trend WHERE target = ? AND as_of = ? GROUP BY span
"""
_OBSTACLES = """
    SELECT obstacle::VARCHAR AS obstacle, count(*) AS n FROM marts.trend
    WHERE target = ? AND as_of = ? AND span = ? AND obstacle IS NOT NULL GROUP BY ALL ORDER BY n DESC, obstacle
"""


@dataclass(frozen=True)
class Moved:
    """One activity whose band is another than in the run before; no band where it was or is not in the list."""

    activity_id: str
    before: str | None
    after: str | None


@dataclass(frozen=True)
class SourceChange:
    """How one kind of delivery has grown since the run before."""

    label: str
    rows: int
    more: int
    quarantined: int
    more_quarantined: int
    latest: dt.date | None
    latest_before: dt.date | None


@dataclass(frozen=True)
class Since:
    """What differs from the run before, for one list."""

    run_id: str
    day: dt.date
    bands: tuple[tuple[str, str, int], ...]
    moved: tuple[Moved, ...]
    n_moved: int
    new: tuple[str, ...]
    n_new: int
    gone: tuple[str, ...]
    n_gone: int


@dataclass(frozen=True)
class Parts:
    """How many scores have moved by what, for one span."""

    n: int
    compared: int
    real_change: int
    new_knowledge: int
    method_change: int
    not_shown: int


def run_before(published: Published) -> str | None:
    """The latest of the runs that the lists are held against whose file is kept; by the day it is about."""
    ids = queries.manifest(published).item(0, "compared_with").to_list()
    home = _home(published)
    kept = [(_day(home, one), one) for one in ids if one != published.path.stem]
    return max(((day, one) for day, one in kept if day), default=(None, None))[1]


def _home(published: Published) -> Path:
    return published.path.parent.parent


def _day(home: Path, run_id: str) -> dt.date | None:
    try:
        with Published(home, run_id) as earlier:
            days: list[dt.date] = queries.manifest(earlier).item(0, "as_of").to_list()
            return max(days)
    except NothingPublished:
        return None


def since(published: Published, run_id: str, target: str) -> Since:
    """Who is new, gone or in another band than in an earlier run."""
    day = max(queries.manifest(published).item(0, "as_of"))
    now = published.rows(_LIST, [target, day])
    with Published(_home(published), run_id) as earlier:
        day_before = max(queries.manifest(earlier).item(0, "as_of"))
        before = earlier.rows(_LIST, [target, day_before])
    both = now.join(before, on="activity_id", how="full", suffix="_before", coalesce=True)
    both = both.with_columns(pl.col("band", "band_before").cast(pl.String)).sort(
        "rank", "rank_before", "activity_id", nulls_last=True
    )
    new, gone = both.filter(pl.col("band_before").is_null()), both.filter(pl.col("band").is_null())
    moved = both.filter(pl.col("band") != pl.col("band_before"))
    counted = moved.group_by("band_before", "band").len().sort("band_before", "band")
    return Since(
        run_id=run_id,
        day=day_before,
        bands=tuple(counted.iter_rows()),
        moved=tuple(Moved(*row) for row in _named(moved).select("activity_id", "band_before", "band").iter_rows()),
        n_moved=moved.height,
        new=tuple(_named(new)["activity_id"]),
        n_new=new.height,
        gone=tuple(_named(gone)["activity_id"]),
        n_gone=gone.height,
    )


def _named(frame: pl.DataFrame) -> pl.DataFrame:
    return frame.head(MOST_NAMED)


def sources(published: Published, run_id: str) -> tuple[SourceChange, ...]:
    """The kinds of delivery that have changed since an earlier run."""
    with Published(_home(published), run_id) as earlier:
        before = {row["table"]: row for row in queries.sources(earlier).iter_rows(named=True)}
    found = []
    for row in queries.sources(published).iter_rows(named=True):
        old = before.get(row["table"], {"rows": 0, "quarantined": 0, "latest_known_at": None})
        one = SourceChange(
            source_label(row["table"]), row["rows"], row["rows"] - old["rows"], row["quarantined"],
            row["quarantined"] - old["quarantined"], row["latest_known_at"], old["latest_known_at"],
        )  # fmt: skip
        if one.more or one.more_quarantined or one.latest != one.latest_before:
            found.append(one)
    return tuple(found)


def rules(published: Published, run_id: str) -> tuple[tuple[str, str, str], ...]:
    """What of the method differs from an earlier run: name, before, after."""
    now = queries.manifest(published).row(0, named=True)
    with Published(_home(published), run_id) as earlier:
        before = queries.manifest(earlier).row(0, named=True)
    return tuple(_differing(now, before))


def _differing(now: dict[str, object], before: dict[str, object]) -> Iterable[tuple[str, str, str]]:
    names = {"code_version": "Programmet", "catalogue_version": "Katalogen", "profile": "Viktprofilens namn",
             "profile_version": "Viktprofilen", "seed": "Slumpfröet",
             "key_fingerprint": "Pseudonymnyckeln"}  # fmt: skip
    for name, label in names.items():
        if now[name] != before[name]:
            yield label, str(before[name]), str(now[name])


def parts(published: Published, target: str, span: str) -> Parts | None:
    """How many scores of a list have moved by what; nothing where there are no trends for the span."""
    if not published.has(marts.Trend):
        return None
    day = max(queries.manifest(published).item(0, "as_of"))
    rows = published.rows(_PARTS, [target, day]).filter(pl.col("span").cast(pl.String) == span)
    return Parts(*rows.drop("span").row(0)) if rows.height else None


def obstacles(published: Published, target: str, span: str) -> tuple[tuple[str, int], ...]:
    """Why no direction is shown, and for how many."""
    if not published.has(marts.Trend):
        return ()
    day = max(queries.manifest(published).item(0, "as_of"))
    rows = published.rows(_OBSTACLES, [target, day, span]).iter_rows()
    return tuple((wording.sentence(wording.label("trend_obstacles", code)), n) for code, n in rows)
