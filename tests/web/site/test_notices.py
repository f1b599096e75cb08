"""Underrättelser: a municipality sees what it was told and nobody else's, what fell as fallen, and yearly figures."""

import re

import pytest

from tests.web.site.asking import address, client_of
from tests.web.site.planted_told import TOLD_OF, TOLD_TO_OTHERS


@pytest.fixture
def said(filled, filled_home):
    def asked(who):
        page = client_of(filled, who).get(address("notices", filled_home)).content.decode()
        return " ".join(re.sub(r"<[^>]+>", " ", page).split())

    return asked


def test_each_municipality_sees_what_it_was_told_and_nothing_of_others(said):
    stockholm, malmo = said("municipality of 0180"), said("municipality of 1280")
    assert TOLD_OF in stockholm
    assert TOLD_TO_OTHERS not in stockholm
    assert TOLD_OF not in malmo
    assert TOLD_TO_OTHERS in malmo
    assert "1 av 1 står kvar" in malmo


def test_a_report_is_told_with_ground_and_day_and_what_fell_is_shown_as_cleared(said):
    stockholm = said("municipality of 0180")
    assert "1 av 2 står kvar" in stockholm
    one = "anmälan från kommun Göteborg 2026-01-10 verksamhet utan tillstånd, allvarliga brister står kvar 2026-03-31"
    assert one in stockholm
    assert "polisanmälan från kommun Haninge 2026-02-11 inga angivna avförd , 2026-05-31 2026-02-28" in stockholm
    assert f"{TOLD_OF} 556000-0001 2026-01-10 3 2" in stockholm


def test_years_are_the_countrys_and_the_own_with_intervals_and_what_is_preliminary(said):
    stockholm = said("municipality of 0180")
    own = "2026, anmälan från kommun preliminärt, känt 2026-06-30 utförare 2 0,2–7,2 40 28,6–54,5"
    assert own in stockholm
    assert "2025, anmälan från kommun utförare 2 0,2–7,2" in stockholm
    assert "2025, anmälan från kommun enskild person 0 – 40 28,6–54,5" in stockholm
    assert stockholm.index("Tidigare år, 2 rader") < stockholm.index("2024, anmälan från kommun")
    assert "21,1" not in stockholm


def test_a_municipality_that_was_told_nothing_is_told_so_and_sees_the_country(filled, filled_home):
    client = filled.sign_in("municipality", name="told nothing", municipality="2480")
    page = client.get(address("notices", filled_home)).content.decode()
    assert "Kommunen har inte underrättats om någon anmälan" in page
    assert "28,6–54,5" in page
    assert TOLD_OF not in page
