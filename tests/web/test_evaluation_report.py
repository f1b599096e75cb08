"""The report of an evaluation: plain about what was shown, whole, escaped, self-contained, the same every time."""

import base64
import datetime as dt
import hashlib
import re

import polars as pl
import pytest
from lxml import etree

from indicators.evaluation.comparing import comparisons
from tests.web import planted_evaluation as planted
from tests.web.test_report import Page, attributes
from web.evaluation import model_card, report
from web.evaluation.verdicts import verdict
from web.evaluation.words import figure

WHO = model_card.Responsible("metodansvarig", "metodansvarig, tillsynsavdelningen", dt.date(2026, 12, 1))
ABOUT = (("Körning", f"0123456789abcdef {planted.MARKUP}"),)


def evaluation(figures, curves=None):
    verdicts = tuple(
        verdict(target, method, comparisons(figures, target, method))
        for target, method in (("Q", "version_1"), ("Q", "shadow_boosting"), ("W", "version_1"))
    )
    card = model_card.card(figures, verdicts, ("Fakta till 2026-06-30.",), WHO)
    return report.Evaluation(figures, planted.curves() if curves is None else curves, verdicts, ABOUT, card)


@pytest.fixture(scope="module")
def html():
    return report.render(evaluation(planted.figures()))


@pytest.fixture(scope="module")
def page(html):
    return Page(html)


def text_of(page):
    return re.sub(r"\s+", " ", " ".join(page.texts).replace("\u202f", " "))


def test_it_says_plainly_what_is_better_and_what_is_not(page):
    text = text_of(page)
    assert "Poängen i bruk är bättre än inspektörernas eget val, slump, senaste utfallet" in text
    assert "på varje listdag, mätt på slumpmässigt urval och frekvenstillsyn." in text
    assert "Skuggmodellen med monotona träd har inte visats vara bättre än poängen i bruk." in text
    assert "Poängen i bruk har inte visats vara bättre än slump." in text


def test_better_on_average_alone_is_not_better():
    rows = planted.headline({"version_1": 0.30, "random": 0.20})
    for row in rows:
        if row["method"] == "version_1" and row["list_date"] == planted.DAYS[2] and row["stratum"] == "duty":
            row["value"] = 0.10
    said = verdict("Q", "version_1", comparisons(planted.frame(rows), "Q", "version_1"))
    assert not said.is_better
    assert said.because == ("Mot slump, frekvenstillsyn: bättre på 3 av 4 listdagar, inte 2024-06-28.",)


def test_equal_is_not_better_and_unknown_is_not_better():
    equal = planted.frame(planted.headline({"version_1": 0.2, "random": 0.2}))
    assert not any(one.is_better for one in comparisons(equal, "Q", "version_1"))
    unknown = equal.with_columns(value=pl.when(pl.col("method") == "random").then(None).otherwise("value"))
    assert not any(one.is_better for one in comparisons(unknown, "Q", "version_1"))


def test_what_is_nowhere_measured_is_not_better():
    on_duty_alone = planted.figures().filter(pl.col("stratum").cast(pl.String) != "random_arm")
    said = verdict("Q", "version_1", comparisons(on_duty_alone, "Q", "version_1"))
    assert not said.is_better
    assert "Mot slump, slumpmässigt urval: det finns inget att mäta på." in said.because
    nothing = planted.figures().clear()
    assert "det finns inget att jämföra med" in verdict("Q", "version_1", comparisons(nothing, "Q", "version_1")).said


def test_every_method_stands_in_the_headline_table_with_its_limits(page):
    part = report.parts(evaluation(planted.figures()))[0]
    rows = dict(part.headline.rows)
    assert {"poängen i bruk", "slump", "senaste utfallet", "egen historik (krympt)", "endast region"} <= set(rows)
    assert part.headline.headings[0] == ("Andel med utfallet bland de 50 första", "slumpmässigt urval")
    first = rows["poängen i bruk"][0]
    assert (first.text, first.limits) == ("42\u202f%", "31–53\u202f%")


def test_what_cannot_be_estimated_says_so_and_bounds_are_a_span():
    row = {"measure": "auc", "value": None, "low": None, "high": None, "is_alarm": False}
    assert figure(row).text == "går inte att skatta"
    assert figure({**row, "value": float("nan")}).text == "går inte att skatta"
    bounds = {**row, "measure": "precision_bounds", "low": 0.18, "high": 0.68}
    assert figure(bounds).text == "18–68\u202f%"
    assert figure({**row, "measure": "lift", "value": 2.0, "low": 1.2, "high": float("inf")}).limits == "1,20–∞"


def test_alarms_are_told_with_the_group(page):
    text = text_of(page)
    assert "Driftsform: Privat" in text
    assert "2 larm; varje larm ska förklaras eller rättas." in text


def test_the_model_card_has_every_part(page):
    headings = {text.strip() for text in page.texts}
    for name in ("Till för", "Inte till för", "Underlag", "Utfall", "Grupper", "Begränsningar", "Ägare", "Kontakt"):
        assert name in headings
    assert "Gäller till 2026-12-01. Därefter görs den om." in text_of(page)
    assert "Q: Andel med utfallet bland de 50 första, slumpmässigt urval: 42 % (31–53 %)." in text_of(page)


