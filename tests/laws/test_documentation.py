"""Laws on the documentation: generated pages say what the code says, links lead somewhere, nothing is left out."""

import re
import subprocess
import tomllib

import pytest
from packaging.requirements import Requirement

from pipelines.cli import COMMANDS, main, reference_statistics
from pipelines.cli.documenting import REFERENCE, differences, pages
from pipelines.reference_docs import described_settings
from tests.laws.source_tree import ROOT, label

PAGES = sorted([*ROOT.glob("*.md"), *ROOT.glob("notebooks/*.md"), *(ROOT / "docs").rglob("*.md")])
DECISIONS = sorted((ROOT / "docs" / "decisions").glob("[0-9]*.md"))
LINK = re.compile(r"(?<!!)\[[^\]]*\]\(([^)\s]+)\)|!\[[^\]]*\]\(([^)\s]+)\)")
LONGEST_DECISION = 60


def test_the_generated_reference_says_what_the_code_says():
    assert differences(pages()) == [], "run `make docs`"


@pytest.mark.slow
def test_the_figures_of_the_reference_are_those_of_the_made_up_register():
    kept = (REFERENCE / reference_statistics.FILE).read_text(encoding="utf-8")
    assert reference_statistics.text_of(reference_statistics.compute()) == kept, "run `make docs`"


def _anchors(text):
    headings = re.findall(r"^#+ (.+)$", text, re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


@pytest.mark.parametrize("path", PAGES, ids=label)
def test_a_link_leads_somewhere(path):
    broken = []
    for link in (first or second for first, second in LINK.findall(path.read_text(encoding="utf-8"))):
        if re.match(r"[a-z]+:", link):
            continue
        target, _, anchor = link.partition("#")
        found = (path.parent / target).resolve() if target else path
        if not found.exists() or (anchor and anchor not in _anchors(found.read_text(encoding="utf-8"))):
            broken.append(link)
    assert not broken


@pytest.mark.parametrize("path", PAGES, ids=label)
def test_a_page_opens_with_its_title(path):
    lines = [line for line in path.read_text(encoding="utf-8").splitlines() if line and not line.startswith("<!--")]
    assert lines[0].startswith("# ")


def test_every_page_is_found_from_the_map():
    linked, waiting = set(), [ROOT / "README.md"]
    while waiting:
        path = waiting.pop()
        linked.add(path)
        for link in (first or second for first, second in LINK.findall(path.read_text(encoding="utf-8"))):
            found = (path.parent / link.partition("#")[0]).resolve()
            if found.suffix == ".md" and found.exists() and found not in linked:
                waiting.append(found)
    assert [label(path) for path in PAGES if path not in linked] == []


def test_every_dependency_has_its_reason():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    wanted = {Requirement(each).name for each in project["dependencies"] + project["optional-dependencies"]["dev"]}
    page = (ROOT / "docs" / "explanation" / "dependencies.md").read_text(encoding="utf-8")
    assert set(re.findall(r"^\| `([^`]+)` \|", page, re.MULTILINE)) == wanted


@pytest.mark.parametrize("path", DECISIONS, ids=label)
def test_a_decision_is_short(path):
    assert len(path.read_text(encoding="utf-8").splitlines()) <= LONGEST_DECISION


def test_decisions_are_numbered_once_and_listed():
    numbers = [path.name[:4] for path in DECISIONS]
    index = (ROOT / "docs" / "decisions" / "README.md").read_text(encoding="utf-8")
    assert len(numbers) == len(set(numbers))
    assert [path.name for path in DECISIONS if f"({path.name})" not in index] == []


def test_every_setting_is_described_with_its_variable():
    source = (ROOT / "pipelines" / "settings.py").read_text(encoding="utf-8")
    read = set(re.findall(r'"(TILLSYNSRADAR_[A-Z_]+)"', source))
    assert {variable for _, variable, _ in described_settings()} == read


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_says_what_it_does(name):
    command = main.get_command(main.make_context("tillsynsradar", ["--help"], resilient_parsing=True), name)
    assert command is not None
    assert len(command.help or "") > 20
    assert [option.name for option in command.params if option.param_type_name == "option" and not option.help] == []


def test_make_help_lists_every_verb():
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    verbs = re.search(r"^\.PHONY: (.+)$", makefile, re.MULTILINE).group(1).split()
    shown = subprocess.run(["make", "help"], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    assert [verb for verb in verbs if f"make {verb} " not in shown] == []


def test_the_front_page_opens_with_the_two_commands():
    opening = (ROOT / "README.md").read_text(encoding="utf-8")[:400]
    assert "make demo" in opening
    assert "make test" in opening
