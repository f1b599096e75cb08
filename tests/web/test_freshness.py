"""How old what is read is, beside every value: by fetched source where there is one, else by what is delivered."""

import datetime as dt
from dataclasses import replace

import polars as pl
import pytest
from click.testing import CliRunner

from indicators.missing import _is_late
from indicators.registry import catalogue
from pipelines.cli import main
from sources.facts.fetches import source_covers
from tables import marts, ops, raw
from tables.core import ActorLink, SourceCover
from tables.freshness import feeds
from tables.serving import Published, publish
from tables.store import Warehouse
from tests.web.conftest import frame
from tests.web.planted import PERSON_IN_CIRCLE
from tests.web.planted_facts import FACTS
from tests.web.planted_marts import LEDGER, RUN, published_tables
from web import evidence, listing, lookup
from web.files import report, workbook
from web.finding import find
from web.freshness import SourceReach, freshness, lateness

DAY = dt.date(2026, 6, 30)
LATE = "Bolagsverkets veckofil är sen sedan 2026-06-16, uppgifter t.o.m. 2026-06-06"


def covers(**covered):
    """One complete fetch of each source, as a fact."""
    schema = {name: column.dtype for name, column in raw.SourceFetch.columns().items()}
    rows = [
        {"source": source, "fetched_at": day, "outcome": "complete", "covered_to": day, "known_at": day, "asked": 1,
         "answered": 1, "ledger_id": "0" * 16, "source_row": line}
        for line, (source, day) in enumerate(covered.items(), start=2)
    ]  # fmt: skip
    return source_covers(pl.DataFrame(rows, schema=schema))


REASONS = "Tips i förhållande till förväntat: kvot 2.\nUppföljning: brist kvarstår: en.\nYtterligare 2 uppgifter."

FLAGS = "Föreläggande ej följt i tid: sista dag 2026-06-01.|Annat att åtgärda."


NEWEST = {
    "report": dt.date(2026, 6, 29),
    "finding": dt.date(2026, 6, 28),
    "company_event": dt.date(2026, 3, 1),
    "company_answer": dt.date(2026, 6, 30),
    "activity_version": dt.date(2026, 7, 2),
    "link": dt.date(2020, 1, 1),
}


def home_with(folder, fetched, values=None, more=None):
    tables = {**FACTS, **published_tables(), **(more or {})}
    tables[marts.Source] = [
        {"table": table, "files": 1, "rows": 9, "quarantined": 0, "latest_known_at": day}
        for table, day in NEWEST.items()
    ]
    tables[marts.IndicatorValue] = [*tables[marts.IndicatorValue], *(values or [])]
    tables[marts.RankedList] = [{**row, "reasons": REASONS, "flags": FLAGS} for row in tables[marts.RankedList]]
    with Warehouse(folder) as warehouse:
        for contract, rows in tables.items():
            warehouse.replace(contract, frame(contract, rows))
        warehouse.replace(SourceCover, fetched)
        publish(warehouse, folder, RUN)
    return folder


#: The bankruptcy of the actor of V000001, unknown since the source is late.
GAP = {
    "as_of": DAY, "indicator_id": "fin_insolvency_state", "version": "0" * 8, "level": "actor",
    "entity_id": "5560000001", "value": None, "missing_reason": "source_gap",
}  # fmt: skip


@pytest.fixture(scope="module")
def late_home(tmp_path_factory):
    """A home whose weekly file is late, and whose annual reports are not."""
    fetched = covers(bolagsverket_bulk=dt.date(2026, 6, 6), annual_reports=dt.date(2026, 6, 29))
    return home_with(tmp_path_factory.mktemp("late"), fetched, [GAP])


@pytest.fixture
def late(late_home):
    with Published(late_home) as tables:
        yield tables


def of(published, name, day=DAY):
    return [reach.phrase for reach in freshness(published, day).of(catalogue()[name])]


