"""How unlike its peers an activity is over all other indicators together: an isolation forest, the second pass.

A forest of random cuts isolates the unlike ones with few cuts (Liu, Ting & Zhou 2008). It is grown once for each as-of
date, with a fixed seed, over standardised values kept within three scales, so that nobody's size speaks. Nothing in it
says why: it finds what no indicator was made for, and never counts in a score.
"""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
import polars as pl

from indicators.definition import Direction, Indicator, Missing
from indicators.measures import Isolation
from indicators.missing import KNOWN, code_of
from indicators.outcome import Everyone, Outcome
from indicators.peers.medians import Floats, Integers, occurrences
from indicators.peers.peer_groups import FEWEST

Narrow = npt.NDArray[np.float32]
Flags = npt.NDArray[np.bool_]
SEED = 20260331
TREES = 100
LIMIT = 3.0
#: Below this share of known values among those that apply, likeness says nothing.
COVERAGE = 0.6


def looks_at_all_others(indicator: Indicator) -> bool:
    """Whether an indicator is this one: it can be computed only when all the others are."""
    return any(isinstance(measure, Isolation) for measure in indicator.measures.values())


def isolation(everyone: Everyone, others: Sequence[Outcome]) -> Floats:
    """The share of its peers that each activity is more unlike the others than; NaN where too little is known of it.

    With n peers the most unlike has 1 - 1/n, the second 1 - 2/n; equals share the mean of their ranks. Where fewer than
    `FEWEST` activities are known well enough there is nothing to be unlike.

    Args:
        everyone: the activities of one day, sorted by identifier.
        others: all other indicators of that day, of activities and of actors; those shown as background are left out.
    """
    compared = [each for each in others if each.indicator.direction is not Direction.CONTEXT]
    if not compared:
        return everyone.nothing()
    limited, enough = _limited(everyone, compared)
    unlike = everyone.nothing()
    if enough.sum() >= FEWEST:
        unlike[enough] = unlikeness(limited[enough])
    return share_of_peers(everyone, unlike)


def unlikeness(limited: Narrow) -> Floats:
    """How easily each row is isolated, shape (rows,): higher is more unlike. Depends on the order of rows."""
    from sklearn.ensemble import IsolationForest

    forest = IsolationForest(n_estimators=TREES, random_state=SEED).fit(limited)
    return np.asarray(-forest.score_samples(limited), dtype=np.float64)


def share_of_peers(everyone: Everyone, unlike: Floats) -> Floats:
    """1 - rank / n within each one's peer group, the most unlike having rank 1."""
    known = ~np.isnan(unlike)
    chosen = everyone.groups.choose(known)
    members = everyone.groups.members(known, chosen)
    found = occurrences(members.group, unlike[members.row], everyone.groups.n)
    share = found.share_below(chosen.group, unlike) - 0.5 / np.maximum(1, chosen.known)
    return np.where(known, share, np.nan)


def _limited(everyone: Everyone, compared: Sequence[Outcome]) -> tuple[Narrow, Flags]:
    """Every activity's z in each indicator, within the limits and 0 where unknown, and of whom enough is known.

    What is the actor's is that of each of its activities. One column at a time, in the narrow form that the forest
    takes: the activities of a whole country times all indicators are many numbers.
    """
    limited = np.zeros((everyone.frame.height, len(compared)), dtype=np.float32)
    known, applicable = (np.zeros(everyone.frame.height, dtype=np.int16) for _ in range(2))
    places: dict[int, Integers] = {}
    for number, each in enumerate(compared):
        if id(each.everyone) not in places:
            places[id(each.everyone)] = _place(everyone, each.everyone)
        place = places[id(each.everyone)]
        z = np.append(each.z, np.nan)[place]
        applicable += np.append(each.reason, KNOWN)[place] != code_of(Missing.NOT_APPLICABLE)
        known += ~np.isnan(z)
        limited[:, number] = np.nan_to_num(np.clip(z, -LIMIT, LIMIT))
    return limited, known >= COVERAGE * np.maximum(1, applicable)


def _place(activities: Everyone, level: Everyone) -> Integers:
    """The row of each activity, or of the actor that runs it; -1 where it is not known as an actor."""
    if level.level is activities.level:
        return np.arange(activities.frame.height)
    found = level.frame.select(actor_id="entity_id").with_row_index("place")
    joined = activities.frame.select("actor_id").join(found, on="actor_id", how="left", maintain_order="left")
    place: Integers = joined["place"].cast(pl.Int64).fill_null(-1).to_numpy()
    return place
