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
#: Whole registers that are kept.
WHOLE = 6
_NOBODY = pl.DataFrame(schema={"operator_id": pl.String})


def deliveries(weeks: list[Week], at: int) -> dict[str, pl.DataFrame]:
    """File stem → rows of the week in place `at`, by the weeks up to it."""
    week = weeks[at]
    rows, tracked = _rows(week, tracked_by(weeks[: at + 1])), entities(_rows(week, tracked_by(weeks[: at + 1])))
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


def tracked_by(weeks: list[Week]) -> pl.DataFrame:
    """Everybody that one of the weeks wanted: `operator_id`."""
    return pl.concat([_NOBODY, *(pl.read_parquet(week.folder / WANTED) for week in weeks)]).unique()


def prune(weeks: list[Week]) -> None:
    """Of all but the newest files keep only the rows of those followed."""
    for at, week in enumerate(weeks[:-WHOLE]):
        register, kept = week.folder / REGISTER, week.folder / KEPT
        if register.exists():
            rows = pl.scan_parquet(register).join(tracked_by(weeks[: at + 1]).lazy(), on="operator_id", how="semi")
            temporary = kept.with_name(f".{KEPT}")
            rows.collect().write_parquet(temporary)
            temporary.replace(kept)
            register.unlink()


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
    for at in reversed(range(len(weeks))):
        known = tracked_by(weeks[: at + 1]).join(sought, on="operator_id", how="semi")
        if known.is_empty():
            break
        looks = entities(_rows(weeks[at], known)).with_columns(seen=pl.lit(weeks[at].day, pl.Date))
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
