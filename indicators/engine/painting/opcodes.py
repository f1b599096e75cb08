"""Numbers that the kernel and what feeds it must agree on."""

import numpy as np

from indicators.lanes import NOTHING

SUM, HIGHEST, LATEST = 0, 1, 2
#: Stands in planes of the highest and the latest where nothing was painted.
LOWEST = NOTHING
#: Stands for an empty number among those of the latest day: lower than any.
EMPTY64 = int(np.iinfo(np.int64).min)
#: How many planes a lane of each operation takes.
PLANES = {SUM: 1, HIGHEST: 2, LATEST: 4}
