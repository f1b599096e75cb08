"""Delivery `decision`: what was decided on what was found, and when orders were complied with.

Findings and cases come from `supervision.py`; which permits are revoked is decided in `fates.py`; what the courts said
and what was done about it belongs in `aftermath.py`.
"""

import datetime as dt

import numpy as np
import polars as pl

from sources.synthetic.draws import NEVER, Ints, Rng, chance, dates, numbered, pick, where
from sources.synthetic.population import N_MUNICIPALITIES, Population
from sources.synthetic.setting import Setting
from sources.synthetic.supervision import Supervision, case_numbers, severest
from tables.months import day_number

ORDERS = ["order_information", "order_remedy", "order_remedy_vite", "order_notification"]
_NEW_LAW = day_number(dt.date(2026, 1, 1))
_BY_SEVERITY = {
    0: {"closed_no_action": 1.0},
    1: {"closed_no_action": 0.6, "criticism": 0.4},
    2: {"criticism": 0.85, "closed_no_action": 0.1, "order_information": 0.05},
    3: {"order_remedy": 0.45, "criticism": 0.37, "order_remedy_vite": 0.13, "order_information": 0.05},
    4: {"order_remedy": 0.4, "order_remedy_vite": 0.4, "criticism": 0.1, "interim_ban": 0.1},
}


def build(rng: Rng, setting: Setting, population: Population, supervision: Supervision) -> pl.DataFrame:
    """All decisions: case, activity, operator, kind, ground, day, due, complied, ends, amount."""
    ordinary = _on_findings(rng, population, supervision)
    pieces = [
        ordinary,
        _revocations(rng, population, supervision),
        _new_law(rng, population, supervision),
        _denied(setting, population, supervision),
        _consequences(rng, ordinary),
    ]
    decisions = pl.concat(pieces, how="diagonal").filter(pl.col("day") <= setting.last_day)
    decisions = decisions.sort("day", "case", "kind", maintain_order=True)
    return _followed(rng, population, decisions)


def _on_findings(rng: Rng, population: Population, supervision: Supervision) -> pl.DataFrame:
    """One decision on each case, by the severest finding."""
    cases = supervision.cases
    worst, n = severest(supervision).astype(np.int64), cases.height
    kind = np.full(n, "closed_no_action", dtype="<U24")
    for severity, shares in _BY_SEVERITY.items():
        rows = np.flatnonzero(worst == severity)
        kind[rows] = pick(rng, shares, len(rows))
    severe = cases["severe"].to_numpy()
    private = population.of_activity("operator_type")[cases["activity"].to_numpy()] == "private"
    kind = np.where(severe | ((kind == "interim_ban") & ~private), "order_remedy", kind)
    last = np.zeros(n, dtype=np.int64)
    np.maximum.at(last, supervision.inspections["case"].to_numpy(), supervision.inspections["day"].to_numpy())
    seen = np.maximum(last, cases["day"].to_numpy() + 10)
    day = seen + np.where(severe, rng.integers(10, 25, n), np.where(kind == "interim_ban", 5, rng.integers(25, 140, n)))
    danger = where(kind == "interim_ban", np.full(n, "danger"))
    return pl.DataFrame(
        {
            "case": np.arange(n),
            "activity": cases["activity"],
            "hopeless": severe,
            "kind": kind,
            "day": day,
            "ground": danger,
        }
    )


def _revocations(rng: Rng, population: Population, supervision: Supervision) -> pl.DataFrame:
    """Revoked permits, each in the case that led to it."""
    cases = supervision.cases
    severe, activity = cases["severe"].to_numpy(), cases["activity"].to_numpy()
    revoked = population.of_activity("revoked")
    chosen = np.flatnonzero(severe & (revoked[activity] < NEVER) & (revoked[activity] > cases["day"].to_numpy()))
    day = revoked[activity[chosen]]
    n = len(chosen)
    ground = pick(
        rng, {"serious_not_followed": 0.45, "conditions_26_3_4": 0.3, "quality": 0.17, "register_control": 0.08}, n
    )
    unused = (day >= _NEW_LAW) & chance(rng, 0.15, n)
    return pl.DataFrame(
        {
            "case": chosen,
            "activity": activity[chosen],
            "day": day,
            "kind": pick(rng, {"revocation_full": 0.84, "revocation_partial": 0.16}, n),
            "ground": np.where(unused, "unused_6_months", ground),
            "kept": population.of_activity("end")[activity[chosen]] > day + 400,
        }
    )


