"""What templates say: Swedish figures and days, the unknown, components; and what no template holds."""

import datetime as dt
import re
from pathlib import Path

import pytest

import web.site
from web.site.components import PageLinks, Tab

_SITE = Path(web.site.__file__).parent
TEMPLATES = sorted(path for folder in ("templates", "repeated") for path in (_SITE / folder).rglob("*.html"))


@pytest.fixture
def say(site):
    from django.template import engines

    return lambda text, **values: engines["django"].from_string(text).render(values)


@pytest.mark.parametrize(
    ("text", "value", "said"),
    [
        ("{{ x|figure }}", 1234567, "1\u202f234\u202f567"),
        ("{{ x|figure:1 }}", -1234.56, "\u22121\u202f234,6"),
        ("{{ x|figure }}", None, "okänt"),
        ("{{ x|figure }}", 0, "0"),
        ("{{ x|share }}", 0.25, "25 %"),
        ("{{ x|share:1 }}", None, "okänt"),
        ("{{ x|day }}", dt.date(2026, 6, 30), "2026-06-30"),
        ("{{ x|day }}", None, "okänt"),
        ("{{ x|moment }}", dt.datetime(2026, 6, 30, 8, 5, tzinfo=dt.UTC), "2026-06-30 08:05:00"),
        ("{{ x|because:'källan är sen' }}", None, "okänt, därför att källan är sen"),
        ("{{ x|because:'källan är sen' }}", 3, "3"),
        ("{{ x|role_name }}", "auditor", "granskare av loggen"),
    ],
)
def test_values_are_said_as_readers_expect(say, text, value, said):
    assert say(text, x=value) == said


def test_what_comes_from_data_is_escaped_in_components(say):
    bad = '<script>alert("x")</script>'
    for text in (
        "{% table 'a' x %}<tbody></tbody>{% endtable %}",
        "{% notice x %}<p>.</p>{% endnotice %}",
        "{% definitions pairs %}",
        "{% empty x x %}",
        "{% tabs x links %}",
    ):
        assert "<script>" not in say(text, x=bad, pairs=[(bad, bad)], links=[Tab(bad, "/")])


def test_components(say):
    assert 'aria-current="page"' in say("{% tabs 'Listor' links %}", links=[Tab("Q", "/q/", True, 6031)])
    assert "6\u202f031" in say("{% tabs 'Listor' links %}", links=[Tab("Q", "/q/", True, 6031)])
    assert "Rad 51–100 av 6\u202f031" in say("{% pages l %}", l=PageLinks(51, 100, 6031, "/a", "/b"))
    assert "okänt" in say("{% definitions p %}", p=[("Kommun", None)])
    bar = say("{% interval 212 240 6031 226 %}")
    assert "212–240 av 6\u202f031" in bar
    assert "style=" not in bar
    assert "<svg" not in say("{% interval low high 6031 %}", low=None, high=None)


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.name)
def test_no_template_holds_style_script_or_addresses_of_others(path):
    text = path.read_text(encoding="utf-8")
    assert not re.search(r'\sstyle=|<style|\son[a-z]+="|javascript:|https?://(?!www\.w3\.org)', text)
    assert not re.search(r"<script(?![^>]*\ssrc=)", text)
    assert not re.search(r"\|safe\b|autoescape off", text)


def test_the_style_sheet_fetches_nothing():
    css = (_SITE / "static" / "site.css").read_text(encoding="utf-8")
    assert not re.search(r"url\(|@import|@font-face", css)
