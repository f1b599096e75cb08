"""How much each indicator's values have moved since the run before, as readers see it: the stability index.

The classes are the tenths that the run before has published; what counts as moved is `indicators/drift.py`'s.
"""

from dataclasses import dataclass
from pathlib import Path

import numpy as np
import polars as pl

from indicators.drift import ALARM, FEWEST, LOOK
from indicators.evaluation.agreement import stability_index
from indicators.registry import catalogue
from tables import marts
from tables.serving import OlderFile, Published, runs
from web.queries.spread import counted_in_classes


@dataclass(frozen=True)
class Moved:
    """One indicator that both runs know enough values of."""

    indicator_id: str
    label: str
    index: float
    n: int
    n_before: int

    @property
    def said(self) -> str:
        """What the index means."""
        if self.index > ALARM:
            return "mycket annorlunda"
        return "annorlunda" if self.index > LOOK else "som förut"

    @property
    def is_to_be_looked_at(self) -> bool:
        """Whether somebody should see why."""
        return self.index > LOOK


def since_before(home: Path, published: Published) -> tuple[str, tuple[Moved, ...]] | None:
    """The run that was published before this one, and what has moved since, most first.

    Nothing where no earlier run that can be read is kept.
    """
    kept = [path.stem for path in runs(home)]
    earlier = kept[kept.index(published.path.stem) + 1 :] if published.path.stem in kept else []
    for run_id in earlier[:1]:
        try:
            with Published(home, run_id) as before:
                return run_id, moved(published, before.read(marts.Distribution))
        except OlderFile:
            return None
    return None


def moved(published: Published, before: pl.DataFrame) -> tuple[Moved, ...]:
    """What has moved since an earlier run, most first.

    Args:
        published: the run.
        before: `marts.Distribution` of the earlier run.
    """
    day = published.rows("SELECT max(as_of) AS day FROM marts.distribution")["day"].item()
    classes = before.filter(pl.col("indicator_id").is_in(list(catalogue())), pl.col("n") >= FEWEST)
    counted = counted_in_classes(published, day, classes) if day is not None and classes.height else None
    if counted is None:
        return ()
    found = []
    for name, n_before, shares in classes.select("indicator_id", "n", "shares").iter_rows():
        own = counted.filter(pl.col("indicator_id") == name)
        counts = np.zeros(len(shares))
        counts[own["place"].to_numpy()] = own["n"].to_numpy()
        if counts.sum() >= FEWEST:
            index = stability_index(np.array(shares), counts)
            found.append(Moved(name, catalogue()[name].label, index, int(counts.sum()), n_before))
    return tuple(sorted(found, key=lambda one: (-one.index, one.indicator_id)))
