"""The commands about indicators as they are typed: begin one, look at one, try its cases, compare two versions."""

import json
import shutil
import subprocess

import pytest
from click.testing import CliRunner

from indicators.registry import catalogue
from pipelines.cli import indicator as commands
from pipelines.cli import main
from tests.laws.source_tree import ROOT

CHANGED = "sup_days_since_inspection"


def run(*arguments):
    return CliRunner().invoke(main, ["indicator", *arguments])


@pytest.fixture
def checkout(tmp_path, monkeypatch):
    """A checkout of its own, with one commit of the packages that the commands work on."""
    for package in ("indicators", "tables"):
        shutil.copytree(ROOT / package, tmp_path / package)
    (tmp_path / ".gitignore").write_text("__pycache__/\n", encoding="utf-8")
    (tmp_path / "docs").mkdir()
    who = ["-c", "user.name=Test", "-c", "user.email=test@example.com", "-c", "commit.gpgsign=false"]
    for words in (["init", "-q"], ["add", "."], [*who, "commit", "-q", "--no-verify", "-m", "first"]):
        subprocess.run(["git", "-C", str(tmp_path), *words], check=True)
    monkeypatch.setattr(commands, "ROOT", tmp_path)
    return tmp_path


def test_a_new_indicator_is_one_file_in_the_catalogue(checkout):
    result = run("new", "rep_example_count_12m")
    assert result.exit_code == 0
    assert "indicators/catalogue/rep_example_count_12m.py" in result.output
    status = ["git", "-C", str(checkout), "status", "--porcelain"]
    told = subprocess.run(status, capture_output=True, text=True, check=True)
    assert told.stdout == "?? indicators/catalogue/rep_example_count_12m.py\n"


@pytest.mark.parametrize(
    ("name", "said"), [("reg_stale_12m", "finns redan"), ("tips_12m", "Familjer: anm"), ("Rep Tips", "går inte")]
)
def test_a_name_that_cannot_be_used_is_one_sentence(checkout, name, said):
    result = run("new", name)
    assert (result.exit_code, said in result.stderr) == (2, True)


def test_nothing_is_created_outside_a_checkout(tmp_path, monkeypatch):
    monkeypatch.setattr(commands, "ROOT", tmp_path)
    result = run("new", "rep_example_count_12m")
    assert (result.exit_code, "ingen utcheckning" in result.stderr) == (1, True)


def test_show_says_what_is_known_of_an_indicator(small_home):
    one = catalogue()["reg_stale_12m"]
    output = " ".join(run("show", one.name, "--home", str(small_home.home)).output.split())
    for said in (
        one.label,
        one.question,
        "i bruk, R 2",
        "Juridisk granskning inte gjord",
        f"Per {small_home.days[-1]}",
    ):
        assert said in output
    assert all(case.title in output for case in one.cases)


def test_show_without_a_run_says_that_nothing_is_published(tmp_path):
    result = run("show", "reg_stale_12m", "--home", str(tmp_path))
    assert result.exit_code == 0
    assert "Inget värde av indikatorn är publicerat" in result.output


def test_show_as_json_has_the_spread(small_home):
    found = json.loads(run("show", "reg_stale_12m", "--json", "--home", str(small_home.home)).stdout)
    assert found["name"] == "reg_stale_12m"
    assert found["spread"]["as_of"] == str(small_home.days[-1])


@pytest.mark.parametrize("command", ["show", "test"])
def test_a_name_that_is_none_is_one_sentence_with_the_nearest(command):
    result = run(command, "reg_stale_21m")
    assert (result.exit_code, "menas reg_stale_12m" in result.stderr) == (2, True)


def test_the_cases_of_an_indicator_are_tried_and_shown():
    result = run("test", "reg_stale_12m")
    assert result.exit_code == 0
    assert "alla ger rätt värde" in result.output


def test_a_case_that_gives_something_else_is_told_and_fails(monkeypatch):
    from dataclasses import replace

    one = catalogue()["reg_stale_12m"]
    wrong = replace(one, cases=(replace(one.cases[0], expect=0.25), *one.cases[1:]))
    monkeypatch.setitem(catalogue(), "reg_stale_12m", wrong)
    result = run("test", "reg_stale_12m")
    assert (result.exit_code, "1 ger det inte" in result.output) == (1, True)
    assert "fel " in result.output
    assert "0,25" in result.output


@pytest.mark.slow
def test_a_changed_definition_is_shown_with_what_it_does(checkout):
    path = checkout / "indicators" / "catalogue" / f"{CHANGED}.py"
    before, formula = path.read_text(encoding="utf-8").rsplit("    return ", 1)
    path.write_text(f"{before}    return 1 + {formula}", encoding="utf-8")
    result = run("diff", "HEAD", "--activities", "100")
    assert result.exit_code == 0, result.output
    assert f"{CHANGED} (ändrad)" in result.output
    assert "värden är andra än före; 0 blev kända, 0 blev okända" in " ".join(result.output.split())
    assert result.output.count("(ändrad)") == 1
    assert "▸ fakta härleds …" in result.stderr


def test_the_plan_names_every_indicator_or_those_asked_for():
    everything = run("plan")
    assert everything.exit_code == 0
    assert [name for name in catalogue() if f"{name}." not in everything.output] == []
    some = run("plan", "reg_stale_12m")
    assert "reg_stale_12m." in some.output
    assert "sup_severity_points_36m." not in some.output


def test_a_revision_that_is_none_and_a_folder_without_history_are_one_sentence(checkout, tmp_path_factory, monkeypatch):
    result = run("diff", "nowhere")
    assert (result.exit_code, "revisionen 'nowhere' finns inte" in result.stderr) == (2, True)
    assert run("diff", "--help").exit_code == 0
    monkeypatch.setattr(commands, "ROOT", tmp_path_factory.mktemp("bare"))
    result = run("diff", "HEAD")
    assert (result.exit_code, "ingen git-utcheckning" in result.stderr) == (2, True)
