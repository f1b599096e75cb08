"""A new indicator begins as one file that declares it, keeps the style, and fails until its cases are worked out."""

import importlib.util
import subprocess
import sys

import pytest

from indicators.definition import REQUIRED_TAGS, Indicator
from indicators.families import FAMILIES
from indicators.registry import catalogue
from indicators.workbench.case_runs import run_all
from indicators.workbench.new_file import CannotBeCalled, text_of, write
from tests.laws.source_tree import ROOT

NAMES = ("rep_example_count_12m", "sup_example_90d", "reg_example")


def declared(path) -> Indicator:
    spec = importlib.util.spec_from_file_location(path.stem, path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return getattr(module, path.stem)


@pytest.mark.parametrize("name", NAMES)
def test_the_file_declares_an_indicator_with_the_required_cases(tmp_path, name):
    found = declared(write(tmp_path, name))
    assert found.name == name
    assert {case.tag for case in found.cases} == REQUIRED_TAGS


@pytest.mark.parametrize("name", NAMES)
def test_each_of_its_cases_fails_until_it_is_filled_in(tmp_path, name):
    outcomes = run_all(declared(write(tmp_path, name)))
    assert [(one.has_passed, one.is_filled_in) for one in outcomes] == [(False, False)] * 4


@pytest.mark.parametrize("name", NAMES)
def test_the_values_that_the_cases_give_can_be_written_into_them(tmp_path, name):
    path = write(tmp_path, name)
    given = [str(one.value) for one in run_all(declared(path))]
    text = path.read_text(encoding="utf-8").replace("{}, _TODO)", f"{{}}, {given.pop(1)})")
    for value in given:
        text = text.replace("            _TODO,\n", f"            {value},\n", 1)
    path.write_text(text, encoding="utf-8")
    assert all(one.has_passed for one in run_all(declared(path)))


@pytest.mark.parametrize("name", NAMES)
def test_the_file_keeps_the_style(tmp_path, name):
    path = write(tmp_path, name)
    for check in (["check", "--quiet"], ["format", "--check", "--quiet"]):
        command = [sys.executable, "-m", "ruff", *check, "--no-cache", "--config", "pyproject.toml", str(path)]
        found = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
        assert (found.returncode, found.stdout) == (0, "")


@pytest.mark.parametrize(
    "name", ["", "rep", "rep_", "xyz_tips_12m", "Rep_tips", "rep-tips", "rep_tips\n", "rep_" + "x" * 60]
)
def test_a_name_without_a_family_or_of_another_form_is_refused(name):
    with pytest.raises(CannotBeCalled, match="går inte att använda"):
        text_of(name)


def test_a_name_that_is_taken_is_refused_and_the_file_is_left_alone(tmp_path):
    path = write(tmp_path, NAMES[0])
    path.write_text("mine", encoding="utf-8")
    with pytest.raises(CannotBeCalled, match="finns redan"):
        write(tmp_path, NAMES[0])
    assert path.read_text(encoding="utf-8") == "mine"


def test_every_indicator_belongs_to_a_family_that_is_described():
    assert {one.family for one in catalogue().values()} <= set(FAMILIES)
