"""Who may open what: every address with every role and with nobody, against the table of routes."""

import pytest

from web.site.access.roles import Role
from web.site.access.routes import BY_NAME, ROUTES

PLANTED = {
    "provider_id": "tjanst",
    "actor_id": "A1",
    "activity_id": "V1",
    "case_id": "C1",
    "permit_id": "P1",
    "plan_id": "P1",
    "draft_id": "1",
    "report_id": "R1",
    "receipt_id": "K1",
}
CLOSED = [route.name for route in ROUTES if route.roles is not None]


def address(route):
    from django.urls import get_resolver, reverse

    named = next(iter(get_resolver().reverse_dict.getlist(route.name)))[0][0][1]
    return reverse(route.name, kwargs={name: PLANTED.get(name, "1") for name in named})


def ask(client, route):
    client.raise_request_exception = False
    return client.post(address(route)) if "GET" not in route.methods else client.get(address(route))


@pytest.mark.parametrize("name", CLOSED)
def test_nobody_opens_what_is_closed(anybody, name):
    answer = ask(anybody, BY_NAME[name])
    assert answer.status_code == 302
    assert answer["Location"].startswith("/logga-in/")


@pytest.mark.parametrize("role", [*Role, ""])
@pytest.mark.parametrize("name", CLOSED)
def test_a_role_opens_what_the_table_says_and_nothing_else(sign_in, name, role):
    route = BY_NAME[name]
    answer = ask(sign_in(role, purpose=True, municipality="0180" if role == "municipality" else ""), route)
    if role in route.roles:
        # Who writes about another division is refused, and these people work in none.
        assert answer.status_code not in ({500} if route.region_of else {403, 500})
    else:
        assert answer.status_code == 403


@pytest.mark.parametrize("name", [route.name for route in ROUTES if route.has_purpose and route.region_of is None])
def test_what_needs_a_purpose_asks_for_it(sign_in, name):
    route = BY_NAME[name]
    answer = ask(sign_in(min(route.roles)), route)
    assert answer.status_code == 302
    assert answer["Location"].startswith("/syfte/")
