"""What people have decided about drawing plans: `rules.toml`, with who, when and why."""

import datetime as dt
import functools
import hashlib
import tomllib
from dataclasses import dataclass
from pathlib import Path

FILE = Path(__file__).with_name("rules.toml")


@dataclass(frozen=True)
class CoolDown:
    """For how long something keeps an activity out of the risk arm, whether also out of the random arm, and why."""

    days: int
    in_random_arm: bool
    reason: str


@dataclass(frozen=True)
class Rules:
    """The rules of a draw.

    Attributes:
        version: digest of the file's text.
        decided_by: the roles that decided.
        decided_on: when they did, and `next_review` by when they look at it again.
        next_review: see decided_on.
        reason: why.
        random_share: the random arm's share of what the yearly duties leave.
        least_p_top: the P(top) that counts for who has less.
        recent_inspection: days since an inspection on site.
        open_case: days that a case may have been open and still keep an activity out.
        work_environment_days: how old a notice from the work environment authority may be.
    """

    version: str
    decided_by: tuple[str, ...]
    decided_on: dt.date
    next_review: dt.date
    reason: str
    random_share: float
    least_p_top: float
    recent_inspection: CoolDown
    open_case: CoolDown
    work_environment_days: int


def parsed(text: str) -> Rules:
    """The rules of a file's text.

    Raises:
        KeyError: something is missing.
        ValueError: it is not TOML, or a figure is outside what it can be.
    """
    table = tomllib.loads(text)
    recent, case = table["cool_down"]["recent_inspection"], table["cool_down"]["open_case"]
    rules = Rules(
        version=hashlib.sha256(text.encode()).hexdigest()[:16],
        decided_by=tuple(table["decided_by"]),
        decided_on=table["decided_on"],
        next_review=table["next_review"],
        reason=table["reason"].strip(),
        random_share=float(table["random_share"]),
        least_p_top=float(table["least_p_top"]),
        recent_inspection=CoolDown(recent["days"], recent["in_random_arm"], recent["reason"]),
        open_case=CoolDown(case["longest_days"], case["in_random_arm"], case["reason"]),
        work_environment_days=int(table["joint"]["work_environment"]["days"]),
    )
    if not 0 <= rules.random_share <= 1 or not 0 < rules.least_p_top <= 1:
        raise ValueError("random_share must be from 0 to 1, and least_p_top above 0 and at most 1")
    return rules


@functools.cache
def rules() -> Rules:
    """The rules in force."""
    return parsed(FILE.read_text(encoding="utf-8"))
