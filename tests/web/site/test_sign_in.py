"""Signing in through a provider over real HTTP: roles at every sign-in, refusal without one, sessions that end."""

import dataclasses
import datetime as dt
import re

import pytest
import requests

from web.site.access.claims import claims_of, words_at
from web.site.access.roles import Role, role_of

TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="([^"]+)"')


def sign_in_over_http(url, person, session=None, where="/"):
    """Walk the whole way as a browser does, and give the session and the last answer."""
    session = session or requests.Session()
    asked = session.get(f"{url}/logga-in/", params={"next": where})
    fields = {"csrfmiddlewaretoken": TOKEN.search(asked.text).group(1), "next": where}
    at_provider = session.post(f"{url}/logga-in/tjanst/", data=fields)
    return session, session.post(at_provider.url, data={"person": person})


def test_an_inspector_comes_in_with_role_and_divisions(site):
    from web.site.access.models import User

    session, answer = sign_in_over_http(site.url, "inga-inspektor", where="/syfte/")
    assert (answer.status_code, answer.url) == (200, f"{site.url}/syfte/")
    user = User.objects.get(username="inga-inspektor")
    assert (user.current_role, user.own_regions) == (Role.INSPECTOR, {"syd", "sydost"})
    assert not user.has_usable_password()
    assert session.get(f"{site.url}/logg/").status_code == 403


def test_what_the_provider_tells_beside_role_and_name_is_not_kept(site):
    from allauth.socialaccount.models import SocialAccount, SocialToken

    sign_in_over_http(site.url, "tova-tillstand")
    sign_in_over_http(site.url, "tova-tillstand")
    (account,) = SocialAccount.objects.filter(uid="tova-tillstand")
    assert account.extra_data == {}
    assert account.user.email == ""
    assert not SocialToken.objects.exists()


def test_nobody_without_a_role_comes_in(site):
    from web.site.access.models import User
    from web.site.audit.models import LookupRecord

    session, answer = sign_in_over_http(site.url, "rolf-utan-roll")
    assert answer.status_code == 403
    assert "ingen behörighet" in answer.text
    assert session.get(f"{site.url}/", allow_redirects=False).status_code == 302
    assert not User.objects.filter(username="rolf-utan-roll").exists()
    row = LookupRecord.objects.order_by("-number").first()
    assert (row.action, row.user, row.is_refused) == ("sign_in", "rolf-utan-roll", True)


def test_a_role_that_is_taken_away_is_gone_at_the_next_sign_in(site):
    from web.site.access.models import User

    sign_in_over_http(site.url, "nils-norr")
    User.objects.filter(username="nils-norr").update(role="auditor", regions=["syd"])
    sign_in_over_http(site.url, "nils-norr")
    user = User.objects.get(username="nils-norr")
    assert (user.current_role, user.own_regions) == (Role.INSPECTOR, {"nord"})


def test_the_session_gets_a_new_key_at_sign_in_and_ends_at_sign_out(site):
    session = requests.Session()
    session.get(f"{site.url}/logga-in/")
    before = session.cookies["session"]
    session, answer = sign_in_over_http(site.url, "greta-granskare", session)
    signed_in = session.cookies["session"]
    assert before != signed_in
    fields = {"csrfmiddlewaretoken": TOKEN.search(answer.text).group(1)}
    assert session.post(f"{site.url}/logga-ut/", data=fields).url == f"{site.url}/utloggad/"
    again = requests.get(f"{site.url}/logg/", cookies={"session": signed_in}, allow_redirects=False, timeout=30)
    assert again.status_code == 302


def test_a_sign_in_that_was_not_begun_here_is_refused(site):
    answer = requests.get(
        f"{site.url}/logga-in/tjanst/svar/", params={"code": "made-up", "state": "made-up"}, timeout=30
    )
    assert "Inloggningen gick inte" in answer.text
    assert answer.url.startswith(f"{site.url}/logga-in/tjanst/svar/")


def test_a_sign_in_never_leads_elsewhere(site):
    _, answer = sign_in_over_http(site.url, "inga-inspektor", where="https://elsewhere.example/")
    assert answer.url == f"{site.url}/"


@pytest.mark.parametrize(("minutes", "idle"), [(31, True), (29, False)])
def test_a_session_that_is_left_ends(sign_in, monkeypatch, minutes, idle):
    client = sign_in("auditor")
    from web.site import clock

    later = clock.now() + dt.timedelta(minutes=minutes)
    monkeypatch.setattr(clock, "now", lambda: later)
    assert client.get("/").status_code == (302 if idle else 200)


@pytest.fixture
def an_hour_later(site, monkeypatch, configured):
    """A session of somebody from nord, over HTTP, in which the role was told of more than an hour ago."""
    from web.site import clock

    configured(idle_minutes=20)
    session, answer = sign_in_over_http(site.url, "nils-norr")
    assert answer.url == f"{site.url}/"
    begun = clock.now()
    for minutes in (15, 30, 45, 59):
        monkeypatch.setattr(clock, "now", lambda minutes=minutes: begun + dt.timedelta(minutes=minutes))
        assert session.get(f"{site.url}/lista/", allow_redirects=False).status_code == 200
    monkeypatch.setattr(clock, "now", lambda: begun + dt.timedelta(minutes=61))
    return session


