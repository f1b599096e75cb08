"""What Företagsinformation answers, in the form the vendor publishes, read to roles, owners, seat and vacancies."""

import datetime as dt

import pytest

from sources.bolagsverket.circles.answers import Found, Holding, Said, Tie
from sources.bolagsverket.functionaries.reading import FIELDS, read
from sources.fetching.connector import SourceFault
from tables.code_lists import code_list, codes_of
from tests.sources.bolagsverket.circle_fetching import KEY, person, pseudonym

ORGANISATION, DAY = "5560000001", dt.date(2026, 6, 15)


def kk(code, text="Text"):
    return {"kod": code, "klartext": text}


def organisation(**changes):
    whole = {
        "identitet": {"typ": kk("ORGANISATIONSNUMMER"), "identitetsbeteckning": "556000-0001"},
        "organisationsnamn": {"typ": kk("FORETAGSNAMN"), "namn": "Exempelomsorg AB"},
        "organisationsdatum": {"registreringsdatum": "2010-03-15", "bildatDatum": "2010-03-01"},
        "hemvistkommun": {"typ": "x", "lanForHemvistkommun": kk("01"), "kommun": kk("0180")},
        "funktionarer": [functionary(person(1), "LE", "VD")],
        "vakanserOchUpplysningar": {"vakansOchUpplysning": [], "fritext": "Ring Planterad Hemligsson"},
    }
    return {**whole, **changes}


def functionary(number, *roles, **changes):
    return {
        "personnamn": {"fornamn": "Planterad", "efternamn": "Hemligsson"},
        "identitet": {"typ": kk("PERSONNUMMER"), "identitetsbeteckning": number},
        "funktionarsroller": [kk(role) for role in roles],
        "postadress": {"adress": "Hemliga vägen 1"},
        **changes,
    }


def firm(number, *roles):
    return functionary(
        number, *roles, personnamn=None, organisationsnamn={"typ": kk("FORETAGSNAMN"), "namn": "Firman AB"},
        identitet={"typ": kk("ORGANISATIONSNUMMER"), "identitetsbeteckning": number},
    )  # fmt: skip


def answer(*organisations):
    return read(list(organisations), ORGANISATION, KEY, DAY)


def test_the_published_form_is_read():
    found = answer(organisation())
    assert (found.found, found.answered_on) == (Found.YES, DAY)
    assert found.holdings == {Holding(pseudonym(person(1)), "board_member"), Holding(pseudonym(person(1)), "ceo")}
    assert found.ties == set()
    assert found.fields == {
        "registered_at": Said("value", "2010-03-15"), "seat": Said("value", "0180"), "vacancies": Said("empty"),
    }  # fmt: skip
    assert not found.unread


def test_every_letter_code_leads_to_a_role_of_ours_or_to_none():
    roles = dict(code_list("functionary_roles").select("code", "role").iter_rows())
    assert set(roles.values()) - {None} <= set(codes_of("roles"))
    for code, role in roles.items():
        found = answer(organisation(funktionarer=[functionary(person(1), code.lower() + " ")]))
        assert {each.role for each in found.holdings} == ({role} if role else set())
        assert not found.unread


def test_auditors_stand_beside_the_circle():
    in_circle = code_list("roles").filter(in_circle="1")["code"].to_list()
    mapped = {code for code, role in code_list("functionary_roles").select("code", "role").iter_rows()
              if role in in_circle}  # fmt: skip
    assert mapped == {"LE", "OF", "VOF", "SU", "VD", "EVD", "VVD", "EVVD", "BO", "KP", "KD", "IN"}


def test_an_unknown_role_is_told_and_one_that_could_be_anything_is_not_repeated():
    found = answer(organisation(funktionarer=[functionary(person(1), "XYZ", "Ring 070-123 45 67")]))
    assert found.holdings == set()
    assert sorted(found.unread) == [
        f"uppdrag med okänd rollkod ({shown}); lägg till den i functionary_roles" for shown in ("XYZ", "annan")
    ]


