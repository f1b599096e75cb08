"""Every page in each of its states, wide, narrow, enlarged and in print: no rule broken, nothing cut or covered."""

import dataclasses
import datetime as dt

import pytest

from tests.web.site.asking import address, client_of
from tests.web.site.declared import ASKING, DECLARED
from tests.web.site.looking import faults, faults_enlarged, focus_shows

pytestmark = pytest.mark.browser
_PLACE = "[...document.querySelectorAll('*')].indexOf(document.activeElement)"
SEEN = [name for name, one in DECLARED.items() if "200" in one.answers and one.sent is None]
FILES = {"health", "intake_openapi", "list_export", "actor_pack", "activity_pack", "picture"}
FILES |= {"public_manifest", "public_file", "public_catalogue", "public_openapi"}
PAGES = [name for name in SEEN if name not in FILES and not name.startswith("public_api_")]
#: State → who sees it, at which address, and words that say it is that state.
STATES = {
    "list of nothing": ("analyst", "/lista/?mal=Q&band=U&kommun=2480", "Ingen verksamhet"),
    "list of crime": ("inspector of ost", "/lista/?mal=W&ordning=coverage&fallande=1", "välfärdsbrott"),
    "list narrowed and turned": ("permit investigator", "/lista/?mal=R&band=A&utom=band&drift=private", "Inte band: A"),
    "no such page": ("inspector of ost", "/finns-inte/", "Sidan finns inte"),
    "no such state": ("analyst", "/lista/?mal=Z", "Frågan gick inte att förstå"),
    "not for the role": ("analyst", "/sok/", "Din roll är analytiker"),
    "nobody's role": ("nobody's role", "/", "Du har inte behörighet"),
    "work of a division without any": ("inspector of syd", "/arbetslista/?avdelning=syd", "i urvalet"),
    "nothing drawn at random": ("analyst", "/planer/slumpurval/?mal=R", "Ingen"),
    "first page of the auditor": ("auditor", "/", "Logg"),
    "sign-in": ("not signed in", "/logga-in/", "Logga in"),
    "where an own assessment is asked for": ("inspector of ost", "first", "Din bedömning före underlaget"),
    "applicant without activities": ("permit investigator", "5560000027", "ingen verksamhet i registret"),
    "public, nothing found": ("not signed in", "/oppet/?sok=finnsinte", "Ingen verksamhet stämmer"),
    "public, like words": ("not signed in", "/oppet/?sok=bj%C3%B6rkns&form=HVB", "Här är träffar på"),
    "public, a person's number": ("not signed in", "/oppet/?nekad=1", "Sökningen gjordes inte"),
    "public, no such filter": ("not signed in", "/oppet/?form=X", "Frågan gick inte att förstå"),
    "public, no such page": ("not signed in", "/oppet/finns-inte/", "Sidan finns inte"),
    "public, numbers withheld": ("not signed in", "/oppet/antal/?lan=01", "visas inte"),
    "sole trader": ("inspector of ost", "P-50153be0000000000001", "namn och nummer visas inte"),
}


@pytest.fixture
def seen_as(filled, browser):
    """`seen_as("analyst")`: a page of a browser in which somebody has signed in, with a purpose."""
    contexts = []

    def opened(who, purpose=True, **choices):
        from django.conf import settings

        context = browser.new_context(base_url=filled.url, locale="sv-SE", reduced_motion="reduce", **choices)
        contexts.append(context)
        if ASKING[who] is not None:
            value = client_of(filled, who, purpose).cookies[settings.SESSION_COOKIE_NAME].value
            context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": value, "url": filled.url}])
        page = context.new_page()
        page.set_default_timeout(10_000)
        return page

    yield opened
    for context in contexts:
        context.close()


def reader_of(name):
    told = dict(zip(ASKING, DECLARED[name].answers.split(), strict=True))
    return next(who for who, status in told.items() if status == "200")


@pytest.mark.parametrize("name", PAGES)
def test_a_page_breaks_no_rule_and_fits(seen_as, filled_home, name):
    who = "not signed in" if name == "account_login" else reader_of(name)
    page = seen_as(who)
    loud = []
    page.on("console", lambda message: loud.append(message.text))
    assert page.goto(address(name, filled_home)).status == 200
    assert faults(page) == ""
    assert faults_enlarged(page) == ""
    assert loud == []


@pytest.mark.parametrize("state", STATES)
def test_a_state_breaks_no_rule_and_fits(seen_as, filled_home, state):
    who, path, words = STATES[state]
    if path == "first":
        from tests.web.site.asking import drawn
        from web.site.review.models import Assessment

        Assessment.objects.all().delete()
        path = address("activity", filled_home, {"activity_id": drawn(filled_home)[1]}) + "?fran=lista"
    elif not path.startswith("/"):
        path = address("actor", filled_home, {"actor_id": path})
    page = seen_as(who)
    page.goto(path)
    assert words in page.locator("main").inner_text()
    assert faults(page) == ""
    assert faults_enlarged(page) == ""


