"""The weeks that are kept, and what each of them delivers: its difference from the last look at each organisation.

What a week delivers depends on the weeks before it and on nothing else, so in whatever order files come the same rows
stand in the end: a late one delivers its own differences, and those of later weeks that it changes are given anew.

An organisation is followed from the first week that wanted it, and never let go: one that moves away from a shared
address is seen to. Of the newest files all legal persons are kept, so that a late file can still add some to the weeks
after it; of older ones only those that were followed.
"""

import datetime as dt
from collections.abc import Mapping
from pathlib import Path

import polars as pl

from sources.bolagsverket.bulk import answers, differences
from sources.bolagsverket.bulk.answers import SOURCE
from sources.bolagsverket.bulk.register import SCHEMA, entities, rows_of, unreadable
from sources.fetching.weeks import Week

REGISTER, KEPT, WANTED = "register.parquet", "kept.parquet", "wanted.parquet"
#: Whole registers that are kept, and weeks.
WHOLE, MOST_WEEKS = 6, 60
_NOBODY = pl.DataFrame(schema={"operator_id": pl.String})


def deliveries(weeks: list[Week], at: int) -> dict[str, pl.DataFrame]:
    """File stem → rows of the week in place `at`, by the weeks up to it."""
    week = weeks[at]
    rows = _rows(week, tracked_by(weeks[: at + 1])[-1])
    tracked = entities(rows)
    before = _last_look(weeks[:at], tracked.select("operator_id"))
    said = answers.answers(rows, week.followed, _unreadable(week, week.followed))
    then = _last_answers(weeks[:at], week.followed)
    previous = weeks[at - 1].day if at else None
    found = {
        "company": differences.entries(before, tracked, week.day, previous),
        "company_event": differences.events(before, tracked, week.day),
        "company_answer": answers.changed(said, then).with_columns(known_at=pl.lit(week.day, pl.Date)),
    }
    return {f"{table}_{SOURCE}_{week.day}": frame for table, frame in found.items()}


def changed_deliveries(weeks: list[Week], new: list[Week], day: dt.date) -> Mapping[str, pl.DataFrame]:
    """What has to be given when the weeks become others: the week of the day, and later ones it makes wrong."""
    changed = deliveries(new, _place(new, day))
    for at, week in enumerate(new):
        if week.day > day:
            told = deliveries(weeks, _place(weeks, week.day))
            changed |= {stem: rows for stem, rows in deliveries(new, at).items() if not rows.equals(told[stem])}
    return changed


def tracked_by(weeks: list[Week]) -> list[pl.DataFrame]:
    """For each week everybody that it or one before it wanted: `operator_id`."""
    reached, found = _NOBODY, []
    for week in weeks:
        reached = pl.concat([reached, pl.read_parquet(week.folder / WANTED)]).unique()
        found.append(reached)
    return found


def prune(weeks: list[Week]) -> None:
    """Of all but the newest files keep only the rows of those followed, and of very old ones only whom they wanted."""
    tracked = tracked_by(weeks)
    for week, wanted in zip(weeks[:-WHOLE], tracked, strict=False):
        register, kept = week.folder / REGISTER, week.folder / KEPT
        if register.exists():
            rows = pl.scan_parquet(register).join(wanted.lazy(), on="operator_id", how="semi").collect()
            _write(rows, kept)
            register.unlink()
    if len(weeks) > MOST_WEEKS:
        _write(tracked[-MOST_WEEKS].sort("operator_id"), weeks[-MOST_WEEKS].folder / WANTED)
        for week in weeks[:-MOST_WEEKS]:
            week.drop()


def _write(rows: pl.DataFrame, path: Path) -> None:
    temporary = path.with_name(f".{path.name}")
    rows.write_parquet(temporary)
    temporary.replace(path)


def _place(weeks: list[Week], day: dt.date) -> int:
    return [week.day for week in weeks].index(day)


def _file(week: Week) -> Path:
    kept = week.folder / KEPT
    return kept if kept.exists() else week.folder / REGISTER


def _rows(week: Week, wanted: pl.DataFrame) -> pl.DataFrame:
    """The registrations of those wanted; one of whom a row could not be read is left out whole."""
    rows = rows_of(_file(week), wanted)
    return rows.join(_unreadable(week, wanted), on="operator_id", how="anti")


def _unreadable(week: Week, wanted: pl.DataFrame) -> pl.DataFrame:
    return unreadable(_file(week), wanted)


def _last_look(weeks: list[Week], sought: pl.DataFrame) -> pl.DataFrame:
    """Each organisation as it was in the last file that shows it, with `seen`, the day of that file."""
    found = [entities(pl.DataFrame(schema=SCHEMA)).with_columns(seen=pl.lit(None, pl.Date))]
    for week, tracked in reversed(list(zip(weeks, tracked_by(weeks), strict=True))):
        known = tracked.join(sought, on="operator_id", how="semi")
        if known.is_empty():
            break
        looks = entities(_rows(week, known)).with_columns(seen=pl.lit(week.day, pl.Date))
        found.append(looks)
        sought = sought.join(looks, on="operator_id", how="anti")
    return pl.concat(found)


def _last_answers(weeks: list[Week], sought: pl.DataFrame) -> pl.DataFrame:
    """The answers about each organisation by the last file that was read for it and says anything about it."""
    found = [answers.answers(pl.DataFrame(schema=SCHEMA), _NOBODY, _NOBODY)]
    for week in reversed(weeks):
        if sought.is_empty():
            break
        asked = week.followed.join(sought, on="operator_id", how="semi")
        silent = _unreadable(week, asked)
        said = answers.answers(rows_of(_file(week), asked), asked, silent)
        found.append(said)
        sought = sought.join(said, on="operator_id", how="anti")
    return pl.concat(found)
