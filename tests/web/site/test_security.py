"""Headers, cookies, forms, limits and settings of production."""

import contextlib
import dataclasses

import pytest

from web.site.configuration import ConfigurationFault, Provider, own_key, read_secret
from web.site.settings import django_settings


def production_of(configuration, **told):
    provider = Provider("https://login.agency.example", "page", "secret", roles={"a": "inspector"})
    wanted = {"demo": False, "provider": provider, "hosts": ("page.agency.example",), **told}
    return dataclasses.replace(configuration, **wanted)


@pytest.fixture
def production(site):
    """The settings of production, where they differ from the demonstration's, for the time of a test."""
    from django.test import override_settings

    made = django_settings(production_of(site.configuration))
    changed = {
        name: value
        for name, value in made.items()
        if name.startswith(("SECURE_", "SESSION_COOKIE", "CSRF_COOKIE", "ALLOWED", "CONTENT_", "X_FRAME"))
    }
    with override_settings(**changed):
        yield made


def test_the_librarys_own_check_of_a_deployment_finds_nothing(production):
    from django.core.checks import run_checks

    assert run_checks(include_deployment_checks=True) == []


def test_production_speaks_https_only_and_says_so(production, site):
    client = site.client()
    host = {"HTTP_HOST": "page.agency.example"}
    led = client.get("/logga-in/", **host)
    assert (led.status_code, led["Location"]) == (301, "https://page.agency.example/logga-in/")
    answer = client.get("/logga-in/", secure=True, **host)
    assert answer["Strict-Transport-Security"] == "max-age=31536000; includeSubDomains; preload"
    cookie = answer.cookies["__Host-session"]
    assert (cookie["secure"], cookie["httponly"], cookie["samesite"], cookie["path"], cookie["domain"]) == (
        True,
        True,
        "Lax",
        "/",
        "",
    )


@pytest.mark.parametrize("path", ["/logga-in/", "/halsa", "/finns-inte/", "/logg/"])
def test_every_answer_carries_the_headers(site, path):
    answer = site.client().get(path)
    policy = dict(part.split(" ", 1) for part in answer["Content-Security-Policy"].split("; "))
    assert "unsafe" not in answer["Content-Security-Policy"]
    assert (policy["default-src"], policy["script-src"], policy["style-src"]) == ("'none'", "'self'", "'self'")
    assert (policy["frame-ancestors"], policy["base-uri"], policy["object-src"]) == ("'none'",) * 3
    assert policy["form-action"].split()[0] == "'self'"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Referrer-Policy"] == "same-origin"
    assert answer["Cache-Control"] == "no-store, private"
    assert answer["X-Frame-Options"] == "DENY"
    assert answer["Cross-Origin-Opener-Policy"] == answer["Cross-Origin-Resource-Policy"] == "same-origin"
    assert "camera=()" in answer["Permissions-Policy"]


def test_a_form_that_was_not_sent_from_here_changes_nothing(site, sign_in):
    from django.test import Client

    client = Client(enforce_csrf_checks=True, headers={"host": "127.0.0.1"})
    client.cookies = sign_in("inspector").cookies
    answer = client.post("/syfte/", {"purpose": "plan_supervision", "case_number": "2026-1"})
    assert answer.status_code == 403
    assert "Formuläret är för gammalt" in answer.content.decode()
    assert "purpose" not in client.session


def test_a_name_that_the_page_does_not_go_by_is_refused(site):
    answer = site.client().get("/logga-in/", headers={"host": "elsewhere.example"})
    assert answer.status_code == 400


def test_methods_that_a_page_does_not_answer_to_are_refused(sign_in):
    assert sign_in("auditor").delete("/logg/").status_code == 405
    assert sign_in("auditor").get("/logga-ut/").status_code == 405


def test_sign_ins_are_limited_by_where_they_come_from(site, configured):
    from django.core.cache import cache

    cache.clear()
    configured(sign_ins_a_minute=2)
    client = site.client()
    answers = [client.post("/logga-in/tjanst/").status_code for _ in range(4)]
    assert answers[:2] == [302, 302]
    assert 429 in answers[2:]
    cache.clear()


