"""Hits among those inspected, quarter by quarter and arm by arm, and whether a fall says that the order has decayed.

Once a list decides who is inspected, the rate among those chosen falls without anything being wrong with it: the top
has been looked at, and rests. So the rate of the chosen is never read alone. Beside it stands the random arm's, which
no list has touched, and a fall is called decay only when the order tells hits from misses worse *within the random
arm* than it did. Source: method notes §7, feedback loops, and §10.
"""

import datetime as dt
import math
from dataclasses import dataclass
from enum import StrEnum

import polars as pl

from indicators.evaluation.agreement import auc
from indicators.evaluation.estimators import Estimate, share
from indicators.evaluation.figure_rows import Figures
from indicators.evaluation.intervals_of_shares import quantile
from indicators.evaluation.labels import delay95
from indicators.measures.base import known
from indicators.population import Facts
from tables.code_lists import code_list
from tables.months import add_months

RISK, RANDOM, DUTY = "risk_arm", "random_arm", "duty"
ARMS = (RISK, RANDOM, DUTY)
BY_QUARTER, CHANGE = "hit_rate_by_quarter", "hit_rate_change"
#: Inspections that each arm must have in each period, and hits and misses of the random arm, for anything to be said.
FEWEST, FEWEST_OF_EACH = 30, 5
#: The quarters that are held against those before them: a year, so that no season stands against another.
LATEST = 4
_QUARTER = 3
_ARM_OF = {
    **dict.fromkeys(code_list("case_origins").filter(pl.col("is_risk_selected") == "1")["code"], RISK),
    "random": RANDOM,
    "yearly_duty": DUTY,
}


class Cause(StrEnum):
    """What a change of the hit rate among the chosen comes from, as far as can be said."""

    NOT_BEGUN = "not_begun"
    TOO_FEW = "too_few"
    NO_FALL = "no_fall"
    EVERYWHERE = "everywhere"
    SELECTION = "selection"
    DECAY = "decay"


@dataclass(frozen=True)
class Drift:
    """What is said of the hit rate since lists began to decide.

    Attributes:
        cause: what it comes from.
        said: the same in Swedish.
        rates: arm → hits in the earlier and in the latest period.
        order: how well the order tells hits from misses within the random arm, in the same periods; AUC.
    """

    cause: Cause
    said: str
    rates: dict[str, tuple[Estimate, Estimate]]
    order: tuple[Estimate, Estimate] | None = None


def looks(facts: Facts, target: str, known_on: dt.date) -> pl.DataFrame:
    """The inspections that have been judged, as known on a day.

    Args:
        facts: `outcome` and, where plans have been drawn, `planned_case`.
        target: Q or W; also the label.
        known_on: the day.

    Returns:
        `outcome_id`, `activity_id`, `event_date`, `quarter` (its first day), `arm`, `is_hit`, `is_settled` (outcomes of
        the quarter are no longer awaited) and `p_top` (when drawn, random arm only), sorted. Looks that neither risk,
        lot nor law chose are left out.
    """
    own = facts["outcome"].filter(known(known_on), pl.col("label").cast(pl.String) == target)
    delay = delay95(facts["outcome"], known_on, target)
    quarter = pl.col("event_date").dt.truncate("1q")
    found = own.select(
        "outcome_id",
        "activity_id",
        "event_date",
        quarter=quarter,
        arm=pl.col("origin").cast(pl.String).replace_strict(_ARM_OF, default=None, return_dtype=pl.String),
        is_hit=pl.col("outcome") > 0,
        is_settled=quarter.dt.offset_by("1q").dt.offset_by(f"{delay}d") <= known_on,
    ).drop_nulls("arm")
    return _with_order(found, facts, target, known_on).sort("event_date", "outcome_id")


