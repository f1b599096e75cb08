import datetime as dt
import re
import socket
from html.parser import HTMLParser

import polars as pl
import pytest

from sources.delivery_checks import check_delivery
from tables.contracts import deliveries
from tests.delivery_frames import legal
from web.data_docs.pages import build_data_docs, kept_runs
from web.data_docs.self_contained import POLICY, Frame, self_contained

EVENT, LINK, MEASURE = (deliveries()[name] for name in ("report_event", "link", "measure"))
MONDAY, DAY = dt.datetime(2026, 3, 2, 5, 30), dt.timedelta(days=1)
LOADING = {"src", "srcset", "href", "action", "data", "poster"}


class Page(HTMLParser):
    """What a page loads, links to and runs."""

    def __init__(self, text):
        super().__init__()
        self.tags, self.attributes, self.ids = [], [], set()
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        self.tags.append(tag)
        self.attributes += [(tag, name, value or "") for name, value in attrs]
        self.ids |= {value for name, value in attrs if name == "id"}

    def targets(self):
        return [value for _, name, value in self.attributes if name in LOADING]


@pytest.fixture(scope="module")
def context(tmp_path_factory):
    """Three tables: one that meets everything twice, one with warnings, one whose check could not be evaluated."""
    folder = tmp_path_factory.mktemp("docs") / "context"
    for day in range(2):
        moment = MONDAY + dt.timedelta(days=day)
        check_delivery(EVENT, legal(EVENT, 20), previous=None, context_folder=folder, received_at=moment)
    check_delivery(LINK, legal(LINK, 20), previous=None, context_folder=folder, refused=1, received_at=MONDAY)
    broken = legal(MEASURE, 20).with_columns(planned_at=pl.lit("<b>2026</b>"))
    check_delivery(MEASURE, broken, previous=None, context_folder=folder, received_at=MONDAY)
    return folder


@pytest.fixture(scope="module")
def site(context):
    return build_data_docs(context, context.parent / "pages").parent


@pytest.fixture(scope="module")
def pages(site):
    return {file.relative_to(site).as_posix(): file.read_text("utf-8") for file in site.rglob("*.html")}


def test_every_suite_and_every_result_has_its_page(pages):
    assert sum(name.startswith("expectations/") for name in pages) == 3
    assert sum(name.startswith("validations/") for name in pages) == 4
    assert "index.html" in pages


def test_no_file_names_another_host(site):
    outside = re.compile(r"""(?:src|href|action|url)\s*[=(]\s*["']?\s*(?:https?:)?//""", re.IGNORECASE)
    for file in site.rglob("*"):
        if file.is_file():
            text = file.read_text("utf-8")
            assert not outside.search(text), file
            assert "@import" not in text


def test_nothing_is_loaded_or_linked_but_files_of_the_site(site, pages):
    for name, text in pages.items():
        page = Page(text)
        for target in page.targets():
            path, _, anchor = target.partition("#")
            file = (site / name).parent / path if path else site / name
            assert file.resolve().is_relative_to(site.resolve()), target
            assert file.exists(), f"{name}: {target}"
            assert not anchor or anchor in page.ids


def test_every_page_forbids_scripts_and_other_hosts(pages):
    for text in pages.values():
        page = Page(text)
        assert ("meta", "content", POLICY) in page.attributes
        assert "script" not in page.tags
        assert "style" not in page.tags
        assert not [name for _, name, _ in page.attributes if name.startswith("on") or name == "style"]


def test_the_library_s_words_are_in_swedish(pages):
    text = "".join(pages.values())
    for english in ("Observed Value", "Table of Contents", "unexpected values", "Show All", "Overview", "newsletter"):
        assert english not in text


def test_the_index_says_the_worst_first(pages):
    index = pages["index.html"]
    places = [index.index(table) for table in ("raw.measure", "raw.link", "raw.report_event")]
    assert places == sorted(places)
    for status in ("Kunde inte bedömas", "Varning", "Uppfyllt"):
        assert status in index


def test_the_index_tells_which_tables_were_never_delivered(pages):
    assert "Ännu inte levererade" in pages["index.html"]
    assert "raw.operator" in pages["index.html"]


def test_a_result_says_what_was_expected_and_what_was_seen(pages):
    page = next(text for name, text in pages.items() if name.startswith("validations/raw/link"))
    assert "Högst 2 % av raderna har hamnat i karantän (1 av 21)." in page
    assert '<span class="badge badge-warning">varning</span>' in page


def test_kept_runs_are_newest_first_in_the_order_of_contracts(context):
    runs = kept_runs(context)
    assert [run.table for run in runs] == ["raw.measure", "raw.report_event", "raw.report_event", "raw.link"]
    assert [run.moment for run in runs][1:3] == ["2026-03-03 05:30", "2026-03-02 05:30"]
    assert [run.status for run in runs] == ["raised", "good", "good", "warn"]


def test_building_again_replaces_what_was_there(context, tmp_path):
    out = tmp_path / "pages"
    (out / "validations").mkdir(parents=True)
    (out / "validations" / "old.html").write_text("<script src='https://example.invalid/x.js'></script>")
    build_data_docs(context, out)
    assert not (out / "validations" / "old.html").exists()
    assert [path.name for path in tmp_path.iterdir()] == ["pages"]


