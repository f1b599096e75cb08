"""Deliveries `supervision_case`, `inspection` and `finding`: the cases opened, and what was seen in them.

What is found depends on the true risk. Who is chosen belongs in `selection.py`, what is decided in `decisions.py`.
"""

from dataclasses import dataclass

import numpy as np
import polars as pl

from sources.synthetic.draws import (
    NEVER,
    Floats,
    Ints,
    Rng,
    Texts,
    chance,
    dates,
    numbered,
    pick,
    where,
)
from sources.synthetic.population import Population
from sources.synthetic.setting import Setting

AREAS = {
    "staffing": 0.17,
    "safety": 0.14,
    "management": 0.16,
    "participation": 0.1,
    "medication": 0.1,
    "coercion": 0.06,
    "premises": 0.06,
    "staff_register_control": 0.06,
    "documentation_formal": 0.08,
    "target_group": 0.05,
    "economy": 0.01,
    "suitability": 0.01,
    "no_operation": 0.006,
}
AREAS_OF_SCHEMES = {
    "suitability": 0.25,
    "economy": 0.2,
    "staff_register_control": 0.2,
    "staffing": 0.2,
    "management": 0.15,
}


@dataclass(frozen=True)
class Supervision:
    """Cases (row number = `case`), inspections and findings as they truly were."""

    cases: pl.DataFrame
    inspections: pl.DataFrame
    findings: pl.DataFrame

    def and_then(self, later: "Supervision") -> "Supervision":
        """Both together; the later cases are numbered after these."""
        first = self.cases.height
        return Supervision(
            pl.concat([self.cases, later.cases.with_columns(pl.col("case") + first)]),
            pl.concat([self.inspections, later.inspections.with_columns(pl.col("case") + first)]),
            pl.concat([self.findings, later.findings.with_columns(pl.col("case") + first)]),
        )


def look_into(rng: Rng, setting: Setting, population: Population, chosen: pl.DataFrame) -> Supervision:
    """Open the cases, inspect and find."""
    activity, day = chosen["activity"].to_numpy(), chosen["day"].to_numpy()
    alive = (day > population.of_activity("start")[activity] + 10) & (day < population.of_activity("end")[activity] - 5)
    alive &= (day >= setting.first_day) & (day <= setting.last_day - 3)
    cases = (
        chosen.filter(pl.Series(alive)).sort("day", "activity", "origin", maintain_order=True).with_row_index("case")
    )
    cases = cases.select(pl.col("case").cast(pl.Int64), "activity", "day", "origin", "severe")
    inspections = _inspections(rng, cases)
    ends = population.of_activity("end")[inspections["activity"].to_numpy()]
    inspections = inspections.filter(pl.Series(inspections["day"].to_numpy() < ends))
    return Supervision(cases, inspections, _findings(rng, population, cases, inspections))


def _inspections(rng: Rng, cases: pl.DataFrame) -> pl.DataFrame:
    n = cases.height
    desk = chance(rng, 0.14, n) & (cases["origin"] != "yearly_duty").to_numpy() & ~cases["severe"].to_numpy()
    number = np.where(desk, 0, 1 + chance(rng, 0.08, n))
    case = np.repeat(np.arange(n), number)
    again = np.concatenate([[False], case[1:] == case[:-1]])[: len(case)]
    day = cases["day"].to_numpy()[case] + rng.integers(7, 60, len(case)) + 40 * again
    yearly = (cases["origin"] == "yearly_duty").to_numpy()[case]
    return pl.DataFrame(
        {
            "case": case,
            "activity": cases["activity"].to_numpy()[case],
            "day": day,
            "on_site": yearly | chance(rng, 0.86, len(case)),
            "announced": chance(rng, np.where(yearly, 0.45, 0.65), len(case)),
        }
    )


def _findings(rng: Rng, population: Population, cases: pl.DataFrame, inspections: pl.DataFrame) -> pl.DataFrame:
    """Findings by true risk; a bad day can befall anyone and a bad home can look well."""
    once = inspections.unique("case", keep="first", maintain_order=True)
    case, activity = once["case"].to_numpy(), once["activity"].to_numpy()
    severe, risk = cases["severe"].to_numpy()[case], population.of_activity("risk")[activity]
    number = np.minimum(rng.poisson(np.exp(-0.75 + 0.7 * np.clip(risk, -3, 2.6))), 8)
    number = np.where(severe, np.maximum(number, 2), number)
    at = np.repeat(np.arange(len(case)), number)
    grade = 0.75 * np.clip(risk, -3, 2.6)[at] + rng.normal(0, 1, len(at))
    severity = 1 + np.searchsorted(np.array([-0.4, 1.15, 2.6]), grade)
    leading = np.concatenate([[True], at[1:] != at[:-1]])[: len(at)]
    severity = np.where(severe[at] & leading, np.maximum(severity, 3), severity)
    scope = 1 + np.searchsorted(np.array([0.3, 1.7]), 0.4 * risk[at] + rng.normal(0, 1, len(at)))
    return pl.DataFrame(
        {
            "case": case[at],
            "activity": activity[at],
            "day": once["day"].to_numpy()[at],
            "severity": severity,
            "scope": scope,
            "area": _areas(rng, population, activity[at]),
            "principal": _principals(rng, population, activity[at]),
        }
    )


