"""The page in a real browser: through the provider and back, by keyboard, narrow, without script, by axe's rules."""

import pytest

pytestmark = pytest.mark.browser
PATHS = {
    "Inga Inspektör": ["/", "/syfte/", "/logg/", "/finns-inte/"],
    "Greta Granskare": ["/logg/"],
    "Adam Administratör": ["/anvandare/"],
}
RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}


def faults_of(page):
    from axe_playwright_python.sync_playwright import Axe

    found = Axe().run(page, options=RULES).response["violations"]
    return {one["id"]: [node["target"] for node in one["nodes"]] for one in found}


def test_the_way_in_and_out(site, page):
    loud = []
    page.on("console", lambda message: loud.append(message.text))
    page.goto("/logg/")
    assert faults_of(page) == {}
    page.get_by_role("button", name="Logga in").click()
    assert page.get_by_role("heading", name="Demonstration").is_visible()
    assert faults_of(page) == {}
    page.get_by_role("button", name="Greta Granskare").click()
    page.wait_for_url("**/logg/")
    assert page.get_by_role("heading", name="Logg").is_visible()
    page.get_by_role("button", name="Logga ut").click()
    assert page.get_by_role("heading", name="Du är utloggad").is_visible()
    assert loud == []


@pytest.mark.parametrize("who", PATHS)
def test_pages_break_no_rule_and_fit_a_narrow_screen(site, page, who):
    site.sign_in_with(page, who)
    for path in PATHS[who]:
        page.set_viewport_size({"width": 1280, "height": 800})
        page.goto(path)
        assert faults_of(page) == {}, path
        page.set_viewport_size({"width": 320, "height": 700})
        assert page.evaluate("document.documentElement.scrollWidth <= 320"), path


def test_the_purpose_is_chosen_by_keyboard(site, page):
    site.sign_in_with(page, "Tova Tillstånd")
    page.goto("/")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Till innehållet"
    page.goto("/syfte/")
    page.get_by_label("pröva tillstånd").focus()
    page.keyboard.press("Space")
    page.keyboard.press("Tab")
    page.keyboard.type("2026-77")
    page.keyboard.press("Enter")
    page.wait_for_url(f"{site.url}/")
    assert "Syfte: pröva tillstånd, ärende 2026-77" in page.locator("header").inner_text()


def test_it_works_without_script(site, browser):
    context = browser.new_context(base_url=site.url, java_script_enabled=False)
    page = context.new_page()
    site.sign_in_with(page, "Greta Granskare")
    page.goto("/logg/")
    page.get_by_label("Användare").fill("greta-granskare")
    page.get_by_role("button", name="Visa", exact=True).click()
    assert page.locator("tbody tr").count() > 0
    context.close()
