"""Which list is in force on each day: the day's own, or the latest one that was read before, while it is held back.

All lists of a run are held back together for a target: an input that has failed may concern any of its days. What has
failed comes from who calls, and so do the lists there are.
"""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence

import polars as pl

from indicators.decisions.profile import Profile
from indicators.definition import Indicator, Target
from indicators.scoring.holding import facts_behind, is_held
from tables.code_lists import labels_of
from tables.marts import ListInForce

#: What has failed: the delivery tables and facts it concerns, what it is, and what to do; the last two in Swedish.
Cause = tuple[frozenset[str], str, str]
#: A list that can be read: target, day, and the run that drew it up.
Read = tuple[str, dt.date, str]
#: As many causes as are told in words; the rest are counted.
TOLD = 3


def held_back(
    causes: Sequence[Cause],
    weights: Profile,
    catalogue: Mapping[str, Indicator],
    fed_by: Mapping[str, Iterable[str]],
) -> dict[str, str]:
    """Target → why its list is held back and what to do, in Swedish; only the targets that something holds back.

    Args:
        causes: what has failed.
        weights: the profile, which says what has weight in which target.
        catalogue: the indicators.
        fed_by: fact → the delivery tables that it is read from.
    """
    found = {}
    for target in Target:
        needed = facts_behind(target, weights, catalogue)
        said = [f"{what}. {remedy}" for tables, what, remedy in causes if is_held(needed, tables, fed_by)]
        if said:
            more = [f"Och {len(said) - TOLD} till; se körningens kontroller."] if len(said) > TOLD else []
            found[target.value] = " ".join([*said[:TOLD], *more])[: _most()]
    return found


def lists_in_force(days: Sequence[dt.date], held: Mapping[str, str], read: Iterable[Read]) -> pl.DataFrame:
    """One row for each target and day.

    Args:
        days: the days that are computed.
        held: target → why, see `held_back`.
        read: the lists that can be read instead.

    Returns:
        Rows of `marts.ListInForce`, sorted.
    """
    earlier = sorted(read, key=lambda one: (one[0], one[1]))
    rows: list[tuple[object, ...]] = []
    for day in sorted(set(days)):
        for target in (one.value for one in Target):
            if target not in held:
                rows.append((day, target, False, day, None, 0, None))
                continue
            kept = [(then, run_id) for of, then, run_id in earlier if of == target and then <= day]
            then, run_id = kept[-1] if kept else (None, None)
            rows.append((day, target, True, then, run_id, None if then is None else (day - then).days, held[target]))
    frame = pl.DataFrame(rows, schema=_schema(), orient="row").sort("as_of", "target")
    return ListInForce.validate(frame, cast=True)


def told(found: pl.DataFrame) -> str:
    """The lists that are held back on the last day, a line for each, in Swedish; nothing when none is."""
    held = found.filter(pl.col("as_of") == pl.col("as_of").max(), pl.col("is_held"))
    return "\n".join(
        sentence(row["target"], row["as_of"], row["list_as_of"], row["because"]) for row in held.iter_rows(named=True)
    )


def sentence(target: str, as_of: dt.date, list_as_of: dt.date | None, because: str) -> str:
    """Which list is read instead, how old it is, and why, in Swedish."""
    label = labels_of("targets")[target]
    if list_as_of is None:
        return (
            f"Det finns ingen lista {target} ({label}): den per {as_of} hålls inne, och ingen tidigare finns. {because}"
        )
    days = (as_of - list_as_of).days
    age = "samma dag" if days == 0 else f"{days} {'dag' if days == 1 else 'dagar'} gammal"
    return f"Listan {target} ({label}) är från {list_as_of} ({age}): den per {as_of} hålls inne. {because}"


def _schema() -> dict[str, pl.DataType]:
    return {name: column.dtype for name, column in ListInForce.columns().items()}


def _most() -> int:
    column = ListInForce.columns()["because"]
    return int(getattr(column, "max_length", None) or 4000)
