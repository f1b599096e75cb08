"""The HTML page: whole, escaped, self-contained, and the same every time."""

import base64
import datetime as dt
import hashlib
import re
from html.parser import HTMLParser
from itertools import pairwise

import pytest

from tests.web.planted import MARKUP_NAME
from web import listing
from web.files import report
from web.files.page import TEMPLATES

LATER = dt.date(2026, 6, 30)
VOID = {"meta", "link", "br", "hr", "img", "line", "rect", "circle", "input"}


class Page(HTMLParser):
    """Collects tags, attributes and text, and refuses tags that are not closed in order."""

    def __init__(self, text):
        super().__init__()
        self.open, self.tags, self.texts = [], [], []
        self.feed(text)
        self.close()
        assert self.open == []

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag):
        if tag not in VOID:
            assert self.open.pop() == tag

    def handle_data(self, data):
        self.texts.append(data)


@pytest.fixture(scope="session")
def html(home):
    from tables.serving import Published

    with Published(home) as published:
        return report.render(published, LATER)


@pytest.fixture(scope="session")
def page(html):
    return Page(html)


def attributes(page, tag):
    return [attrs for name, attrs in page.tags if name == tag]


def test_tags_are_balanced_and_the_language_is_swedish(page):
    assert attributes(page, "html") == [{"lang": "sv"}]
    assert len(attributes(page, "h1")) == 1


def test_no_heading_level_is_skipped(page):
    levels = [int(tag[1]) for tag, _ in page.tags if tag in {"h1", "h2", "h3", "h4"}]
    assert levels[0] == 1
    assert all(below - above <= 1 for above, below in pairwise(levels))


def test_nothing_is_fetched_and_nothing_runs(html, page):
    assert (
        not attributes(page, "script") + attributes(page, "link") + attributes(page, "img") + attributes(page, "iframe")
    )
    assert not re.findall(r"https?://|url\(|@import", html.replace("https://example.invalid", ""))
    assert all(attrs["href"].startswith("#") for attrs in attributes(page, "a"))
    assert not [name for _, attrs in page.tags for name in attrs if name.startswith("on") or name == "style"]


def test_the_policy_allows_the_pages_own_style_and_nothing_else(html, page):
    policy = next(attrs["content"] for attrs in attributes(page, "meta") if "http-equiv" in attrs)
    style = re.search(r"<style>(.*?)</style>", html, re.DOTALL).group(1)
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    assert policy == f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"


def test_text_from_deliveries_is_escaped(html, page):
    assert MARKUP_NAME not in html
    assert MARKUP_NAME in page.texts


def test_every_table_has_headings_with_scope(page):
    assert attributes(page, "th")
    assert all(attrs.get("scope") in {"col", "row"} for attrs in attributes(page, "th"))


def test_every_anchor_leads_somewhere(page):
    ids = {attrs["id"] for _, attrs in page.tags if "id" in attrs}
    assert {attrs["href"][1:] for attrs in attributes(page, "a")} <= ids


def test_drawings_have_words_or_are_hidden_from_screen_readers(page):
    for attrs in attributes(page, "svg"):
        assert attrs.get("aria-hidden") == "true" or attrs["aria-label"].startswith("Plats ")


def test_each_list_shows_the_first_twenty_and_counts_the_rest(page):
    text = " ".join(page.texts)
    assert text.count("De 20 första.") == 3
    assert "30 verksamheter är rangordnade. 2 har otillräckligt underlag" in text
    assert "Hem nummer 16" in page.texts
    assert "Hem nummer 17" not in page.texts


def test_the_purpose_the_limits_and_the_run_are_stated(page):
    text = " ".join(" ".join(page.texts).split())
    assert "(2 § instruktionen, förordning 2013:176)" in text
    assert "Den säger inte att något är fel." in text
    assert "0123456789abcdef" in text


def test_the_share_not_updated_is_shown_for_every_day_computed(page):
    text = "".join(page.texts).replace("\u202f", " ")
    assert "20,0 % (200 av 1 000)" in text
    assert "10,0 % (100 av 1 000)" in text


def test_work_items_are_counted_by_kind(page):
    assert {"Föreläggande har inte följts i tid", "Öppen konkurs"} <= set(page.texts)


def test_the_same_run_gives_the_same_page(published, html):
    assert report.render(published, LATER) == html


def row(**changed):
    from dataclasses import replace

    base = listing.ListRow(
        **dict.fromkeys(listing.ListRow.__dataclass_fields__) | {"rank_interval": "2–9", "target": "Q"}
    )
    return replace(base, **changed)


def test_an_interval_lies_on_a_scale_where_each_tick_is_ten_times_further_down():
    drawing = report.interval(row(rank=10, rank_low=1, rank_high=100), 10_000)
    assert (drawing.low, drawing.width, drawing.point) == (0.0, 75.0, 37.5)
    assert drawing.ticks == (0.0, 37.5, 75.0, 112.5, 150.0)


def test_what_is_not_ranked_has_no_drawing():
    assert report.interval(row(), 100) is None


def luminance(colour):
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one, other):
    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


@pytest.mark.parametrize("name", ["ink", "muted", "accent", "warm"])
def test_text_has_the_contrast_that_wcag_aa_asks_for(name):
    style = (TEMPLATES / "report.css").read_text(encoding="utf-8")
    colours = dict(re.findall(r"--(\w+): (#[0-9a-f]{6})", style))
    assert contrast(colours[name], "#ffffff") >= 4.5
    assert contrast(colours[name], colours["soft"]) >= 4.5
