"""Where the inspectorate goes, and why: yearly duty, risk, national themes, the lot, and following up.

Who is chosen on risk depends on what inspectors know and no register tells (`knowledge` in the population). What is
seen there belongs in `supervision.py`.
"""

import numpy as np
import polars as pl

from sources.synthetic.draws import NEVER, Ints, Rng, Texts, arrivals, between, chance, pick, pick_index
from sources.synthetic.population import Population
from sources.synthetic.setting import Setting

#: Cases a year at full scale, beside the yearly inspections of units for children.
RISK_SELECTED, NATIONAL, RANDOM = 900, 150, 50
ORIGINS = {"own_initiative": 0.42, "complaint": 0.2, "tip": 0.26, "municipal_report": 0.12}
_THEMES = ("SABO", "LSS9", "HTJ", "DAGV", "LSS6", "BMSS", "LSS2")


def chosen_cases(setting: Setting, population: Population) -> pl.DataFrame:
    """Cases by activity, day and origin; `severe` marks those that lead to a revocation or a planted flight."""
    rng = setting.stream("selection")
    pieces = [
        _yearly(rng, setting, population),
        _risk_selected(rng, setting, population),
        _national(rng, setting, population),
        _random(rng, setting, population),
        *_forced(rng, setting, population),
    ]
    return pl.concat(pieces, how="diagonal").with_columns(pl.col("severe").fill_null(value=False))


def follow_ups(setting: Setting, decisions: pl.DataFrame) -> pl.DataFrame:
    """Cases that follow up orders, some months after the last day to comply."""
    rng = setting.stream("follow-ups")
    orders = decisions.filter(pl.col("kind").is_in(["order_remedy", "order_remedy_vite"]) & (pl.col("activity") >= 0))
    orders = orders.filter(pl.Series(chance(rng, 0.45, orders.height), dtype=pl.Boolean))
    day = orders["due"].to_numpy() + rng.integers(15, 200, orders.height)
    return _cases(orders["activity"].to_numpy(), day, "follow_up").with_columns(severe=pl.lit(value=False))


def _cases(activity: Ints, day: Ints, origin: str | Texts) -> pl.DataFrame:
    frame = pl.DataFrame({"activity": activity, "day": day})
    return frame.with_columns(origin=pl.lit(origin) if isinstance(origin, str) else pl.Series(origin))


def _yearly(rng: Rng, setting: Setting, population: Population) -> pl.DataFrame:
    """Units for children: about a year apart, now and then later than the duty says."""
    rows = np.flatnonzero(population.of_activity("children"))
    first = np.maximum(population.of_activity("start")[rows] + 60, setting.first_day)
    gaps = np.maximum(rng.normal(358, 22, (len(rows), setting.years + 2)), 200)
    gaps = np.where(rng.random(gaps.shape) < 0.05, gaps + rng.uniform(60, 260, gaps.shape), gaps)
    gaps[:, 0] = rng.uniform(5, 330, len(rows))
    days = (first[:, None] + np.cumsum(gaps, axis=1)).astype(np.int64)
    return _cases(np.repeat(rows, days.shape[1]), days.ravel(), "yearly_duty")


def _risk_selected(rng: Rng, setting: Setting, population: Population) -> pl.DataFrame:
    """Chosen on what inspectors know; hardly any trace of that knowledge is in the registers."""
    weight = np.exp(0.95 * population.of_activity("knowledge"))
    weight = np.where(population.of_activity("operator_type") == "private", 1.6, 1.0) * weight
    rate = RISK_SELECTED * setting.scale * weight / weight.sum()
    n = len(weight)
    who, day = arrivals(rng, rate, np.full(n, setting.first_day), np.full(n, setting.last_day))
    return _cases(who, day, pick(rng, ORIGINS, len(who)))


def _national(rng: Rng, setting: Setting, population: Population) -> pl.DataFrame:
    """Each autumn one form is looked at throughout the country."""
    pieces = []
    for year in setting.calendar_years():
        weight = (population.of_activity("form_code") == _THEMES[year % len(_THEMES)]).astype(np.float64)
        low = int(np.datetime64(f"{year}-09-01").astype(np.int64))
        chosen = np.unique(pick_index(rng, weight, max(1, round(NATIONAL * setting.scale))))
        pieces.append(_cases(chosen, between(rng, low, low + 80, len(chosen)), "national"))
    return pl.concat(pieces)


def _random(rng: Rng, setting: Setting, population: Population) -> pl.DataFrame:
    """The few that are drawn by lot: the only unbiased view there is."""
    n = round(RANDOM * setting.scale * setting.years)
    chosen = rng.integers(0, population.activities.height, max(n, 3))
    return _cases(chosen, between(rng, setting.first_day, setting.last_day, len(chosen)), "random")


def _forced(rng: Rng, setting: Setting, population: Population) -> list[pl.DataFrame]:
    """What led to revocations, and the criticism that planted movers ran from."""
    revoked = np.flatnonzero(population.of_activity("revoked") < NEVER)
    day = population.of_activity("revoked")[revoked]
    day = np.maximum(day - rng.integers(100, 220, len(revoked)), np.minimum(setting.first_day, day - 1))
    moved = np.flatnonzero(population.of_activity("criticised") < NEVER)
    severe = pl.lit(value=True)
    return [
        _cases(revoked, day, pick(rng, ORIGINS, len(revoked))).with_columns(severe=severe),
        _cases(moved, population.of_activity("criticised")[moved], "tip").with_columns(severe=severe),
    ]
