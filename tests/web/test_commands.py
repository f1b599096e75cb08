"""The reading commands as they are typed: output, errors in one Swedish sentence, exit codes."""

import json
import subprocess
import sys

import openpyxl
import pytest
from click.testing import CliRunner

from pipelines.cli import main
from tables.store import Warehouse


def run(home, *arguments):
    return CliRunner().invoke(main, [*arguments, "--home", str(home)])


def test_the_list_has_all_three_targets_and_says_what_it_is_not(home):
    result = run(home, "list", "--top", "2")
    assert result.exit_code == 0
    for label in (
        "Vårdens kvalitet (Q)",
        "Välfärdsbrott och oseriösa aktörer (W)",
        "Register och anmälningsskyldighet (R)",
    ):
        assert label in result.output
    assert "är inget beslut" in " ".join(result.output.split())


def test_the_list_as_json_is_what_the_screen_shows(home):
    lists = json.loads(run(home, "list", "--target", "q", "--region", "nord", "--json").stdout)
    assert [row["activity_id"] for row in lists[0]["rows"]] == ["V000005"]
    assert (lists[0]["as_of"], lists[0]["run_id"]) == ("2026-06-30", "0123456789abcdef")


def test_the_list_of_an_earlier_day(home):
    assert json.loads(run(home, "list", "--as-of", "2025-12-31", "--json").stdout)[0]["as_of"] == "2025-12-31"


def test_excel_has_all_rows_unless_a_number_is_asked_for(home, tmp_path):
    path = tmp_path / "lista.xlsx"
    assert "32 rader, per 2026-06-30" in run(home, "list", "--target", "W", "--xlsx", str(path)).output
    assert openpyxl.load_workbook(path).worksheets[0].max_row == 33
    run(home, "list", "--target", "W", "--top", "5", "--xlsx", str(path))
    assert openpyxl.load_workbook(path).worksheets[0].max_row == 6


def test_a_look_up_by_several_words_without_quotes(home):
    assert "Solrosens Omsorg i Umeå AB" in run(home, "lookup", "solrosens", "omsorg").output


def test_one_likeness_is_proposed_and_not_opened(home):
    output = run(home, "lookup", "solrosn", "omsrg").output
    assert "1 möjlig träff." in output
    assert "Tidslinje" not in output


def test_a_look_up_as_json(home):
    answer = json.loads(run(home, "lookup", "V000001", "--json").stdout)
    assert answer["identity"]["number"] == "556000-0001"
    assert {
        "legal",
        "sources",
        "activities",
        "standings",
        "values",
        "timeline",
        "network",
        "waiting",
        "permit_cases",
    } <= set(answer)


def test_evidence_as_json(home):
    found = json.loads(run(home, "evidence", "sup_severity_points_36m", "V000001", "--json").stdout)
    assert {"inspection_2026-06.csv"} <= {line["file_name"] for line in found["lines"]}


@pytest.mark.parametrize(
    ("arguments", "exit_code", "said"),
    [
        (["lookup", "V999999"], 1, "inga träffar"),
        (["lookup", "V000001", "--as-of", "2019-01-01"], 1, "inga träffar"),
        (["lookup", "19800101-1234"], 2, "Sök på verksamhets-id"),
        (["lookup", "556000-0002"], 2, "kontrollsiffra"),
        (["list", "--as-of", "2026-05-31"], 2, "2025-12-31, 2026-06-30"),
        (["list", "--region", "norr"], 2, "nord"),
        (["list", "--as-of", "igår"], 2, "till exempel 2026-06-30"),
        (["list", "--xlsx", "/saknas/lista.xlsx"], 1, "Välj en mapp som finns"),
        (["evidence", "okänd", "V000001"], 2, "reg_stale_12m"),
        (["publish", "--use", "fffffffffffffff0"], 1, "finns inte kvar"),
    ],
)
def test_what_cannot_be_answered_is_one_sentence_and_an_exit_code(home, arguments, exit_code, said):
    result = run(home, *arguments)
    assert result.exit_code == exit_code
    assert said in result.output
    assert "Traceback" not in result.output


def test_a_persons_number_is_in_no_part_of_the_answer(home):
    result = run(home, "lookup", "Anna", "19800101-1234", "--json")
    assert "1234" not in result.output + str(result.exception)


def test_nothing_published_says_how_to_begin(tmp_path):
    result = run(tmp_path, "list")
    assert result.exit_code == 1
    assert "tillsynsradar run" in result.output


def test_publishing_writes_report_and_tables(home, tmp_path):
    result = run(home, "publish", "--html", str(tmp_path / "r.html"), "--parquet", str(tmp_path / "t"))
    assert result.exit_code == 0
    assert (tmp_path / "r.html").read_text("utf-8").startswith("<!doctype html>")
    assert {path.name for path in (tmp_path / "t").iterdir()} >= {"ranked_list.parquet", "manifest.parquet"}


def test_an_earlier_run_can_be_put_in_force_again(home):
    from tables.serving import current, put_in_force

    run_id = current(home).stem
    (home / "serving" / "aaaaaaaaaaaaaaaa.duckdb").write_bytes(current(home).read_bytes())
    assert "aaaaaaaaaaaaaaaa" in run(home, "publish").output
    assert run(home, "publish", "--use", "aaaaaaaaaaaaaaaa").exit_code == 0
    assert current(home).stem == "aaaaaaaaaaaaaaaa"
    put_in_force(home, run_id)
    (home / "serving" / "aaaaaaaaaaaaaaaa.duckdb").unlink()


def test_reading_goes_on_while_the_warehouse_is_written(home):
    with Warehouse(home) as warehouse, warehouse.transaction():
        assert run(home, "list", "--top", "1").exit_code == 0


def test_reading_imports_neither_the_orchestrator_nor_the_expectations():
    code = (
        "import sys, pipelines.cli.reading, web.lookup, web.evidence;"
        "import web.files.report, web.files.workbook, web.terminal.lookup;"
        "sys.exit(bool({'dagster', 'great_expectations', 'pandas', 'sklearn'} & set(sys.modules)))"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
