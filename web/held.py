"""Lists that are held back because something they need has failed: which list is read instead, how old, and why.

What has failed is settled by the run (`assets/in_force.py`); here it is read and put in words for every output.
"""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import polars as pl

from indicators.scoring.in_force import sentence
from tables.marts import ListInForce
from tables.serving import Published
from web import queries
from web.queries.by_store import by_store


@dataclass(frozen=True)
class Held:
    """A list of a day that is held back.

    Attributes:
        target: the target.
        as_of: the day that was asked for.
        list_as_of: the day of the list that is read instead; None when there is none.
        run_id: the run that drew that list up.
        because: what has failed and what to do.
        said: all of it in one piece.
    """

    target: str
    as_of: dt.date
    list_as_of: dt.date | None
    run_id: str | None
    because: str
    said: str

    @property
    def place(self) -> str:
        """Which list a place stands in, to be written after it; nothing where there is no list."""
        return f" i listan från {self.list_as_of}" if self.list_as_of else ""


def held_in_file(published: Published, as_of: dt.date) -> dict[str, Held]:
    """Target → the list of the day that is held back; nothing for lists that are the day's own."""
    sql = (
        "SELECT target, as_of, list_as_of, list_run_id, because FROM marts.list_in_force "
        "WHERE is_held AND as_of = ? ORDER BY target"
    )
    rows = published.rows(sql, [as_of]).iter_rows() if published.has(ListInForce) else ()
    return {
        target: Held(target, day, list_as_of, run_id, because, sentence(target, day, list_as_of, because))
        for target, day, list_as_of, run_id, because in rows
    }


#: The same, kept by a store that is asked for it again and again.
held_lists = by_store(held_in_file, "held_lists")


def with_scores_of_the_day(
    published: Published, listed: pl.DataFrame, held: Mapping[str, Held], activity_ids: Sequence[str], as_of: dt.date
) -> pl.DataFrame:
    """List rows where those of held lists have the scores of the day beside the place of the earlier list.

    Args:
        published: the run that is read.
        listed: rows of `marts.RankedList`, of earlier lists where a list is held.
        held: the lists that are held.
        activity_ids: whose rows they are.
        as_of: the day.

    Returns:
        The same columns. An activity that is open on the day and not in an earlier list has no rank and no band; one
        that is no longer open has no row.
    """
    if not held:
        return listed
    of_held = pl.col("target").cast(pl.String).is_in(list(held))
    own = ["score", "coverage", "basis"]
    key = ["activity_id", "target"]
    scores = queries.scores(published, activity_ids, as_of).filter(of_held).select(*key, *own)
    scores = scores.cast({name: listed.schema[name] for name in scores.columns})
    places = listed.filter(of_held).drop(own)
    rows = scores.join(places, on=key, how="left").with_columns(reasons=pl.lit(None, dtype=pl.String))
    return pl.concat([listed.filter(~of_held), rows.select(listed.columns)])