def test_what_is_delivered_is_as_old_as_its_newest_row(late):
    assert of(late, "rep_tip_rate_eb_12m")[0] == "uppgifter t.o.m. 2026-06-29 (Anmälningar, tips och klagomål, 1 dag)"


def test_what_came_after_the_day_makes_nothing_newer_than_the_day(late):
    assert of(late, "mkt_seat_distance_km") == ["uppgifter t.o.m. 2026-06-30 (Omsorgsregistret, 0 dagar)"]


def test_what_comes_only_when_something_is_decided_says_nothing_about_age(late):
    assert not [phrase for name in catalogue() for phrase in of(late, name) if "2020-01-01" in phrase]


def test_a_fetched_source_stands_in_the_place_of_what_is_delivered(late):
    assert of(late, "fin_insolvency_state") == [
        "uppgifter t.o.m. 2026-06-06 (Bolagsverkets veckofil, 24 dagar, SEN sedan 2026-06-16)"
    ]
    assert of(late, "fin_insolvency_state", dt.date(2026, 6, 15)) == [
        "uppgifter t.o.m. 2026-06-06 (Bolagsverkets veckofil, 9 dagar)"
    ]


def test_before_it_was_fetched_the_delivered_rows_say_how_old_it_is(late):
    before = of(late, "fin_insolvency_state", dt.date(2026, 6, 5))
    assert before == ["uppgifter t.o.m. 2026-06-05 (Bolagsuppgifter, 0 dagar)"]


def test_rows_that_were_fetched_make_nothing_that_was_delivered_newer(tmp_path):
    with Published(home_with(tmp_path, covers(vardefulla_datamangder=DAY))) as published:
        assert of(published, "fin_insolvency_state") == ["uppgifter t.o.m. 2026-03-01 (Bolagsuppgifter, 121 dagar)"]


def test_roles_reach_as_far_as_their_rows_where_the_same_kind_of_file_is_also_fetched(tmp_path):
    ledger = [{**LEDGER[0], "ledger_id": f"of {table}", "table": table} for table in ("company_event", "company")]
    rows = [("of company_event", "2026-05-04"), ("of company", "2026-06-29"), ("of company_event", "2026-07-01")]
    link = {"actor_id": "5560000001", "other_id": PERSON_IN_CIRCLE, "other_kind": "person", "relation": "board_member"}
    links = [{**link, "ledger_id": entry, "known_from": dt.date.fromisoformat(on)} for entry, on in rows]
    home = home_with(tmp_path, covers(bolagsverket_bulk=DAY), more={ActorLink: links, ops.Ledger: ledger})
    with Published(home) as published:
        reach = "uppgifter t.o.m. 2026-05-04 (Bolagsuppgifter, 57 dagar)"
        assert of(published, "net_full_board_swap_12m") == [reach]
        assert of(published, "net_board_changes_24m")[0] == reach
        assert freshness(published, DAY).gap("net_full_board_swap_12m") is None


def test_what_nobody_has_delivered_is_named_where_it_makes_a_gap(late):
    assert freshness(late, DAY).gap("stf_work_environment_signal_24m") == (
        "inget läst (Meddelanden från Arbetsmiljöverket)"
    )
    assert freshness(late, DAY).gap("rep_tip_rate_eb_12m") is None


def test_what_was_never_whole_is_told_so():
    never = SourceReach("Kolada", True, None, None, DAY)
    assert never.phrase == "aldrig hämtad hel (Kolada, SEN sedan 2026-06-30)"
    assert lateness([never]) == ("Kolada är sen sedan 2026-06-30, aldrig hämtad hel.",)
    assert lateness([replace(never, late_since=None)]) == ()


