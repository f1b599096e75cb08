"""The pages about actors and activities: facts first, own assessment before the basis, and a way from every number."""

import re
from decimal import Decimal

import pytest

from tests.web.planted import APPLICANT, MUNICIPAL, ORGANISATION, SECOND, SECRETS, SOLE_TRADER, STUB


def address(name, *arguments):
    from django.urls import reverse

    return reverse(name, args=arguments)


@pytest.fixture
def inspector(sign_in):
    return sign_in("inspector", regions=["ost"], purpose=True, name="subject-inspector")


def headings(answer):
    return re.findall(r'<h2 id="(\w+)"', answer.content.decode())


ACTORS = [ORGANISATION, SECOND, APPLICANT, MUNICIPAL, SOLE_TRADER, STUB]


@pytest.mark.parametrize("actor", ACTORS)
def test_every_kind_of_actor_has_a_page_without_secrets(inspector, actor):
    answer = inspector.get(address("actor", actor))
    assert answer.status_code == 200
    text = answer.content.decode()
    assert [secret for secret in (*SECRETS, SOLE_TRADER) if secret in text] == []
    assert headings(answer)[:3] == ["vem", "skick", "plats"]


def test_an_activity_tells_facts_then_data_then_place(inspector):
    answer = inspector.get(address("activity", "V000001"))
    assert answer.status_code == 200
    told = ["vem", "skick", "plats", "sidor", "varden", "tidslinje", "kopplingar", "bolaget", "arenden"]
    assert headings(answer) == told


def test_what_nobody_knows_is_not_found(inspector):
    assert inspector.get(address("activity", "V999999")).status_code == 404
    assert inspector.get(address("activity_rows", "V000001", "no_such_indicator")).status_code == 404
    assert inspector.get(address("municipality_rows", "9999", "no_such_indicator")).status_code == 404


def test_every_value_leads_to_its_rows(inspector):
    page = inspector.get(address("activity", "V000001")).content.decode()
    links = set(re.findall(r'href="(/[^"]*/rader/[^"]*)"', page))
    assert links
    for link in sorted(links)[:12]:
        answer = inspector.get(link)
        assert answer.status_code == 200, link
        assert "Så räknas det" in answer.content.decode()


def test_cleared_reports_stand_as_cleared(inspector):
    page = inspector.get(f"{address('activity', 'V000001')}?slag=rapporter").content.decode()
    assert '<li class="cleared">' in page
    assert "Registret: " not in page


def test_a_list_is_followed_by_an_assessment_once(inspector):
    there = address("activity", "V000001")
    waiting = inspector.get(there, headers={"referer": "http://127.0.0.1/lista/", "host": "127.0.0.1"})
    assert headings(waiting) == ["vem", "skick", "bedomning"]
    assert "/underlag/" not in waiting.content.decode()
    assert headings(inspector.get(there)) == ["vem", "skick", "bedomning"], "another way in does not open it"
    sent = address("assess_activity", "V000001")
    assert inspector.post(sent, {"verdict": "need"}).status_code == 422
    personal = inspector.post(sent, {"verdict": "need", "why": "gäller 19121212-1212"})
    assert personal.status_code == 422
    for why in ("många tips", "en annan mening"):
        answer = inspector.post(sent, {"verdict": "need", "why": why})
        assert answer.status_code == 302
    page = inspector.get(there, headers={"referer": "http://127.0.0.1/lista/", "host": "127.0.0.1"})
    assert "plats" in headings(page)
    assert "många tips" in page.content.decode()
    assert "en annan mening" not in page.content.decode()


def test_the_assessment_can_be_switched_off_and_is_asked_of_the_own_region_only(sign_in, configured):
    there = f"{address('activity', 'V000001')}?fran=lista"
    other = sign_in("inspector", regions=["nord"], purpose=True)
    assert "plats" in headings(other.get(there))
    assert other.post(address("assess_activity", "V000001"), {"verdict": "need", "why": "så"}).status_code == 403
    own = sign_in("inspector", regions=["ost"], purpose=True, name="not-asked")
    configured(asks_first=False)
    assert "plats" in headings(own.get(there))


def test_points_of_both_sides_sum_to_what_is_shown(site):
    from web.reading import subject_page
    from web.site import run
    from web.site.subject.places import shown_places

    store = run.reading()
    found = subject_page(store, "activity", "V000001").lookup
    for place, standing in zip(shown_places(store, found, found.standings), found.standings, strict=True):
        assert place.total == place.speaks_for.total + place.against.total + place.lift
        assert abs(place.total - (standing.score or Decimal(0))) <= Decimal("0.05")
        for side in (place.speaks_for, place.against):
            assert sum((one.points for one in side.reasons), side.others) == side.total


def test_rounded_points_sum_to_the_rounded_sum():
    from web.site.subject.drawing import rounded

    for points in (["31.5790", "21.0526", "15.7895"], ["-3.7472", "16.6667"], ["0.04"] * 5, []):
        parts = [Decimal(one) for one in points]
        told = rounded(parts)
        assert sum(told, Decimal(0)) == sum(parts, Decimal(0)).quantize(Decimal("0.1"))
        assert all(abs(a - b) < Decimal("0.1") for a, b in zip(told, parts, strict=True))


def test_a_plot_keeps_within_its_width():
    from web.reading import Spread
    from web.site.subject.drawing import WIDTH, dot_plot

    for value in (-5.0, 0.5, 50.0):
        plot = dot_plot(value, Spread(n=40, low=0.0, q1=0.2, median=0.5, q3=0.8, high=1.0))
        assert all(0 <= float(one) <= WIDTH for one in (plot.low, plot.q1, plot.median, plot.q3, plot.high, plot.dot))
    assert dot_plot(1.0, Spread(n=40, low=1.0, q1=1.0, median=1.0, q3=1.0, high=1.0)) is None
