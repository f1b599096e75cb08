"""Fetching the weekly archives over HTTP: what is read, what is remembered, and what a broken run costs."""

import datetime as dt
import json
from pathlib import Path
from random import Random

import polars as pl
import pytest

from sources.bolagsverket.reports import fetching
from sources.bolagsverket.reports.fetching import fetch
from sources.fetching.connector import Asked, Outcome, SourceFault
from sources.standin import documents
from sources.standin.faults import Body, Drop, Status
from sources.standin.server import StandIn
from sources.standin.world import World
from tables import raw
from tests.sources.bolagsverket.reports.inline_documents import package
from tests.sources.bolagsverket.reports.weekly_archives import (
    ARCHIVES,
    KEY,
    MONDAY,
    WORLD,
    A,
    B,
    C,
    D,
    asked,
    downloads,
    filed,
    rows,
    taken,
    taken_until_a_fault,
    written,
)


@pytest.fixture
def source():
    with StandIn(WORLD, MONDAY + dt.timedelta(days=1)) as server:
        yield server


def test_the_reports_of_the_followed_become_deliveries(source, tmp_path):
    parts = taken(asked(source, tmp_path, A, C, "P-0123456789abcdef0123"))
    found = rows(parts)
    first, second, third = (f"annual_report_bolagsverket_2026-W{week:02}_1" for week in (7, 8, 9))
    columns = ["operator_id", "net_turnover_sek", "operating_result_sek", "equity_sek", "has_audit_remark"]
    assert found[first].select(columns).rows() == [(A, 5335.0, -21_441.0, 69_824.0, False)]
    assert found[second].select(columns).rows() == [(C, 1000.0, None, None, True)]
    assert found[third].select(columns).rows() == [(A, 5400.0, None, None, None)]
    assert found[first].select("filed_at", "known_at").row(0) == (dt.date(2026, 2, 9), dt.date(2026, 2, 16))
    assert {frame["document"].n_unique() for stem, frame in found.items() if stem.startswith("report_figure")} == {1}
    for stem, frame in found.items():
        contract = raw.AnnualReport if stem.startswith("annual_report") else raw.ReportFigure
        assert frame.columns == contract.delivered_columns()
    assert [part.outcome for part in parts] == [Outcome.COMPLETE] * 4
    assert parts[-1].covered_to == MONDAY - dt.timedelta(days=1)


def test_nothing_is_fetched_twice_and_nothing_is_left_lying(source, tmp_path):
    question = asked(source, tmp_path, A)
    taken(question)
    source.seen.clear()
    (only,) = taken(question)
    assert (downloads(source), rows([only]), only.outcome) == ([], {}, Outcome.COMPLETE)
    assert only.covered_to == MONDAY - dt.timedelta(days=1)
    files = [path for path in tmp_path.rglob("*") if path.is_file()]
    assert {path.suffix for path in files} == {".json"}
    assert not any(number in str(path) for path in files for number in (A, B, C, D))


def test_no_number_is_asked_for_or_told(source, tmp_path):
    told = []
    question = asked(source, tmp_path, A, C)
    parts = taken(Asked(question.day, question.followed, KEY, tmp_path, question.access, told.append))
    said = " ".join([*told, *(seen.path for seen in source.seen), *(each for part in parts for each in part.remarks)])
    assert told
    assert not any(number in said for number in (A, B, C, D))


def test_who_is_followed_later_is_found_in_what_has_been_read(source, tmp_path):
    earlier = rows(taken(asked(source, tmp_path, A)))
    source.seen.clear()
    found = rows(taken(asked(source, tmp_path, A, B)))
    assert downloads(source) == ["2026/07_1.zip"]
    again = found["annual_report_bolagsverket_2026-W07_1"]
    assert again["operator_id"].to_list() == [A, B]
    assert again.head(1).equals(earlier["annual_report_bolagsverket_2026-W07_1"])


def test_who_is_no_longer_followed_stays_where_an_archive_is_read_again(source, tmp_path):
    taken(asked(source, tmp_path, A))
    found = rows(taken(asked(source, tmp_path, B)))
    assert found["annual_report_bolagsverket_2026-W07_1"]["operator_id"].to_list() == [A, B]


def test_a_week_published_today_may_still_grow(source, tmp_path):
    source.day = MONDAY
    assert taken(asked(source, tmp_path, A))[-1].covered_to == MONDAY - dt.timedelta(days=8)
    source.day = MONDAY + dt.timedelta(days=1)
    assert taken(asked(source, tmp_path, A))[-1].covered_to == MONDAY - dt.timedelta(days=1)


