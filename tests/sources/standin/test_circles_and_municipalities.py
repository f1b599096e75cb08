"""People in companies, owners, and municipalities, in the shapes of their vendors."""

import pytest
import requests

from tests.sources.standin.asking import BANKRUPT, DIRECTOR, HEALTHY, UNKNOWN, entered

CHANNELS = ("/foretagsinformation/v4", "/ssbtgo/v1")


def _ask(server, path, identity, **more):
    with entered(server) as session:
        answer = session.post(f"{server.url}{path}", json={"identitetsbeteckning": identity, **more}, timeout=5)
    assert answer.status_code == 200, answer.text
    return answer.json()


@pytest.mark.parametrize("channel", CHANNELS)
def test_the_circle_of_a_company(server, channel):
    (found,) = _ask(server, f"{channel}/organisationer", HEALTHY)["organisationer"]
    roles = {
        one["identitet"]["identitetsbeteckning"]: [role["kod"] for role in one["funktionarsroller"]]
        for one in found["funktionarer"]
    }
    assert roles == {DIRECTOR: ["LE", "VD"], "5560000035": ["REV"]}
    assert found["hemvistkommun"]["kommun"]["kod"] == "0180"
    assert found["hemvistkommun"]["lanForHemvistkommun"]["kod"] == "01"


def test_one_who_has_left_is_not_there(server):
    (found,) = _ask(server, f"{CHANNELS[0]}/organisationer", BANKRUPT)["organisationer"]
    assert found["funktionarer"] == []
    assert [one["kod"] for one in found["organisationsstatusar"]] == ["KK", "LI"]


def test_nobody_has_no_organisations(server):
    assert _ask(server, f"{CHANNELS[0]}/organisationer", UNKNOWN) == {"organisationer": []}


def test_engagements_come_in_pages(server):
    server.day = server.day.replace(day=21)
    found = _ask(server, f"{CHANNELS[0]}/organisationsengagemang", DIRECTOR, antalPerSida=1)
    more = _ask(server, f"{CHANNELS[0]}/organisationsengagemang", DIRECTOR, antalPerSida=1, sida=2)
    assert found["totaltAntalTraffar"] == more["totaltAntalTraffar"] == 2
    shown = [
        page["funktionarsOrganisationsengagemang"][0]["organisation"]["identitet"]["identitetsbeteckning"]
        for page in (found, more)
    ]
    assert shown == [HEALTHY, BANKRUPT]


def test_owners_and_one_who_is_anonymous(server):
    found = _ask(server, "/verkliga-huvudman/v1/organisationer", HEALTHY)["verkligHuvudman"]
    assert sorted(one["arAnonym"] for one in found) == [False, True]
    assert {one["identitet"] and one["identitet"]["identitetsbeteckning"] for one in found} == {DIRECTOR, None}


def _values(url):
    found = []
    while url:
        page = requests.get(url, timeout=5).json()
        assert page["count"] == len(page["values"])
        found += page["values"]
        url = page["next_url"]
    return found


def test_inhabitants_page_by_page(server):
    url = f"{server.url}/v3/data/kpi/N01951/municipality/0114,0180"
    assert _values(url) == _values(f"{url}?per_page=1")
    assert [(row["municipality"], row["period"], row["values"][0]["value"]) for row in _values(url)] == [
        ("0114", 2024, 49_000.0),
        ("0114", 2025, 50_000.0),
        ("0180", 2025, 990_000.0),
    ]


def test_inhabitants_of_a_year_by_path_and_by_query(server):
    by_path = _values(f"{server.url}/v3/data/kpi/N01951/year/2025")
    assert by_path == _values(f"{server.url}/v3/data?kpi_id=N01951&year=2025")
    assert len(by_path) == 2
    assert _values(f"{server.url}/v3/data/kpi/N00000/year/2025") == []


def test_groups_of_municipalities(server):
    groups = {
        one["id"]: [member["member_id"] for member in one["members"]]
        for one in _values(f"{server.url}/v3/municipality_groups")
    }
    assert (groups["G2023A1"], groups["G2023A2"]) == (["0180"], ["0114"])