@pytest.mark.parametrize("source", [name for name, tables in feeds().items() if tables])
def test_the_engine_and_the_reader_mean_the_same_by_late(source, tmp_path):
    fetched = covers(**{source: dt.date(2020, 1, 1)})
    with Published(home_with(tmp_path, fetched)) as published:
        fresh = freshness(published, DAY)
        told = {name for name, one in catalogue().items() if any(reach.late_since for reach in fresh.of(one))}
        assert all("är sen sedan" in str(fresh.gap(name)) for name in told)
    facts = {SourceCover.table: fetched}
    assert told == {name for name, one in catalogue().items() if _is_late(facts, one, DAY)}
    assert told


def test_a_gap_says_which_source_is_late_and_since_when(late):
    hit = find(late, "5560000001", DAY)[0]
    answer = lookup.look_up(late, hit, DAY)
    value = next(one for one in answer.values if one.indicator_id == "fin_insolvency_state")
    assert (value.unknown_because, value.reach, value.covered_to) == (LATE, "2026-06-06, SEN", dt.date(2026, 6, 6))
    found = evidence.evidence(late, "fin_insolvency_state", "5560000001", DAY)
    assert found.value.unknown_because == LATE


def test_every_reason_in_a_list_has_the_day_of_its_oldest_source(late):
    row = listing.listing(late, "Q", DAY).rows[0]
    assert row.reaches == ("2026-06-29", "2026-06-28", "")
    assert row.dated_reasons[0] == "Tips i förhållande till förväntat: kvot 2. T.o.m. 2026-06-29."
    assert row.dated_reasons[2] == row.reasons[2] == "Ytterligare 2 uppgifter."


def test_what_is_to_be_done_has_the_day_of_its_oldest_source_in_every_output(late):
    dated = ("Föreläggande ej följt i tid: sista dag 2026-06-01. T.o.m. 2026-06-28.", "Annat att åtgärda.")
    found = listing.listing(late, "Q", DAY)
    assert found.rows[0].dated_flags == dated
    (waiting,) = lookup.look_up(late, find(late, found.rows[0].activity_id, DAY)[0], DAY).waiting
    assert f"{waiting.said} T.o.m. {waiting.reach}." == dated[0]
    assert dated[0] in report.render(late, DAY)
    assert "\n".join(dated) in [column.value(found.rows[0]) for column in workbook.COLUMNS]


def test_a_reason_is_known_by_the_whole_label_of_its_indicator(late):
    fresh = freshness(late, DAY)
    labels = {one.label: name for name, one in catalogue().items()}
    for label, name in labels.items():
        oldest = fresh.oldest(name)
        assert listing._reach(f"{label}: så är det.", fresh) == (oldest.brief if oldest else ""), label


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["list", "--target", "Q"], f"{LATE}."),
        (["lookup", "5560000001"], f"{LATE}. Det som vilar på den står som okänt."),
        (["lookup", "5560000001"], "Hämtat: uppgifter t.o.m. 2026-06-29 (digitala årsredovisningar, 1 dag)."),
        (["evidence", "fin_insolvency_state", "5560000001"], f"okänt, {LATE}"),
        (["evidence", "fin_insolvency_state", "5560000001"], "Källor: uppgifter t.o.m. 2026-06-06"),
    ],
)
def test_it_stands_on_the_screen(arguments, said, late_home):
    output = CliRunner().invoke(main, [*arguments, "--home", str(late_home)]).output
    assert said in " ".join(output.split())


def test_it_stands_in_the_report_and_in_the_workbook(late, tmp_path):
    page = report.render(late, DAY)
    assert f"{LATE}. Det som vilar på den står som okänt." in page
    assert "SEN sedan 2026-06-16" in page
    assert "t.o.m. 2026-06-28" in page
    import openpyxl

    workbook.write(late, tmp_path / "lista.xlsx", DAY, ["Q"], listing.filters_of(None, None, None), None)
    book = openpyxl.load_workbook(tmp_path / "lista.xlsx")
    cells = [str(cell.value) for sheet in book.worksheets for row in sheet.iter_rows() for cell in row if cell.value]
    assert "SEN sedan 2026-06-16" in cells
    assert [text for text in cells if text.endswith("T.o.m. 2026-06-29.")]
