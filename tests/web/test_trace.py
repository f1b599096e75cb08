"""From a report to every value it is part of: the same pairs as from every value to its lines."""

import datetime as dt

import polars as pl
import pytest
from click.testing import CliRunner

from indicators.definition import Level
from indicators.evidence import rows_behind
from indicators.registry import catalogue
from pipelines.cli import main
from tables.contracts import facts as fact_tables
from tables.serving import Published
from web.finding import CannotSearch
from web.trace import NoSuchReport, trace

LATER = dt.date(2026, 6, 30)


@pytest.fixture
def reports(published):
    return published.rows("SELECT * FROM core.report WHERE known_from <= ?", [LATER])


@pytest.fixture(scope="module")
def whole(small_home):
    """The small register as it is published, opened, with its fact tables."""
    with Published(small_home.home) as tables:
        yield tables, {name: tables.read(contract) for name, contract in fact_tables().items()}


def naive(published, tables, own):
    """Of everything near a report, value by value: whether a row behind it lies on a line of the report."""
    actors = tables["activity_version"].join(own, on="activity_id", how="semi")["actor_id"]
    actors = pl.concat([actors, own["actor_id"]]).drop_nulls().unique()
    near = tables["activity_version"].filter(pl.col("actor_id").is_in(actors.implode()))["activity_id"]
    entities = pl.concat([actors, near, own["sender_municipality"].drop_nulls()]).unique()
    values = published.rows("SELECT indicator_id, level, entity_id FROM marts.indicator_value WHERE as_of = ?", [LATER])
    found = set()
    for name, level, entity_id in values.filter(pl.col("entity_id").is_in(entities.implode())).rows():
        for measure in catalogue()[name].measures.values():
            if measure.fact.table not in {"activity_version", "actor"}:
                rows = rows_behind(tables, measure, Level(level), entity_id, LATER)
                if not rows.join(own, on=["ledger_id", "source_row"], how="semi").is_empty():
                    found.add((name, entity_id))
    return found


@pytest.mark.parametrize("kind", ["municipal_report", "tip"])
def test_a_report_leads_to_the_values_that_lead_to_it(whole, kind):
    published, tables = whole
    known = tables["report"].filter(pl.col("known_from") <= LATER)
    latest = known.filter("counts", pl.col("actor_id").is_not_null(), kind=kind).sort("event_date", "report_id").tail(1)
    traced = {(one.indicator_id, one.entity_id) for one in trace(published, latest["report_id"][0], LATER).touched}
    assert traced
    assert traced == naive(published, tables, known.join(latest, on="report_id", how="semi"))


def test_what_counts_nowhere_says_why(published, reports):
    for report_id in reports["report_id"].unique():
        found = trace(published, report_id, LATER)
        assert bool(found.touched) is (found.untouched_because is None)
    individual = reports.filter(pl.col("subject_type") == "individual")["report_id"]
    for report_id in individual:
        assert trace(published, report_id, LATER).untouched_because


def test_steps_are_the_runs_of_knowledge_with_their_lines(published, reports):
    cleared = reports.filter(state="cleared")["report_id"][0]
    steps = trace(published, cleared, LATER).steps
    assert [one.known_from for one in steps] == sorted(one.known_from for one in steps)
    assert steps[-1].counts is False
    assert steps[-1].note.endswith("räknas inte längre.")
    assert len(trace(published, cleared, steps[-1].known_from - dt.timedelta(days=1)).steps) == len(steps) - 1


def test_an_unknown_number_and_one_of_a_person_are_refused(published, home):
    with pytest.raises(NoSuchReport):
        trace(published, "R-finns-inte", LATER)
    with pytest.raises(CannotSearch, match="personnummer"):
        trace(published, "19121212-1212", LATER)
    done = CliRunner().invoke(main, ["trace", "R-finns-inte", "--home", str(home)])
    assert done.exit_code == 1
    assert "ingen rapport" in done.output + str(done.stderr)


def test_the_command_tells_values_and_points(home, reports):
    told = CliRunner().invoke(main, ["trace", reports["report_id"][0], "--home", str(home)]).output
    assert "Läge" in told
    assert "Ingår i" in told