def began(facts: Facts, target: str, known_on: dt.date) -> dt.date | None:
    """The first day of the quarter after the first plan that chose by the list; None where none has."""
    planned = facts.get("planned_case")
    if planned is None:
        return None
    of_list = (pl.col("target").cast(pl.String) == target) & (pl.col("arm").cast(pl.String) == "risk")
    first = planned.filter(known(known_on), of_list)["event_date"].min()
    if not isinstance(first, dt.date):
        return None
    return add_months(dt.date(first.year, 1 + (first.month - 1) // _QUARTER * _QUARTER, 1), _QUARTER)


def by_quarter(seen: pl.DataFrame) -> pl.DataFrame:
    """One row per quarter and arm with `n`, `hits` and `is_settled`, sorted."""
    counted = seen.group_by("quarter", "arm").agg(n=pl.len(), hits=pl.col("is_hit").sum(), is_settled="is_settled")
    return counted.with_columns(pl.col("is_settled").list.all()).sort("quarter", "arm")


def judged(seen: pl.DataFrame, since: dt.date | None) -> Drift:
    """Whether the hit rate among the chosen has fallen since lists began to decide, and what that comes from.

    Args:
        seen: see `looks`.
        since: see `began`.
    """
    if since is None:
        return Drift(Cause.NOT_BEGUN, "Ingen plan har dragits från listan än, så inget urval har följt den.", {})
    after = seen.filter(pl.col("quarter") >= since, "is_settled")
    quarters = after["quarter"].unique().sort().to_list()
    if len(quarters) <= LATEST:
        return Drift(
            Cause.TOO_FEW,
            f"För tidigt att säga: {len(quarters)} kvartal är färdiga sedan listan började följas, och det behövs fler "
            f"än {LATEST}.",
            {},
        )
    is_late = pl.col("quarter") >= quarters[-LATEST]
    periods = after.filter(~is_late), after.filter(is_late)
    rates = {arm: (_rate(periods[0], arm), _rate(periods[1], arm)) for arm in ARMS}
    return _caused(rates, (_order(periods[0]), _order(periods[1])))


def _caused(rates: dict[str, tuple[Estimate, Estimate]], order: tuple[Estimate, Estimate]) -> Drift:
    chosen = rates[RISK]
    if min(one.n for one in chosen) < FEWEST:
        return Drift(Cause.TOO_FEW, "För få inspektioner efter risk för att säga om träffarna har ändrats.", rates)
    if not _has_fallen(*chosen):
        return Drift(Cause.NO_FALL, "Andelen träffar bland dem som valts efter risk har inte fallit.", rates)
    fall = f"Andelen träffar bland dem som valts efter risk har fallit från {_said(chosen[0])} till {_said(chosen[1])}."
    cause, why = _by_lot(rates[RANDOM], order)
    return Drift(cause, f"{fall} {why}", rates, order)


def _by_lot(drawn: tuple[Estimate, Estimate], order: tuple[Estimate, Estimate]) -> tuple[Cause, str]:
    """What the random arm says of a fall among the chosen."""
    if min(one.n for one in (*drawn, *order)) < FEWEST or any(math.isnan(one.se) for one in order):
        return Cause.TOO_FEW, (
            "De slumpvis dragna är för få för att säga om det beror på urvalet eller på att ordningen blivit sämre."
        )
    if _difference(*order)[1] < 0:
        return Cause.DECAY, (
            "Också bland slumpvis dragna skiljer ordningen sämre mellan träff och inte träff "
            f"({_auc(order[0])}, nu {_auc(order[1])}): ordningen har blivit sämre och behöver ses över."
        )
    if order[1].low <= 1 / 2:
        return Cause.TOO_FEW, (
            "De slumpvis dragna visar inte om det beror på urvalet eller på att ordningen blivit sämre."
        )
    if _has_fallen(*drawn):
        return Cause.EVERYWHERE, (
            "Den har fallit också bland slumpvis dragna: det finns färre brister att hitta, och ordningen håller."
        )
    return Cause.SELECTION, (
        "Bland slumpvis dragna håller både andelen och ordningen: fallet kommer av vilka som redan har inspekterats."
    )


def figures(facts: Facts, target: str, known_on: dt.date) -> pl.DataFrame:
    """Rows of `EvaluationFigure`: the rate of each quarter and arm, and what is said of how it has changed.

    `hit_rate_by_quarter` has `group_kind` `quarter`; `hit_rate_change` has the latest rate of each arm, the rate before
    as `earlier` in `group`, and what is said as `note` of the risk arm's, which is an alarm when the order has decayed.
    """
    seen, since = looks(facts, target, known_on), began(facts, target, known_on)
    into = Figures(target, target)
    for row in by_quarter(seen).iter_rows(named=True):
        name = quarter_name(row["quarter"])
        unsettled = "" if row["is_settled"] else "utfall väntas"
        into.add(BY_QUARTER, share(row["hits"], row["n"]), stratum=row["arm"], group_kind="quarter", group=name,
                 note=unsettled or None)  # fmt: skip
    found = judged(seen, since)
    for arm, (before, now) in found.rates.items():
        into.add(CHANGE, before, stratum=arm, group_kind="period", group="earlier")
        into.add(CHANGE, now, stratum=arm, group_kind="period", group="latest")
    is_alarm = found.cause is Cause.DECAY
    into.add(CHANGE, None, stratum=RISK, group_kind="cause", group=found.cause, note=found.said, is_alarm=is_alarm)
    return into.frame()


def quarter_name(first: dt.date) -> str:
    """`2026-Q3`."""
    return f"{first.year}-Q{1 + (first.month - 1) // _QUARTER}"


def _with_order(found: pl.DataFrame, facts: Facts, target: str, known_on: dt.date) -> pl.DataFrame:
    """The looks of the random arm with what the list said of them when they were drawn, in the latest plan before."""
    nothing = pl.lit(None, pl.Float64).alias("p_top")
    planned = facts.get("planned_case")
    if planned is None:
        return found.with_columns(nothing)
    of_lot = (pl.col("target").cast(pl.String) == target) & (pl.col("arm").cast(pl.String) == "random")
    drawn = planned.filter(known(known_on), of_lot).select("activity_id", "p_top", drawn_on="event_date")
    joined = found.sort("event_date").join_asof(
        drawn.sort("drawn_on"),
        left_on="event_date",
        right_on="drawn_on",
        by="activity_id",
        strategy="backward",
        check_sortedness=False,
    )
    return joined.with_columns(pl.when(pl.col("arm") == RANDOM).then("p_top")).drop("drawn_on")


def _rate(seen: pl.DataFrame, arm: str) -> Estimate:
    own = seen.filter(pl.col("arm") == arm)["is_hit"]
    return share(int(own.sum()), len(own))


def _order(seen: pl.DataFrame) -> Estimate:
    own = seen.drop_nulls("p_top")
    hits = own["is_hit"].to_numpy()
    found = auc(hits, own["p_top"].to_numpy())
    is_enough = min(int(hits.sum()), len(hits) - int(hits.sum())) >= FEWEST_OF_EACH
    return found if is_enough else Estimate(float("nan"), 0.0, 1.0, found.n, float("nan"))


def _has_fallen(before: Estimate, now: Estimate) -> bool:
    """Whether a share is lower now, beyond chance: Newcombe's limits of a difference, from those of each."""
    high = now.value - before.value + ((now.high - now.value) ** 2 + (before.value - before.low) ** 2) ** 0.5
    return bool(high < 0)


def _difference(before: Estimate, now: Estimate) -> tuple[float, float]:
    half = quantile() * (before.se**2 + now.se**2) ** 0.5
    return now.value - before.value - half, now.value - before.value + half


def _said(rate: Estimate) -> str:
    return f"{100 * rate.value:.0f} % ({100 * rate.low:.0f}–{100 * rate.high:.0f} %, {rate.n} inspektioner)"


def _auc(one: Estimate) -> str:
    return f"{one.value:.2f}".replace(".", ",")
