"""Deliveries `court_event` and `measure`: what the courts said of decisions, and what was done about them.

The decisions themselves are in `decisions.py`.
"""

import numpy as np
import polars as pl

from sources.synthetic.decisions import decision_ids
from sources.synthetic.draws import NEVER, Flags, Ints, Rng, Texts, between, chance, dates, numbered, pick
from sources.synthetic.population import Population
from sources.synthetic.setting import Setting

#: How often each kind of decision is appealed.
APPEALED = {
    "revocation_full": 0.62,
    "revocation_partial": 0.5,
    "interim_ban": 0.4,
    "ban": 0.6,
    "order_remedy_vite": 0.12,
    "order_remedy": 0.05,
    "sanction_fee_conditions": 0.3,
    "ban_unlicensed": 0.2,
}


def court_rows(rng: Rng, decisions: pl.DataFrame) -> pl.DataFrame:
    """Appeals, inhibition, rulings and the day a decision became final."""
    heavy = decisions.with_columns(id=decision_ids(decisions)).filter(pl.col("kind").is_in(list(APPEALED)))
    probability = heavy["kind"].replace_strict(APPEALED, return_dtype=pl.Float64).to_numpy()
    kept = heavy["kept"].fill_null(value=False).to_numpy()
    appealed = chance(rng, probability, heavy.height) | kept
    filed = heavy["day"].to_numpy() + rng.integers(8, 22, heavy.height)
    whole = pl.concat([*_inhibitions(rng, heavy, appealed, kept, filed), *_rulings(rng, heavy, appealed, kept, filed)])
    days = whole["day"].to_numpy()
    known = dates(days + rng.integers(1, 25, len(days)))
    return whole.select("decision_id", "instance", "state", event_date=dates(days), known_at=known)


def _inhibitions(rng: Rng, heavy: pl.DataFrame, appealed: Flags, kept: Flags, filed: Ints) -> list[pl.DataFrame]:
    """Whether the court lets the decision wait while the appeal is tried."""
    n = heavy.height
    asked = appealed & chance(rng, 0.7, n)
    granted = chance(rng, np.where(kept, 0.8, 0.3), n)
    day = filed + rng.integers(4, 40, n)
    return [
        _events(heavy, asked & granted, "fr", "inhibition_granted", day),
        _events(heavy, asked & ~granted, "fr", "inhibition_refused", day),
    ]


def _rulings(rng: Rng, heavy: pl.DataFrame, appealed: Flags, kept: Flags, filed: Ints) -> list[pl.DataFrame]:
    """Rulings of up to two courts; where the activity went on, the decision was annulled."""
    n = heavy.height
    first = filed + rng.integers(90, 380, n)
    annulled = kept | chance(rng, 0.13, n)
    onward = appealed & chance(rng, 0.4, n)
    reversed_above = onward & ~kept & chance(rng, 0.1, n)
    second_filed, second = first + rng.integers(10, 22, n), first + rng.integers(120, 420, n)
    ruling = np.where(annulled, "annulled", pick(rng, {"upheld": 0.88, "amended": 0.12}, n))
    last = np.where(annulled != reversed_above, "annulled", "upheld")
    stands = ~appealed | np.where(onward, last != "annulled", ruling != "annulled")
    final = np.where(appealed, np.where(onward, second, first) + 61, heavy["day"].to_numpy() + 25)
    return [
        _events(heavy, appealed, "fr", "appealed", filed),
        _events(heavy, appealed, "fr", ruling, first),
        _events(heavy, onward, "kr", "appealed", second_filed),
        _events(heavy, onward, "kr", last, second),
        _events(heavy, stands, np.where(onward, "kr", "fr"), "final", final),
    ]


def _events(heavy: pl.DataFrame, happened: Flags, instance: str | Texts, state: str | Texts, day: Ints) -> pl.DataFrame:
    n = heavy.height
    frame = pl.DataFrame(
        {
            "decision_id": heavy["id"],
            "instance": np.broadcast_to(np.asarray(instance), (n,)).copy(),
            "state": np.broadcast_to(np.asarray(state), (n,)).copy(),
            "day": day,
        }
    )
    return frame.filter(pl.Series(happened, dtype=pl.Boolean))


def measure_rows(rng: Rng, setting: Setting, population: Population, decisions: pl.DataFrame) -> pl.DataFrame:
    """What was promised after criticism and orders, and what the follow-up showed."""
    answered = decisions.with_columns(id=decision_ids(decisions)).filter(
        pl.col("kind").is_in(["criticism", "order_remedy", "order_remedy_vite"])
    )
    number = 1 + chance(rng, 0.35, answered.height)
    at = np.repeat(np.arange(answered.height), number)
    activity, day = answered["activity"].to_numpy()[at], answered["day"].to_numpy()[at]
    planned = day + between(rng, 20, 120, len(at))
    checked = np.where(chance(rng, 0.62, len(at)), planned + rng.integers(30, 240, len(at)), NEVER)
    good = chance(rng, np.clip(0.8 - 0.13 * population.of_activity("risk")[activity], 0.08, 0.97), len(at))
    result = np.where(
        good,
        pick(rng, {"effect": 0.6, "done": 0.4}, len(at)),
        pick(rng, {"not_done": 0.45, "no_effect": 0.55}, len(at)),
    )
    promised = pl.DataFrame(
        {
            "measure_id": numbered("M", len(at)),
            "decision_id": answered["id"].gather(at),
            "activity_id": numbered("V", population.activities.height).gather(activity),
            "planned_at": dates(planned),
            "checked_at": dates(np.full(len(at), NEVER)),
            "result": pl.Series(np.full(len(at), None), dtype=pl.String),
            "known_at": dates(day + rng.integers(10, 45, len(at))),
        }
    )
    known = np.maximum(checked + rng.integers(1, 20, len(at)), day + 60)
    followed = promised.with_columns(checked_at=dates(checked), result=pl.Series(result), known_at=dates(known))
    return pl.concat([promised, followed.filter(pl.Series(checked <= setting.last_day))])
