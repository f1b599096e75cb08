"""Figures about the register as a whole."""

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