def _areas(rng: Rng, population: Population, activity: Ints) -> Texts:
    operator = population.of_activity("operator")[activity]
    planted = population.is_planted()[operator]
    return np.where(planted, pick(rng, AREAS_OF_SCHEMES, len(activity)), pick(rng, AREAS, len(activity)))


def _principals(rng: Rng, population: Population, activity: Ints) -> Texts:
    private = population.of_activity("operator_type")[activity] == "private"
    n = len(activity)
    return np.where(
        private,
        pick(rng, {"provider": 0.88, "municipality": 0.03, "region": 0.05, "shared": 0.04}, n),
        pick(rng, {"municipality": 0.84, "provider": 0.07, "region": 0.06, "shared": 0.03}, n),
    )


def case_numbers(cases: pl.DataFrame) -> pl.Series:
    """Diarienummer of the cases, in order."""
    year = dates(cases["day"].to_numpy()).dt.year().cast(pl.String)
    return pl.select(pl.lit("8.5-") + (pl.Series(cases["case"]) + 1001).cast(pl.String) + "/" + year).to_series()


def case_rows(rng: Rng, population: Population, cases: pl.DataFrame, closed: Ints) -> pl.DataFrame:
    """Each case as opened, and again when closed."""
    activity, day = cases["activity"].to_numpy(), cases["day"].to_numpy()
    opened = pl.DataFrame(
        {
            "case_no": case_numbers(cases),
            "origin": cases["origin"],
            "operator_id": population.operators["operator_id"].gather(population.operator_on(activity, day)),
            "activity_id": numbered("V", population.activities.height).gather(activity),
            "opened_at": dates(day),
            "closed_at": dates(np.full(len(day), NEVER)),
            "known_at": dates(day + rng.integers(0, 4, len(day))),
        }
    )
    done = opened.with_columns(closed_at=dates(closed), known_at=dates(closed + 5)).filter(pl.Series(closed < NEVER))
    return pl.concat([opened, done])


def inspection_rows(rng: Rng, population: Population, supervision: Supervision) -> pl.DataFrame:
    """Each inspection, registered within days, some within months."""
    inspections = supervision.inspections
    day = inspections["day"].to_numpy()
    late = np.where(chance(rng, 0.04, len(day)), rng.integers(40, 160, len(day)), rng.integers(0, 9, len(day)))
    return pl.DataFrame(
        {
            "inspection_id": numbered("I", len(day)),
            "case_no": case_numbers(supervision.cases).gather(inspections["case"]),
            "activity_id": numbered("V", population.activities.height).gather(inspections["activity"]),
            "inspected_at": dates(day),
            "on_site": inspections["on_site"],
            "announced": inspections["announced"],
            "known_at": dates(day + late),
        }
    )


def finding_rows(
    rng: Rng, population: Population, supervision: Supervision, decision: Ints, decided: Ints, ids: pl.Series
) -> pl.DataFrame:
    """Each finding as noted, and again when a decision states it.

    Args:
        rng: the stream to draw from.
        population: who there is.
        supervision: the findings.
        decision: position in `ids` of the decision on each case, -1 if none.
        decided: day of that decision.
        ids: the decisions' keys.
    """
    findings = supervision.findings
    case, day = findings["case"].to_numpy(), findings["day"].to_numpy()
    stated, known = decision[case], day + rng.integers(2, 25, len(day))
    noted = pl.DataFrame(
        {
            "finding_id": numbered("F", len(day)),
            "case_no": case_numbers(supervision.cases).gather(case),
            "decision_id": pl.Series(np.full(len(day), None), dtype=pl.String),
            "activity_id": numbered("V", population.activities.height).gather(findings["activity"]),
            "area": findings["area"],
            "severity": findings["severity"],
            "scope": findings["scope"],
            "responsible_principal": findings["principal"],
            "found_at": dates(day),
            "known_at": dates(known),
        }
    )
    ruled = noted.with_columns(
        decision_id=where(stated >= 0, ids.gather(np.maximum(stated, 0))),
        known_at=dates(np.maximum(decided[case] + 7, known + 1)),
    )
    return pl.concat([noted, ruled.filter(pl.Series(stated >= 0))])


def severest(supervision: Supervision) -> Floats:
    """The highest severity found in each case, 0 without findings."""
    worst = np.zeros(supervision.cases.height)
    np.maximum.at(worst, supervision.findings["case"].to_numpy(), supervision.findings["severity"].to_numpy())
    return worst