def _new_law(rng: Rng, population: Population, supervision: Supervision) -> pl.DataFrame:
    """What the inspectorate could decide from 2026: notification orders, fees, bans on what has no permit."""
    cases = supervision.cases.filter(pl.col("day") >= _NEW_LAW)
    municipal = cases.filter(
        pl.Series(population.of_activity("operator")[cases["activity"].to_numpy()] < N_MUNICIPALITIES)
    )
    private = cases.filter(
        pl.Series(population.of_activity("operator_type")[cases["activity"].to_numpy()] == "private")
    )
    pieces = [
        _some(rng, municipal, 0.04, "order_notification", "notification_duty"),
        _some(rng, private, 0.02, "sanction_fee_conditions", "conditions_26_3_4"),
        _some(rng, private, 0.015, "sanction_fee_register_control", "register_control"),
        _some(rng, private, 0.02, "ban_unlicensed", None).with_columns(activity=pl.lit(-1, dtype=pl.Int64)),
    ]
    return pl.concat(pieces, how="diagonal_relaxed")


def _denied(setting: Setting, population: Population, supervision: Supervision) -> pl.DataFrame:
    """Where somebody was not let in or not given what was asked for: rare, and likelier where there is more to hide."""
    rng = setting.stream("denied access")
    cases = supervision.cases
    operator = population.of_activity("operator")[cases["activity"].to_numpy()]
    share = np.clip(0.006 * np.exp(0.9 * population.of_operator("integrity_risk")[operator]), 0, 0.2)
    private = population.of_activity("operator_type")[cases["activity"].to_numpy()] == "private"
    chosen = cases.filter(pl.Series(chance(rng, share, cases.height) & private, dtype=pl.Boolean))
    return chosen.select("case", "activity", kind=pl.lit("denied_access"), day=pl.col("day") + 160)


def _some(rng: Rng, cases: pl.DataFrame, share: float, kind: str, ground: str | None) -> pl.DataFrame:
    chosen = cases.filter(pl.Series(chance(rng, share, cases.height), dtype=pl.Boolean))
    return chosen.select(
        "case", "activity", kind=pl.lit(kind), day=pl.col("day") + 45, ground=pl.lit(ground, dtype=pl.String)
    )


def _consequences(rng: Rng, ordinary: pl.DataFrame) -> pl.DataFrame:
    """What follows when orders are not kept: vite, bans, reports for prosecution."""
    vite = ordinary.filter(pl.col("kind") == "order_remedy_vite")
    bans = ordinary.filter(pl.col("kind") == "interim_ban")
    serious = ordinary.filter(pl.col("kind").is_in(["order_remedy", "interim_ban"]))
    pieces = [
        (vite, 0.15, 200, "vite_application", None),
        (bans, 0.35, 120, "ban", "serious_not_followed"),
        (serious, 0.02, 30, "prosecution_report", None),
    ]
    return pl.concat(
        [
            frame.filter(pl.Series(chance(rng, share, frame.height), dtype=pl.Boolean)).with_columns(
                kind=pl.lit(kind), day=pl.col("day") + later, ground=pl.lit(ground, dtype=pl.String)
            )
            for frame, share, later, kind, ground in pieces
        ]
    )


