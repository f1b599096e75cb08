"""The gateway: tokens by form or Basic, until they expire; and how it says no."""

import pytest
import requests

from sources.standin import CLIENT_ID, CLIENT_SECRET, StandIn
from sources.standin.faults import TokenLife
from tests.sources.standin.asking import DAY, HEALTHY, VDM, entered, token, world

APIS = (VDM, "/foretagsinformation/v4", "/ssbtgo/v1", "/verkliga-huvudman/v1")


def _ask(server, session, body, path=f"{VDM}/organisationer"):
    return session.post(f"{server.url}{path}", json=body, headers={"X-Request-Id": "one"}, timeout=5)


def test_a_token_is_given_for_credentials_in_the_form_and_as_basic(server):
    for answer in (
        token(server, scope="vardefulla-datamangder:read"),
        requests.post(
            f"{server.url}/oauth2/token",
            data={"grant_type": "client_credentials", "scope": "vardefulla-datamangder:read"},
            auth=(CLIENT_ID, CLIENT_SECRET),
            timeout=5,
        ),
    ):
        said = answer.json()
        assert answer.status_code == 200
        assert (said["token_type"], said["expires_in"], said["scope"]) == (
            "Bearer",
            3600,
            "vardefulla-datamangder:read",
        )


@pytest.mark.parametrize(("form", "status"), [({"client_secret": "wrong"}, 401), ({"grant_type": "implicit"}, 400)])
def test_wrong_credentials_and_other_grants_are_refused(server, form, status):
    answer = token(server, **form)
    assert answer.status_code == status
    assert "access_token" not in answer.json()


@pytest.mark.parametrize("api", APIS)
def test_every_api_asks_for_a_token(server, api):
    with requests.Session() as session:
        answer = _ask(server, session, {"identitetsbeteckning": HEALTHY}, f"{api}/organisationer")
    assert answer.status_code == 401
    assert answer.json()["requestId"] == "one"


def test_a_token_expires(server):
    server.faults.add("/oauth2/token", TokenLife(0, said=3600), times=1)
    with entered(server) as session:
        assert _ask(server, session, {"identitetsbeteckning": HEALTHY}).status_code == 401
    with entered(server) as session:
        assert _ask(server, session, {"identitetsbeteckning": HEALTHY}).status_code == 200
        server.expire_tokens()
        assert _ask(server, session, {"identitetsbeteckning": HEALTHY}).status_code == 401


def test_an_api_that_is_not_subscribed_to_has_a_code_of_its_own():
    with StandIn(world(), DAY) as server, entered(server) as session:
        server.unsubscribe("verkliga-huvudman")
        answer = _ask(server, session, {"identitetsbeteckning": HEALTHY}, "/verkliga-huvudman/v1/organisationer")
        assert (answer.status_code, answer.json()["code"]) == (403, "900908")
        assert _ask(server, session, {"identitetsbeteckning": HEALTHY}).status_code == 200


@pytest.mark.parametrize("body", [{"identitetsbeteckning": "5560000002"}, {"identitetsbeteckning": "556-1"}, {}, []])
def test_a_question_that_cannot_be_one_is_refused_without_being_repeated(server, body):
    with entered(server) as session:
        answer = _ask(server, session, body)
    assert answer.status_code == 400
    assert "5560000002" not in answer.text
    assert {"type", "instance", "status", "title", "detail"} <= set(answer.json())


def test_it_is_alive(server):
    with entered(server) as session:
        assert session.get(f"{server.url}{VDM}/isalive", timeout=5).text == "OK"