def test_searches_of_a_person_are_limited(sign_in, configured, rf_of):
    from web.site.access.limits import is_over
    from web.site.access.route import Limit
    from web.site.audit.entry import Entry
    from web.site.audit.log import write

    configured(searches_a_minute=3)
    request = rf_of("somebody-who-searches")
    for n_done in range(5):
        assert is_over(Limit.SEARCH, request) is (n_done >= 3)
        write(Entry(user="somebody-who-searches", action="search", limit="search"))
    assert not is_over(Limit.SEARCH, rf_of("somebody-else"))
    assert not is_over(Limit.EXPORT, request)


@pytest.fixture
def rf_of(site):
    from django.test import RequestFactory

    from web.site.access.models import User

    def made(name):
        request = RequestFactory().get("/")
        request.user = User(username=name)
        return request

    return made


def test_behind_a_proxy_the_address_is_the_one_it_says_last(rf_of, configured):
    from web.site.access.limits import address_of

    request = rf_of("x")
    request.META["HTTP_X_FORWARDED_FOR"] = "1.2.3.4, 5.6.7.8"
    assert address_of(request) == "127.0.0.1"
    configured(behind_proxy=True)
    assert address_of(request) == "5.6.7.8"


@pytest.mark.parametrize(
    "wrong",
    [
        {"key": b"short"},
        {"hosts": ()},
        {"provider": Provider("http://login.agency.example", "page", "s", roles={"a": "inspector"})},
        {"provider": Provider("https://login.agency.example", "page", "s")},
        {"demo": True},
        {"demo": True, "hosts": ("127.0.0.1",)},
    ],
)
def test_what_must_not_be_started_is_refused(site, wrong):
    production_of(site.configuration).check()
    with pytest.raises(ConfigurationFault):
        production_of(site.configuration, **wrong).check()


def test_the_demonstration_does_not_start_with_settings_of_production(tmp_path):
    from pipelines.settings import SiteSettings
    from pipelines.site import configuration, demo_configuration

    nothing = SiteSettings((), None, None, False, "", "", None, "roles", "regions", "municipality", (), (), 30, 480)
    assert demo_configuration(tmp_path, nothing, "http://127.0.0.1:1", "secret").demo
    for told in (
        {"issuer": "https://x.example"},
        {"hosts": ("x.example",)},
        {"behind_proxy": True},
        {"database_url": "p"},
    ):
        with pytest.raises(ConfigurationFault, match="inställningar för drift"):
            demo_configuration(tmp_path, dataclasses.replace(nothing, **told), "http://127.0.0.1:1", "secret")
    with pytest.raises(ConfigurationFault, match="TILLSYNSRADAR_OIDC_ISSUER"):
        configuration(tmp_path, nothing)


def test_a_secret_that_others_can_read_is_refused(tmp_path):
    key = own_key(tmp_path)
    assert own_key(tmp_path) == key
    path = tmp_path / "secrets" / "web.key"
    assert path.stat().st_mode & 0o077 == 0
    path.chmod(0o644)
    with pytest.raises(ConfigurationFault, match="chmod 600"):
        own_key(tmp_path)
    with pytest.raises(ConfigurationFault, match="finns inte"):
        read_secret(tmp_path / "nothing")


def test_a_database_by_its_address(site):
    from web.site.database import databases

    told = dataclasses.replace(site.configuration, database_url="postgresql://u:p%40ss@db:5433/page?sslmode=require")
    made = databases(told)["default"]
    assert (made["USER"], made["PASSWORD"], made["HOST"], made["PORT"], made["NAME"]) == (
        "u",
        "p@ss",
        "db",
        "5433",
        "page",
    )
    assert made["OPTIONS"] == {"sslmode": "require"}
    with pytest.raises(ConfigurationFault), contextlib.suppress(KeyError):
        databases(dataclasses.replace(told, database_url="mysql://db/page"))


def test_errors_have_pages_of_their_own(site, sign_in, monkeypatch):
    client = sign_in("inspector")
    client.raise_request_exception = False
    assert "Sidan finns inte" in client.get("/finns-inte/").content.decode()
    assert "Din roll är inspektör" in client.get("/logg/").content.decode()

    def broken(*_):
        raise RuntimeError("something about 5560000001")

    monkeypatch.setattr("web.site.audit.views.rows_of", broken)
    monkeypatch.setattr("web.site.run.status", broken)
    answer = sign_in("auditor")
    answer.raise_request_exception = False
    text = answer.get("/logg/")
    assert text.status_code == 500
    assert "Något gick fel hos oss" in text.content.decode()
    assert "5560000001" not in text.content.decode()
