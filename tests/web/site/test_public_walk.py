"""What somebody of the public comes for, done in a browser, with script and without."""

import pytest

from tests.web.site.looking import NARROW, WIDE, faults, focus_shows

pytestmark = pytest.mark.browser


@pytest.fixture(params=[(WIDE, True), (NARROW, False)], ids=["wide", "narrow, no script"])
def walker(request, filled, browser):
    """A page of a browser, and `looked(page)`: what is wrong with how it stands, asked only where scripts run."""
    size, has_script = request.param
    context = browser.new_context(base_url=filled.url, locale="sv-SE", viewport=size, java_script_enabled=has_script)
    page = context.new_page()
    page.set_default_timeout(15_000)
    yield page, (faults if has_script else lambda _: "")
    context.close()


def press(page, role, name):
    page.get_by_role(role, name=name).click()
    page.wait_for_load_state()


def test_somebody_finds_a_home_reads_its_inhibition_and_saves_the_register(walker):
    page, looked = walker
    page.goto("/oppet/")
    page.get_by_label("Namn, organisationsnummer").fill("björkens")
    page.get_by_label("Form", exact=True).select_option("HVB")
    press(page, "button", "Sök")
    assert page.locator("h2").first.inner_text() == "1 verksamhet"
    assert "Inhibition, känt 2025-06-10" in page.locator("tbody").inner_text()
    assert page.get_by_label("Form", exact=True).input_value() == "HVB"
    assert looked(page) == ""
    press(page, "link", "Björkens hem")
    assert page.locator("h1").inner_text() == "Björkens hem"
    assert "beslutet gäller inte medan domstolen prövar det" in page.locator(".notice").inner_text()
    press(page, "link", "Så begär du ut ett beslut")
    assert page.url.endswith("/oppet/om/#begar")
    press(page, "link", "Öppna data")
    with page.expect_download() as saved:
        page.get_by_role("link", name="CSV Verksamheter som kräver tillstånd").click()
    assert saved.value.suggested_filename == "public_activity-2026-06-30.csv"
    assert "Björkens hem" in saved.value.path().read_text(encoding="utf-8")


def test_somebody_who_writes_a_persons_number_does_not_see_it_again(walker):
    page, looked = walker
    page.goto("/oppet/forteckning-hvb/")
    page.get_by_label("Hemmets eller").fill("850101-1236")
    press(page, "button", "Sök")
    assert page.url.endswith("/oppet/forteckning-hvb/?nekad=1")
    assert page.get_by_label("Hemmets eller").input_value() == ""
    assert looked(page) == ""


def test_somebody_searches_by_keyboard_alone(walker):
    page, _ = walker
    page.goto("/oppet/")
    for _ in range(8):  # past the link to the content, the name and the pages
        page.keyboard.press("Tab")
    assert page.locator(":focus").get_attribute("id") == "sok"
    page.keyboard.type("lindens")
    page.keyboard.press("Enter")
    page.wait_for_load_state()
    assert "Lindens äldreboende" in page.locator("tbody").inner_text()


def test_what_has_the_focus_shows_it(filled, browser):
    context = browser.new_context(base_url=filled.url, viewport=NARROW, reduced_motion="reduce")
    page = context.new_page()
    page.goto("/oppet/")
    for _ in range(14):
        page.keyboard.press("Tab")
        assert focus_shows(page), page.evaluate("document.activeElement.outerHTML.slice(0, 200)")
    context.close()
