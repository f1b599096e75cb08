"""Folds in time: what a model may learn from, and the later list dates it is tested on."""

import datetime as dt
import hashlib
from collections.abc import Sequence
from dataclasses import dataclass

from tables.months import add_months

#: The least number of folds for an evaluation to say anything about time.
LEAST = 4
_TEST_MONTHS = 12
#: A new model is made at every second list date; with quarters, twice a year.
_EVERY = 2


class TooLittleHistory(ValueError):
    """There are not enough list dates, or not enough time between them, for the folds that were asked for."""


@dataclass(frozen=True)
class Fold:
    """Days to learn from, days to calibrate on (later, and not learnt from), and days to test on.

    `known_on` is the day the model is made: labels count as they were known then.
    """

    known_on: dt.date
    learn: tuple[dt.date, ...]
    calibrate: tuple[dt.date, ...]
    test: tuple[dt.date, ...]


def folds(days: Sequence[dt.date], horizon: int, delay: int, least: int = LEAST) -> list[Fold]:
    """Expanding folds: learn from list dates whose labels were ripe when the model was made, test on the year after.

    A test day belongs to the newest model that is older than it, so that every day is tested once. The last quarter of
    what is ripe, one day at least, is for calibration.

    Args:
        days: the list dates.
        horizon: months after a list date in which its label comes about.
        delay: days more until it is known.
        least: how many folds there must be.

    Raises:
        TooLittleHistory: there are fewer folds than `least`.
    """
    ordered = sorted(set(days))
    found = []
    models = ordered[len(ordered) % _EVERY :: _EVERY]
    for made, following in zip(models, [*models[1:], None], strict=True):
        ripe = [day for day in ordered if add_months(day, horizon) + dt.timedelta(days=delay) <= made]
        end = add_months(made, _TEST_MONTHS) if following is None else min(following, add_months(made, _TEST_MONTHS))
        test = [day for day in ordered if made < day <= end]
        if len(ripe) >= 2 and test:
            late = max(1, len(ripe) // 4)
            found.append(Fold(made, tuple(ripe[:-late]), tuple(ripe[-late:]), tuple(test)))
    if len(found) < least:
        raise TooLittleHistory(
            f"{len(ordered)} listdagar med {horizon} månaders horisont och {delay} dagars fördröjning ger {len(found)} "
            f"av {least} delningar i tid; ta med tidigare listdagar eller korta horisonten"
        )
    return found


def left_out(owners: Sequence[str], parts: int, seed: int) -> list[int]:
    """Which part each owner group belongs to, 0 to `parts` - 1: by a keyed digest of its name, all its units alike."""
    key = str(seed).encode()
    return [
        int.from_bytes(hashlib.blake2b(owner.encode(), key=key, digest_size=8).digest(), "big") % parts
        for owner in owners
    ]
