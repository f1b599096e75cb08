"""Figures about the register as a whole, and about how each indicator is spread."""

import dataframely as dy

from tables.base import note
from tables.marts import mart


class Monitor(mart.Mart, grain="one monitor, denominator and as-of date"):
    """Figures about the register as a whole, such as the share not updated within a year."""

    as_of = mart.as_of()
    monitor_id = dy.String(primary_key=True, description="The monitor.", metadata=note(example="share_stale_12m"))
    denominator = dy.String(primary_key=True, description="What is counted over.", metadata=note(example="all_open"))
    n = dy.Int64(min=0, description="How many there were.")
    y = dy.Int64(min=0, description="How many of them.")
    value = mart.share("The share: y over n.", nullable=True)


class Distribution(mart.Mart, grain="one indicator and as-of date"):
    """How an indicator's known values are spread: what the next run is held against, to see whether it has drifted."""

    as_of = mart.as_of()
    indicator_id = dy.String(primary_key=True, description="The indicator.", metadata=note(example="reg_stale_12m"))
    n = dy.Int64(min=1, description="Known values.", metadata=note(example=1200))
    cuts = dy.List(dy.Float64(), description="The tenths, each value once; a class ends with its cut point.")
    shares = dy.List(dy.Float64(), description="Share of the values in each class: one more than there are cut points.")