def test_the_first_time_only_recent_weeks_are_read_and_then_no_older_ones(source, tmp_path, monkeypatch):
    monkeypatch.setattr(fetching, "WEEKS_BACK", 2)
    taken(asked(source, tmp_path, A, B))
    assert downloads(source) == ["2026/08_1.zip", "2026/09_1.zip"]
    monkeypatch.setattr(fetching, "WEEKS_BACK", 50)
    taken(asked(source, tmp_path, A, B))
    assert len(downloads(source)) == 2


@pytest.mark.parametrize(("ordinary", "covered"), [(1, dt.date(2026, 2, 15)), (10_000_000, dt.date(2026, 3, 1))])
def test_a_week_that_cannot_have_been_empty_is_told_and_stops_the_cover(ordinary, covered, tmp_path, monkeypatch):
    monkeypatch.setattr(fetching, "ORDINARY_WEEK", ordinary)
    with StandIn(World.of(reports=[filed(A, 3), filed(B, 1)]), MONDAY + dt.timedelta(days=1)) as server:
        last = taken(asked(server, tmp_path, A))[-1]
    assert last.covered_to == covered
    assert any("2026-W08 saknas" in remark for remark in last.remarks) == (ordinary == 1)


@pytest.mark.parametrize(("ordinary", "covered"), [(1, dt.date(2026, 2, 15)), (10_000_000, dt.date(2026, 3, 1))])
def test_so_does_a_newest_week_that_is_late(ordinary, covered, tmp_path, monkeypatch):
    monkeypatch.setattr(fetching, "ORDINARY_WEEK", ordinary)
    with StandIn(World.of(reports=[filed(A, 3)]), MONDAY + dt.timedelta(days=1)) as server:
        assert taken(asked(server, tmp_path, A))[-1].covered_to == covered


def test_an_archive_put_there_again_is_read_again_and_says_the_same(source, tmp_path, monkeypatch):
    before = taken(asked(source, tmp_path, A, C))
    monkeypatch.setattr(documents, "appeared", lambda key: MONDAY + dt.timedelta(days=1))
    changed = WORLD.reports.with_columns(company_name=pl.lit("Nytt Namn AB"))
    source.world = World(reports=changed)
    source.day = MONDAY + dt.timedelta(days=9)
    after = taken(asked(source, tmp_path, A, C))
    facts = "operator_id", "filed_at", "net_turnover_sek", "known_at"
    assert set(rows(after)) == set(rows(before))
    for stem in (stem for stem in rows(after) if stem.startswith("annual")):
        assert rows(after)[stem].select(facts).equals(rows(before)[stem].select(facts))


def test_a_connection_that_breaks_costs_only_what_was_not_sent(source, tmp_path, monkeypatch):
    whole_files, padding = documents._files_of, Random(1).randbytes(2_500_000)
    monkeypatch.setattr(documents, "_files_of", lambda row: whole_files(row) | {"picture.png": padding})
    source.faults.add(f"{ARCHIVES}2026/08_1.zip", Drop(0.5), times=1)
    question = asked(source, tmp_path, A, C)
    before = taken_until_a_fault(question)
    assert [list(part.rows) for part in before] == [
        ["annual_report_bolagsverket_2026-W07_1", "report_figure_bolagsverket_2026-W07_1"]
    ]
    source.seen.clear()
    after = taken(question)
    assert [seen.status for seen in source.seen if seen.path.startswith(ARCHIVES)] == [206, 200]
    with StandIn(WORLD, source.day) as undisturbed:
        whole = taken(asked(undisturbed, tmp_path / "other", A, C))
    assert written([*before, *after]) == written(whole)
    assert after[-1].covered_to == whole[-1].covered_to


def test_a_source_that_dies_between_two_archives_is_caught_up_exactly(tmp_path):
    with StandIn(WORLD, MONDAY + dt.timedelta(days=1)) as server:
        before = taken_until_a_fault(asked(server, tmp_path, A, C), server.stop)
    assert [part.covered_to for part in before] == [dt.date(2026, 2, 15)]
    with StandIn(WORLD, MONDAY + dt.timedelta(days=1)) as server:
        after = taken(asked(server, tmp_path, A, C))
        whole = taken(asked(server, tmp_path / "other", A, C))
    assert written([*before, *after]) == written(whole)


