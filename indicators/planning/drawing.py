"""A draw in its order: yearly duties, the random arm, the risk arm; then teams, places in the plan, and what to say.

A function of its arguments alone: the same frame, capacity and seed give the same plan, whatever the order of the rows.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import polars as pl

from indicators.planning import chance, either_arm, pareto, random_arm, risk_arm
from indicators.planning.capacity import Capacity, pool_names
from indicators.planning.remarks import remarks

Integers = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]
#: Changes whenever a draw from the same inputs would come out otherwise; part of a plan's name.
METHOD = "1"
_ARMS = ("duty", "random", "risk")
_NO_POOL = -1


@dataclass(frozen=True)
class Draw:
    """What is asked for: how many inspections, with which seed, and what keeps this draw's chances apart from others'.

    Attributes:
        capacities: rows of the capacity file.
        seed: the seed.
        purpose: target and period, so that one seed gives other chances in another list.
        random_share: the random arm's share of what the duties leave.
        least_p_top: the P(top) that counts for who has less.
    """

    capacities: tuple[Capacity, ...]
    seed: int
    purpose: str
    random_share: float
    least_p_top: float


@dataclass(frozen=True)
class Plan:
    """The frame with what was drawn, and what the reader should be told about it.

    `rows` is the frame with: u_random, u_risk, random_probability (null outside the random arm's frame),
    risk_probability (null outside the risk arm's, 0 where no room was left), either_probability (of being drawn at all;
    null outside every frame), q, arm (null where not drawn), has_room, inclusion_probability, stratum, frame_size,
    drawn_in_arm, team and order; drawn first, in the order of the plan.
    """

    rows: pl.DataFrame
    remarks: tuple[str, ...]


def drawn(units: pl.DataFrame, asked: Draw) -> Plan:
    """Draw a plan.

    Args:
        units: the frame, see `frame.frame`.
        asked: capacity, seed and shares.
    """
    units = units.sort("activity_id")
    pools = pool_names(asked.capacities)
    places = {name: place for place, name in enumerate(pools)}
    pool = units["pool"].replace_strict(places, default=_NO_POOL, return_dtype=pl.Int64).fill_null(_NO_POOL).to_numpy()
    capacity = np.asarray(list(pools.values()), dtype=np.int64)
    rows, left = _with_duties(_with_chances(units, asked), pool, capacity, asked)
    rows, room = _with_random(rows, pool, left, asked)
    rows = _with_either(_with_risk(rows, pool, room, asked.least_p_top), pool, room, asked.least_p_top)
    rows = _with_teams(_described(rows), asked.capacities)
    return Plan(_in_order(rows), remarks(rows, pools, dict(zip(pools, room.tolist(), strict=True))))


def _with_chances(units: pl.DataFrame, asked: Draw) -> pl.DataFrame:
    identifiers = units["activity_id"].to_list()
    columns = {
        f"u_{arm}": chance.uniforms(asked.seed, f"{asked.purpose}|{arm}", identifiers) for arm in ("random", "risk")
    }
    return units.with_columns(**{name: pl.Series(values) for name, values in columns.items()})


def _with_duties(units: pl.DataFrame, pool: Integers, capacity: Integers, asked: Draw) -> tuple[pl.DataFrame, Integers]:
    """Every duty stands in the plan; those that come first by day, and by chance on one day, have room."""
    del asked
    due = units["is_due"].to_numpy()
    order = np.lexsort((units["u_random"].to_numpy(), units["duty_last_day"].to_physical().fill_null(0).to_numpy()))
    has_room, left = np.zeros(len(due), dtype=np.bool_), capacity.copy()
    for place in order[due[order] & (pool[order] != _NO_POOL)]:
        has_room[place] = left[pool[place]] > 0
        left[pool[place]] -= has_room[place]
    arm = pl.when("is_due").then(pl.lit("duty"))
    return units.with_columns(arm=arm, has_room=pl.Series(has_room)), left


def _with_random(rows: pl.DataFrame, pool: Integers, left: Integers, asked: Draw) -> tuple[pl.DataFrame, Integers]:
    """The random arm of what is left, and the room in each pool after it."""
    inside = np.flatnonzero(rows["in_random_frame"].to_numpy())
    own, u = pool[inside], rows["u_random"].to_numpy()[inside]
    form = rows["form_code"].rank("dense").cast(pl.Int64).to_numpy()[inside]
    expected = random_arm.parts(left, np.bincount(own, minlength=len(left)), asked.random_share)
    (start,) = chance.uniforms(asked.seed, f"{asked.purpose}|start", ["random"])
    chosen = random_arm.draw(expected, own, form, u, float(start))
    probability = np.full(rows.height, np.nan)
    probability[inside] = random_arm.probabilities(expected, own)
    taken = np.zeros(rows.height, dtype=np.bool_)
    taken[inside[chosen]] = True
    rows = rows.with_columns(
        random_probability=pl.Series(probability).fill_nan(None),
        arm=pl.when(pl.Series(taken)).then(pl.lit("random")).otherwise("arm"),
        has_room=pl.col("has_room") | pl.Series(taken),
    )
    return rows, left - np.bincount(pool[taken], minlength=len(left))


def _with_risk(rows: pl.DataFrame, pool: Integers, room: Integers, least: float) -> pl.DataFrame:
    """The risk arm of the room that is left in each pool, among those who are ranked and nothing keeps out."""
    candidate = (rows["excluded"].is_null() & rows["arm"].is_null()).to_numpy()
    pi, q, taken = np.full(rows.height, np.nan), np.full(rows.height, np.nan), np.zeros(rows.height, dtype=np.bool_)
    u, p_top, bands = rows["u_risk"].to_numpy(), rows["p_top"].fill_null(0.0).to_numpy(), rows["band"].to_list()
    inside = np.flatnonzero(candidate)
    by_pool = inside[np.argsort(pool[inside], kind="stable")]
    for own in np.split(by_pool, np.flatnonzero(np.diff(pool[by_pool])) + 1):
        if not len(own):
            continue
        tier = risk_arm.tier_of([bands[place] for place in own])
        aimed = risk_arm.aim(tier, p_top[own], int(room[pool[own[0]]]), least)
        pi[own], q[own] = aimed.pi, pareto.ranking(aimed.aimed_at, u[own])
        taken[own] = risk_arm.draw(aimed, u[own])
    return rows.with_columns(
        risk_probability=pl.Series(pi).fill_nan(None),
        q=pl.Series(q).fill_nan(None),
        arm=pl.when(pl.Series(taken)).then(pl.lit("risk")).otherwise("arm"),
        has_room=pl.col("has_room") | pl.Series(taken),
    )


def _with_either(rows: pl.DataFrame, pool: Integers, room: Integers, least: float) -> pl.DataFrame:
    """How likely each was to be drawn at all: duties for certain, the ranked in either arm, the others by lot alone."""
    found = rows["random_probability"].fill_null(float("nan")).to_numpy().copy()
    by_lot, p_top = np.nan_to_num(found), rows["p_top"].fill_null(0.0).to_numpy()
    is_due, bands = rows["is_due"].to_numpy(), rows["band"].to_list()
    ranked = rows["excluded"].is_null().to_numpy() & ~is_due & (pool != _NO_POOL)
    for name in np.unique(pool[ranked]):
        own = np.flatnonzero(ranked & (pool == name))
        tier = risk_arm.tier_of([bands[place] for place in own])
        found[own] = either_arm.probabilities(by_lot[own], tier, p_top[own], int(room[name]), least)
    found[is_due] = 1.0
    return rows.with_columns(either_probability=pl.Series(found).fill_nan(None))


def _described(rows: pl.DataFrame) -> pl.DataFrame:
    """Probability in the arm, stratum, and how many of the stratum were in the arm's frame and drawn."""
    inside = {
        "duty": pl.col("is_due"),
        "random": pl.col("random_probability").is_not_null(),
        "risk": pl.col("risk_probability").is_not_null(),
    }
    chosen = {arm: pl.col("arm") == arm for arm in _ARMS}
    sizes = {arm: inside[arm].sum().over("form_code") for arm in _ARMS}
    numbers = {arm: chosen[arm].sum().over("form_code") for arm in _ARMS}
    probability = {"duty": pl.lit(1.0), "random": pl.col("random_probability"), "risk": pl.col("risk_probability")}

    def of_arm(values: Mapping[str, pl.Expr]) -> pl.Expr:
        return pl.coalesce(pl.when(chosen[arm]).then(values[arm]) for arm in _ARMS)

    return rows.with_columns(
        inclusion_probability=of_arm(probability),
        stratum="form_code",
        frame_size=of_arm(sizes).cast(pl.Int64),
        drawn_in_arm=of_arm(numbers).cast(pl.Int64),
        has_room=pl.when(pl.col("arm").is_not_null()).then("has_room"),
    )


def _with_teams(rows: pl.DataFrame, capacities: Sequence[Capacity]) -> pl.DataFrame:
    """Cases of a pool shared out among its teams in proportion to their capacity, in the order of the plan."""
    teams: dict[str, str] = {}
    ordered = _in_order(rows).filter(pl.col("has_room"))
    for (name,), part in ordered.group_by("pool", maintain_order=True):
        own = [one for one in sorted(capacities) if one.pool == name and one.inspections]
        if [one.team for one in own] == [""]:
            continue
        given, total = [0] * len(own), sum(one.inspections for one in own)
        for number, activity in enumerate(part["activity_id"], start=1):
            lag = [number * one.inspections / total - given[place] for place, one in enumerate(own)]
            room = [place for place, one in enumerate(own) if given[place] < one.inspections]
            place = max(room, key=lambda each: (lag[each], -each))
            given[place] += 1
            teams[activity] = own[place].team
    named = pl.DataFrame({"activity_id": list(teams), "team": list(teams.values())}, schema_overrides=_TEAMS)
    return rows.join(named, on="activity_id", how="left", maintain_order="left").with_columns(
        team=pl.when(pl.col("team") != "").then("team")
    )


_TEAMS = {"activity_id": pl.String, "team": pl.String}


def _shown_division() -> pl.Expr:
    return pl.when(~pl.col("is_protected")).then("division")


def _in_order(rows: pl.DataFrame) -> pl.DataFrame:
    """The drawn first, by division and arm: duties by day, the random by chance, the risk arm by rank.

    Protected places come last, by chance, so that no place in the plan tells a division.
    """
    place = pl.col("arm").replace_strict({arm: number for number, arm in enumerate(_ARMS)}, default=None)
    within = (
        pl.when(pl.col("arm") == "duty")
        .then(pl.col("duty_last_day").to_physical().cast(pl.Float64))
        .when((pl.col("arm") == "random") | pl.col("is_protected"))
        .then("u_random")
        .otherwise(pl.col("rank").cast(pl.Float64))
    )
    ordered = rows.drop("order", strict=False).with_columns(_place=place, _within=within)
    ordered = ordered.sort(
        pl.col("arm").is_null(),
        "is_protected",
        _shown_division(),
        "_place",
        "_within",
        "u_random",
        "activity_id",
        nulls_last=True,
    )
    number = pl.int_range(1, pl.len() + 1, dtype=pl.Int64)
    return ordered.with_columns(order=pl.when(pl.col("arm").is_not_null()).then(number)).drop("_place", "_within")