def test_pages_that_are_up_to_date_are_left_alone(context, tmp_path):
    index = build_data_docs(context, tmp_path / "pages")
    before = index.stat().st_mtime_ns
    build_data_docs(context, tmp_path / "pages")
    assert index.stat().st_mtime_ns == before


def test_a_new_result_makes_new_pages(tmp_path):
    context, out = tmp_path / "context", tmp_path / "pages"
    check_delivery(EVENT, legal(EVENT, 20), previous=None, context_folder=context, received_at=MONDAY)
    build_data_docs(context, out)
    check_delivery(LINK, legal(LINK, 20), previous=None, context_folder=context, received_at=MONDAY)
    before = pages_of(out)
    assert "raw.link</a>" in build_data_docs(context, out).read_text("utf-8")
    assert before
    assert before.items() <= pages_of(out).items()
    assert without_ids(pages_of(out)) == without_ids(pages_of(build_data_docs(context, tmp_path / "whole").parent))


def test_a_page_whose_result_is_changed_or_gone_goes_too(tmp_path):
    context, out = tmp_path / "context", tmp_path / "pages"
    check_delivery(EVENT, legal(EVENT, 20), previous=None, context_folder=context, received_at=MONDAY)
    check_delivery(EVENT, legal(EVENT, 20), previous=None, context_folder=context, received_at=MONDAY + DAY)
    build_data_docs(context, out)
    first, second = sorted((context / "gx" / "validations").rglob("*.json"))
    first.write_text(first.read_text("utf-8").replace('"element_count": 20', '"element_count": 31'), "utf-8")
    second.unlink()
    build_data_docs(context, out)
    assert [run.moment for run in kept_runs(context)] == ["2026-03-02 05:30"]
    assert without_ids(pages_of(out)) == without_ids(pages_of(build_data_docs(context, tmp_path / "whole").parent))


def pages_of(site):
    """All pages but the index."""
    return {str(file.relative_to(site)): file.read_text("utf-8") for file in site.rglob("*/*.html")}


def without_ids(pages):
    """The library draws the ids of what can be folded."""
    return {name: re.sub(r"collapse-body-[0-9a-f-]+", "", text) for name, text in pages.items()}


def test_what_a_killed_build_left_behind_is_removed(context, tmp_path):
    (tmp_path / ".pages.new" / "validations").mkdir(parents=True)
    build_data_docs(context, tmp_path / "pages")
    assert [path.name for path in tmp_path.iterdir()] == ["pages"]


def test_nothing_delivered_yet_gives_an_index_that_says_so(tmp_path):
    index = build_data_docs(tmp_path / "context", tmp_path / "pages")
    assert all(contract.qualified_name() in index.read_text("utf-8") for contract in deliveries().values())


def test_building_calls_nobody(context, tmp_path, monkeypatch):
    called = []
    monkeypatch.setattr(socket.socket, "connect", lambda _, address: called.append(address))
    monkeypatch.setattr(socket, "getaddrinfo", lambda *names, **_: called.append(names))
    build_data_docs(context, tmp_path / "pages")
    assert called == []


def rewritten(body):
    return self_contained(
        f"<html><head><link href='https://example.invalid/a.css'></head><body>{body}</body></html>", Frame("T", "")
    )


@pytest.mark.parametrize(
    "body",
    [
        "<script>leak()</script>",
        "<script src='https://example.invalid/x.js'></script>",
        "<img src='https://example.invalid/logo.png?dataContextId=1'>",
        "<img src=//example.invalid/logo.png>",
        "<link rel=stylesheet href=https://example.invalid/a.css>",
        "<style>@import 'https://example.invalid/a.css'</style>",
        "<p style='background:url(https://example.invalid/a.png)'>x</p>",
        "<p onclick='leak(\"example.invalid\")'>x</p>",
        "<a href='https://example.invalid/'>x</a>",
        "<a href='//example.invalid/'>x</a>",
        "<a href='javascript:leak(\"example.invalid\")'>x</a>",
        "<meta http-equiv=refresh content='0;url=https://example.invalid/'>",
        "<video poster='https://example.invalid/a.png'></video>",
        "<form action='https://example.invalid/'></form>",
        "<footer>example.invalid <p>newsletter</p></footer>",
    ],
)
def test_nothing_that_calls_out_survives(body):
    page = rewritten(f"before {body} after")
    assert "example.invalid" not in page
    assert "leak" not in page
    assert "before" in page
    assert "after" in page


def test_text_from_the_data_stays_text():
    page = rewritten("<td>&lt;script&gt;alert(1)&lt;/script&gt;</td>")
    assert "&lt;script&gt;" in page
    assert "<script" not in page


def test_a_page_keeps_its_links_within_the_site():
    assert '<a href="../index.html">' in rewritten("<a href='../index.html'>x</a>")
    assert '<a href="#section-2">' in rewritten("<a href='#section-2'>x</a>")
