"""Complaints and tips about activities before and after a demand, against what came in about their peers meanwhile.

Peers are activities of the same form that were open all the time and got no order and no criticism. They are counted
over the very same days, so that a new form for tips, or a summer, changes both sides alike.
"""

import datetime as dt

import numpy as np
import numpy.typing as npt
import polars as pl

from indicators.learning.demands import decided
from indicators.learning.following import AFTER_ORDER, until
from indicators.learning.gathering import FEW
from indicators.measures.base import known
from indicators.population import Facts

KINDS = ("complaint", "tip")
Days = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]
_FAR = dt.date(2999, 12, 31)


def with_reports(rows: pl.DataFrame, facts: Facts, day: dt.date) -> pl.DataFrame:
    """`rows` with `n_before`, `n_after`, `expected_before`, `expected_after`.

    Args:
        rows: demands: `activity_id`, `form`, `event_date`, `end`.
        facts: core facts by table name.
        day: the day that knowledge ends.

    Returns:
        The same rows. What is expected is the mean of the peers; null where fewer than five are left, or no form known.
    """
    reports = facts["report"].filter(
        known(day), "counts", pl.col("kind").is_in(KINDS), pl.col("activity_id").is_not_null()
    )
    register = _Register(facts["activity_version"].filter(known(day), "is_open"), reports, decided(facts, day))
    begun = rows.select(begin=until("event_date", -AFTER_ORDER), middle="event_date", end="end")
    spans = begun.with_columns(pl.all().cast(pl.Int32))
    found = [
        register.around(activity, form, *span)
        for activity, form, span in zip(rows["activity_id"], rows["form"], spans.iter_rows(), strict=True)
    ]
    names = ("n_before", "n_after", "expected_before", "expected_after")
    types = (pl.Int64, pl.Int64, pl.Float64, pl.Float64)
    return rows.with_columns(
        pl.Series(name, [row[place] for row in found], dtype=kind)
        for place, (name, kind) in enumerate(zip(names, types, strict=True))
    )


class _Register:
    """Who was open when, about whom reports came in, and who got a demand: as arrays over numbered activities."""

    def __init__(self, versions: pl.DataFrame, reports: pl.DataFrame, demanded: pl.DataFrame) -> None:
        names = pl.concat([frame["activity_id"] for frame in (versions, reports, demanded)]).unique().sort()
        self._number = {name: place for place, name in enumerate(names)}
        self._versions, self._open_from = self._numbers(versions), _array(versions["valid_from"])
        self._open_to = _array(versions["valid_to"].fill_null(_FAR))
        self._forms = {form: place for place, form in enumerate(versions["form_code"].unique().sort())}
        self._form = np.array([self._forms[form] for form in versions["form_code"]], dtype=np.int64)
        self._reports, self._came_in = self._numbers(reports), _array(reports["event_date"])
        self._demanded, self._demanded_on = self._numbers(demanded), _array(demanded["event_date"])

    def around(
        self, activity: str, form: str | None, begin: int, middle: int, end: int
    ) -> tuple[int, int, float | None, float | None]:
        """Reports before and after, of the activity and of the mean peer; spans are open at their beginning."""
        own = self._reports == self._number[activity]
        before = (self._came_in > begin) & (self._came_in <= middle)
        after = (self._came_in > middle) & (self._came_in <= end)
        peers = self._peers(form, begin, end)
        n_peers, theirs = int(peers.sum()), peers[self._reports]
        counts = int((own & before).sum()), int((own & after).sum())
        if n_peers < FEW:
            return *counts, None, None
        return *counts, float((theirs & before).sum()) / n_peers, float((theirs & after).sum()) / n_peers

    def _peers(self, form: str | None, begin: int, end: int) -> Flags:
        is_peer = self._open_on(form, begin) & self._open_on(form, end)
        is_peer[self._demanded[(self._demanded_on > begin) & (self._demanded_on <= end)]] = False
        return is_peer

    def _open_on(self, form: str | None, number: int) -> Flags:
        found = np.zeros(len(self._number), dtype=np.bool_)
        if form not in self._forms:
            return found
        holds = (self._open_from <= number) & (self._open_to > number) & (self._form == self._forms[form])
        found[self._versions[holds]] = True
        return found

    def _numbers(self, rows: pl.DataFrame) -> Days:
        return np.array([self._number[name] for name in rows["activity_id"]], dtype=np.int64)


def _array(days: pl.Series) -> Days:
    return days.cast(pl.Int32).cast(pl.Int64).to_numpy()
