"""Pages about the method and the data: everything in the catalogue has a page, and what is not known is said."""

import datetime as dt
import re
import shutil

import pytest

from indicators.registry import catalogue
from tests.web import planted_evaluation as planted
from tests.web.test_evaluation_report import evaluation
from web.evaluation import kept


def body(answer):
    assert answer.status_code == 200
    return answer.content.decode()


@pytest.fixture(scope="module")
def evaluated(tmp_path_factory):
    """A home that keeps an evaluation, of another run than the one in force."""
    folder = tmp_path_factory.mktemp("evaluated")
    kept.keep(folder, evaluation(planted.figures()), "f" * 16, dt.date(2026, 7, 1), ("En sak.",))
    return folder


@pytest.fixture
def analyst(sign_in):
    return sign_in("analyst")


def test_the_catalogue_leads_to_every_indicator(analyst):
    told = body(analyst.get("/metod/katalog/"))
    assert all(f"/metod/katalog/{name}/" in told for name in catalogue())


def test_every_indicator_has_a_page_that_says_what_it_asks_and_its_version(analyst):
    from django.utils.html import escape

    for name, one in catalogue().items():
        told = body(analyst.get(f"/metod/katalog/{name}/"))
        assert escape(one.question) in told
        assert one.version in told
        assert all(escape(text) in told for text in (*one.explanations, one.cleared_by))


def test_an_indicator_that_does_not_exist_has_no_page(analyst):
    assert analyst.get("/metod/katalog/made_up/").status_code == 404


def test_the_overview_says_what_lists_are_for_and_not_for(analyst):
    told = body(analyst.get("/metod/"))
    assert "2013:176" in told
    assert "Att förutsäga brott" in told


def test_the_profile_says_who_decided_what_and_when_it_is_looked_at_again(analyst):
    answer = analyst.get("/metod/profil/")
    told = body(answer)
    profile = answer.context["profile"]
    assert profile.decided_by[0] in told
    assert profile.next_review.isoformat() in told
    assert {row.name for _, rows in answer.context["weights"] for row in rows} == {
        one.indicator for _, one in profile.decisions()
    }


def test_a_profile_that_is_not_the_run_s_is_told(analyst):
    assert not analyst.get("/metod/profil/").context["told"].is_same
    assert "har ändrats sedan körningen" in body(analyst.get("/metod/profil/"))


def test_it_is_said_that_no_evaluation_has_been_made(analyst):
    assert "Ingen utvärdering har gjorts" in body(analyst.get("/metod/utvardering/"))
    assert analyst.get("/metod/utvardering/Q/0.svg").status_code == 404


def test_an_evaluation_is_shown_as_it_was_told_with_its_pictures_and_no_style(analyst, site, evaluated):
    path = site.configuration.home / kept.FILE
    path.parent.mkdir()
    shutil.copy(evaluated / kept.FILE, path)
    try:
        told = body(analyst.get("/metod/utvardering/"))
        pictures = re.findall(r'src="(/metod/utvardering/[^"]+\.svg)"', told)
        assert pictures
        for address in pictures:
            answer = analyst.get(address)
            assert answer["Content-Type"] == "image/svg+xml"
            assert answer.content.startswith(b"<?xml")
        assert "style=" not in told
        assert planted.MARKUP not in told
        assert "Utvärderingen gäller en tidigare körning" in told
        assert "En sak." in told
        assert "Modellkort" in told
        assert analyst.get("/metod/utvardering/Q/99.svg").status_code == 404
    finally:
        shutil.rmtree(path.parent)


def test_what_is_kept_of_an_evaluation_is_read_again(tmp_path, evaluated):
    held = kept.kept(evaluated)
    assert (held.run_id, held.made_on) == ("f" * 16, dt.date(2026, 7, 1))
    assert [one["anchor"] for one in held.told["parts"]] == ["Q", "W"]
    assert held.picture("Q", -1) is None
    assert kept.kept(tmp_path) is None


def test_data_status_tells_sources_quarantine_and_the_run(analyst, home):
    from web.reading import data_status, in_force

    told = body(analyst.get("/datastatus/"))
    status = data_status(in_force(home))
    assert status.run_id in told
    assert status.code_version in told
    for one in (*status.fetched, *(each for each in status.sources if each.files)):
        assert one.label in told


def test_a_monitor_says_where_it_stands_and_which_way_it_goes():
    from web.provenance import Monitored
    from web.site.pages.status import monitor_row

    days = [dt.date(2025, 12, 31), dt.date(2026, 6, 30)]
    share = monitor_row(Monitored("share_stale_12m", "Andel", "alla", ((days[0], 0.2, 2, 10), (days[1], 0.1, 1, 10))))
    assert (share.last, share.change, share.since) == ("10,0\u202f%", "−10,0 procentenheter", "sedan 2025-12-31")
    alone = monitor_row(Monitored("open_activities", "Öppna", "alla", ((days[1], 1.0, 1717, 1717),)))
    assert (alone.last, alone.change, alone.line) == ("1\u202f717", "–", "")


def test_the_auditor_proves_the_whole_chain_from_the_page(sign_in):
    told = body(sign_in("auditor").post("/logg/", {"prove": "1"}))
    assert "Kedjan är hel" in told
