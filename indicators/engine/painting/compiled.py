"""The compiled steps, by the names under which `plain.py` has them in numpy."""

from indicators.engine.painting.clustering import (
    advance,
    count_buckets,
    count_by_entity,
    number_pairs,
    scatter,
    write_field,
)
from indicators.engine.painting.kernel import paint_block
from indicators.engine.painting.planes import clear_block, finish_block
from indicators.engine.painting.spacing import paint_spaced

__all__ = [
    "advance",
    "clear_block",
    "count_buckets",
    "count_by_entity",
    "finish_block",
    "number_pairs",
    "paint_block",
    "paint_spaced",
    "scatter",
    "write_field",
]
