"""The commands of `tillsynsradar quarantine`, from the first list to the last corrected row."""

import json

import pytest
from click.testing import CliRunner

from pipelines.cli import main
from tests.sources.delivering import csv_text, landed, put, rows_of


@pytest.fixture
def home(tmp_path):
    (tmp_path / "in").mkdir()
    put(tmp_path / "in", "report", "report.csv", csv_text(rows_of("report", {}, {"kind": "tips"})))
    from sources.identity import PseudonymKey

    landed(tmp_path / "in", tmp_path / "home", key=PseudonymKey.load(tmp_path / "home"))
    return tmp_path / "home"


def run(*arguments):
    return CliRunner().invoke(main, ["quarantine", *map(str, arguments)])


def test_the_list_says_what_to_do(home):
    result = run("list", "--home", home)
    assert result.exit_code == 0
    assert "report.kind" in result.output
    assert "1 rader väntar" in result.output


def test_the_list_can_be_read_by_a_program(home):
    (row,) = json.loads(run("list", "--home", home, "--rows", "--json").output)
    assert (row["source_row"], row["column"], row["rule"]) == (3, "kind", "unknown_code")


def test_rows_are_written_out_corrected_and_taken_in(home, tmp_path):
    assert run("export", "--home", home, tmp_path / "out").exit_code == 0
    path = tmp_path / "out" / "report.csv"
    path.write_text(path.read_text("utf-8-sig").replace(";tips;", ";tip;"))
    result = run("replay", "--home", home, path)
    assert "1 rader mottagna, 0 fortfarande fel" in result.output
    assert "Inget väntar" in run("list", "--home", home).output


def test_a_file_that_cannot_be_read_is_one_sentence_and_an_exit_code(home, tmp_path):
    (tmp_path / "report.csv").write_bytes(b"")
    result = run("replay", "--home", home, tmp_path / "report.csv")
    assert result.exit_code == 3
    assert "Filen är tom" in result.output


def test_a_home_where_nothing_was_landed_is_told_so(tmp_path):
    result = run("list", "--home", tmp_path / "nothing")
    assert result.exit_code == 1
    assert "börja med" in result.output
    assert not (tmp_path / "nothing").exists()
