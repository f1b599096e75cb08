"""A drawn plan as frozen values: what terminal, workbook and JSON all show, with records and later corrections beside.

The plan itself comes from its book and is never changed here.
"""

import datetime as dt
import functools
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import polars as pl

from indicators.planning.capacity import ANY, NATIONAL
from indicators.planning.frame import REASONS
from tables.code_lists import code_list
from web import wording
from web.queries import Filters

ARMS = {"duty": "frekvenstillsyn", "random": "slumpurval", "risk": "riskurval"}
#: Said beside the whole plan.
HOW_TO_READ = (
    "Frekvenstillsyn görs oavsett risk. Slumpurvalet dras innan riskurvalet, så att träffsäkerheten kan mätas; den som "
    "står där är inte vald för sin risk.",
    "Riskurvalet: band A är alltid med när det ryms; B och C lottas, med större sannolikhet för den som troligare hör "
    "till de översta. D dras bara om plats finns kvar.",
    "Otillräckligt underlag (U) är en egen lista och inte detsamma som låg risk. Den dras bara i slumpurvalet.",
    "Planen är låst när den är dragen. Senare rättelser markeras men ändrar den inte. Den som avviker skriver varför.",
)
NOT_SHOWN = "visas inte"


@dataclass(frozen=True)
class Case:
    """One case of a plan. `why` says how it came to be there; `marks` what is held otherwise now."""

    order: int
    arm: str
    activity_id: str
    activity_name: str | None
    actor: str
    form: str
    form_code: str
    municipality: str
    county_code: str | None
    division: str
    division_code: str | None
    team: str | None
    has_room: bool
    band: str | None
    rank: int | None
    p_top: float | None
    probability: float
    duty_last_day: dt.date | None
    why: str
    notes: tuple[str, ...]
    reasons: tuple[str, ...]
    marks: tuple[str, ...]
    record: str | None


@dataclass(frozen=True)
class Share:
    """What one pool has room for and what it was used for."""

    name: str
    capacity: int
    duty: int
    random: int
    risk: int
    no_room: int


@dataclass(frozen=True)
class PlanView:
    """A plan, narrowed, with what is to be said about it."""

    plan_id: str
    target: str
    target_label: str
    period: str
    as_of: dt.date
    drawn_on: dt.date
    by: str
    because: str
    seed: int
    random_share: float
    run_id: str
    n_cases: int
    shares: tuple[Share, ...]
    remarks: tuple[str, ...]
    outside: Mapping[str, int]
    compared: str
    cases: tuple[Case, ...]
    departures: tuple[str, ...] = field(default=())
    n_hidden: int = 0


def selected(cases: Sequence[Case], filters: Filters, arm: str | None, team: str | None) -> tuple[Case, ...]:
    """The cases of a division, form, arm and team; whatever is not given narrows nothing."""
    wanted = {
        "division_code": filters.division,
        "county_code": filters.county,
        "form_code": filters.form,
        "arm": arm,
        "team": team,
    }
    return tuple(case for case in cases if all(value in {None, getattr(case, name)} for name, value in wanted.items()))


def cases_of(
    rows: pl.DataFrame, records: Mapping[str, str], marks: Mapping[str, tuple[str, ...]], as_of: dt.date
) -> tuple[Case, ...]:
    """The drawn rows of a plan's frame as cases, in order."""
    drawn = rows.filter(pl.col("arm").is_not_null()).sort("order")
    return tuple(_case(row, records, marks, as_of) for row in drawn.iter_rows(named=True))


def shares_of(rows: pl.DataFrame, capacity: Sequence[Sequence[Any]]) -> tuple[Share, ...]:
    """What each pool has room for and what was drawn against it; last what belongs to no pool."""
    pools: dict[str, int] = {}
    for division, form, _team, number in capacity:
        pools[f"{division}/{form}"] = pools.get(f"{division}/{form}", 0) + number
    drawn = rows.filter(pl.col("arm").is_not_null())
    counted = drawn.group_by("pool", "arm", "has_room").len().iter_rows()
    numbers = {(pool, arm, room): n for pool, arm, room, n in counted}
    found = [
        Share(
            pool_name(pool),
            room,
            numbers.get((pool, "duty", True), 0),
            numbers.get((pool, "random", True), 0),
            numbers.get((pool, "risk", True), 0),
            numbers.get((pool, "duty", False), 0),
        )
        for pool, room in pools.items()
    ]
    lost = numbers.get((None, "duty", False), 0)
    return (*found, *([Share("utan kapacitet", 0, 0, 0, 0, lost)] if lost else []))