def test_the_provider_is_asked_again_for_the_role_and_the_way_goes_on(site, an_hour_later):
    before = an_hour_later.cookies["session"]
    asked = an_hour_later.get(f"{site.url}/lista/?mal=W")
    assert asked.url.startswith(site.configuration.provider.issuer)
    answer = an_hour_later.post(asked.url, data={"person": "nils-norr"})
    assert (answer.status_code, answer.url) == (200, f"{site.url}/lista/?mal=W")
    assert an_hour_later.cookies["session"] == before
    assert an_hour_later.get(f"{site.url}/", allow_redirects=False).status_code == 200


def test_a_role_that_is_taken_away_ends_the_session_within_the_hour(site, an_hour_later, monkeypatch):
    from web.site.demo.people import BY_SUBJECT

    monkeypatch.setitem(BY_SUBJECT, "nils-norr", dataclasses.replace(BY_SUBJECT["nils-norr"], roles=()))
    asked = an_hour_later.get(f"{site.url}/lista/")
    assert an_hour_later.post(asked.url, data={"person": "nils-norr"}).status_code == 403
    answer = an_hour_later.get(f"{site.url}/lista/", allow_redirects=False)
    assert answer.status_code == 302
    assert answer.headers["Location"].startswith("/logga-in/")


def test_somebody_else_at_the_provider_does_not_come_into_the_session(site, an_hour_later):
    asked = an_hour_later.get(f"{site.url}/lista/")
    answer = an_hour_later.post(asked.url, data={"person": "inga-inspektor"})
    assert answer.url.startswith(f"{site.url}/logga-in/")
    assert "Nils" not in answer.text


@pytest.mark.parametrize(("minutes", "status"), [(61, 303), (79, 303), (81, 302)])
def test_a_form_is_let_through_a_while_longer_and_no_more(sign_in, monkeypatch, configured, minutes, status):
    from web.site import clock

    configured(idle_minutes=20)
    client = sign_in("analyst", name=f"form-{minutes}")
    begun = clock.now()
    for step in (*range(15, minutes, 15), minutes):
        monkeypatch.setattr(clock, "now", lambda step=step: begun + dt.timedelta(minutes=step))
        answer = client.post("/lista/", {"text": "exempel"})
    assert answer.status_code == status


def test_where_the_provider_does_not_answer_a_session_goes_on_as_long_as_a_form(site, an_hour_later, monkeypatch):
    from allauth.socialaccount.providers.openid_connect.views import OpenIDConnectOAuth2Adapter

    from web.site import clock

    def silent(_):
        raise requests.ConnectionError

    monkeypatch.setattr(OpenIDConnectOAuth2Adapter, "openid_config", property(silent))
    assert an_hour_later.get(f"{site.url}/lista/", allow_redirects=False).status_code == 200
    later = clock.now() + dt.timedelta(minutes=19, seconds=30)
    monkeypatch.setattr(clock, "now", lambda: later)
    answer = an_hour_later.get(f"{site.url}/lista/", allow_redirects=False)
    assert answer.headers["Location"].startswith("/logga-in/")


def test_a_session_ends_after_a_working_day_even_when_used(sign_in, monkeypatch, configured):
    configured(role_minutes=10_000)
    client = sign_in("auditor")
    from web.site import clock

    begun = clock.now()
    for minutes in range(25, 480, 25):
        later = begun + dt.timedelta(minutes=minutes)
        monkeypatch.setattr(clock, "now", lambda later=later: later)
        assert client.get("/").status_code == 200
    monkeypatch.setattr(clock, "now", lambda: begun + dt.timedelta(minutes=481))
    assert client.get("/").status_code == 302


def test_roles_are_taken_in_their_order_and_unknown_words_give_none():
    words = {"tr-insp": "inspector", "tr-rev": "auditor", "odd": "king"}
    assert role_of(["tr-rev", "tr-insp"], words) is Role.INSPECTOR
    assert role_of(["inspector", "odd"], words) is None


@pytest.mark.parametrize(
    ("claims", "name", "words"),
    [
        ({"roles": ["a", "b"]}, "roles", ["a", "b"]),
        ({"roles": "a b"}, "roles", ["a", "b"]),
        ({"roles": "a,b"}, "roles", ["a", "b"]),
        ({"realm_access": {"roles": ["a"]}}, "realm_access.roles", ["a"]),
        ({"https://agency.example/roles": ["a"]}, "https://agency.example/roles", ["a"]),
        ({}, "roles", []),
        ({"roles": 7}, "roles", []),
    ],
)
def test_claims_are_read_as_providers_write_them(claims, name, words):
    assert words_at(claims, name) == words


def test_what_the_user_endpoint_says_wins():
    assert claims_of({"id_token": {"sub": "x", "roles": ["old"]}, "userinfo": {"roles": ["new"]}})["roles"] == ["new"]
