"""Each role's main tasks, done in a browser from the sign-in on; the inspector's with script and without."""

import io
import zipfile

import pytest

pytestmark = pytest.mark.browser


@pytest.fixture(params=[True, False], ids=["script", "no script"])
def either(request, filled, browser):
    """A page of a browser that runs scripts, and one that does not."""
    context = browser.new_context(base_url=filled.url, locale="sv-SE", java_script_enabled=request.param)
    yield context.new_page()
    context.close()


@pytest.fixture
def page(filled, browser):
    context = browser.new_context(base_url=filled.url, locale="sv-SE")
    yield context.new_page()
    context.close()


def follow(page, name):
    """Follow a link of the header."""
    page.get_by_role("navigation", name="Sidor").get_by_role("link", name=name, exact=True).click()
    page.wait_for_load_state()


def tell_why(page, purpose, case_number):
    page.get_by_label(purpose).check()
    page.get_by_label("Ärendenummer").fill(case_number)
    page.get_by_role("button", name="Fortsätt").click()
    page.wait_for_load_state()


def heading(page):
    return page.locator("h1").inner_text()


def downloaded(page, link):
    with page.expect_download() as told:
        page.get_by_role("link", name=link).first.click()
    return told.value.suggested_filename, told.value.path().read_bytes()


def words_of(pdf):
    from pypdf import PdfReader

    return " ".join(" ".join(one.extract_text() for one in PdfReader(io.BytesIO(pdf)).pages).split())


def test_an_inspector_goes_from_the_list_to_what_was_found(filled, filled_home, either):
    from web.site.audit.models import LookupRecord
    from web.site.review.models import Assessment

    page = either
    Assessment.objects.all().delete()
    (filled_home / "decided" / "plans" / "records.jsonl").unlink(missing_ok=True)
    filled.sign_in_with(page, "Nils Norr")
    follow(page, "Tillsynslista")
    page.locator("summary").filter(has_text="Avdelning").click()
    page.get_by_label("nord").check()
    page.get_by_role("button", name="Visa urvalet").click()
    page.wait_for_url("**avdelning=nord**")
    assert page.locator("main table tbody tr").count() == 1
    page.locator("main table tbody th a").first.click()
    page.wait_for_url("**/syfte/**")
    tell_why(page, "planera tillsyn", "2026-4711")
    assert page.get_by_role("heading", name="Vad som talar för och emot tillsyn").count() == 0
    page.get_by_label("Kan inte bedöma").check()
    page.get_by_label("Varför?").fill("Känner inte verksamheten")
    page.get_by_role("button", name="Spara och visa underlaget").click()
    page.wait_for_load_state()
    assert page.get_by_text("Känner inte verksamheten").is_visible()
    follow(page, "Sök")
    page.get_by_label("Sök aktör").fill("V000001")
    page.get_by_role("button", name="Sök").click()
    page.wait_for_load_state()
    assert heading(page) == "Björkens hem"
    assert page.get_by_role("heading", name="Vad som talar för och emot tillsyn").is_visible()
    page.get_by_role("link", name="Rader bakom").first.click()
    page.wait_for_url("**/rader/**")
    assert page.locator("main table").first.is_visible()
    page.go_back()
    name, content = downloaded(page, "Underlag (PDF)")
    assert name.startswith("tillsynsradar-underlag-")
    assert "Björkens hem" in words_of(content)
    assert "2026-4711" in words_of(content)
    follow(page, "Planer")
    page.locator("main tbody a").first.click()
    page.get_by_role("link", name="Anteckna").first.click()
    page.get_by_label("Nej, den behövde inte").check()
    page.get_by_label("Varför").fill("Nyligen inspekterad av kommunen")
    page.get_by_label("Nedlagda timmar").fill("7,5")
    page.get_by_role("button", name="Spara anteckningen").click()
    page.wait_for_load_state()
    assert "Anteckningen är sparad" in page.locator("main").inner_text()
    assert "Nyligen inspekterad av kommunen" in page.locator("main").inner_text()
    done = LookupRecord.objects.filter(user="nils-norr", case_number="2026-4711").values_list("action", flat=True)
    assert {"activity", "search", "evidence", "pack", "record", "plan"} <= set(done)
    page.get_by_role("button", name="Logga ut").click()
    page.wait_for_load_state()
    assert heading(page) == "Du är utloggad"


def test_a_case_of_another_division_has_no_form(filled, filled_home, page):
    filled.sign_in_with(page, "Inga Inspektör")
    follow(page, "Planer")
    page.locator("main tbody a").first.click()
    page.wait_for_load_state()
    assert page.locator("main tr[id^=nr-]").count() == 3
    assert page.get_by_role("link", name="Anteckna").count() == 0


