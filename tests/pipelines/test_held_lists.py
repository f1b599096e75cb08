"""A failed input holds back the lists that need it and nothing else, until a run in which it has not failed."""

import datetime as dt
import shutil

import pytest
from click.testing import CliRunner

from pipelines.cli import main
from tables import marts
from tables.serving import Published
from tests.conftest import DAYS, run_job
from tests.pipelines.runs import digests
from web.held import held_lists
from web.reading import in_force, list_page

pytestmark = pytest.mark.slow

LATER = DAYS[-1] + dt.timedelta(days=12)
BAD = ("reports", "report_2026-09.csv")


def run(*arguments):
    return CliRunner().invoke(main, [str(one) for one in arguments])


@pytest.fixture(scope="module")
def deliveries(small_deliveries, tmp_path_factory):
    """The small deliveries with a file of reports that cannot be read."""
    folder = shutil.copytree(small_deliveries[0], tmp_path_factory.mktemp("held") / "deliveries")
    folder.joinpath(*BAD).write_bytes("rapport;ärende\n".encode("utf-16"))
    return folder


@pytest.fixture(scope="module")
def held(small_home, deliveries, tmp_path_factory):
    """A home with lists of an earlier run, and then a run of a later day with the bad file; what came of it."""
    home = shutil.copytree(small_home.home, tmp_path_factory.mktemp("held_home") / "home")
    return home, run_job(home, deliveries, [LATER])


def rows(home, sql, *parameters, run_id=None):
    with Published(home, run_id) as published:
        return published.rows(sql, list(parameters)).rows()


def test_the_run_is_done_and_says_what_is_held_back_and_why(held):
    _, outcome = held
    assert outcome.ending == "held"
    assert "report_2026-09.csv" in outcome.messages[0]
    assert len(outcome.held) == 2
    assert all(f"från {DAYS[-1]} (12 dagar gammal)" in said for said in outcome.held)


def test_pages_show_the_earlier_list_and_why(held, small_home):
    home, _ = held
    store, before = in_force(home), in_force(small_home.home)
    page = list_page(store, "Q")
    assert (page.as_of, list_page(store, "R").as_of) == (DAYS[-1], LATER)
    assert [one.activity_id for one in page.rows] == [one.activity_id for one in list_page(before, "Q").rows]
    assert "report_2026-09.csv" in held_lists(store, LATER)["Q"].said


def test_lists_that_need_reports_are_the_earlier_ones_and_the_others_are_of_the_day(held, small_home):
    home, _ = held
    found = rows(home, "SELECT DISTINCT target, as_of FROM marts.ranked_list ORDER BY ALL")
    assert found == [("Q", DAYS[-1]), ("R", LATER), ("W", DAYS[-1])]
    same = "SELECT * FROM marts.ranked_list WHERE target = ? AND as_of = ? ORDER BY position"
    assert rows(home, same, "Q", DAYS[-1]) == rows(small_home.home, same, "Q", DAYS[-1])


def test_values_scores_and_the_manifest_are_of_the_day(held, small_home):
    home, _ = held
    assert rows(home, "SELECT DISTINCT as_of FROM marts.indicator_value") == [(LATER,)]
    assert rows(home, "SELECT count(DISTINCT target) FROM marts.score WHERE as_of = ?", LATER) == [(3,)]
    ((run_ids, why),) = rows(home, "SELECT lists_from, held_back FROM marts.manifest")
    with Published(small_home.home) as published:
        assert run_ids == [published.path.stem]
    assert [said[:1] for said in why] == ["Q", "W"]


def test_the_list_on_the_terminal_and_as_data_says_its_day_and_why(held):
    home, _ = held
    said = run("list", "--home", home, "--target", "Q", "--top", 1).output
    assert f"per {DAYS[-1]}" in said.splitlines()[0]
    assert "12 dagar gammal" in said
    assert "report_2026-09.csv" in said
    assert "hålls inne" not in run("list", "--home", home, "--target", "R", "--top", 1).output
    assert '"list_as_of": "2026-06-30"' in run("list", "--home", home, "--target", "W", "--top", 1, "--json").output


def test_the_look_up_has_the_scores_of_the_day_beside_the_place_of_the_earlier_list(held):
    home, _ = held
    ((activity,),) = rows(home, "SELECT activity_id FROM marts.ranked_list WHERE target = 'Q' AND position = 1")
    said = " ".join(run("lookup", activity, "--home", home).output.split())
    ((score,),) = rows(home, "SELECT score FROM marts.score WHERE target = 'Q' AND activity_id = ?", activity)
    assert f"i listan från {DAYS[-1]}" in said
    assert f"{score:.1f} poäng".replace(".", ",") in said.replace("\u00a0", " ")


def test_the_report_and_the_workbook_are_marked(held, tmp_path):
    import openpyxl

    home, _ = held
    assert run("publish", "--home", home, "--html", tmp_path / "r.html").exit_code == 0
    assert (tmp_path / "r.html").read_text("utf-8").count("12 dagar gammal") == 2
    assert run("list", "--home", home, "--xlsx", tmp_path / "l.xlsx").exit_code == 0
    book = openpyxl.load_workbook(tmp_path / "l.xlsx")
    assert "12 dagar gammal" in book["Vårdens kvalitet"]["A1"].value
    assert (book["Vårdens kvalitet"]["A2"].value, book["Register"]["A1"].value) == ("Plats", "Plats")


def test_no_plan_is_drawn_from_a_list_that_is_held_back(held, tmp_path):
    home, _ = held
    (tmp_path / "k.csv").write_text("avdelning;inspektioner\nriket;10\n", encoding="utf-8")
    drawn = run("plan", "draw", "--target", "Q", "--capacity", tmp_path / "k.csv", "--seed", 1, "--home", home)
    assert drawn.exit_code == 1
    assert "hålls inne" in drawn.output
    assert not list((home / "decided").glob("plans/*"))


def test_the_same_run_again_gives_the_same_bytes_and_one_without_the_file_gives_todays_lists(held, deliveries):
    home, _ = held
    before = digests(home)
    assert run_job(home, deliveries, [LATER]).ending == "held"
    assert digests(home) == before
    bad = deliveries.joinpath(*BAD)
    content = bad.read_bytes()
    bad.unlink()
    try:
        outcome = run_job(home, deliveries, [LATER])
    finally:
        bad.write_bytes(content)
    assert (outcome.ending, outcome.held) == ("done", ())
    with Published(home) as published:
        assert held_lists(published, LATER) == {}
        assert set(published.read(marts.RankedList)["as_of"]) == {LATER}
    assert digests(home)["run"] != before["run"]


def test_where_nothing_was_published_before_there_is_no_list_and_that_is_said(small_home, deliveries, tmp_path):
    shutil.copytree(small_home.home, tmp_path, dirs_exist_ok=True, ignore=shutil.ignore_patterns("serving"))
    outcome = run_job(tmp_path, deliveries, [DAYS[-1]])
    assert outcome.ending == "held"
    assert all("ingen tidigare finns" in said for said in outcome.held)
    assert rows(tmp_path, "SELECT DISTINCT target FROM marts.ranked_list") == [("R",)]
    said = run("list", "--home", tmp_path, "--target", "Q")
    assert said.exit_code == 0
    assert "Det finns ingen lista Q" in said.output
    ((activity,),) = rows(tmp_path, "SELECT activity_id FROM marts.ranked_list WHERE position = 1")
    assert "kvalitet: ingen lista, " in run("lookup", activity, "--home", tmp_path).output