@pytest.mark.parametrize(
    "vacant",
    [
        {"funktionarsroller": [kk("VD")]},
        {"funktionarsroller": [kk("VD")], "identitet": None, "personnamn": None},
        {"funktionarsroller": [kk("VD")], "identitet": {"identitetsbeteckning": "vakant"}},
        {"funktionarsroller": [kk("VD")], "identitet": {"identitetsbeteckning": "******-****"}},
    ],
)
def test_a_vacant_post_is_nobody(vacant):
    found = answer(organisation(funktionarer=[vacant, functionary(person(1), "LE")]))
    assert found.holdings == {Holding(pseudonym(person(1)), "board_member")}


def test_a_functionary_without_a_swedish_number_is_not_one_with_all_others():
    """A date of birth, or a name, belongs to many: nobody is made of it."""
    foreign = [functionary("19600101", "LE"), functionary("DE-123", "LE"), functionary(None, "LE")]
    found = answer(organisation(funktionarer=foreign))
    assert found.holdings == set()
    assert found.unread == {"funktionärer saknar läsbart nummer och följs inte": 3}


def test_an_organisation_among_the_functionaries_owns_or_joins_nothing():
    partners = [firm("5560000092", "KP"), firm("165560000019", "REV"), firm("5560000027", "KD")]
    found = answer(organisation(funktionarer=partners))
    assert found.ties == {Tie("5560000092", "owner"), Tie("5560000027", "owner")}
    assert found.holdings == set()


def test_a_sole_trader_among_the_functionaries_is_a_person_whatever_the_type_says():
    found = answer(organisation(funktionarer=[firm(person(2), "BO")]))
    assert found.holdings == {Holding(pseudonym(person(2)), "partner")}
    assert found.ties == set()


@pytest.mark.parametrize("missing", [{"funktionarer": None}, {"funktionarer": {}}])
def test_no_list_of_functionaries_says_nothing_and_an_empty_one_that_there_are_none(missing):
    silent = answer(organisation(**missing))
    assert (silent.holdings, silent.ties) == (None, None)
    assert silent.unread == {"svar utan funktionärer; det som var känt står kvar": 1}
    assert answer(organisation(funktionarer=[])).holdings == set()


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        (None, Said("empty")),
        ({"kommun": kk("1480"), "lanForHemvistkommun": kk("14")}, Said("value", "1480")),
        ({"kommun": kk("80"), "lanForHemvistkommun": kk("14")}, Said("value", "1480")),
        ({"kommun": kk(" 0180 ")}, Said("value", "0180")),
        ({"kommun": kk("9999")}, None),
        ({"fel": {"typ": "TIMEOUT"}}, None),
    ],
)
def test_the_seat_is_a_municipality_of_ours_nothing_or_unknown(given, expected):
    assert answer(organisation(hemvistkommun=given)).fields.get("seat") == expected


@pytest.mark.parametrize("wrapped", [True, False])
def test_vacancies_are_told_by_kind_and_latest_day(wrapped):
    listed = [{"typ": {**kk("REV", "Revisor saknas"), "datum": "2026-05-02"}},
              {"typ": {**kk("LE", "Styrelsen är inte fulltalig "), "datum": "2026-06-01"}}]  # fmt: skip
    told = {"vakansOchUpplysning": listed, "fritext": "Planterad Hemligsson"} if wrapped else listed
    found = answer(organisation(vakanserOchUpplysningar=told)).fields["vacancies"]
    assert found == Said("value", "Revisor saknas; Styrelsen är inte fulltalig", dt.date(2026, 6, 1))


@pytest.mark.parametrize("content", [[], {"organisationer": []}])
def test_an_empty_list_is_an_organisation_that_is_not_there(content):
    found = read(content, ORGANISATION, KEY, DAY)
    assert (found.found, found.holdings) == (Found.NO, None)
    assert found.fields == dict.fromkeys(FIELDS, Said("not_found"))


@pytest.mark.parametrize(
    "content",
    [
        "text",
        None,
        [1],
        {"organisationer": "x"},
        [organisation(identitet={"identitetsbeteckning": "5560000092"})],
        [organisation(identitet=None), organisation(identitet=None)],
    ],
)
def test_another_form_or_another_organisation_is_a_fault(content):
    with pytest.raises(SourceFault):
        read(content, ORGANISATION, KEY, DAY)


def test_several_registrations_under_one_number_are_one_circle():
    second = organisation(funktionarer=[functionary(person(2), "SU")], namnskyddslopnummer=2)
    assert len(answer(organisation(), second).holdings) == 3
