"""The commands of `tillsynsradar profile` on the small run: form, answers, proposal, and what it would do."""

import openpyxl
import pytest
from click.testing import CliRunner

from indicators.decisions import profile as profiles
from indicators.decisions import shipped
from indicators.registry import catalogue
from pipelines.cli import main
from web.weights.form import READ_FIRST

TIPS = "rep_tip_rate_eb_12m"


def named(profile):
    return {target: {one.indicator for one in several} for target, several in profile.targets.items()}


def run(*words):
    return CliRunner().invoke(main, ["profile", *map(str, words)])


@pytest.fixture
def forms(small_home, tmp_path):
    """Five filled-in forms: everything weighs one, tips three."""
    empty = tmp_path / "vikter.xlsx"
    made = run("elicit", empty, "--home", small_home.home)
    assert made.exit_code == 0, made.output
    paths = []
    for number in range(5):
        book = openpyxl.load_workbook(empty)
        book[READ_FIRST]["B2"] = f"inspektör {number}"
        for sheet in (book[name] for name in book.sheetnames if name != READ_FIRST):
            for row in sheet.iter_rows(min_row=2):
                row[6].value, row[7].value = (3 if row[0].value == TIPS else 1), "sett i tillsynen"
        paths.append(tmp_path / f"svar-{number}.xlsx")
        book.save(paths[-1])
    return paths


def test_from_form_to_a_proposal_and_what_it_would_do(forms, small_home, tmp_path):
    out = tmp_path / "v3.toml"
    words = ("--name", "v3", "--by", "metodansvarig", "--because", "Inspektörernas skattning", "--out", out)
    taken = run("take", *forms, *words)
    assert taken.exit_code == 0, taken.output
    made, shipped_one = profiles.load(out, catalogue()), profiles.load(shipped.PROFILE, catalogue())
    assert named(made) == named(shipped_one)
    assert made.weights("Q")[TIPS] == 3.0
    said = run("diff", shipped.PROFILE, out, "--home", small_home.home, "--top", 20).output
    assert f"{shipped.PROFILE} → v3" in said
    assert "av de 20 översta är desamma" in " ".join(said.split())
    assert catalogue()[TIPS].label in " ".join(said.split())


def test_four_forms_are_too_few(forms, tmp_path):
    refused = run("take", *forms[:4], "--name", "v2", "--by", "r", "--because", "x", "--out", tmp_path / "v2.toml")
    assert (refused.exit_code, "minst 5 svar" in refused.stderr) == (2, True)
    assert not (tmp_path / "v2.toml").exists()


def test_a_profile_that_is_not_there_is_one_sentence(small_home):
    refused = run("diff", "v1", "v9", "--home", small_home.home)
    assert (refused.exit_code, "v9" in refused.stderr) == (2, True)
