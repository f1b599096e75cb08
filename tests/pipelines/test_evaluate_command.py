"""The command `tillsynsradar evaluate` on the small register: a report, tables, a verdict, and the gate shut."""

import json

import polars as pl
import pytest
from click.testing import CliRunner

from pipelines.cli import main
from pipelines.promotion import read_book
from tables.marts.evaluation import EvaluationCurve, EvaluationFigure


def run(*words):
    return CliRunner().invoke(main, ["evaluate", *map(str, words)])


@pytest.fixture(scope="module")
def evaluated(small_home, tmp_path_factory):
    """Everything asked for at once, so that the lists of earlier days are made once."""
    folder = tmp_path_factory.mktemp("evaluated")
    promote = ("--promote", "shadow_boosting", "--by", "metodchef", "--because", "prov")
    files = ("--out", folder / "q.html", "--tables", folder / "tables")
    answer = run("--home", small_home.home, "--target", "q", *files, *promote)
    return folder, answer


def test_the_screen_says_what_was_shown_and_what_is_going_on(evaluated):
    _, answer = evaluated
    assert "▸ Listorna räknas om som de var på" in answer.output
    assert "Poängen i bruk har inte visats vara bättre än" in answer.output
    assert all(len(line) <= 100 for line in answer.stdout.splitlines() if not line.startswith(("▸", "Fel", "  Mot")))


def test_a_model_without_proof_is_refused_and_nothing_is_decided(evaluated, small_home):
    _, answer = evaluated
    assert answer.exit_code == 1
    assert "shadow_boosting sätts inte i bruk för Q" in answer.output
    assert read_book(small_home.home) == []


def test_the_report_is_whole_and_names_no_activity_and_no_actor(evaluated, small_home):
    from tables.serving import Published

    folder, _ = evaluated
    html = (folder / "q.html").read_text(encoding="utf-8")
    assert html.endswith("</html>")
    assert "https://" not in html
    with Published(small_home.home) as published:
        known = published.rows("SELECT DISTINCT activity_id, activity_name, actor_id FROM core.activity_version")
    assert not [text for column in known.get_columns() for text in column.drop_nulls() if str(text) in html]


def test_the_tables_keep_their_contracts_and_the_two_forms_say_the_same(evaluated):
    folder, _ = evaluated
    for name, contract in (("tal", EvaluationFigure), ("kurvor", EvaluationCurve)):
        frame = contract.validate(pl.read_parquet(folder / "tables" / f"{name}.parquet"), cast=True)
        assert frame.height == pl.read_csv(folder / "tables" / f"{name}.csv", infer_schema_length=None).height > 0


def test_no_fact_was_used_before_it_was_known(evaluated):
    folder, _ = evaluated
    figures = pl.read_parquet(folder / "tables" / "tal.parquet")
    assert figures.filter(pl.col("measure") == "facts_before_known")["value"].to_list() == [0.0]


def test_a_target_without_enough_history_is_said_to_lack_it(small_home, tmp_path):
    answer = run("--home", small_home.home, "--target", "W", "--out", tmp_path / "w.html", "--json")
    assert answer.exit_code == 1
    assert "för få listdagar med kända utfall" in answer.stderr
    assert answer.stdout == ""
    assert not (tmp_path / "w.html").exists()


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--promote", "version_1", "--target", "Q"), "ingen skuggmodell"),
        (("--promote", "shadow_boosting"), "--target"),
        (("--target", "R"), "R"),
        (("--k", "0"), "--k"),
    ],
)
def test_what_cannot_be_asked_is_refused_before_anything_is_computed(tmp_path, words, said):
    answer = run("--home", tmp_path, *words)
    assert answer.exit_code == 2
    assert said in answer.output
    assert "▸" not in answer.output


def test_a_home_without_a_run_is_told_to_start_one(tmp_path):
    answer = run("--home", tmp_path)
    assert answer.exit_code == 1
    assert "tillsynsradar run" in answer.output


def test_json_holds_figures_and_verdicts():
    from pipelines.backtesting import Backtested, verdicts_of
    from pipelines.cli.evaluating import _json
    from tests.web import planted_evaluation as planted
    from web.evaluation.report import Evaluation

    figures = planted.figures()
    whole = Evaluation(figures, planted.curves(), verdicts_of(figures), (("Körning", "0"),), ())
    answer = json.loads(_json(Backtested(whole, "0", ("W saknas.",))))
    assert len(answer["figures"]) == figures.height
    said = {(one["target"], one["method"]): one["is_better"] for one in answer["verdicts"]}
    assert said["Q", "version_1"]
    assert not said["Q", "shadow_boosting"]
    assert not said["W", "version_1"]
    assert answer["missing"] == ["W saknas."]
