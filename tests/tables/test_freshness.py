"""Late or not: counted from the last day that a source was complete to, as it was known on the day."""

import datetime as dt

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sources.facts.fetches import source_covers
from tables import core, raw
from tables.code_lists import code_list
from tables.contracts import deliveries, facts
from tables.freshness import REACH, behind, feeds, late_sources, late_tables, reaches

START = dt.date(2026, 6, 1)
ALLOWED = dict(code_list("fetched_sources").select("code", pl.col("max_age_days").cast(pl.Int64)).iter_rows())


def after(days):
    return START + dt.timedelta(days=days)


def covers(*fetches):
    """Fetches `(source, day asked, outcome, covered to, day known)` as the facts made of them."""
    rows = [
        {"ledger_id": "0" * 16, "source_row": place + 2, "source": source, "fetched_at": asked, "outcome": outcome,
         "covered_to": covered, "asked": 1, "answered": 1, "known_at": known or asked}
        for place, (source, asked, outcome, covered, known) in enumerate(fetches)
    ]  # fmt: skip
    return source_covers(
        pl.DataFrame(rows, schema={name: column.dtype for name, column in raw.SourceFetch.columns().items()})
    )


def fetch(asked=START, outcome="complete", covered=START, source="bolagsverket_bulk", known=None):
    return source, asked, outcome, covered, known


@pytest.mark.parametrize("source", sorted(ALLOWED))
def test_a_source_is_late_the_day_after_the_last_one_allowed(source):
    facts, last = covers(fetch(source=source)), after(ALLOWED[source])
    assert late_sources(facts, last).is_empty()
    late = late_sources(facts, last + dt.timedelta(days=1)).row(0, named=True)
    assert (late["source"], late["late_since"], late["age_days"]) == (
        source,
        last + dt.timedelta(days=1),
        ALLOWED[source] + 1,
    )


def test_failing_does_not_make_a_source_younger():
    facts = covers(fetch(), fetch(after(9), "failed", None), fetch(after(10), "partial", None))
    assert late_sources(facts, after(10))["covered_to"].to_list() == [START]


def test_catching_up_makes_it_fresh_from_the_day_that_is_known():
    facts = covers(fetch(), fetch(after(20), covered=after(19), known=after(21)))
    assert [late_sources(facts, after(day)).height for day in (20, 21)] == [1, 0]


def test_what_has_never_been_complete_is_late_from_the_first_day_it_was_asked():
    facts = covers(fetch(outcome="partial", covered=None), fetch(after(3), "failed", None))
    late = late_sources(facts, after(4)).row(0, named=True)
    assert (late["late_since"], late["age_days"], late["covered_to"]) == (START, None, None)


def test_what_nothing_rests_on_need_never_be_complete():
    found = reaches(covers(fetch(outcome="partial", covered=None, source="kolada")), after(900)).row(0, named=True)
    assert (found["feeds"], found["age_days"], found["late_since"]) == ([], None, None)


def test_what_is_fetched_no_longer_is_governed_no_longer():
    facts = covers(fetch(), fetch(after(30), "stopped", None))
    assert [reaches(facts, after(day)).height for day in (29, 30, 400)] == [1, 0, 0]


def test_before_anything_was_fetched_nothing_is_late():
    assert late_sources(covers(fetch()), after(-1)).is_empty()
    assert dict(late_sources(covers(), START).schema) == REACH


def test_the_tables_that_a_late_source_feeds():
    facts = covers(fetch(), fetch(source="annual_reports", covered=after(0)))
    assert late_tables(facts, after(10)) == {"company", "company_event"}
    assert late_tables(facts, after(15)) == {"company", "company_event", "annual_report"}
    assert late_tables(facts, after(9)) == frozenset()


def test_sources_feed_tables_that_there_are():
    assert {table for tables in feeds().values() for table in tables} <= {*deliveries(), *facts()}


def test_a_fact_has_behind_it_all_that_it_rests_on():
    assert behind(core.CompanyEvent) == {"company_event"}
    assert behind(core.SharedPerson) >= {"shared_person", "actor_link"}


asked = st.tuples(
    st.sampled_from(["bolagsverket_bulk", "annual_reports"]),
    st.integers(0, 60),
    st.sampled_from(["complete", "partial", "failed", "stopped"]),
    st.integers(0, 20),
)


@given(st.lists(asked, max_size=12, unique_by=lambda one: one[:2]), st.integers(0, 120))
def test_what_came_later_changes_nothing_of_an_earlier_day(found, on):
    fetches = [
        fetch(after(day), outcome, after(day - behind) if outcome == "complete" else None, source)
        for source, day, outcome, behind in found
    ]
    then = [one for one in fetches if one[1] <= after(on)]
    assert reaches(covers(*fetches), after(on)).equals(reaches(covers(*then), after(on)))


@given(st.lists(asked, max_size=12, unique_by=lambda one: one[:2]), st.integers(0, 120))
def test_the_rule_row_by_row(found, on):
    expected = set()
    for source in {one[0] for one in found}:
        own = sorted((one for one in found if one[0] == source and one[1] <= on), key=lambda one: one[1])
        reached = [day - behind for _, day, outcome, behind in own if outcome == "complete"]
        if own and own[-1][2] != "stopped" and (not reached or on - max(reached) > ALLOWED[source]):
            expected.add(source)
    fetches = [
        fetch(after(day), outcome, after(day - behind) if outcome == "complete" else None, source)
        for source, day, outcome, behind in found
    ]
    assert set(late_sources(covers(*fetches), after(on))["source"]) == expected
