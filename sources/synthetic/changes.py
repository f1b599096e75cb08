"""What changes at each activity and when: starts, managers, places, pauses, takeovers, closures.

One list of changes is the basis of both the register versions (`activities.py`) and the notifications
(`notifications.py`), so that the two deliveries tell the same story. How a change is reported is drawn here as well.
"""

import numpy as np
import polars as pl

from sources.synthetic.draws import NEVER, Floats, Ints, Rng, Texts, arrivals, chance, delay
from sources.synthetic.forms import facts
from sources.synthetic.population import Population
from sources.synthetic.setting import Setting

#: Values that a change can set. -1 in `manager` = no manager; null = the change leaves the value as it was.
COLUMNS = ("status", "manager", "places", "operator", "title")
_LATE_MANAGERS = 100_000


def build(setting: Setting, population: Population) -> pl.DataFrame:
    """All changes: activity, day, kind of notification, values set, day known, and whether it was notified."""
    rng = setting.stream("changes")
    first = np.maximum(population.of_activity("start"), setting.first_day)
    last = np.minimum(population.of_activity("end"), setting.last_day)
    pieces = [
        _starts(rng, setting, population),
        _managers(rng, population, first, last),
        _places(rng, population, first, last),
        _growth(population),
        _renamed(rng, first, last),
        *_pauses(rng, population, first, last),
        *_dormancy(population),
        _taken_over(population),
        _closures(population),
    ]
    events = pl.concat(pieces, how="diagonal").with_columns(
        *(
            pl.lit(None, dtype=pl.Int64).alias(column)
            for column in COLUMNS[1:]
            if all(column not in p.columns for p in pieces)
        )
    )
    inside = (pl.col("day") < pl.col("ends")) | pl.col("kind").eq("closure")
    events = (
        events.with_columns(ends=pl.Series(population.of_activity("end")).gather(events["activity"]))
        .filter(inside & (pl.col("day") <= setting.last_day))
        .drop("ends")
    )
    return _reported(rng, setting, population, events).sort("activity", "day", "kind", maintain_order=True)


def _frame(activity: Ints, day: Ints, kind: str, **values: Ints | Texts | str) -> pl.DataFrame:
    frame = pl.DataFrame({"activity": activity.astype(np.int64), "day": day.astype(np.int64)}).with_columns(
        kind=pl.lit(kind)
    )
    return frame.with_columns(
        **{name: pl.lit(value) if isinstance(value, str) else pl.Series(value) for name, value in values.items()}
    )


def _starts(rng: Rng, setting: Setting, population: Population) -> pl.DataFrame:
    """The first version of each activity; some new private ones are registered before they begin."""
    start, n = population.of_activity("start"), population.activities.height
    about = facts(population.of_activity("form_code"))
    formed = population.of_operator("founded")[population.of_activity("operator")]
    early = (
        (start > np.maximum(np.maximum(setting.first_day, about.valid_from + 150), formed + 400))
        & (population.of_activity("operator_type") == "private")
        & chance(rng, 0.5, n)
    )
    begins = np.where(early, start - rng.integers(20, 150, n), start)
    manager = np.where(about.site_bound, population.of_activity("first_manager"), -1)
    first = _frame(
        np.arange(n),
        begins,
        "new",
        places=population.of_activity("places"),
        manager=manager,
        operator=population.of_activity("operator"),
        title=np.zeros(n, dtype=np.int64),
        status=np.where(early, "not_started", "active"),
    )
    rows = np.flatnonzero(early)
    opened = _frame(rows, start[rows], "change", status="active").with_columns(kind=pl.lit("resume"))
    return pl.concat([first, opened], how="diagonal")


def _managers(rng: Rng, population: Population, first: Ints, last: Ints) -> pl.DataFrame:
    """New managers; now and then the post is vacant for a while."""
    site_bound = facts(population.of_activity("form_code")).site_bound
    rate = np.where(site_bound, 0.2, 0.0)
    who, day = arrivals(rng, rate * np.exp(0.25 * population.of_activity("risk")), first + 60, last - 10)
    other = _others_manager(rng, population, who)
    manager = np.where(other >= 0, other, _LATE_MANAGERS + np.arange(len(who)))
    vacant = chance(rng, 0.12, len(who))
    length = np.where(chance(rng, 0.15, len(who)), rng.integers(60, 240, len(who)), rng.integers(20, 59, len(who)))
    before = np.maximum(day - length, first[who] + 20)
    left, last_day = arrivals(rng, np.where(site_bound, 0.003, 0.0), first + 60, last - 10)
    return pl.concat(
        [
            _frame(who, day, "change", manager=manager),
            _frame(who[vacant], before[vacant], "change", manager=np.full(int(vacant.sum()), -1)),
            _frame(left, last_day, "change", manager=np.full(len(left), -1)),
        ]
    )


