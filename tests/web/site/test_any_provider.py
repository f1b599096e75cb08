"""Signing in through a provider that was not written here, whose claims lie elsewhere, over real HTTP."""

import pytest
import requests

from tests.web.site.test_sign_in import TOKEN

pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning")  # the provider's own, of the library it rests on


@pytest.fixture
def provider(site, configured):
    import oidc_provider_mock
    from django.test import override_settings

    from web.site.configuration import Provider
    from web.site.settings import django_settings

    people = [
        oidc_provider_mock.User(sub="kim", claims={"realm_access": {"roles": ["tr-insp"]}, "areas": "syd,elsewhere"}),
        oidc_provider_mock.User(sub="robin", claims={"realm_access": {"roles": ["canteen"]}}),
    ]
    with oidc_provider_mock.run_server_in_thread(user_claims=people) as server:
        issuer = f"http://localhost:{server.server_port}"
        words = {"tr-insp": "inspector"}
        configured(provider=Provider(issuer, "any", "secret", "realm_access.roles", "areas", roles=words))
        from django.conf import settings

        made = django_settings(settings.CONFIGURATION)
        with override_settings(SOCIALACCOUNT_PROVIDERS=made["SOCIALACCOUNT_PROVIDERS"]):
            yield issuer


def walk(url, person):
    session = requests.Session()
    asked = session.get(f"{url}/logga-in/")
    at_provider = session.post(
        f"{url}/logga-in/tjanst/", data={"csrfmiddlewaretoken": TOKEN.search(asked.text).group(1)}
    )
    return session.post(at_provider.url, data={"sub": person})


def test_any_provider_signs_people_in_by_its_own_words(site, provider):
    from web.site.access.models import User

    answer = walk(site.url, "kim")
    assert (answer.status_code, answer.url) == (200, f"{site.url}/")
    user = User.objects.get(socialaccount__uid="kim")
    assert (user.role, user.own_regions) == ("inspector", {"syd"})
    assert walk(site.url, "robin").status_code == 403
