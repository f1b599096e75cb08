"""What is held otherwise now than when a plan was drawn, in words: corrections of facts, and another place in the list.

The plan is compared with the run in force. Where that run holds the plan's own day, score and place are compared as
they are computed now; otherwise the place in the newest list is told, which also holds what has happened since. What
the score of that day would have been with what is known now is told where the run holds it, or when it is asked for.
"""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import duckdb
import polars as pl

from indicators.planning.comparing import ADDED, REMOVED, changes, facts_behind
from tables.contracts import facts
from tables.serving import NothingPublished, Published
from web import queries, wording
from web.held import held_lists
from web.queries import plans as plan_queries

_WHAT = {ADDED: "tillkommet", REMOVED: "borttaget"}


@dataclass(frozen=True)
class Marks:
    """Activity → its marks, and a sentence on what was compared with what."""

    of: Mapping[str, tuple[str, ...]]
    said: str


def marks(home: Path, rows: pl.DataFrame, run_id: str, target: str, as_of: dt.date, *, recount: bool) -> Marks:
    """The marks of the drawn rows of a plan's frame; `recount` computes its day anew, which takes long."""
    drawn = rows.filter(pl.col("arm").is_not_null())
    with Published(home) as published:
        manifest = queries.manifest(published).row(0, named=True)
        newest: dt.date = max(manifest["as_of"])
        if manifest["run_id"] == run_id and newest <= as_of:
            return Marks({}, "Ingen senare körning än den planen drogs från är publicerad.")
        found = _corrected(home, published, drawn, run_id, target, as_of, newest)
        counted = (_recounted if recount else _learnt)(published, drawn, target, as_of, newest)
        placed = _placed(published, drawn, target, as_of, newest, is_same_day=as_of in manifest["as_of"])
    number = wording.counted(len({*found, *counted, *placed}), "inspektion är markerad", "inspektioner är markerade")
    said = f"Jämförd med det som är känt per {newest}: {number}. Planen är som den drogs."
    whole = {
        name: (*found.get(name, ()), *counted.get(name, ()), *placed.get(name, ())) for name in drawn["activity_id"]
    }
    return Marks({name: one for name, one in whole.items() if one}, said)


def _corrected(
    home: Path, now: Published, drawn: pl.DataFrame, run_id: str, target: str, as_of: dt.date, newest: dt.date
) -> dict[str, tuple[str, ...]]:
    """Facts behind the scores that are held otherwise now; the earlier from the plan's own run while it is kept."""
    try:
        with Published(home, run_id) as then:
            return _told(_changes(then, now, drawn, target, as_of, newest), as_of)
    except (NothingPublished, duckdb.Error):
        return _told(_changes(now, now, drawn, target, as_of, newest), as_of)


def _changes(
    then: Published, now: Published, drawn: pl.DataFrame, target: str, as_of: dt.date, newest: dt.date
) -> pl.DataFrame:
    indicators = plan_queries.indicators_of(then, target, as_of) or plan_queries.indicators_of(now, target, newest)
    activities, actors = drawn["activity_id"].to_list(), drawn["actor_id"].unique().to_list()
    before, after = (
        {
            contract.table: plan_queries.held(published, contract, day, activities, actors)
            for contract in facts_behind(indicators)
        }
        for published, day in ((then, as_of), (now, newest))
    )
    return changes(drawn.select("activity_id", "actor_id"), before, after, as_of)


def _told(found: pl.DataFrame, as_of: dt.date) -> dict[str, tuple[str, ...]]:
    told: dict[str, tuple[str, ...]] = {}
    for (name,), part in found.group_by("activity_id", maintain_order=True):
        each = [f"{facts()[row['fact']].sv} ({_WHAT.get(row['what'], 'ändrat')})" for row in part.iter_rows(named=True)]
        told[str(name)] = (f"Det som är känt om tiden till och med {as_of} är ett annat nu: {', '.join(each)}.",)
    return told


def _learnt(
    published: Published, drawn: pl.DataFrame, target: str, as_of: dt.date, newest: dt.date
) -> dict[str, tuple[str, ...]]:
    """What later knowledge adds to the score of the plan's day, where the run in force has compared with that day."""
    try:
        found = plan_queries.learnt(published, target, as_of, drawn["activity_id"].to_list())
    except duckdb.CatalogException:
        return {}
    known = f"Med det som är känt per {newest} hade poängen per {as_of} varit en annan"
    return {name: (f"{known}: {wording.signed(points)}.",) for name, points in found.iter_rows()}


