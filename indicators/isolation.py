"""How unlike its peers an activity is over all other indicators together: an isolation forest, the second pass.

A forest of random cuts isolates the unlike ones with few cuts (Liu, Ting & Zhou 2008). It is grown once for each as-of
date, with a fixed seed, over standardised values kept within three scales, so that nobody's size speaks. Nothing in it
says why: it finds what no indicator was made for, and never counts in a score.
"""

from collections.abc import Sequence

import numpy as np

from indicators.definition import Direction, Indicator, Missing
from indicators.measures import Isolation
from indicators.medians import Floats, occurrences
from indicators.missing import code_of
from indicators.outcome import Everyone, Outcome
from indicators.peer_groups import FEWEST

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
    columns = [_standardised(everyone, each) for each in compared]
    z, applies = (np.stack(part, axis=1) for part in zip(*columns, strict=True))
    is_known = ~np.isnan(z)
    enough = is_known.sum(axis=1) >= COVERAGE * np.maximum(1, applies.sum(axis=1))
    unlike = everyone.nothing()
    if enough.sum() >= FEWEST:
        unlike[enough] = unlikeness(np.nan_to_num(z[enough]))
    return share_of_peers(everyone, unlike)


def unlikeness(z: Floats) -> Floats:
    """How easily each row is isolated, shape (rows,): higher is more unlike. Depends on the order of rows."""
    from sklearn.ensemble import IsolationForest

    limited = np.clip(z, -LIMIT, LIMIT).astype(np.float32)
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


def _standardised(everyone: Everyone, each: Outcome) -> tuple[Floats, Floats]:
    """The z of every activity, its own or that of its actor, and whether the indicator applies to it."""
    applies = (each.reason != code_of(Missing.NOT_APPLICABLE)).astype(np.float64)
    if each.everyone.level is everyone.level:
        return each.z, applies
    place = _place(everyone, each.everyone)
    is_there = place >= 0
    return np.where(is_there, each.z[place], np.nan), np.where(is_there, applies[place], 1.0)


def _place(activities: Everyone, actors: Everyone) -> np.ndarray[tuple[int], np.dtype[np.int64]]:
    """The row of the actor that runs each activity; -1 where it is not known as an actor."""
    found = actors.frame.select(actor_id="entity_id").with_row_index("place")
    joined = activities.frame.select("actor_id").join(found, on="actor_id", how="left", maintain_order="left")
    place: np.ndarray[tuple[int], np.dtype[np.int64]] = joined["place"].cast(int).fill_null(-1).to_numpy()
    return place
