"""What boards are told of, and that whoever was told of a report is told that it no longer stands."""

import datetime as dt
import json

import polars as pl
from hypothesis import given, settings
from hypothesis import strategies as st

from sources.shares.book import BOOK, Share, latest, mark_export, read_book, write_down
from sources.shares.due import CORRECTED, clearings_due, reports_due, standing
from tables.code_lists import code_list

DAY = dt.date(2026, 6, 30)
COMPANY, OTHER, TRADER = "5560000001", "5560000019", "P-0123456789abcdef0123"
COMPANIES = pl.Series([COMPANY, OTHER])
STATES = code_list("report_states")["code"].to_list()
STANDING = set(code_list("report_states").filter(pl.col("counts") == "1")["code"])


def reports(*rows):
    cells = {"kind": "municipal_report", "subject_type": "provider", "actor_id": COMPANY, "state": "received"}
    common = {**cells, "sender_municipality": "0180", "event_date": DAY}
    return pl.DataFrame([{**common, "report_id": f"R{place}", **row} for place, row in enumerate(rows)])


def share(kind, report_id, recipient, **cells):
    return Share(kind, report_id, cells.get("actor_id", COMPANY), recipient, DAY, "run", "registrator")


def test_only_what_municipalities_report_of_companies_and_that_stands_is_told():
    found = standing(
        reports(
            {},
            {"kind": "police_report"},
            {"kind": "tip"},
            {"subject_type": "individual"},
            {"actor_id": TRADER},
            {"actor_id": None},
            {"state": "cleared"},
            {"state": "closed_no_action"},
            {"sender_municipality": None},
        ),
        COMPANIES,
    )
    assert found["report_id"].to_list() == ["R0", "R1"]


def test_boards_where_the_provider_is_at_work_are_told_and_the_one_that_reported_is_not():
    concerned = pl.DataFrame({"actor_id": [COMPANY] * 3, "municipality_code": ["0180", "1280", None]})
    found = reports_due(reports({}), concerned, ["1480", "0180"], [])
    assert found.rows() == [("R0", COMPANY, "1280"), ("R0", COMPANY, "1480")]
    told = [share("report", "R0", "1280")]
    assert reports_due(reports({}), concerned, [], told).is_empty()
    cleared = [*told, share("clearing", "R0", "1280")]
    assert reports_due(reports({}), concerned, [], cleared)["recipient"].to_list() == ["1280"]


def test_a_report_that_turns_out_to_be_about_another_is_cleared_as_corrected():
    told = [share("report", "R0", "1280")]
    assert [one.why for one in clearings_due(reports({"actor_id": OTHER}), COMPANIES, told, DAY, "run")] == [CORRECTED]
    assert [one.why for one in clearings_due(reports({}).clear(), COMPANIES, told, DAY, "run")] == [CORRECTED]
    assert [one.why for one in clearings_due(reports({"state": "cleared"}), COMPANIES, told, DAY, "run")] == ["cleared"]


@settings(max_examples=60, deadline=None)
@given(st.lists(st.lists(st.sampled_from(STATES), min_size=3, max_size=3), min_size=1, max_size=6), st.data())
def test_after_every_run_nobody_believes_in_a_report_that_does_not_stand(tmp_path_factory, runs, data):
    home = tmp_path_factory.mktemp("shares")
    concerned = pl.DataFrame({"actor_id": [COMPANY, COMPANY], "municipality_code": ["1280", "1480"]})
    ever = set()
    for number, states in enumerate(runs):
        known = reports(*({"state": state} for state in states))
        day = DAY + dt.timedelta(days=number)
        write_down(home, clearings_due(known, COMPANIES, read_book(home), day, f"run{number}"))
        believed = {key[0] for key, one in latest(read_book(home)).items() if one.kind == "report"}
        assert believed <= {f"R{place}" for place, state in enumerate(states) if state in STANDING}
        if data.draw(st.booleans()):
            due = reports_due(standing(known, COMPANIES), concerned, [], read_book(home))
            new = [Share("report", *row, day, f"run{number}", "registrator") for row in due.iter_rows()]
            assert write_down(home, new) == new
            ever |= {(one.report_id, one.recipient) for one in new}
    everyone_told = {(one.report_id, one.recipient) for one in read_book(home)}
    assert everyone_told == ever


def test_the_book_repeats_nothing_and_never_changes_what_it_says(tmp_path):
    first = [share("report", "R0", "1280"), share("report", "R0", "1480")]
    assert write_down(tmp_path, first) == first
    before = (tmp_path / BOOK).read_bytes()
    assert write_down(tmp_path, first) == []
    assert write_down(tmp_path, [share("clearing", "R9", "1280")]) == []
    assert (tmp_path / BOOK).read_bytes() == before
    write_down(tmp_path, [share("clearing", "R0", "1280")])
    assert (tmp_path / BOOK).read_bytes().startswith(before)
    assert write_down(tmp_path, [share("clearing", "R0", "1280")]) == []


def test_an_export_sees_what_had_been_told_when_it_was_made(tmp_path):
    write_down(tmp_path, [share("report", "R0", "1280")])
    mark_export(tmp_path, "first")
    write_down(tmp_path, [share("report", "R1", "1280")])
    mark_export(tmp_path, "first")
    mark_export(tmp_path, "second")
    assert len(read_book(tmp_path, "first")) == 1
    assert len(read_book(tmp_path, "second")) == len(read_book(tmp_path)) == 2
    assert sum(json.loads(line)["kind"] == "exported" for line in (tmp_path / BOOK).read_text().splitlines()) == 2
