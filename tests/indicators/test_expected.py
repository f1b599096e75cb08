"""What is expected of an entity comes from the same days as what is counted, and is scaled as one."""

import datetime as dt
import random

import numpy as np
import pytest

from indicators import oracle
from indicators.definition import Level
from indicators.engine.exposure import peer_context
from indicators.engine.measuring import Entities, measure_all
from indicators.measures.expected import quarters
from indicators.peers.estimating import Priors, value_of
from indicators.registry import catalogue
from indicators.values import populations
from indicators.windows import AsOf, Days, Months
from tables.contracts import facts as fact_contracts
from tables.months import day_number
from tests.indicators.random_facts import random_facts, random_row, rows_of

T = dt.date(2026, 3, 31)
BURST = catalogue()["rep_tip_burst_90d"]


def days(numbers):
    return [(dt.date(1970, 1, 1) + dt.timedelta(days=int(number))).isoformat() for number in numbers]


def test_a_window_is_cut_at_the_calendar_quarters():
    first, last = quarters(T, Months(3))
    assert (days(first), days(last)) == (["2026-01-01"], ["2026-03-31"])


def test_a_window_that_ends_before_the_day_has_no_later_days():
    first, last = quarters(dt.date(2026, 5, 15), Months(6), Days(90))
    assert days(first) == ["2025-11-16", "2026-01-01"]
    assert days(last) == ["2025-12-31", "2026-02-14"]
    assert int(last[-1]) == day_number(Days(90).before(dt.date(2026, 5, 15)))


def test_a_quarter_in_which_reporting_changed_is_cut_on_the_day():
    first, last = quarters(dt.date(2021, 7, 31), Months(6))
    assert days(first) == ["2021-02-01", "2021-04-01", "2021-06-01", "2021-07-01"]
    assert days(last) == ["2021-03-31", "2021-05-31", "2021-06-30", "2021-07-31"]


def facts_across_the_new_tips_form():
    """Two homes of one form, the second opened when the form had changed and tips had become many."""
    opened = {"V1": dt.date(2020, 1, 1), "V2": dt.date(2021, 6, 1)}
    version, report = fact_contracts()["activity_version"], fact_contracts()["report"]
    rng = random.Random(1)
    homes = [
        random_row(version, rng) | {
            "activity_id": one, "actor_id": "5560000001", "form_code": "HVB", "operating_status": "active",
            "is_open": True, "max_places": 10, "known_from": day, "known_to": None, "valid_from": day, "valid_to": None,
        }
        for one, day in opened.items()
    ]  # fmt: skip
    common = {"kind": "tip", "counts": True, "sender_key": None, "known_to": None}
    tips = [
        random_row(report, rng) | common | {"activity_id": one, "event_date": day, "known_from": day}
        for one, number in (("V1", 10), ("V2", 10))
        for day in [dt.date(2021, 6, 1) + dt.timedelta(days=2 * k) for k in range(number)]
    ]
    return {**random_facts(1, 2), "activity_version": rows_of(version, homes), "report": rows_of(report, tips)}


def test_what_came_after_a_change_in_reporting_is_expected_of_the_days_after_it_alone():
    facts, expected = facts_across_the_new_tips_form(), catalogue()["rep_tip_rate_eb_12m"].measures["expected"]
    day = dt.date(2021, 6, 30)
    found = [oracle.measured(facts, expected, Level.ACTIVITY, one, day) for one in ("V1", "V2")]
    assert found == [pytest.approx(10.0), pytest.approx(10.0)]
    assert measured(facts, expected, day) == pytest.approx(found)


def measured(facts, measure, day):
    as_of = AsOf((day,))
    population = populations(facts, as_of, Level.ACTIVITY)
    entities = Entities.of(Level.ACTIVITY, population)
    context = peer_context(facts, population, Level.ACTIVITY, entities.codes, as_of)
    return measure_all(facts, [measure], entities, as_of, context).at(measure, 0).tolist()


def test_everything_expected_is_scaled_to_the_peers_alike():
    columns = {"tips": 3.0, "expected": 0.5, "tips_before": 1.0, "expected_before": 2.0}
    drawn = {name: np.array([number]) for name, number in columns.items()}
    halved = Priors({"kappa": np.array([2.0])}, np.array([0.5]))
    whole = Priors({"kappa": np.array([2.0])}, np.array([1.0]))
    half = {**drawn, "expected": np.array([0.25]), "expected_before": np.array([1.0])}
    group = np.zeros(1, dtype=np.int64)
    scaled = value_of(BURST, drawn, slice(None), group, halved)
    assert scaled[0] == pytest.approx(value_of(BURST, half, slice(None), group, whole)[0], abs=1e-12)
    assert scaled[0] == pytest.approx(2.3933, abs=1e-4)
