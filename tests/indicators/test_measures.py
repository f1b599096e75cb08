"""Every measure of the vocabulary: compiled and painted it is what it is row by row, and its evidence is enough."""

import datetime as dt
import random

import numpy as np
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from indicators import measures
from indicators.measures import (
    Count,
    DaysSinceFirst,
    DecayedCount,
    HeldDays,
    Measure,
    MonthsSinceFirst,
    Ongoing,
    Recurring,
    SpacedCount,
)
from indicators.windows import AsOf, Days, Months
from tables.core import ActorLink, Decision, Finding, Report
from tests.indicators.plain_painter import computed
from tests.indicators.random_facts import T, random_row
from tests.indicators.vocabulary import ABOUT, BY_ROWS

DATES = AsOf.of([T - dt.timedelta(days=400), T - dt.timedelta(days=31), T - dt.timedelta(days=1), T])
SEEDS = st.integers(0, 2**32)
MEASURES = [pytest.param(measure, id=f"{type(measure).__name__} {measure.says()[:60]}") for measure in BY_ROWS]
MORE = settings(max_examples=20, deadline=None)
#: Measures that need more than one entity's rows; the oracle works them out over all of them.
OVER_ALL = {"PeerExpected", "PeersInCell", "Isolation", "Measure"}


def frame_of(fact, rows):  # type: ignore[no-untyped-def]
    return pl.DataFrame(rows, schema={name: column.dtype for name, column in fact.columns().items()}, orient="row")


def random_rows(measure: Measure, seed: int, most: int = 14) -> tuple[pl.DataFrame, np.ndarray]:
    """Random rows of the measure's fact, and the number of the entity, 0 to 2, that each is about."""
    rng = random.Random(seed)
    rows = [random_row(measure.fact, rng) for _ in range(rng.randint(0, most))]
    rows += rows[: rng.choice((0, 0, 2))]
    return frame_of(measure.fact, rows), np.array([rng.randint(0, 2) for _ in rows], dtype=np.int64)


def painted(measure: Measure, rows: pl.DataFrame, entity: np.ndarray, dates: AsOf = DATES) -> list[list[float | None]]:
    values = computed(measure, rows, entity, 3, dates)
    return [[None if np.isnan(value) else value for value in line] for line in values]


def naive(measure: Measure, rows: pl.DataFrame, entity: np.ndarray, dates: AsOf = DATES) -> list[list[float | None]]:
    own = [rows.filter(entity == number).to_dicts() for number in range(3)]
    return [[measure.naive(mine, day) for day in dates.dates] for mine in own]


@pytest.mark.parametrize("measure", MEASURES)
@given(seed=SEEDS)
@MORE
def test_painted_is_what_it_is_row_by_row(measure: Measure, seed: int) -> None:
    rows, entity = random_rows(measure, seed)
    assert painted(measure, rows, entity) == naive(measure, rows, entity)


@pytest.mark.parametrize("measure", MEASURES)
@given(seed=SEEDS)
@MORE
def test_the_evidence_alone_gives_the_same(measure: Measure, seed: int) -> None:
    rows, _ = random_rows(measure, seed)
    for day in DATES.dates:
        behind = rows.filter(measure.active(day))
        assert measure.naive(behind.to_dicts(), day) == measure.naive(rows.to_dicts(), day)


@pytest.mark.parametrize("measure", MEASURES)
@given(seed=SEEDS)
@settings(max_examples=10, deadline=None)
def test_neither_order_nor_company_of_dates_matters(measure: Measure, seed: int) -> None:
    rows, entity = random_rows(measure, seed)
    order = np.random.default_rng(seed).permutation(rows.height)
    together = painted(measure, rows, entity)
    assert painted(measure, rows[order.tolist()], entity[order]) == together
    alone = painted(measure, rows, entity, AsOf.of([T]))
    assert alone == [line[-1:] for line in together]


@pytest.mark.parametrize("measure", MEASURES)
def test_a_measure_reads_only_the_columns_it_names(measure: Measure) -> None:
    rows, entity = random_rows(measure, 11, 20)
    narrow = rows.select(sorted(measure.columns()))
    assert painted(measure, narrow, entity) == painted(measure, rows, entity)
    assert measure.naive(narrow.to_dicts(), T) == measure.naive(rows.to_dicts(), T)
    narrow.filter(measure.active(T))


