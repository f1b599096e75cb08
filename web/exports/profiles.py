"""Which profiles there are, and what computes the tables of each."""

import datetime as dt
from collections.abc import Callable, Mapping

import polars as pl

from tables.exports import Export
from tables.serving import Published
from web.exports import inter_board, party, placing, public

Frames = Callable[[Published, dt.date], Mapping[type[Export], pl.DataFrame]]

#: Profile → its tables, from a published run and a day.
PROFILES: Mapping[str, Frames] = {
    "public": public.frames,
    "placing_municipality": placing.frames,
    "party": party.frames,
    "inter_board": inter_board.frames,
}
