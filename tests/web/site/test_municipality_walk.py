"""A municipality's tasks done in a browser from the sign-in on, with script and without, each state looked at."""

import pytest

from tests.web.site.asking import address
from tests.web.site.looking import faults
from tests.web.site.test_municipality import PDF

pytestmark = pytest.mark.browser
NAMED = "Ingen personal på natten. Chefen Anna Andersson svarar inte."


@pytest.fixture(params=[True, False], ids=["script", "no script"])
def walker(request, filled, browser):
    """A page of a browser, and `looked(page)`: what is wrong with how it stands, asked only where scripts run."""
    context = browser.new_context(base_url=filled.url, locale="sv-SE", java_script_enabled=request.param)
    page = context.new_page()
    page.set_default_timeout(15_000)
    yield page, (faults if request.param else lambda _: "")
    context.close()


def press(page, name):
    page.get_by_role("button", name=name).click()
    page.wait_for_load_state()


def heading(page):
    return page.locator("h1").inner_text()


def test_a_municipality_confirms_notifies_reports_and_completes(filled, walker, tmp_path):
    page, looked = walker
    (tmp_path / "underlag.pdf").write_bytes(PDF)
    (tmp_path / "program.exe").write_bytes(b"MZ" + bytes(200))
    filled.sign_in_with(page, "Sten Stockholm")
    assert heading(page) == "Stockholm"
    page.get_by_role("link", name="Verksamheter som inte är uppdaterade på ett år").click()
    page.wait_for_load_state()
    page.get_by_role("checkbox", name="Lindens äldreboende").check()
    press(page, "De markerade stämmer fortfarande")
    assert "bekräftad utan ändring" in page.locator("main").inner_text()
    page.get_by_role("link", name="Till verksamheten").click()
    page.wait_for_load_state()
    assert "visas i registret efter nästa körning" in page.locator("main").inner_text()
    assert looked(page) == ""
    page.get_by_role("link", name="Anmäl ändring").click()
    page.wait_for_load_state()
    press(page, "Skicka anmälan")
    assert page.title().startswith("Fel: ")
    assert looked(page) == ""
    page.get_by_role("link", name="Gäller från").click()
    assert page.locator(":focus").get_attribute("id") == "id_effective_date"
    page.get_by_label("Gäller från").fill("2026-06-01")
    page.get_by_role("textbox", name="Antal platser").fill("38")
    press(page, "Skicka anmälan")
    assert "2026-07-01" in page.locator("main").inner_text()
    _report(page, looked, tmp_path)
    _complete(page, looked, tmp_path)
    page.get_by_role("navigation", name="Sidor").get_by_role("link", name="Skickat").click()
    page.wait_for_load_state()
    assert page.locator("main table tbody tr").count() >= 4


def _report(page, looked, folder):
    page.get_by_role("navigation", name="Sidor").get_by_role("link", name="Rapporter om brister").click()
    page.get_by_role("link", name="Rapportera en brist").click()
    page.wait_for_load_state()
    press(page, "Gå vidare till bilagor")
    assert page.title().startswith("Fel: ")
    assert looked(page) == ""
    page.get_by_label("Socialtjänstlagen").check()
    page.get_by_label("Allvarliga brister").check()
    page.get_by_label("En aktör som registret inte känner till").check()
    page.get_by_label("Namn på aktören").fill("Okända Boendet AB")
    page.get_by_label("När det uppmärksammades").fill("2026-06-20")
    page.get_by_label("Område").select_option("staffing")
    page.get_by_label("4", exact=True).check()
    page.get_by_label("Beskrivning").fill(NAMED)
    press(page, "Gå vidare till bilagor")
    page.get_by_label("Filer").set_input_files([folder / "underlag.pdf", folder / "program.exe"])
    press(page, "Lägg till filerna")
    assert "program.exe: Filen är av ett slag" in page.locator("main").inner_text()
    assert looked(page) == ""
    press(page, "Gå vidare till granskning")
    press(page, "Skicka rapporten")
    assert "Titta en gång till" in page.locator("main").inner_text()
    assert looked(page) == ""
    page.get_by_label("Jag har läst igenom texten").check()
    press(page, "Skicka rapporten")
    assert page.title().startswith("Kvittens ")
    assert looked(page) == ""


def _complete(page, looked, folder):
    number = heading(page)
    page.get_by_role("link", name="rapportens sida").click()
    page.get_by_role("link", name="Komplettera").click()
    page.wait_for_load_state()
    press(page, "Skicka kompletteringen")
    assert page.title().startswith("Fel: ")
    page.get_by_label("Komplettering").fill("Bemanningslistor bifogas.")
    page.get_by_label("Filer").set_input_files([folder / "underlag.pdf"])
    press(page, "Skicka kompletteringen")
    page.get_by_role("link", name=number).click()
    page.wait_for_load_state()
    assert "Bemanningslistor bifogas." in page.locator("main").inner_text()
    assert looked(page) == ""


@pytest.fixture
def of(filled, browser):
    """`of("2480")`: a page of a browser in which somebody of a municipality has signed in."""
    contexts = []

    def opened(municipality):
        from django.conf import settings

        client = filled.sign_in("municipality", name=f"seen, {municipality}", municipality=municipality)
        value = client.cookies[settings.SESSION_COOKIE_NAME].value
        contexts.append(browser.new_context(base_url=filled.url, locale="sv-SE", reduced_motion="reduce"))
        contexts[-1].add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": value, "url": filled.url}])
        return contexts[-1].new_page()

    yield opened
    for context in contexts:
        context.close()


@pytest.mark.parametrize(
    "name", ["municipality", "own_activities", "own_reports", "sent", "comparison", "ledger", "notices"]
)
def test_a_municipality_without_anything_is_told_so(of, filled_home, name):
    page = of("2480")
    page.goto(address(name, filled_home))
    said = {
        "municipality": "Ingen av 0 öppna",
        "own_activities": "Inga verksamheter i urvalet",
        "notices": "har inte underrättats",
    }.get(name, "Ing")
    assert said in page.locator("main").inner_text()
    assert faults(page) == ""


def test_where_nothing_is_exported_the_page_is_whole(of, configured, tmp_path):
    (tmp_path / "web").mkdir()
    page = of("0180")
    configured(home=tmp_path)
    assert page.goto(address("municipality", tmp_path)).status == 503
    assert faults(page) == ""


@pytest.mark.parametrize(
    ("about", "field"), [("En verksamhet", "activity_id"), ("Ett servicebolag", "organisation_number")]
)
def test_the_form_shows_the_fields_of_the_choice(of, filled_home, about, field):
    page = of("0180")
    page.goto(address("report_new", filled_home))
    for name in ("activity_id", "organisation_number", "actor_name"):
        assert page.locator(f"#id_{name}").is_visible()
    page.get_by_label(about, exact=True).check()
    assert page.locator(f"#id_{field}").is_visible()
    hidden = {"activity_id": "organisation_number", "organisation_number": "activity_id"}[field]
    assert not page.locator(f"#id_{hidden}").is_visible()
