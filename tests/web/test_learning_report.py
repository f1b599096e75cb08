"""The report of what is learned, and the command that makes it: whole, the same every time, and nobody is in it."""

import re

import polars as pl
import pytest
from click.testing import CliRunner

from indicators.learning.learned import learned
from pipelines.cli import main
from tables.contracts import facts as fact_contracts
from tests.learning.busy_world import busy
from tests.learning.small_world import T
from tests.web.planted import MARKUP_NAME, MUNICIPAL, ORGANISATION, SECRETS, SOLE_TRADER
from tests.web.test_report import Page, attributes
from web.learning import report

ABOUT = (("Körning", "0123456789abcdef <b>"),)
FILES = ["definitioner.csv", "definitioner.parquet", "larande.html", "tal.csv", "tal.parquet"]


@pytest.fixture(scope="module")
def figures():
    return learned(busy(1, 120), T)


@pytest.fixture(scope="module")
def html(figures):
    return report.render(figures, ABOUT)


def text_of(html):
    return re.sub(r"\s+", " ", " ".join(Page(html).texts).replace("\u202f", " "))


def test_every_part_has_its_figures_its_definitions_and_what_cannot_be_said(html):
    text = text_of(html)
    for heading in (
        "Hjälpte tillsynen?", "Vad blev det av tillstånden?", "Vad andra kan lära",
        "Klagomål som återlämnas till kommunen", "Dokumentationens form", "Regionens ansvar", "Avslag efter grund",
        "Efter kommungrupp", "Vad som inte går att säga",
    ):  # fmt: skip
        assert heading in text
    assert text.count("Så är talen definierade") == 4
    assert "Villkor: okänt; finns inte i uppgifterna." in text


def test_a_few_are_told_as_how_many_of_how_many_with_limits(figures):
    is_share = ~pl.col("measure").is_in(["calibration", "not_yet", "unplaced"]) & ~pl.col("measure").str.contains(
        "reports"
    )
    few = figures.filter(pl.col("reason") == "too_few", is_share)
    assert few.height
    shown = [report.words.figure(row) for row in few.iter_rows(named=True)]
    assert all(re.fullmatch(r"\d av [1-4]", one.text) and re.search(r"\d+–\d+", one.limits) for one in shown)


def test_what_is_withheld_is_not_in_the_page(figures):
    table = next(one for one in report.tables.theme(figures.filter(pl.col("part") == "theme")) if one.rows)
    assert "kombinationer visas inte: färre än fem" in table.text
    for _, cells in table.rows:
        for cell in cells:
            assert cell.text == "färre än fem" or not re.match(r"[0-4] av", cell.limits)


def test_the_same_figures_give_the_same_bytes(figures, html):
    assert report.render(figures, ABOUT) == html


def test_nothing_is_fetched_nothing_runs_and_everything_is_escaped(html):
    page = Page(html)
    assert not attributes(page, "script") + attributes(page, "link") + attributes(page, "iframe")
    assert all(attrs["src"].startswith("data:image/svg+xml;base64,") for attrs in attributes(page, "img"))
    assert all(attrs["alt"] for attrs in attributes(page, "img"))
    assert not re.findall(r"https?://|url\(|@import", html)
    assert "<b>" not in html


def test_every_picture_says_in_words_what_it_shows(figures):
    for section in report.sections(figures):
        for one in section.pictures:
            assert one.alternative.startswith(one.title)
            assert re.search(r"\d", one.alternative)


@pytest.fixture(scope="module")
def made(home, tmp_path_factory):
    folder = tmp_path_factory.mktemp("larande")
    result = CliRunner().invoke(main, ["learn", "--home", str(home), "--out", str(folder)])
    assert result.exit_code == 0, result.output
    return folder, result.output


def test_the_command_writes_the_report_and_the_tables(made):
    folder, output = made
    assert sorted(path.name for path in folder.iterdir()) == FILES
    assert "per 2026-06-30" in output
    assert pl.read_parquet(folder / "tal.parquet").height == len((folder / "tal.csv").read_text().splitlines()) - 1


def test_no_file_names_anybody(made, published):
    everybody = published.rows("SELECT actor_id, actor_name FROM core.actor").rows()
    named = {one for row in everybody for one in row if one} | {ORGANISATION, MUNICIPAL, SOLE_TRADER, MARKUP_NAME}
    held = "".join((made[0] / name).read_text(encoding="utf-8") for name in FILES if not name.endswith("parquet"))
    assert not [one for one in (*named, *SECRETS) if one in held]
    assert not re.search(r"\bV\d{6}\b", held)


def test_a_day_that_the_run_knows_nothing_of_is_refused(home, tmp_path):
    result = CliRunner().invoke(main, ["learn", "--home", str(home), "--out", str(tmp_path), "--as-of", "2026-07-01"])
    assert result.exit_code == 2
    assert "vet inget efter 2026-06-30" in result.output
    assert not list(tmp_path.iterdir())


def test_every_table_that_is_read_is_published():
    from indicators.learning.learned import TABLES

    assert set(TABLES) <= set(fact_contracts())
