"""Every address for every role, in the own division and in another, against what is declared apart from the routes."""

import pytest

from tests.web.site.asking import address, ask, body, client_of
from tests.web.site.declared import ASKING, DECLARED
from web.site.access.routes import ROUTES

#: What the planted lists hold of each group of fields, and who is to see it.
FIELDS = {
    "identity": (
        ["Björkens hem", "Solrosens Omsorg", "556000-0019", "5560000019", "Sökande AB", "5560000027"],
        {"inspector of ost", "permit investigator"},
    ),
    "place": (["Underlaget räcker"], {"inspector of ost", "permit investigator", "analyst"}),
}
SUBJECTS = [name for name, one in DECLARED.items() if set(one.named) & {"actor_id", "activity_id"}]


def test_every_address_is_declared_and_nothing_else():
    assert {route.name for route in ROUTES} == set(DECLARED)


@pytest.mark.parametrize("name", DECLARED)
def test_an_address_answers_each_role_as_declared(filled, filled_home, name):
    answers = {who: ask(client_of(filled, who), name, filled_home).status_code for who in ASKING}
    assert answers == dict(zip(ASKING, map(int, DECLARED[name].answers.split()), strict=True))


@pytest.mark.parametrize("name", SUBJECTS)
def test_whom_the_register_does_not_know_is_not_found_by_those_who_may_ask(filled, filled_home, name):
    unknown = {key: "V999999" if key == "activity_id" else text for key, text in DECLARED[name].named.items()}
    unknown |= {"actor_id": "5569999999"} if "actor_id" in unknown else {}
    told = dict(zip(ASKING, DECLARED[name].answers.split(), strict=True))
    for who, status in zip(told, map(int, told.values()), strict=True):
        answer = ask(client_of(filled, who), name, filled_home, unknown)
        may_be = (
            {200: {404}, 303: {404}, 404: {404}, 302: {302, 403, 404}, 403: {403, 404}}[status]
            if who != "not signed in"
            else {302}
        )
        assert answer.status_code in may_be, (who, answer.status_code)


@pytest.mark.parametrize("name", [name for name, one in DECLARED.items() if one.named])
def test_a_made_up_address_opens_nothing(filled, filled_home, name):
    path = address(name, filled_home)
    parts = path.strip("/").split("/")
    forged = "/" + "/".join("Zm9yZ2Vk" if len(part) > 30 else part for part in parts) + "/"
    if forged != path:
        assert client_of(filled, "inspector of ost").get(forged).status_code == 404
        assert client_of(filled, "not signed in").get(forged).status_code in {302, 404}


@pytest.mark.parametrize("group", FIELDS)
@pytest.mark.parametrize("name", ["list", "work", "watch", "permits", "plan", "random", "changes_of"])
def test_fields_are_in_the_bytes_of_those_only_who_see_them(filled, filled_home, name, group):
    words, seen_by = FIELDS[group]
    for who in ("inspector of ost", "permit investigator", "analyst"):
        text = body(ask(client_of(filled, who), name, filled_home)).decode()
        found = [word for word in words if word in text]
        assert who in seen_by or found == [], who
        assert name != "list" or who not in seen_by or group != "identity" or found, who