def _others_manager(rng: Rng, population: Population, who: Ints) -> Ints:
    """Now and then the manager of another activity of the operator takes over; -1 for the others."""
    operator = population.of_activity("operator")
    order = np.argsort(operator, kind="stable")
    other = np.full(len(operator), -1)
    same = operator[order][1:] == operator[order][:-1]
    other[order[1:][same]] = population.of_activity("first_manager")[order[:-1][same]]
    private = population.of_activity("operator_type")[who] == "private"
    return np.where(private & chance(rng, 0.08, len(who)), other[who], -1)


def _places(rng: Rng, population: Population, first: Ints, last: Ints) -> pl.DataFrame:
    """Ordinary changes of the number of places."""
    has = population.of_activity("places") > 0
    calm = has & (population.of_activity("grows") == NEVER)
    who, day = arrivals(rng, np.where(calm, 0.045, 0.0), first + 120, last - 10)
    factor = np.where(chance(rng, 0.6, len(who)), rng.uniform(1.05, 1.5, len(who)), rng.uniform(0.7, 0.95, len(who)))
    places = np.clip(np.round(population.of_activity("places")[who] * factor), 1, 500).astype(np.int64)
    return _frame(who, day, "change", places=places)


def _growth(population: Population) -> pl.DataFrame:
    """The planted rapid growers: four times the places in three steps."""
    rows = np.flatnonzero(population.of_activity("grows") < NEVER)
    step, who = np.tile([1, 2, 3], len(rows)), np.repeat(rows, 3)
    return _frame(
        who,
        population.of_activity("grows")[who] + 80 * step,
        "change",
        places=population.of_activity("places")[who] * (1 + step),
    )


def _renamed(rng: Rng, first: Ints, last: Ints) -> pl.DataFrame:
    who, day = arrivals(rng, 0.012, first + 90, last - 10)
    return _frame(who, day, "change", title=np.arange(len(who)) + 1)


def _pauses(rng: Rng, population: Population, first: Ints, last: Ints) -> list[pl.DataFrame]:
    """Temporary stops and dormant spells, each with a resumption unless the activity ends first."""
    private = population.of_activity("operator_type") == "private"
    pieces = []
    spells: list[tuple[str, Floats, int, int]] = [
        ("stopped", np.where(private, 0.014, 0.009), 30, 240),
        ("dormant", np.where(private, 0.012, 0.0005), 100, 700),
    ]
    for status, rate, shortest, longest in spells:
        who, day = arrivals(rng, rate, first + 100, last - 30)
        once = np.unique(who, return_index=True)[1]
        who, day = who[once], day[once]
        back = day + rng.integers(shortest, longest, len(who))
        pieces += [_frame(who, day, "temporary_stop", status=status), _frame(who, back, "resume", status="active")]
    return pieces


def _dormancy(population: Population) -> list[pl.DataFrame]:
    """The planted dormant permits that wake up under new owners."""
    rows = np.flatnonzero(population.of_activity("dormant_from") < NEVER)
    return [
        _frame(rows, population.of_activity("dormant_from")[rows], "temporary_stop", status="dormant"),
        _frame(rows, population.of_activity("dormant_until")[rows], "resume", status="active"),
    ]


def _taken_over(population: Population) -> pl.DataFrame:
    rows = np.flatnonzero(population.of_activity("taken_over") < NEVER)
    return _frame(
        rows,
        population.of_activity("taken_over")[rows],
        "change",
        operator=population.of_activity("next_operator")[rows],
    )


def _closures(population: Population) -> pl.DataFrame:
    rows = np.flatnonzero(population.of_activity("end") < NEVER)
    return _frame(rows, population.of_activity("end")[rows], "closure", status="closed")


def _reported(rng: Rng, setting: Setting, population: Population, events: pl.DataFrame) -> pl.DataFrame:
    """When the register learns of each change, and whether a notification told it."""
    activity, day, kind = (events[column].to_numpy() for column in ("activity", "day", "kind"))
    public = population.of_activity("operator_type")[activity] != "private"
    integrity = population.of_operator("integrity_risk")[population.of_activity("operator")[activity]]
    n = len(activity)
    slow = np.where(public, delay(rng, n, mean=17, share_late=0.1), delay(rng, n, mean=13, share_late=0.06))
    slow = np.where(kind == "new", slow // 3 - 10 * ~public, slow)
    silent = (kind == "closure") & chance(rng, 0.1, n)
    silent |= (kind != "new") & ~public & chance(rng, np.clip(0.03 + 0.08 * integrity, 0, 0.5), n)
    known = np.where(silent, day + slow + rng.integers(60, 300, n), day + slow)
    known = np.where(kind == "new", np.minimum(known, setting.last_day - 1), known)
    before = day < setting.first_day
    known = np.where(before, np.minimum(known, setting.first_day - 1), known)
    return events.with_columns(known=pl.Series(known), notified=pl.Series(~silent))