def _recounted(
    published: Published, drawn: pl.DataFrame, target: str, as_of: dt.date, newest: dt.date
) -> dict[str, tuple[str, ...]]:
    """Score and place of the plan's day by what was known then and by what is known now, where they differ."""
    from indicators.decisions import profile
    from indicators.planning.recounting import recounted
    from indicators.registry import catalogue

    weights = profile.load(queries.manifest(published).item(0, "profile"), catalogue())
    found = recounted(plan_queries.every_fact(published), target, as_of, newest, catalogue(), weights)
    own = drawn.select("activity_id", "rank_low", "rank_high").join(found, on="activity_id", maintain_order="left")
    told: dict[str, tuple[str, ...]] = {}
    for row in own.iter_rows(named=True):
        then, now = (
            tuple(row[f"{name}_{when}"] for name in ("points", "rank", "is_ranked")) for when in ("then", "now")
        )
        if _differs(row):
            known = f"Med det som är känt per {newest} hade den per {as_of} haft {_counted(*now)}"
            told[row["activity_id"]] = (f"{known}; med det som var känt då {_counted(*then)}.",)
    return told


def _differs(row: Mapping[str, Any]) -> bool:
    """Another basis, another score as it is shown, or a place outside the interval that stands in the plan."""
    if row["is_ranked_then"] != row["is_ranked_now"]:
        return True
    then, now = (row[f"points_{when}"] for when in ("then", "now"))
    if then is None or now is None or round(then, 1) != round(now, 1):
        return bool(then != now)
    low, high, places = row["rank_low"], row["rank_high"], (row["rank_then"], row["rank_now"])
    if None in {low, high, *places}:
        return False
    stood, stands = (low <= place <= high for place in places)
    return stood and not stands


def _counted(points: float | None, rank: int | None, is_ranked: bool | None) -> str:
    if points is None or is_ranked is None:
        return "ingen plats i listan"
    place = f"plats {rank}" if is_ranked else "otillräckligt underlag"
    return f"{wording.number(points)} poäng, {place}"


def _placed(
    published: Published, drawn: pl.DataFrame, target: str, as_of: dt.date, newest: dt.date, *, is_same_day: bool
) -> dict[str, tuple[str, ...]]:
    """Another score, place or band on the plan's own day; or where the activity stands in the newest list.

    Nothing where that list is held back: an earlier list says nothing about the day.
    """
    day = as_of if is_same_day else newest
    if target in held_lists(published, day):
        return {}
    listed = plan_queries.listed(published, target, day).select("activity_id", "score", "rank", "band", "basis")
    joined = drawn.join(listed, on="activity_id", how="left", suffix="_now", maintain_order="left")
    told: dict[str, tuple[str, ...]] = {}
    for row in joined.iter_rows(named=True):
        said = _same_day(row, day) if is_same_day else _later(row, day)
        if said:
            told[row["activity_id"]] = (said,)
    return told


_COMPARED: Sequence[str] = ("score", "rank", "band", "basis")


def _same_day(row: Mapping[str, object], day: dt.date) -> str | None:
    if all(row[name] == row[f"{name}_now"] for name in _COMPARED):
        return None
    return f"Omräknad per {day}: {_place(row, '')} har blivit {_place(row, '_now')}."


def _later(row: Mapping[str, object], day: dt.date) -> str | None:
    if row["band_now"] is None:
        return f"Finns inte bland öppna verksamheter per {day}."
    if row["band"] == row["band_now"]:
        return None
    return f"I listan per {day}: {_place(row, '_now')}; när planen drogs {_place(row, '')}."


def _place(row: Mapping[str, object], suffix: str) -> str:
    band, rank, score = (row[name + suffix] for name in ("band", "rank", "score"))
    if band is None:
        return "ingen plats"
    points = f", {wording.number(float(str(score)))} poäng" if score is not None else ""
    return f"plats {rank}, band {band}{points}" if rank is not None else f"band {band}"