def test_every_measure_of_the_vocabulary_is_tried() -> None:
    tried = {type(measure).__name__ for measure in (*BY_ROWS, *ABOUT)}
    assert set(measures.__all__) - tried == OVER_ALL


def says_something(measure: Measure, seed: int) -> bool:
    return any(value not in (None, 0) for line in painted(measure, *random_rows(measure, seed, 60)) for value in line)


def test_random_rows_make_most_measures_differ_from_nothing() -> None:
    """Else the laws above would say little."""
    silent = [measure.says() for measure in BY_ROWS if not any(says_something(measure, seed) for seed in range(4))]
    assert silent == []


def days_back(fact, column, *back, **given):  # type: ignore[no-untyped-def]
    rng = random.Random(1)
    usual = {"known_from": dt.date(2000, 1, 1), "known_to": None, **given}
    return [random_row(fact, rng) | usual | {column: T - dt.timedelta(days=days)} for days in back]


@pytest.mark.parametrize(
    ("measure", "counted"),
    [
        (Count(Report, last=Days(90)), 1),  # 89 days; 90 is the edge and outside
        (Count(Report, last=Days(90), closed=True), 2),
        (Count(Report, last=Days(91), older=Days(90)), 1),  # exactly 90 days is old enough
        (Count(Report, last=Days(90), older=Days(89)), 1),
        (Count(Report, older=Days(91)), 1),
        (Count(Report, last=Months(3, 1)), 2),  # three months and a day before 31 March: 30 December, 91 days
    ],
)
def test_edges_of_a_window(measure: Measure, counted: int) -> None:
    assert measure.naive(days_back(Report, "event_date", 89, 90, 91), T) == counted


def test_months_are_counted_before_days() -> None:
    assert Months(1, 30).before(dt.date(2026, 3, 31)) == dt.date(2026, 1, 29)
    assert str(Months(1, 30)) == "en månad och 30 dagar"


def test_an_order_is_overdue_the_day_after_its_due_date() -> None:
    rows = days_back(Decision, "due_date", 0, 1, complied_at=None)
    assert Ongoing(Decision, starts="due_date", ends="complied_at").naive(rows, T) == 2
    assert Ongoing(Decision, starts="due_date", ends="complied_at", after=Days(1)).naive(rows, T) == 1


def test_months_by_year_and_month_only() -> None:
    rows = days_back(Decision, "event_date", (T - dt.date(2023, 6, 30)).days, 3)
    assert MonthsSinceFirst(Decision).naive(rows, T) == 33
    assert DaysSinceFirst(Decision).naive(rows, T) == 1005


def test_days_held_are_those_inside_the_window() -> None:
    link = days_back(ActorLink, "valid_from", 10, valid_to=None)
    assert HeldDays(ActorLink, last=Days(5)).naive(link, T) == 5
    assert HeldDays(ActorLink, last=Days(90)).naive(link, T) == 11


def test_of_several_messages_on_a_day_a_whole_one_counts() -> None:
    rows = days_back(Report, "event_date", 5, 5, 5, sender_key="P-00000000000000000000")
    rows[0]["severity"], rows[1]["severity"], rows[2]["severity"] = 1, 2, 1
    measure = SpacedCount(Report, halved={"severity": (1,)})
    assert measure.naive(rows, T) == measure.naive(rows[::-1], T) == 1.0
    assert measure.naive(rows[:1], T) == 0.5


@pytest.mark.parametrize(
    ("measure", "apart", "counted"),
    [
        (Recurring(Finding, by="area", apart=Days(60)), 60, 1),
        (Recurring(Finding, by="area", apart=Days(60)), 59, 0),
        (SpacedCount(Report, by="sender_key", days=30), 30, 2),
        (SpacedCount(Report, by="sender_key", days=30), 29, 1),
    ],
)
def test_how_far_apart(measure: Measure, apart: int, counted: int) -> None:
    given = {"area": "medication"} if measure.fact is Finding else {"sender_key": "P-00000000000000000000"}
    rows = days_back(measure.fact, "event_date", 10, 10 + apart, **given)
    assert measure.naive(rows, T) == counted
    assert painted(measure, frame_of(measure.fact, rows), np.zeros(2, dtype=np.int64))[0][-1] == counted


def test_what_fades() -> None:
    measure = DecayedCount(Report)
    weights = [measure.naive(days_back(Report, "event_date", days), T) for days in (0, 365, 366, 547, 729, 730, 731)]
    assert weights == [1, 1, 364 / 365, 183 / 365, 1 / 365, 0, 0]
