"""A small world, and how tests ask the stand-in about it."""

import datetime as dt

import requests

from sources.standin import CLIENT_ID, CLIENT_SECRET, World

DAY = dt.date(2026, 6, 30)  # a Tuesday
HEALTHY, BANKRUPT, UNKNOWN, PUBLIC = "5560000001", "5560000019", "5560000027", "2120000001"
#: The vendor's own test number of a sole trader, and somebody of the 1880s.
SOLE, DIRECTOR = "198101052382", "188001019804"
VDM = "/vardefulla-datamangder/v1"


def world():
    return World.of(
        companies=[
            {
                "identity": HEALTHY,
                "name": "Exempelomsorg AB",
                "name_registered": dt.date(2019, 5, 2),
                "other_names": [
                    {
                        "name": "Exempel Care",
                        "kind": "SARS_FORNAMN",
                        "registered": dt.date(2020, 1, 1),
                        "description": "Vård; och\nomsorg",
                    }
                ],
                "street": 'Storgatan 1 "B"',
                "postal_code": "11122",
                "sni": ["87301", "88101"],
                "description": "Vård och omsorg; även utbildning.\nSamt uthyrning.",
                "municipality_code": "0180",
            },
            {"identity": BANKRUPT, "name": "Konkursbolaget AB", "valid_to": dt.date(2026, 6, 22)},
            {
                "identity": BANKRUPT,
                "name": "Konkursbolaget AB",
                "procedures": [
                    {"code": "KK", "since": dt.date(2026, 6, 20)},
                    {"code": "LI", "since": dt.date(2026, 5, 1)},
                ],
                "operating": False,
                "valid_from": dt.date(2026, 6, 22),
            },
            {"identity": PUBLIC, "form": "KOM", "juridical_form": "82", "name": "Kommunen", "at_bolagsverket": False},
            {"identity": SOLE, "form": "E", "registration_no": 1, "name": "Första firman"},
            {
                "identity": SOLE,
                "form": "E",
                "registration_no": 2,
                "name": "Andra firman",
                "deregistered": dt.date(2016, 8, 24),
                "reason": "OVERK",
            },
        ],
        functionaries=[
            {"identity": HEALTHY, "holder": DIRECTOR, "role": "LE", "first_name": "Alva", "last_name": "Test"},
            {"identity": HEALTHY, "holder": DIRECTOR, "role": "VD", "first_name": "Alva", "last_name": "Test"},
            {
                "identity": HEALTHY,
                "holder": "5560000035",
                "role": "REV",
                "is_organisation": True,
                "organisation_name": "Revision AB",
            },
            {"identity": BANKRUPT, "holder": DIRECTOR, "role": "LE", "valid_to": dt.date(2026, 6, 22)},
        ],
        owners=[
            {"identity": HEALTHY, "holder": DIRECTOR, "first_name": "Alva", "last_name": "Test"},
            {"identity": HEALTHY, "is_anonymous": True},
        ],
        reports=[
            report(HEALTHY, 2024, dt.date(2025, 6, 4)),
            report(HEALTHY, 2025, dt.date(2026, 6, 3)),
            report(BANKRUPT, 2025, dt.date(2026, 6, 25), equity=-10_500.0, audit_remark=True),
        ],
        municipalities=[
            {"code": "0180", "name": "Stockholm", "year": 2025, "population": 990_000, "skr_group": "A1"},
            {"code": "0114", "name": "Upplands Väsby", "year": 2025, "population": 50_000, "skr_group": "A2"},
            {"code": "0114", "name": "Upplands Väsby", "year": 2024, "population": 49_000, "skr_group": "A2"},
        ],
    )


def report(identity, year, registered, **figures):
    return {
        "identity": identity,
        "period_start": dt.date(year, 1, 1),
        "period_end": dt.date(year, 12, 31),
        "registered": registered,
        "net_turnover": 12_345_678.0,
        "mean_employees": 12.5,
        "equity": 900_000.0,
        "audit_remark": False,
        **figures,
    }


def token(server, **form):
    asked = {"grant_type": "client_credentials", "client_id": CLIENT_ID, "client_secret": CLIENT_SECRET, **form}
    return requests.post(f"{server.url}/oauth2/token", data=asked, timeout=5)


def entered(server):
    """A session that has shown its credentials."""
    session = requests.Session()
    session.headers["Authorization"] = f"Bearer {token(server).json()['access_token']}"
    return session


def organisations(server, identity, session=None):
    with session or entered(server) as asking:
        answer = asking.post(f"{server.url}{VDM}/organisationer", json={"identitetsbeteckning": identity}, timeout=5)
    assert answer.status_code == 200, answer.text
    return answer.json()["organisationer"]
