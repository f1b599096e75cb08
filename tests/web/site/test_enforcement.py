"""What a row of the table of routes does to a request: purpose, division, limit, and what is written in the log."""

import dataclasses

import pytest

from web.site.access.route import Limit
from web.site.access.routes import BY_NAME
from web.site.opaque import token_of


@pytest.fixture
def start_is(monkeypatch):
    """`start_is(has_purpose=True)`: the row of the first page with other words, for one test."""
    from web.site.access import enforcement

    def change(**told):
        changed = dataclasses.replace(BY_NAME["start"], **told)
        monkeypatch.setattr(enforcement, "BY_NAME", {**BY_NAME, "start": changed})

    return change


def newest():
    from web.site.audit.models import LookupRecord

    return LookupRecord.objects.order_by("-number").first()


def test_without_a_purpose_the_view_is_not_reached_and_nothing_is_logged(sign_in, start_is):
    start_is(has_purpose=True, action="actor")
    client = sign_in("inspector")
    before = newest().number
    answer = client.get("/?page=2")
    assert (answer.status_code, answer["Location"]) == (302, "/syfte/?next=%2F%3Fpage%3D2")
    assert newest().number == before
    client.post("/syfte/", {"purpose": "report", "case_number": "2026-9", "next": "/?page=2"})
    assert client.get("/?page=2").status_code == 200
    assert (newest().action, newest().purpose, newest().case_number) == ("actor", "report", "2026-9")


def test_what_is_written_about_another_division_is_refused_and_logged(sign_in, start_is):
    start_is(region_of=lambda: "syd", action="record")
    assert sign_in("inspector", regions=["syd"]).get("/").status_code == 200
    assert (newest().action, newest().is_refused) == ("record", False)
    assert sign_in("inspector", regions=["nord"]).get("/").status_code == 403
    assert (newest().action, newest().is_refused) == ("record", True)


def test_too_many_exports_are_refused_and_logged(sign_in, start_is, configured):
    configured(exports_an_hour=2)
    start_is(action="export", limit=Limit.EXPORT)
    client = sign_in("analyst", name="an-exporting-analyst")
    assert [client.get("/").status_code for _ in range(4)] == [200, 200, 429, 429]
    assert (newest().action, newest().is_refused) == ("export", True)


def test_a_page_that_is_not_found_is_not_a_look_up(sign_in, start_is, monkeypatch):
    from django.http import Http404

    start_is(action="actor")
    client = sign_in("inspector")
    before = newest().number

    def nothing():
        raise Http404

    monkeypatch.setattr("web.site.run.status", nothing)
    client.raise_request_exception = False
    client.get("/")
    assert newest().number == before


def test_an_id_stands_in_an_address_as_a_token_and_reaches_the_view_as_itself(site):
    from django.urls import path
    from django.urls.resolvers import RegexPattern, URLResolver

    resolver = URLResolver(RegexPattern(r"^/"), [path("aktor/<actor:actor_id>/", print, name="actor")])
    address = resolver.reverse("actor", actor_id="5560000001")
    assert "5560000001" not in address
    assert resolver.resolve(f"/{address}").kwargs == {"actor_id": "5560000001"}
    assert address == f"aktor/{token_of(site.configuration.key, 'actor', '5560000001')}/"


@pytest.mark.parametrize("kind", ["activity", "none"])
def test_a_token_of_another_kind_leads_nowhere(site, kind):
    from django.urls import Resolver404, path
    from django.urls.resolvers import RegexPattern, URLResolver

    resolver = URLResolver(RegexPattern(r"^/"), [path("aktor/<actor:actor_id>/", print, name="actor")])
    with pytest.raises(Resolver404):
        resolver.resolve(f"/aktor/{token_of(site.configuration.key, kind, '5560000001')}/")


def test_the_log_names_whom_by_the_token_and_the_auditor_reads_the_id(site, sign_in):
    from web.site.audit.entry import Entry
    from web.site.audit.log import write

    token = token_of(site.configuration.key, "actor", "5560000001")
    row = write(Entry(user="somebody", action="actor", subject_kind="actor", subject=token))
    assert "5560000001" not in str(row.values_in_chain())
    auditor = sign_in("auditor")
    found = auditor.post("/logg/", {"subject": "5560000001"}).context["rows"]
    assert {one.subject for one in found} == {"5560000001"}
    assert row.number in {one.number for one in found}


def test_who_sends_a_form_when_the_session_is_over_comes_back_to_the_first_page(anybody):
    assert anybody.post("/logga-ut/")["Location"] == "/logga-in/?next=/"
    assert anybody.get("/logg/?page=2")["Location"] == "/logga-in/?next=/logg/%3Fpage%3D2"


def test_the_librarys_own_wall_stands_behind_the_table(anybody, monkeypatch):
    from web.site.access.enforcement import AccessMiddleware

    monkeypatch.setattr(AccessMiddleware, "process_view", lambda *_: None)
    for path in ("/", "/logg/", "/anvandare/", "/syfte/"):
        assert anybody.get(path)["Location"].startswith("/logga-in/")