def test_what_was_not_remembered_is_given_again_byte_for_byte(source, tmp_path):
    question = asked(source, tmp_path, A, C)
    lost = list(fetch(question))
    assert written(taken(question)) == written(lost)


def test_an_archive_that_is_broken_at_the_source_stops_no_other(source, tmp_path):
    source.faults.add(f"{ARCHIVES}2026/08_1.zip", Body(b"not an archive"), times=1)
    parts = taken(asked(source, tmp_path, A, C))
    assert set(rows(parts)) == {
        f"{table}_bolagsverket_2026-W{week:02}_1" for table in ("annual_report", "report_figure") for week in (7, 9)
    }
    assert (parts[-1].outcome, parts[-1].covered_to) == (Outcome.PARTIAL, dt.date(2026, 2, 15))
    assert any("2026-W08_1" in remark for remark in parts[-1].remarks)
    parts = taken(asked(source, tmp_path, A, C))
    assert set(rows(parts)) == {f"{table}_bolagsverket_2026-W08_1" for table in ("annual_report", "report_figure")}
    assert (parts[-1].outcome, parts[-1].covered_to) == (Outcome.COMPLETE, MONDAY - dt.timedelta(days=1))


def test_no_more_is_fetched_at_one_go_than_is_decided(source, tmp_path):
    parts = taken(asked(source, tmp_path, A, most_requests=2))
    assert downloads(source) == ["2026/07_1.zip", "2026/08_1.zip"]
    assert (parts[-1].outcome, parts[-1].covered_to) == (Outcome.PARTIAL, dt.date(2026, 2, 22))
    assert any("1 arkiv återstår" in remark for remark in parts[-1].remarks)
    assert taken(asked(source, tmp_path, A, most_requests=2))[-1].outcome is Outcome.COMPLETE


def test_a_source_that_refuses_is_a_fault_in_words(source, tmp_path):
    source.faults.add("/arsredovisningar-bulkfiler", Status(403))
    with pytest.raises(SourceFault, match="årsredovisningar"):
        taken(asked(source, tmp_path, A))


def test_a_source_whose_every_archive_fails_is_not_asked_for_all_of_them(tmp_path):
    world = World.of(reports=[filed(A, week) for week in range(1, 9)])
    with StandIn(world, MONDAY + dt.timedelta(days=1)) as server:
        server.faults.add(ARCHIVES, Body(b"out of order"))
        assert taken_until_a_fault(asked(server, tmp_path, A)) == []
        assert len(downloads(server)) == fetching.MOST_FAULTS_IN_A_ROW


def test_the_list_is_followed_page_by_page(tmp_path, monkeypatch):
    monkeypatch.setattr(documents, "IN_PART", 1)
    monkeypatch.setattr(documents, "MOST_KEYS", 2)
    with StandIn(WORLD, MONDAY + dt.timedelta(days=1)) as server:
        found = rows(taken(asked(server, tmp_path, A, B, C, D)))
        assert sum(seen.path == "/arsredovisningar-bulkfiler" for seen in server.seen) == 3
    assert sum(frame.height for stem, frame in found.items() if stem.startswith("annual_report")) == 5
    assert len(found) == 10


def test_a_report_that_cannot_be_read_is_refused_and_the_others_are_read(source, tmp_path, monkeypatch):
    whole = documents._files_of
    broken = {B: package(b"<not a report"), D: b"not an archive"}
    monkeypatch.setattr(
        documents,
        "_files_of",
        lambda row: {"x.zip": broken[row["identity"]]} if row["identity"] in broken else whole(row),
    )
    parts = taken(asked(source, tmp_path, A, B, D))
    assert sorted(pl.concat(f for s, f in rows(parts).items() if s.startswith("annual"))["operator_id"]) == [A, A]
    assert sum("avvisade: arkivet har ett arkiv i sig" in each for part in parts for each in part.remarks) == 2
    listed = [json.loads(path.read_text()) for path in sorted(Path(tmp_path, "refused").iterdir())]
    assert [[entry["rule"] for entry in entries] for entries in listed] == [["nested_archive"], ["nested_archive"]]
    assert all(len(entry["document"]) == 64 and set(entry) == {"document", "rule"} for each in listed for entry in each)


def test_nobody_followed_still_covers_the_weeks(source, tmp_path):
    parts = taken(asked(source, tmp_path))
    assert {frame.height for frame in rows(parts).values()} == {0}
    assert parts[-1].outcome is Outcome.COMPLETE
