"""The lists: narrowing by a form that becomes an address, sorting, paging, what is left when nothing is, and files."""

import io
from urllib.parse import parse_qs, urlsplit

import openpyxl
import pytest
from django.http import QueryDict

from tests.web.planted import FORMULA_NAME, SECRETS


def text_of(answer):
    return answer.content.decode()


def newest():
    from web.site.audit.models import LookupRecord

    return LookupRecord.objects.order_by("-number").first()


@pytest.fixture
def inspector(sign_in):
    return sign_in("inspector", regions=["ost"], purpose=True, name="reads-lists")


@pytest.mark.parametrize("target", ["Q", "W", "R"])
def test_every_list_is_shown_with_intervals_and_without_scores(inspector, target):
    answer = inspector.get(f"/lista/?mal={target}")
    shown = text_of(answer)
    assert answer.status_code == 200
    assert "Björkens hem" in shown
    assert "1–5 av 30" in shown
    assert "59,25" not in shown
    assert "minst 80 %" in shown
    assert not [secret for secret in SECRETS if secret in shown]
    assert (newest().action, newest().rows) == ("list", 32)


def test_the_mark_of_a_natural_person_stands_instead_of_a_place(inspector):
    assert "rangordnas inte (enskild näringsidkare)" in text_of(inspector.get("/lista/?mal=W"))


def test_a_filter_becomes_an_address_in_which_no_name_can_be_read(inspector):
    answer = inspector.post("/lista/", {"mal": "Q", "avdelning": "ost", "text": "Björkens"})
    assert answer.status_code == 303
    asked = parse_qs(urlsplit(answer["Location"]).query)
    assert (asked["mal"], asked["avdelning"]) == (["Q"], ["ost"])
    assert "jörkens" not in answer["Location"]
    shown = text_of(inspector.get(answer["Location"]))
    assert "Rad 1–1 av 1 (32 i hela listan)" in shown
    assert "Namnet innehåller ”Björkens”" in shown


@pytest.mark.parametrize("text", ["19811218-9876", "811218 9876", "ab"])
def test_a_number_never_gets_into_an_address(inspector, text):
    answer = inspector.post("/lista/", {"mal": "Q", "text": text})
    assert answer.status_code == 422
    assert "Location" not in answer
    assert 'aria-invalid="true"' in text_of(answer)


@pytest.mark.parametrize("query", ["mal=X", "band=Z", "ordning=score", "sida=0", "ord=abc", "att-gora=811218-9876"])
def test_an_address_that_nobody_was_given_is_refused(sign_in, query):
    assert sign_in("inspector").get(f"/lista/?{query}").status_code == 400


def test_what_is_left_out_is_the_rest(inspector):
    kept = text_of(inspector.get("/lista/?mal=Q&avdelning=nord"))
    rest = text_of(inspector.get("/lista/?mal=Q&avdelning=nord&utom=avdelning"))
    assert "Rad 1–1 av 1 " in kept
    assert "Rad 1–31 av 31 " in rest
    assert "Inte avdelning: nord" in rest


def test_an_empty_list_says_which_filter_took_the_last_row_and_what_is_left_without_it(inspector):
    shown = text_of(inspector.get("/lista/?mal=Q&avdelning=nord&form=SABO"))
    assert "Den sista raden togs bort av filtret Form: särskild boendeform för äldre." in shown
    assert "då återstår 1 rad" in shown


def test_sorting_is_told_and_turns(inspector):
    shown = text_of(inspector.get("/lista/?mal=Q&ordning=municipality"))
    assert shown.count("aria-sort") == 1
    assert 'aria-sort="ascending"><a href="?mal=Q&amp;ordning=municipality&amp;fallande=1">Kommun' in shown
    assert 'aria-sort="descending"' in text_of(inspector.get("/lista/?mal=Q&ordning=municipality&fallande=1"))


def test_pages_beyond_the_last_lead_to_it(inspector):
    answer = inspector.get("/lista/?mal=Q&sida=7")
    assert (answer.status_code, answer["Location"]) == (302, "/lista/?mal=Q")


def test_an_analyst_reads_the_list_without_names(sign_in):
    shown = text_of(sign_in("analyst", purpose=True).get("/lista/"))
    assert "namn visas inte för din roll" in shown
    assert "Björkens hem" not in shown
    assert "Exempelomsorg AB" not in shown


def sheets(answer):
    return openpyxl.load_workbook(io.BytesIO(answer.content))


def test_a_file_holds_what_is_shown_and_says_what_it_is(inspector):
    answer = inspector.get("/lista/uttag/?mal=Q&ordning=municipality&fallande=1&avdelning=nord&avdelning=ost")
    book = sheets(answer)
    rows = list(book["Urval"].iter_rows(values_only=True))
    cover = dict(row[:2] for row in book["Om uttaget"].iter_rows(values_only=True, min_row=3) if row[1])
    assert len(rows) == 1 + 32
    assert (newest().action, newest().rows, newest().limit) == ("export", 32, "export")
    assert cover["Urval"] == "Avdelning: nord; Avdelning: öst"
    assert cover["Uttaget av"] == "reads-lists, inspektör"
    assert cover["Syfte och ärende"].endswith("2026-1234")
    assert cover["Körning"] == "0123456789abcdef"
    assert "Poäng" not in rows[0]
    names = [row[rows[0].index("Verksamhet")] for row in rows[1:]]
    assert FORMULA_NAME in names
    cells = [cell for row in book["Urval"].iter_rows() for cell in row]
    assert not [cell for cell in cells if cell.data_type == "f" or cell.hyperlink]
    assert "attachment" in answer["Content-Disposition"]