def test_a_permit_investigator_prints_the_basis_about_an_applicant_without_activities(filled, page):
    filled.sign_in_with(page, "Tova Tillstånd")
    follow(page, "Tillstånd")
    if page.get_by_role("link", name="Sökande AB").count() == 0:
        page.get_by_role("link", name="Välfärdsbrott").first.click()
    page.get_by_role("link", name="Sökande AB").click()
    page.wait_for_url("**/syfte/**")
    tell_why(page, "pröva tillstånd", "8.5-200/2026")
    assert heading(page) == "Nystartade Hem AB"
    main = page.locator("main").inner_text()
    assert "8.5-200/2026" in main
    assert "avslag" in main.lower()
    name, content = downloaded(page, "Underlag (PDF)")
    assert name.endswith(".pdf")
    assert "Nystartade Hem AB" in words_of(content)
    assert page.goto("/logg/").status == 403


def test_an_analyst_reads_method_and_data_and_sees_nobodys_name(filled, page):
    filled.sign_in_with(page, "Anton Analytiker")
    follow(page, "Metod")
    page.locator("main").get_by_role("link", name="Katalogen").first.click()
    page.locator("main table a").first.click()
    page.wait_for_url("**/metod/katalog/*/")
    assert "Lagrum" in page.locator("main").inner_text() or page.locator("main table").count()
    follow(page, "Datastatus")
    assert "manifest" in page.locator("main").inner_text().lower()
    follow(page, "Tillsynslista")
    text = page.locator("main").inner_text()
    assert "namn visas inte för din roll" in text
    assert "Björkens" not in text
    _, content = downloaded(page, "Spara som Excel")
    book = zipfile.ZipFile(io.BytesIO(content))
    inside = "".join(book.read(name).decode("utf-8", "replace") for name in book.namelist())
    assert "Björkens" not in inside
    assert "5560000001" not in inside
    assert page.goto("/sok/").status == 403
    assert "Din roll är analytiker" in page.locator("main").inner_text()


def test_an_auditor_follows_what_somebody_did_and_proves_the_chain(filled, page):
    client = filled.sign_in("inspector", ["ost"], purpose=True, name="den-granskade")
    client.get("/lista/")
    filled.sign_in_with(page, "Greta Granskare")
    follow(page, "Logg")
    page.get_by_label("Användare").fill("den-granskade")
    page.get_by_role("button", name="Visa", exact=True).click()
    page.wait_for_load_state()
    cells = page.locator("main table tbody tr").first.inner_text()
    assert "den-granskade" in cells
    assert "lista" in cells
    page.get_by_role("button", name="Pröva hela kedjan").click()
    page.wait_for_load_state()
    assert "Kedjan är" in page.locator("main").inner_text()
    for path in ("/lista/", "/sok/", "/planer/"):
        assert page.goto(path).status == 403


def test_an_administrator_sees_users_and_no_register(filled, page):
    filled.sign_in_with(page, "Adam Administratör")
    follow(page, "Användare")
    assert "adam-administrator" in page.locator("main table").inner_text()
    for path in ("/lista/", "/sok/", "/logg/"):
        assert page.goto(path).status == 403


def test_somebody_without_a_role_comes_no_further(filled, page):
    filled.sign_in_with(page, "Rolf Utan Roll")
    assert heading(page) == "Du har ingen behörighet här"
    page.goto("/lista/")
    assert "/logga-in/" in page.url


def test_who_leaves_the_page_is_signed_out(filled, page, configured):
    filled.sign_in_with(page, "Inga Inspektör")
    assert page.goto("/lista/").status == 200
    configured(idle_minutes=0)
    page.goto("/lista/?mal=W")
    assert page.url.endswith("/logga-in/?next=/lista/%3Fmal%3DW")
    configured(idle_minutes=30)
    page.goto("/lista/")
    assert "/logga-in/" in page.url


def test_the_way_back_keeps_the_selection(filled, page):
    filled.sign_in_with(page, "Tova Tillstånd")
    page.goto("/lista/?mal=Q&avdelning=ost&band=A")
    filled.choose_purpose(page)
    page.goto("/lista/?mal=Q&avdelning=ost&band=A")
    page.locator("main table tbody th a").first.click()
    page.wait_for_load_state()
    page.go_back()
    assert page.url.endswith("mal=Q&avdelning=ost&band=A")
    assert page.locator("main table tbody tr").count() == 2
    page.get_by_role("link", name="Ta bort").first.click()
    page.wait_for_load_state()
    assert page.locator("main table tbody tr").count() > 2
