"""Ids in addresses, the table of routes, regions, fields, and files."""

import dataclasses

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from web.site.access.fields import FieldGroup, for_role, hidden_from, sees
from web.site.access.intake_routes import INTAKE_API
from web.site.access.roles import EVERYBODY, Role
from web.site.access.route import Route
from web.site.access.routes import BY_NAME, PAGES, ROUTES
from web.site.audit.actions import ACTIONS
from web.site.opaque import UnknownToken, entity_of, token_of

KEY = bytes(range(32))


@settings(max_examples=50, deadline=None)
@given(entity_id=st.text(min_size=1, max_size=40))
def test_a_token_leads_back_and_shows_nothing(entity_id):
    token = token_of(KEY, "actor", entity_id)
    assert entity_of(KEY, "actor", token) == entity_id
    assert token == token_of(KEY, "actor", entity_id)
    assert set(token) <= set("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-")
    assert len(entity_id) < 4 or entity_id not in token


@pytest.mark.parametrize("token", ["", "A", "AAAA", "A" * 40, "å" * 30, "a b"])
def test_a_made_up_token_leads_nowhere(token):
    with pytest.raises(UnknownToken):
        entity_of(KEY, "actor", token)


def test_a_token_is_of_one_kind_and_one_key():
    token = token_of(KEY, "actor", "5560000001")
    for key, kind in ((KEY, "activity"), (KEY[::-1], "actor")):
        with pytest.raises(UnknownToken):
            entity_of(key, kind, token)


def test_names_and_addresses_are_told_once():
    assert len({route.name for route in ROUTES}) == len({route.path for route in ROUTES}) == len(ROUTES)


#: Asked for by systems, which sign what they send; without a signature they answer 401, as the matrix shows.
SIGNED_INSTEAD = {route.name for route in INTAKE_API}


def test_what_is_open_is_a_list_that_somebody_has_looked_at():
    assert {route.name for route in ROUTES if route.roles is None} == {
        "health",
        "account_login",
        "signed_out",
        "socialaccount_login_cancelled",
        "openid_connect_login",
        "openid_connect_callback",
        *SIGNED_INSTEAD,
    }


#: Codes of the catalogue and of code lists, and digests of files, which name nobody.
CODES = {("slug", name) for name in ("code", "digest", "indicator_id", "kind", "name", "span", "target")}


@pytest.mark.parametrize("route", PAGES, ids=lambda route: route.name)
def test_pages_are_logged_in_words_and_named_by_tokens(route):
    assert route.action in {"", *ACTIONS}
    for part in route.path.split("<")[1:]:
        kind, _, name = part.split(">")[0].partition(":")
        assert not name or kind == "int" or name == f"{kind}_id" or (kind, name) in CODES


def test_an_address_without_a_row_stops_the_start(site, monkeypatch):
    from django.core.exceptions import ImproperlyConfigured
    from django.urls import path

    from web.site import urls
    from web.site.access.enforcement import every_address_has_a_row

    every_address_has_a_row()
    monkeypatch.setattr(urls, "urlpatterns", [*urls.urlpatterns, path("extra/", print, name="extra")])
    from django.urls import clear_url_caches

    clear_url_caches()
    with pytest.raises(ImproperlyConfigured, match="extra"):
        every_address_has_a_row()
    clear_url_caches()


def test_an_address_that_lost_its_row_is_refused(sign_in, monkeypatch):
    from web.site.access import enforcement

    kept = {name: route for name, route in BY_NAME.items() if name != "start"}
    monkeypatch.setattr(enforcement, "BY_NAME", kept)
    assert sign_in("inspector").get("/").status_code == 403


def division_of(case_id):
    return {"C1": "syd"}.get(case_id)


def test_what_is_written_is_about_an_own_division():
    route = Route("w", "w/<case:case_id>/", "v", EVERYBODY, region_of=division_of)
    assert not route.is_outside(frozenset({"syd"}), {"case_id": "C1"})
    assert route.is_outside(frozenset({"nord"}), {"case_id": "C1"})
    assert route.is_outside(frozenset({"syd"}), {"case_id": "unknown"})
    assert not Route("r", "r/", "v", EVERYBODY).is_outside(frozenset(), {})


@dataclasses.dataclass(frozen=True)
class _Row:
    rank: int | None
    actor_name: str | None
    municipality: str


def test_a_role_gets_the_fields_it_may_see():
    row = _Row(3, "Solrosen AB", "Umeå")
    assert for_role(Role.INSPECTOR, [row]) == [row]
    assert for_role(Role.ANALYST, [row]) == [_Row(3, None, "Umeå")]
    assert for_role(Role.AUDITOR, [row]) == for_role(None, [row]) == [_Row(None, None, "Umeå")]
    assert "score" in hidden_from(Role.ADMINISTRATOR)
    assert not any(sees(None, group) for group in FieldGroup)


def test_a_file_has_a_plain_name_and_is_counted(site):
    from django.test import RequestFactory

    from web.site.audit.entry import Entry
    from web.site.downloads import XLSX, attachment

    request = RequestFactory().get("/")
    request.entry = Entry()
    answer = attachment(request, b"PK", "lista-q", XLSX, rows=7)
    assert answer["Content-Disposition"].startswith('attachment; filename="tillsynsradar-lista-q-20')
    assert request.entry.rows == 7
    with pytest.raises(ValueError, match="cannot stand"):
        attachment(request, b"", "Solrosen AB", XLSX)