def test_nothing_is_fetched_and_nothing_runs(html, page):
    assert not attributes(page, "script") + attributes(page, "link") + attributes(page, "iframe")
    assert attributes(page, "img")
    assert all(attrs["src"].startswith("data:image/svg+xml;base64,") for attrs in attributes(page, "img"))
    assert not re.findall(r"https?://|url\(|@import", html)
    assert all(attrs["href"].startswith("#") for attrs in attributes(page, "a"))
    assert not [name for _, attrs in page.tags for name in attrs if name.startswith("on") or name == "style"]


def test_the_policy_allows_the_pages_own_style_and_pictures_and_nothing_else(html, page):
    policy = next(attrs["content"] for attrs in attributes(page, "meta") if "http-equiv" in attrs)
    style = re.search(r"<style>(.*?)</style>", html, re.DOTALL).group(1)
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    allowed = f"style-src 'sha256-{digest}'; img-src data:"
    assert policy == f"default-src 'none'; {allowed}; base-uri 'none'; form-action 'none'"


def test_pictures_need_nothing_else_and_say_what_they_show(page):
    for attrs in attributes(page, "img"):
        svg = base64.b64decode(attrs["src"].partition(",")[2])
        outside = [
            value
            for element in etree.fromstring(svg).iter()
            for name, value in element.attrib.items()
            if name.endswith("href") and not value.startswith("#")
        ]
        assert outside == []
        assert b"<script" not in svg
        assert len(attrs["alt"]) > 30


def test_text_is_escaped(html, page):
    assert planted.MARKUP not in html
    assert any(planted.MARKUP in text for text in page.texts)


def test_a_group_cannot_break_a_picture():
    hostile = pl.col("point").fill_null("x") + pl.lit(planted.MARKUP + "& $x^$ _")
    curves = planted.curves().with_columns(point=hostile)
    page = Page(report.render(evaluation(planted.figures(), curves)))
    funnel = next(attrs for attrs in attributes(page, "img") if attrs["alt"].startswith("Grupper mot"))
    svg = etree.fromstring(base64.b64decode(funnel["src"].partition(",")[2]))
    assert any("<script>" in (element.text or "") for element in svg.iter("{*}text"))
    assert not list(svg.iter("{*}script"))


def test_every_anchor_leads_somewhere(page):
    ids = {attrs["id"] for _, attrs in page.tags if "id" in attrs}
    assert {attrs["href"][1:] for attrs in attributes(page, "a")} <= ids


def test_the_same_figures_give_the_same_bytes_in_any_order(html):
    shuffled = planted.figures().sample(fraction=1.0, shuffle=True, seed=3)
    assert report.render(evaluation(shuffled, planted.curves().reverse())) == html


def test_an_evaluation_of_a_file_without_target_is_reported_too():
    figures = planted.figures().filter(pl.col("target").cast(pl.String) == "Q")
    own = figures.with_columns(target=pl.lit(None, figures["target"].dtype), label=pl.lit("serious"))
    said = verdict(None, "version_1", comparisons(own, None, "version_1"))
    card = model_card.card_of_file(own, (said,), ("utfall.csv",), model_card.Responsible("–", "–", None))
    whole = report.Evaluation(own, planted.curves().clear(), (said,), (), card)
    text = text_of(Page(report.render(whole)))
    assert "Filens utfall" in text
    assert said.is_better
    assert said.said in text


def test_no_cell_of_the_headline_is_empty_and_what_is_not_delivered_says_so():
    figures = planted.figures().filter(pl.col("method").cast(pl.String) != "authority_level")
    part = report.parts(evaluation(figures))[0]
    rows = {name: {cell.text for cell in cells} for name, cells in part.headline.rows}
    assert rows["myndighetens egen risknivå"] == rows["endast inspektör"] == {"inte levererad"}
    assert not any("–" in texts or "" in texts for texts in rows.values())
    assert "Vem som inspekterade är inte levererat" in part.headline.text
    there = dict(report.parts(evaluation(planted.figures()))[0].headline.rows)
    assert there["myndighetens egen risknivå"][0].text == "29\u202f%"


def test_list_dates_are_counted_as_better_equal_and_worse():
    rows = planted.headline({"version_1": 0.30, "random": 0.20, "size": 0.30})
    for row in rows:
        if row["method"] == "random" and row["list_date"] == planted.DAYS[2] and row["stratum"] == "duty":
            row["value"] = 0.90
    part = report.parts(evaluation(planted.frame(rows)))[0]
    counted = next(one for one in part.tables if one.title == "Listdag för listdag, mot var och en")
    told = {name: [cell.text for cell in cells] for name, cells in counted.rows}
    assert told == {"slump": ["4", "0", "0", "3", "0", "1"], "storlek": ["0", "4", "0", "0", "4", "0"]}


def test_a_top_of_one_is_called_the_first_place():
    from web.evaluation.words import heading

    assert heading("precision_at_k", 1) == "Andel med utfallet på första plats"
    assert heading("precision_at_k", 50) == "Andel med utfallet bland de 50 första"
