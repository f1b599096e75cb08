"""Searching: one field, why a hit was found, and nobody found by the name or number of a person."""

import pytest

from tests.web.planted import ORGANISATION, SOLE_TRADER_NAME


@pytest.fixture
def searcher(sign_in):
    return sign_in("permit_investigator", regions=["ost"], purpose=True, name="searcher")


def found(client, wanted):
    return client.post("/sok/", {"wanted": wanted})


@pytest.mark.parametrize("wanted", ["5560000001", "556000-0001", "165560000001"])
def test_a_number_opens_the_actor_whatever_its_format(searcher, wanted):
    answer = found(searcher, wanted)
    assert answer.status_code == 302
    assert answer["Location"].startswith("/aktor/")
    assert ORGANISATION not in answer["Location"]


def test_an_activity_is_found_by_its_id(searcher):
    assert found(searcher, "v000001")["Location"].startswith("/verksamhet/")


def test_a_misspelt_name_is_listed_with_why_and_never_opened(searcher):
    answer = found(searcher, "solrosns omsorg")
    assert answer.status_code == 200
    text = answer.content.decode()
    assert "Solrosens Omsorg i Umeå AB" in text
    assert "namnet liknar det sökta" in text


def test_nothing_found_says_what_was_searched(searcher):
    text = found(searcher, "Zzyzx Qwqw").content.decode()
    assert "Ingenting hittades" in text
    assert "Personer söks inte" in text


@pytest.mark.parametrize("wanted", ["", "19121212-1212", "5560000002"])
def test_what_cannot_be_searched_is_told_at_the_field_and_not_repeated(searcher, wanted):
    answer = found(searcher, wanted)
    assert answer.status_code == 422
    assert 'class="error"' in answer.content.decode()
    assert "19121212-1212" not in answer.content.decode()


def test_no_person_is_found_by_name(searcher):
    text = found(searcher, SOLE_TRADER_NAME).content.decode()
    assert "Näringsidkarsson" not in text.replace(SOLE_TRADER_NAME, "")


def test_searches_are_logged_without_what_was_searched_for(searcher):
    from web.site.audit.models import LookupRecord

    found(searcher, "Solrosens")
    last = LookupRecord.objects.order_by("-number").first()
    assert (last.action, last.limit) == ("search", "search")
    assert "olrosens" not in " ".join(str(one) for one in last.values_in_chain().values())


def test_opening_the_form_is_no_search(searcher):
    from web.site.audit.models import LookupRecord

    before = LookupRecord.objects.count()
    assert searcher.get("/sok/").status_code == 200
    assert LookupRecord.objects.count() == before
