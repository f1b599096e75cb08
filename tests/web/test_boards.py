"""What boards are told in a published run, what becomes of it, and the yearly statistics."""

import datetime as dt
import json
import shutil

import polars as pl
import pytest
from click.testing import CliRunner

from pipelines.cli import main
from sources.shares.book import BOOK, read_book, write_down
from tables.core import Report
from tables.serving import Published
from web.exports import boards, inter_board
from web.exports.inter_board import InterBoardPattern, InterBoardReport, YearlyReports, yearly

DAY = dt.date(2026, 6, 30)


@pytest.fixture
def told_home(small_home, tmp_path):
    """The small register's home, with a book of its own."""
    shutil.copytree(small_home.home / "serving", tmp_path / "home" / "serving")
    return tmp_path / "home"


def row(report_id, received, sender="0180", known_from=None, **cells):
    return {
        "report_id": report_id, "event_date": received, "sender_municipality": sender, "kind": "municipal_report",
        "subject_type": "provider", "known_from": known_from or received, "known_to": None, **cells,
    }  # fmt: skip


def reports(*rows):
    columns = {name: Report.columns()[name].dtype for name in rows[0]}
    return pl.DataFrame(list(rows), schema=columns)


def test_the_statistics_of_one_city_and_one_report():
    """From July 2024 to January 2025 one report came in: one is not nothing, and not a rate."""
    counted = yearly(reports(row("R1", dt.date(2024, 11, 4))), dt.date(2025, 3, 17))
    whole = counted.filter(year=2024, kind="municipal_report", subject_type="provider").filter(
        pl.col("reported_by").is_null()
    )
    assert whole["n"].to_list() == [1]
    assert [round(value, 2) for value in (whole["low"].item(), whole["high"].item())] == [0.03, 5.57]
    assert whole["known_on"].to_list() == [dt.date(2025, 3, 1)]
    police = counted.filter(year=2024, kind="police_report", subject_type="individual")
    assert police["n"].to_list() == [0]


def test_a_year_is_counted_as_known_on_its_first_of_march_and_can_be_counted_again():
    known_late = row("R2", dt.date(2025, 12, 30), known_from=dt.date(2026, 3, 2))
    individual = row("R3", dt.date(2025, 5, 1), subject_type="individual", kind="police_report")
    rows = reports(row("R1", dt.date(2025, 5, 1)), known_late, individual)
    first = yearly(rows, dt.date(2026, 3, 1)).filter(year=2025)
    assert first.filter(kind="municipal_report", reported_by="0180")["n"].to_list() == [1]
    assert first.filter(kind="police_report", subject_type="individual", reported_by="0180")["n"].to_list() == [1]
    later = yearly(rows, dt.date(2027, 1, 1)).filter(year=2025)
    assert later.equals(first)
    before = yearly(rows, dt.date(2026, 2, 1)).filter(year=2025)
    assert before["is_preliminary"].all()
    assert not later["is_preliminary"].any()


def test_boards_add_up_to_the_country(small_home):
    with Published(small_home.home) as published:
        rows = inter_board.frames(published, DAY)[YearlyReports]
    keys = ["year", "kind", "subject_type"]
    whole = rows.filter(pl.col("reported_by").is_null()).select(*keys, "n")
    parts = rows.filter(pl.col("reported_by").is_not_null()).group_by(keys).agg(parts=pl.col("n").sum())
    joined = whole.join(parts, on=keys, how="left").with_columns(pl.col("parts").fill_null(0))
    assert joined.filter(pl.col("n") != pl.col("parts")).is_empty()
    assert joined["n"].sum() > 0


def test_what_is_told_stands_in_the_export_until_it_is_cleared(told_home):
    sent = CliRunner().invoke(
        main, ["share", "send", "--by", "registrator", "--also", "0114", "--home", str(told_home)]
    )
    assert sent.exit_code == 0, sent.output
    book = read_book(told_home)
    assert book
    assert "0114" in {one.recipient for one in book}
    with Published(told_home) as published:
        assert boards.due(published, ["0114"]) == []
        assert boards.clear(published) == []
        frames = inter_board.frames(published, DAY)
    shown = frames[InterBoardReport]
    assert shown.height == len(book)
    assert set(shown["standing"]) == {"standing"}
    assert shown["operator_number"].drop_nulls().str.contains(r"^\d\d[2-9]").all()
    assert frames[InterBoardPattern]["n_boards"].min() >= 1
    InterBoardReport.validate(shown, cast=True)
    InterBoardPattern.validate(frames[InterBoardPattern], cast=True)
    YearlyReports.validate(frames[YearlyReports], cast=True)


def test_a_report_that_fell_before_the_run_is_cleared_to_everyone_who_was_told(told_home):
    with Published(told_home) as published:
        fallen = published.rows(
            "SELECT report_id, actor_id FROM core.report JOIN core.actor USING (actor_id) WHERE state IN ('cleared', "
            "'closed_no_action', 'unsubstantiated') AND report.known_to IS NULL AND actor.known_to IS NULL "
            "AND id_type = 'organisation' ORDER BY ALL LIMIT 1"
        ).row(0)
        from sources.shares.book import Share

        shares = [Share("report", *fallen, to, DAY, "before", "registrator") for to in ("1280", "0114")]
        write_down(told_home, shares)
        cleared = boards.clear(published)
        assert {(one.report_id, one.recipient) for one in cleared} == {(fallen[0], "1280"), (fallen[0], "0114")}
        assert boards.clear(published) == []
        shown = inter_board.frames(published, DAY)[InterBoardReport]
    assert set(shown["standing"]) == {"cleared"}
    assert shown["cleared_on"].to_list() == [DAY, DAY]
    lines = [json.loads(line) for line in (told_home / BOOK).read_text().splitlines()]
    assert [line["kind"] for line in lines] == ["report", "report", "clearing", "clearing"]


def test_the_commands_say_what_is_due_and_refuse_what_they_cannot_use(told_home):
    run = CliRunner()
    due = run.invoke(main, ["share", "due", "--home", str(told_home)])
    assert "att underrätta om" in due.output
    assert run.invoke(main, ["share", "due", "--also", "9999", "--home", str(told_home)]).exit_code == 2
    named = run.invoke(main, ["share", "send", "--by", "19121212-1212", "--home", str(told_home)])
    assert named.exit_code == 2
    assert "19121212" not in named.output + named.stderr
    years = run.invoke(main, ["share", "statistics", "--year", "2025", "--home", str(told_home)])
    assert "hela landet" in years.output
