"""A fetched source that is older than it may be: what rests on it is unknown, and nothing else is touched."""

import datetime as dt

import polars as pl
import pytest
from polars.testing import assert_frame_equal

from indicators.registry import catalogue
from indicators.values import values
from tables import core
from tables.freshness import feeds
from tests.indicators.random_facts import T, random_facts

BULK = "bolagsverket_bulk"
ALLOWED = 9


def _covers(*rows):
    """Rows of source, days before T it was asked, outcome, days before T it is complete to."""
    return pl.DataFrame(
        [
            {
                "source": source, "event_date": T - dt.timedelta(days=asked), "outcome": outcome,
                "covered_to": None if covered is None else T - dt.timedelta(days=covered),
                "known_from": T - dt.timedelta(days=asked), "known_to": None, "ledger_id": None, "source_row": None,
            }
            for source, asked, outcome, covered in rows
        ],
        schema={name: column.dtype for name, column in core.SourceCover.columns().items()},
    ).select(core.SourceCover.column_names())  # fmt: skip


def _values(*covers, day=T):
    return values({**random_facts(11, 14), "source_cover": _covers(*covers)}, [day])


def _rests_on(fact, tables):
    return fact.table in tables or any(_rests_on(base, tables) for base in fact.rests_on)


def _fed(source):
    """The indicators that look at something the source feeds, by the definitions alone."""
    tables = set(feeds()[source])
    return {
        name
        for name, indicator in catalogue().items()
        if any(_rests_on(measure.fact, tables) for measure in indicator.measures.values())
    }


@pytest.fixture(scope="module")
def ungoverned():
    return _values()


def test_a_late_source_makes_what_rests_on_it_a_source_gap_and_leaves_the_rest(ungoverned):
    found = _values((BULK, ALLOWED + 1, "complete", ALLOWED + 1))
    fed = pl.col("indicator_id").is_in(sorted(_fed(BULK)))
    assert set(found.filter(fed)["missing_reason"]) <= {"source_gap", "not_applicable"}
    assert found.filter(fed, pl.col("missing_reason") == "source_gap").height >= 10
    untouched = ~fed & (pl.col("indicator_id") != "anm_isolation_percentile")
    assert_frame_equal(found.filter(untouched), ungoverned.filter(untouched))


@pytest.mark.parametrize(
    "covers",
    [
        pytest.param([(BULK, 1, "complete", ALLOWED)], id="as old as it may be"),
        pytest.param([(BULK, 1, "failed", None), (BULK, 3, "complete", 5)], id="failed, but not too old yet"),
        pytest.param([(BULK, 40, "complete", 40), (BULK, 20, "stopped", None)], id="not fetched any longer"),
        pytest.param([(BULK, -1, "failed", None)], id="not asked until after the day"),
        pytest.param([("scb_bulk", 90, "complete", 90)], id="a source that no indicator's silence hangs on"),
    ],
)
def test_what_is_not_late_changes_nothing(ungoverned, covers):
    assert_frame_equal(_values(*covers), ungoverned)


@pytest.mark.parametrize(
    "covers",
    [
        pytest.param([(BULK, 1, "failed", None)], id="never whole"),
        pytest.param([(BULK, 20, "complete", 22), (BULK, 1, "partial", None)], id="half since"),
        pytest.param([(BULK, 20, "complete", 22), (BULK, -5, "complete", -5)], id="caught up after the day"),
    ],
)
def test_what_is_late_is_late_whatever_else_is_noted(covers):
    found = _values(*covers).filter(pl.col("indicator_id") == "fin_insolvency_state")
    assert set(found["missing_reason"]) <= {"source_gap", "not_applicable"}


def test_there_is_something_to_be_late():
    assert len(_fed(BULK)) >= 10
    assert len(_fed("annual_reports")) > 5