def test_a_file_has_no_names_that_the_role_does_not_see(sign_in):
    rows = list(
        sheets(sign_in("analyst", purpose=True, name="takes-out").get("/lista/uttag/?mal=Q"))["Urval"].iter_rows(
            values_only=True
        )
    )
    hidden = [rows[0].index(name) for name in ("Verksamhet", "Aktör", "Organisationsnummer")]
    assert {row[place] for row in rows[1:] for place in hidden} == {None}


def test_many_rows_are_made_beside_the_server_and_are_the_same(inspector, monkeypatch):
    from web.site.pages.lists import export

    here = sheets(inspector.get("/lista/uttag/?mal=Q"))
    monkeypatch.setattr(export, "MOST_HERE", 0)
    beside = sheets(inspector.get("/lista/uttag/?mal=Q"))
    assert list(here["Urval"].values) == list(beside["Urval"].values)


def test_too_many_rows_for_a_file_are_told(inspector, monkeypatch):
    from web.site.pages.lists import export

    monkeypatch.setattr(export, "MOST_ROWS", 3)
    answer = inspector.get("/lista/uttag/?mal=Q")
    assert answer.status_code == 422
    assert "Urvalet har 32 rader" in text_of(answer)


def test_a_selection_is_kept_under_a_name_and_forgotten(sign_in):
    client = sign_in("inspector", name="keeps-selections")
    kept = {"name": "Mina HVB", "query": "mal=W&form=HVB"}
    assert client.post("/lista/spara/", kept)["Location"] == "/lista/?mal=W&form=HVB"
    shown = text_of(client.get("/lista/"))
    assert 'href="?mal=W&amp;form=HVB">Mina HVB' in shown
    assert "Urvalet är sparat" in shown
    assert "Mina HVB" not in text_of(sign_in("inspector", name="another").get("/lista/"))
    client.post("/lista/glom/", kept)
    assert "Mina HVB" not in text_of(client.get("/lista/"))


@pytest.mark.parametrize("name", ["", "x" * 61, "811218-9876"])
def test_a_name_that_cannot_be_kept_is_told(sign_in, name):
    client = sign_in("inspector", name="keeps-badly")
    client.post("/lista/spara/", {"name": name, "query": "mal=Q"})
    assert 'class="notice" role="status"' in text_of(client.get("/lista/"))


def token(activity_id):
    from django.conf import settings

    from web.site.opaque import token_of

    return token_of(settings.CONFIGURATION.key, "activity", activity_id)


def test_activities_of_the_own_division_are_taken_and_left(sign_in):
    own, other = sign_in("inspector", regions=["ost"]), sign_in("inspector", regions=["nord"])
    taken = {"verksamhet": [token("V000001")], "query": "mal=Q", "gor": "ta"}
    assert other.post("/lista/ta/", taken).status_code == 403
    assert own.post("/lista/ta/", taken).status_code == 303
    assert own.post("/lista/ta/", taken).status_code == 303
    assert (newest().action, newest().rows) == ("take", 1)
    assert "tilldelad dig" in text_of(own.get("/lista/?mal=Q&tilldelad=mig"))
    assert "tilldelad Test Testsson" in text_of(other.get("/lista/?mal=Q&tilldelad=nagon"))
    own.post("/lista/ta/", {**taken, "gor": "lamna"})
    assert "Ingen verksamhet finns i urvalet" in text_of(own.get("/lista/?mal=Q&tilldelad=mig"))


def test_equal_states_have_equal_addresses(site):
    from web.site.pages.lists.asked import asked

    del site
    one = asked(QueryDict("form=HVB&band=B&band=A&mal=Q&utom=band&utom=lan"))
    two = asked(QueryDict("mal=Q&utom=band&band=A&band=B&form=HVB&sida=1"))
    assert one.query == two.query
    assert asked(QueryDict(one.query)).query == one.query


@pytest.mark.parametrize(
    "address", ["/arbetslista/", "/arbetslista/bevaka/", "/arbetslista/obligatoriska/", "/tillstand/"]
)
@pytest.mark.parametrize("role", ["inspector", "analyst"])
def test_what_waits_is_shown_by_role_and_counted(sign_in, address, role):
    answer = sign_in(role, purpose=True).get(address)
    assert answer.status_code == 200
    assert not [secret for secret in SECRETS if secret in text_of(answer)]
    if role == "analyst":
        assert "Björkens hem" not in text_of(answer)
        assert "Sökande AB" not in text_of(answer)


def test_what_waits_has_a_clock_and_is_narrowed(inspector):
    shown = text_of(inspector.get("/arbetslista/?slag=order_overdue&avdelning=ost"))
    assert "sista dag har passerat" in shown
    assert "29 dagar sedan" in shown
    assert "Skyddad adress" not in shown.split("<tbody>")[1]
    assert newest().rows == 1
    empty = text_of(inspector.get("/arbetslista/?slag=order_overdue&avdelning=nord"))
    assert "Ingenting väntar i urvalet" in empty
    assert inspector.get("/arbetslista/?slag=nothing").status_code == 400


def test_permit_cases_are_shown_with_what_speaks_for_and_against(inspector):
    shown = text_of(inspector.get("/tillstand/"))
    assert "8.5-200/2026" in shown
    assert "Sökande AB" in shown
    assert "inga uppgifter" in shown
    assert newest().action == "permits"