def outside_of(rows: pl.DataFrame) -> dict[str, int]:
    """Why activities could not be drawn by risk → how many."""
    kept_out = rows.filter(pl.col("excluded").is_not_null(), pl.col("excluded") != "duty")
    counts = dict(kept_out.group_by("excluded").len().iter_rows())
    return {text: int(counts[name]) for name, text in REASONS.items() if name in counts}


def pool_name(pool: str) -> str:
    """`nord/HVB` in words."""
    division, form = pool.split("/")
    place = NATIONAL if division == NATIONAL else wording.label("regional_divisions", division)
    return place if form == ANY else f"{place}, {wording.label('forms', form)}"


def _case(
    row: Mapping[str, Any], records: Mapping[str, str], marks: Mapping[str, tuple[str, ...]], as_of: dt.date
) -> Case:
    actor = wording.organisation_number(row["actor_id"])
    is_open = not row["is_protected"]
    return Case(
        order=row["order"],
        arm=row["arm"],
        activity_id=row["activity_id"],
        activity_name=row["activity_name"],
        actor=f"{row['actor_name']} ({actor})" if actor[:1].isdigit() and row["actor_name"] else actor,
        form=wording.label("forms", row["form_code"]),
        form_code=row["form_code"],
        municipality=wording.place("municipalities", row["municipality_code"]) if is_open else NOT_SHOWN,
        county_code=_counties().get(row["municipality_code"]) if is_open else None,
        division=wording.place("regional_divisions", row["division"]) if is_open else NOT_SHOWN,
        division_code=row["division"] if is_open else None,
        team=row["team"],
        has_room=row["has_room"],
        band=row["band"],
        rank=row["rank"],
        p_top=row["p_top"],
        probability=row["inclusion_probability"],
        duty_last_day=row["duty_last_day"],
        why=_why(row, as_of),
        notes=_notes(row),
        reasons=tuple(line for line in (row["reasons"] or "").splitlines() if line.strip()),
        marks=marks.get(row["activity_id"], ()),
        record=records.get(row["activity_id"]),
    )


@functools.cache
def _counties() -> dict[str, str]:
    """Municipality → county, by the latest row of the code list."""
    return dict(code_list("municipalities").sort("valid_from").select("code", "county_code").iter_rows())


def _why(row: Mapping[str, Any], as_of: dt.date) -> str:
    if row["arm"] == "duty":
        late = (as_of - row["duty_last_day"]).days
        said = f", {wording.counted(late, 'dag', 'dagar')} sen per {as_of}" if late > 0 else ""
        return f"Årlig inspektion senast {row['duty_last_day']}{said}."
    probability = _probability(row["inclusion_probability"])
    if row["arm"] == "random":
        return f"Slumpmässigt vald, sannolikhet {probability}."
    place = f"plats {row['rank']} ({wording.interval(row['rank_low'], row['rank_high'])})"
    if row["inclusion_probability"] >= 1:
        return f"Band {row['band']}, {place}; alltid med när det ryms."
    return f"Band {row['band']}, {place}; lottad, sannolikhet {probability}."


def _probability(value: float) -> str:
    return wording.share(value, 0 if value >= 0.1 else 1 if value >= 0.01 else 2)


def _notes(row: Mapping[str, Any]) -> tuple[str, ...]:
    said = [] if row["has_room"] else ["Ryms inte i kapaciteten, men ska göras."]
    if row["open_case"]:
        said.append(f"Öppet ärende {row['open_case']}; samordna med det.")
    flags = tuple(part.strip() for part in (row["flags"] or "").split("|") if part.strip())
    return (*said, *(row["joint"] or "").splitlines(), *flags)