def _followed(rng: Rng, population: Population, decisions: pl.DataFrame) -> pl.DataFrame:
    """Add the operator, deadlines, whether and when orders were complied with, ends and amounts."""
    activity, day, kind = (decisions[column].to_numpy() for column in ("activity", "day", "kind"))
    n, known_activity = len(day), np.maximum(activity, 0)
    operator = np.where(activity >= 0, population.operator_on(known_activity, day), -1)
    due = np.where(np.isin(kind, ORDERS), day + rng.integers(30, 130, n), NEVER)
    risk = population.of_activity("risk")[known_activity]
    hopeless = decisions["hopeless"].fill_null(value=False).to_numpy()
    on_time = chance(rng, np.clip(0.93 - 0.09 * risk, 0.1, 0.98), n) & ~hopeless
    later = chance(rng, np.clip(0.8 - 0.12 * risk, 0.1, 0.9), n) & ~hopeless
    complied = np.where(on_time, due - rng.integers(0, 30, n), np.where(later, due + rng.integers(5, 200, n), NEVER))
    complied = np.where(due < NEVER, np.maximum(complied, day + 5), NEVER)
    fees = np.isin(kind, ["sanction_fee_conditions", "sanction_fee_register_control"])
    amount = np.where(fees, rng.integers(1, 21, n) * 25_000, rng.integers(4, 41, n) * 12_500)
    return decisions.with_columns(
        operator=pl.Series(operator),
        due=pl.Series(due),
        complied=pl.Series(complied),
        ends=pl.Series(np.where(kind == "interim_ban", day + 183, NEVER)),
        amount=where(fees | np.isin(kind, ["order_remedy_vite", "vite_application"]), amount),
    )


def decision_ids(decisions: pl.DataFrame) -> pl.Series:
    """The decisions' keys, in order."""
    return numbered("D", decisions.height)


def rows(
    rng: Rng, setting: Setting, population: Population, supervision: Supervision, decisions: pl.DataFrame
) -> pl.DataFrame:
    """Each decision as made, and again when an order was complied with."""
    activity, operator = decisions["activity"].to_numpy(), decisions["operator"].to_numpy()
    day, complied, kind = (decisions[column].to_numpy() for column in ("day", "complied", "kind"))
    known = day + rng.integers(0, 7, len(day))
    made = pl.DataFrame(
        {
            "decision_id": decision_ids(decisions),
            "case_no": case_numbers(supervision.cases).gather(decisions["case"]),
            "operator_id": where(operator >= 0, population.operators["operator_id"].gather(np.maximum(operator, 0))),
            "activity_id": where(
                activity >= 0, numbered("V", population.activities.height).gather(np.maximum(activity, 0))
            ),
            "kind": kind,
            "ground": decisions["ground"],
            "decided_at": dates(day),
            "due_date": dates(decisions["due"].to_numpy()),
            "complied_at": dates(np.full(len(day), NEVER)),
            "ends_at": dates(decisions["ends"].to_numpy()),
            "amount_sek": decisions["amount"].cast(pl.Float64),
            "known_at": dates(known),
        }
    )
    done = made.with_columns(
        complied_at=dates(complied), known_at=dates(np.maximum(complied, known) + rng.integers(1, 30, len(day)))
    )
    return pl.concat([made, done.filter(pl.Series(complied <= setting.last_day))])


def by_case(decisions: pl.DataFrame, n_cases: int) -> tuple[Ints, Ints, Ints]:
    """For each case: position of its first decision (-1 if none), that decision's day, and the day the case closed."""
    case, day = decisions["case"].to_numpy(), decisions["day"].to_numpy()
    first, closed = np.full(n_cases, -1), np.zeros(n_cases, dtype=np.int64)
    first[case[::-1]] = np.arange(len(case))[::-1]
    ends = np.where(decisions["due"].to_numpy() < NEVER, np.maximum(decisions["complied"].to_numpy(), day), day) + 6
    np.maximum.at(closed, case, ends)
    when = np.where(first >= 0, day[np.maximum(first, 0)], NEVER) if len(day) else np.full(n_cases, NEVER)
    return first, when, np.where(closed > 0, np.minimum(closed, NEVER), NEVER)