@pytest.mark.parametrize("wanted", ["", "Solrosens Omsrog", "finns verkligen inte", "850101-1236"])
def test_a_search_breaks_no_rule_and_fits(seen_as, wanted):
    page = seen_as("inspector of ost")
    page.goto("/sok/")
    page.get_by_label("Sök aktör").fill(wanted)
    page.get_by_role("button", name="Sök").click()
    page.wait_for_load_state()
    assert faults(page) == ""


@pytest.mark.parametrize("wanted", ["", "Björkns", "finns verkligen inte", "850101-1236"])
def test_a_search_before_placing_breaks_no_rule_and_fits(seen_as, wanted):
    page = seen_as("municipality of 0180")
    page.goto("/kommun/placeringsstod/")
    page.get_by_label("Namn, organisationsnummer").fill(wanted)
    page.get_by_role("button", name="Sök").click()
    page.wait_for_load_state()
    assert faults(page) == ""
    assert faults_enlarged(page) == ""


def test_a_form_that_is_wrong_says_so_at_its_field(seen_as, filled_home):
    page = seen_as("inspector of ost")
    for path, button in (("/syfte/", "Fortsätt"), (address("record", filled_home), "Spara anteckningen")):
        page.goto(path)
        if path == "/syfte/":
            page.get_by_label("Ärendenummer").fill("850101-1236")
        page.get_by_role("button", name=button).click()
        page.wait_for_load_state()
        assert page.title().startswith("Fel: ")
        assert faults(page) == ""


@pytest.mark.parametrize(
    "name", ["start", "list", "work", "permits", "plans", "search", "method", "data_status", "log"]
)
def test_where_nothing_is_published_a_page_says_so(seen_as, filled_home, configured, tmp_path, name):
    (tmp_path / "web").mkdir()
    configured(home=tmp_path)
    page = seen_as(reader_of(name))
    answer = page.goto(address(name, filled_home))
    assert answer.status in {200, 503}
    assert faults(page) == ""
    if name not in {"log", "search", "plans", "method"}:
        assert "publicerat" in page.locator("main").inner_text()


def test_a_run_that_is_old_held_back_and_late_says_so(seen_as, monkeypatch):
    from web.site import run

    told = run.status()
    monkeypatch.setattr(
        run,
        "status",
        lambda: dataclasses.replace(
            told, age_days=45, is_old=True, late_sources=("Kolada", "SCB"), held_back="refused",
            held_back_on=dt.date(2026, 7, 1),
        ),
    )  # fmt: skip
    page = seen_as("analyst")
    page.goto("/lista/")
    words = page.get_by_role("status").first.inner_text()
    assert "45 dagar gamla" in words
    assert "publicerades inte" in words
    assert "Kolada, SCB" in words
    assert faults(page) == ""


def test_too_often_and_a_fault_have_pages(seen_as, configured, monkeypatch):
    configured(exports_an_hour=0)
    page = seen_as("analyst")
    assert page.goto("/lista/uttag/").status == 429
    assert faults(page) == ""

    def broken(*_):
        raise RuntimeError("a fault")

    monkeypatch.setattr("web.site.audit.views.rows_of", broken)
    page = seen_as("auditor")
    assert page.goto("/logg/").status == 500
    assert faults(page) == ""


@pytest.mark.parametrize(
    "name", ["list", "activity", "plan", "method", "record", "receipt", "comparison", "public_activity"]
)
def test_a_page_prints(seen_as, filled_home, name):
    import io

    from pypdf import PdfReader

    page = seen_as(reader_of(name))
    page.goto(address(name, filled_home))
    heading = page.locator("h1").inner_text()
    page.emulate_media(media="print")
    page.set_viewport_size({"width": 720, "height": 1000})
    assert page.locator("h1").is_visible()
    assert not page.locator("header nav").is_visible()
    assert not page.locator("a.skip").is_visible()
    read = PdfReader(io.BytesIO(page.pdf(format="A4")))
    words = [one.extract_text() for one in read.pages]
    assert " ".join(heading.split()) in " ".join(" ".join(words).split())
    assert all(text.strip() for text in words)


@pytest.mark.parametrize(
    "name",
    ["list", "activity", "search", "record", "log", "purpose", "own_activities", "report_draft", "public_search"],
)
def test_a_page_is_used_by_keyboard_alone(seen_as, filled_home, name):
    page = seen_as(reader_of(name))
    page.goto(address(name, filled_home))
    places = []
    for number in range(30):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement === document.body"):
            break
        assert focus_shows(page), page.evaluate("document.activeElement.outerHTML.slice(0, 200)")
        if number == 0:
            assert page.evaluate("document.activeElement.textContent") == "Till innehållet"
        place = page.evaluate(_PLACE)
        places += [place] if place not in places[-1:] else []  # a field for a day has three places to stop in
    assert places == sorted(places), "not in the order of the page"
    assert len(set(places)) == len(places) >= 4
    page.goto(address(name, filled_home))
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.tagName") == "MAIN"
    page.keyboard.press("Tab")
    assert page.evaluate("document.querySelector('main').contains(document.activeElement)")
