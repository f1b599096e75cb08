"""Time, the whole way: what came to be known later changes nothing of what was computed for a day, and what is cleared
leaves from the day it was cleared."""

import datetime as dt

import polars as pl
import pytest

from indicators.registry import catalogue
from tables import core
from tables.code_lists import code_list
from tables.contracts import deliveries as contracts
from tests.laws.register import LATER, T, private_homes
from tests.planted_risks import planted, report, row
from tests.whole_way import csv, landed, way

CLEARED_ON = T - dt.timedelta(days=1)
BEFORE = CLEARED_ON - dt.timedelta(days=1)
WITHOUT_COUNT = code_list("report_states").filter(counts="0")["code"].to_list()
REPORT_BASED = {
    name
    for name, indicator in catalogue().items()
    if any(measure.fact is core.Report for measure in indicator.measures.values())
}


#: What a report says about the one that sent it stands whatever came of it: a municipality that reports, and a provider
#: that reports itself under lex Sarah, as long as the report is not struck out.
ABOUT_THE_SENDER = ["muni_reporting_propensity"]
ABOUT_THE_REPORTER = ["rep_lex_sarah_silence_24m", "rep_lex_sarah_weak_inquiry_36m"]


def known_later(table, rows, seed=1):
    """Corrections of existing rows and rows of old happenings, all known after T; other cells are mixed among rows."""
    contract = contracts()[table]
    first_key = contract.key()[0]
    corrected = _mixed(rows, [name for name in rows.columns if name not in contract.key()], seed)
    invented = _mixed(rows, [name for name in rows.columns if name != first_key], seed + 1)
    if first_key not in ("operator_id", "municipality_code", "decision_id", "report_id"):
        invented = invented.with_columns(pl.col(first_key) + "x")
    added = pl.concat([corrected, invented, *_undone(table, rows), *_seldom(table, rows)])
    days = [(T + dt.timedelta(days=1 + place % 600)).isoformat() for place in range(added.height)]
    return added.with_columns(known_at=pl.Series(days))


def _mixed(rows, columns, seed):
    shuffled = [pl.col(name).shuffle(seed * 100 + place) for place, name in enumerate(columns) if name != "known_at"]
    return rows.with_columns(shuffled)


def _undone(table, rows):
    """Every report cleared, and every decision annulled."""
    if table == "report_event":
        return [rows.unique("report_id").with_columns(state=pl.lit("cleared"))]
    if table == "court_event":
        return [rows.with_columns(state=pl.lit("annulled"), event_date=pl.lit(T.isoformat()))]
    return []


def _seldom(table, rows):
    """What is too rare to come about by mixing cells: reports of no permit, and orders to notify."""
    if table == "report":
        unlicensed = {"kind": "municipal_report", "grounds": "unlicensed", "received_at": "2027-06-01"}
        return [_like(rows, "report_id", unlicensed)]
    if table == "decision":
        return [_like(rows, "decision_id", {"kind": "order_notification", "complied_at": ""})]
    return []


def _like(rows, key, cells):
    return rows.with_columns(pl.col(key) + "n", **{name: pl.lit(cell) for name, cell in cells.items()})


#: A few tables at a time, those that are declared together apart; all of them at once is a law of its own.
FEW_AT_A_TIME = [list(contracts())[place::8] for place in range(8)]


@pytest.mark.parametrize("tables", FEW_AT_A_TIME, ids=" ".join)
def test_rows_known_later_change_nothing_on_the_day(tables, delivered, base):
    changed = {}
    for table in tables:
        added = known_later(table, delivered[table])
        changed[table] = pl.concat([delivered[table], added])
        assert landed(table, csv(changed[table])).height > delivered[table].height + added.height / 3
    assert way({**delivered, **changed}, [T]).bytes_at(T) == base.bytes_at(T)


def test_rows_known_later_in_all_tables_change_only_later_days(delivered, base):
    everything = {table: pl.concat([rows, known_later(table, rows, 7)]) for table, rows in delivered.items()}
    found, expected = way(everything, [T, LATER]), way(delivered, [LATER])
    assert found.bytes_at(T) == base.bytes_at(T)
    unmoved = {name for name in catalogue() if _of(found, name).equals(_of(expected, name))}
    switched_off = {name for name, indicator in catalogue().items() if indicator.needs_basis}
    assert unmoved <= switched_off, "not moved by anything that became known later"


def _of(way_, name):
    return way_.values.filter(as_of=LATER, indicator_id=name)


@pytest.fixture(scope="module")
def reported(delivered):
    """The register with reports known before the day of clearing, and one about an individual, which never counts."""
    in_time = pl.col("known_at") < CLEARED_ON.isoformat()
    kept = {table: delivered[table].filter(in_time) for table in ("report", "report_event", "link")}
    subject = private_homes(delivered)[0]
    return planted({**delivered, **kept}, report(subject, report_id="PI1", subject_type="individual"))


@pytest.fixture(scope="module")
def uncleared(reported):
    return way(reported, [BEFORE, T])


@pytest.fixture(scope="module")
def unreported(reported):
    """The same without reports, but for the one about an individual."""
    nothing = {table: reported[table].clear() for table in ("report_event", "link")}
    return way({**reported, **nothing, "report": reported["report"].filter(report_id="PI1")}, [BEFORE, T])


@pytest.fixture(scope="module", params=WITHOUT_COUNT)
def cleared(request, reported):
    day = CLEARED_ON.isoformat()
    events = [
        ("report_event", row("report_event", report_id=one, state=request.param, event_date=day, known_at=day))
        for one in reported["report"]["report_id"].unique()
    ]
    return way(planted(reported, events), [BEFORE, T])


def test_each_indicator_of_reports_is_moved_by_the_reports_that_are_cleared(uncleared, unreported):
    assert REPORT_BASED
    unmoved = {
        name
        for name in REPORT_BASED
        if uncleared.values.filter(as_of=T, indicator_id=name)["value"].equals(
            unreported.values.filter(as_of=T, indicator_id=name)["value"]
        )
    }
    assert unmoved == set()


@pytest.mark.parametrize("mart", ["score", "contribution", "ranked_list", "monitor"])
def test_cleared_reports_leave_nothing_in_a_published_table(mart, cleared, unreported):
    found, expected = (one.marts[mart].filter(as_of=T) for one in (cleared, unreported))
    if mart == "monitor":
        # How well reports are linked is counted over all that came, and says nothing of anyone.
        found, expected = (one.filter(pl.col("monitor_id") != "unlinked") for one in (found, expected))
    assert found.equals(expected)


def test_cleared_reports_leave_nothing_in_a_value(request, cleared, unreported):
    is_struck_out = request.node.callspec.params["cleared"] == "cleared"
    stands = ABOUT_THE_SENDER + ([] if is_struck_out else [*ABOUT_THE_REPORTER, "anm_isolation_percentile"])
    left_out = pl.col("entity_id").str.starts_with("S-") | pl.col("indicator_id").is_in(stands)
    found, expected = (one.values.filter(~left_out, as_of=T) for one in (cleared, unreported))
    assert found.equals(expected)


def test_clearing_changes_nothing_before_it_was_known(cleared, uncleared):
    assert cleared.bytes_at(BEFORE) == uncleared.bytes_at(BEFORE)
