"""Whom a number or a name may mean; persons are found by neither."""

import datetime as dt

import pytest

from tests.web.planted import MUNICIPAL, ORGANISATION, SECOND, SOLE_TRADER, SOLE_TRADER_NAME
from web.finding import CannotSearch, find

LATER = dt.date(2026, 6, 30)
PERSON_NUMBERS = ["19800101-1234", "800101-1234", "8001011234", "198001611234", "Anna 800101 1234", "800101+1234"]


@pytest.mark.parametrize("text", ["5560000001", "556000-0001", "16556000-0001", "165560000001", " 556000-0001 "])
def test_an_organisation_number_is_found_however_written(published, text):
    assert [(hit.kind, hit.id) for hit in find(published, text, LATER)] == [("actor", ORGANISATION)]


@pytest.mark.parametrize(
    ("text", "kind", "found"),
    [
        ("V000001", "activity", "V000001"),
        ("v000001", "activity", "V000001"),
        ("T-100", "activity", "V000001"),
        ("8.5-200/2025", "activity", "V000001"),
        ("R-2", "activity", "V000001"),
        ("0180", "actor", MUNICIPAL),
        (SOLE_TRADER, "actor", SOLE_TRADER),
    ],
)
def test_other_identifiers_lead_to_the_activity_or_actor(published, text, kind, found):
    assert [(hit.kind, hit.id) for hit in find(published, text, LATER)] == [(kind, found)]


def test_a_permit_case_leads_to_the_applicant_and_not_to_the_circle(published):
    assert [hit.id for hit in find(published, "8.5-100/2024", LATER)] == ["5560000027"]


@pytest.mark.parametrize("text", PERSON_NUMBERS)
def test_a_persons_number_is_refused_and_not_repeated(published, text):
    with pytest.raises(CannotSearch, match="verksamhets-id") as refused:
        find(published, text, LATER)
    assert not any(character.isdigit() for character in str(refused.value))


def test_a_wrong_check_digit_is_told(published):
    with pytest.raises(CannotSearch, match="kontrollsiffra"):
        find(published, "556000-0002", LATER)


def test_the_start_of_a_name_comes_before_a_name_that_holds_it(published):
    assert [hit.name for hit in find(published, "exempel", LATER)] == ["Exempelomsorg AB"]
    assert find(published, "omsorg", LATER)[0].why == "namnet innehåller det sökta"


def test_a_misspelt_name_is_proposed_and_never_exact(published):
    hits = find(published, "solrosn omsrg i umea", LATER)
    assert (hits[0].id, hits[0].is_exact) == (SECOND, False)
    assert hits[0].why == "namnet liknar det sökta"


def test_a_former_name_is_found_and_said_to_be_one(published):
    assert find(published, "gamla namnet", LATER)[0].why == "namnet börjar så (tidigare namn)"


def test_an_activity_is_found_by_its_name(published):
    assert [(hit.kind, hit.id) for hit in find(published, "björkens", LATER)] == [("activity", "V000001")]


@pytest.mark.parametrize("text", [SOLE_TRADER_NAME, "Planterad", "Näringsidkarssons", "Hemliga härbärget"])
def test_persons_and_protected_places_are_not_found_by_name(published, text):
    assert not {"V000002", "V000003", SOLE_TRADER} & {hit.id for hit in find(published, text, LATER)}


def test_a_name_registered_after_the_day_is_not_found(published):
    assert find(published, "exempelomsorg", dt.date(2021, 1, 1)) == ()


@pytest.mark.parametrize("text", ["", "   ", "x"])
def test_too_little_is_told_as_such(published, text):
    with pytest.raises(CannotSearch, match="Ange"):
        find(published, text, LATER)


def test_wildcards_and_quotes_are_only_text(published):
    assert find(published, "%'; DROP TABLE core.actor; --", LATER) == ()
