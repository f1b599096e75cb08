"""Whom an actor is connected to, and the way to what happened there, in words and without persons."""

import pytest

from tables import core, ops
from tables.serving import Published, publish
from tables.store import Warehouse
from tests.web.conftest import frame
from tests.web.planted import APPLICANT, MANAGER, ORGANISATION, PERSON_IN_CIRCLE, SECOND, SOLE_TRADER, STUB, day
from tests.web.planted_facts import FACTS
from tests.web.planted_marts import LEDGER, RUN, published_tables
from tests.web.test_lookup import LATER, look_up
from web import finding
from web.evidence import evidence
from web.lookup import as_json

GONE = "5560000035"
WAY = {
    "actor_id": ORGANISATION,
    "via_person": PERSON_IN_CIRCLE,
    "own_from": day("2021-01-01"),
    "other_from": day("2019-03-01"),
    "known_from": day("2024-06-02"),
    "ledger_id": "ledger-inspection",
    "source_row": 7,
}
SANCTION = WAY | {
    "other_id": SECOND,
    "kind": "sanction",
    "what": "revocation",
    "event_date": day("2024-06-01"),
    "link": "board",
    "own_role": "board",
    "other_role": "owner",
    "other_to": day("2022-12-01"),
    "weight": 35,
}
PHOENIX = WAY | {
    "other_id": GONE,
    "what": "bankruptcy",
    "ended_at": day("2024-06-01"),
    "event_date": day("2024-08-01"),
    "valid_from": day("2024-08-01"),
}
HOP = {
    "actor_id": ORGANISATION,
    "from_form": "HTJ",
    "to_form": "KONS",
    "cause": "refusal",
    "event_date": day("2025-01-10"),
    "cause_date": day("2024-10-01"),
    "known_from": day("2025-01-12"),
}
MOVED = {
    "actor_id": ORGANISATION,
    "from_municipality": "0181",
    "to_municipality": "1880",
    "attribution": "own",
    "former_id": ORGANISATION,
    "event_date": day("2025-11-10"),
    "cause_date": day("2025-05-12"),
    "known_from": day("2025-11-12"),
}


def _between(relation, other, kind="actor", actor=ORGANISATION, since="2023-01-01"):
    return {
        "actor_id": actor,
        "other_id": other,
        "other_kind": kind,
        "relation": relation,
        "source": "company",
        "valid_from": day(since),
        "known_from": day(since),
    }


def _company(form, since, until=None, actor=ORGANISATION, name="Exempelomsorg AB"):
    return {
        "actor_id": actor,
        "company_name": name,
        "legal_form": form,
        "valid_from": day(since),
        "valid_to": until and day(until),
        "known_from": day("2015-01-01"),
    }


HOUSE, GROUP = "A-" + "1" * 20, "G-" + "2" * 20
CONNECTED = FACTS | {
    core.LinkedEvent: [
        SANCTION,
        SANCTION
        | {"kind": "bankruptcy", "what": "bankruptcy", "other_id": GONE, "other_to": None, "other_earlier": True},
        SANCTION | {"other_id": SOLE_TRADER, "what": "refusal", "other_to": None, "other_role": "decisive"},
        SANCTION | {"link": "address", "weight": 30, "via_person": None, "own_role": None, "other_role": None},
    ],
    core.PhoenixSign: [
        PHOENIX | {"sign": "person", "own_role": "owner", "other_role": "decisive"},
        PHOENIX | {"sign": "moved", "own_from": day("2024-08-01"), "other_to": day("2024-06-15")},
    ],
    core.NomineeSign: [
        {"actor_id": ORGANISATION, "other_id": person, "sign": sign, "valid_from": day(since), "known_from": day(since)}
        for person, sign, since in (
            (PERSON_IN_CIRCLE, "sole", "2024-01-01"),
            (PERSON_IN_CIRCLE, "short_tenures", "2024-01-01"),
            (MANAGER, "short_tenures", "2024-05-01"),
        )
    ],
    core.FormHop: [
        HOP | {"attribution": "own", "former_id": ORGANISATION},
        HOP | {"attribution": "circle", "former_id": APPLICANT},
    ],
    core.MovedAfterExclusion: [MOVED],
    core.ActorLink: [
        *FACTS[core.ActorLink],
        _between("taken_over_by", APPLICANT),
        _between("activity_from", SECOND),
        _between("coordinator", GONE),
        _between("takeover", GONE, since="2022-05-01"),
        _between("same_actor", STUB),
        _between("same_actor", APPLICANT, since="2024-01-01") | {"valid_to": day("2024-01-01")},
        *(_between("group", GROUP, "group", actor) for actor in (ORGANISATION, SECOND)),
        *(_between("same_address", HOUSE, "address", actor) for actor in (ORGANISATION, SECOND, GONE)),
    ],
    core.Company: [
        _company("HB", "2010-01-01", "2018-01-01"),
        _company("AB", "2018-01-01"),
        _company("AB", "2016-01-01", actor=GONE, name="Svunna Hem AB"),
    ],
}


@pytest.fixture(scope="module")
def connected(tmp_path_factory):
    folder = tmp_path_factory.mktemp("connected")
    with Warehouse(folder) as warehouse:
        for contract, rows in {**CONNECTED, **published_tables()}.items():
            warehouse.replace(contract, frame(contract, rows))
        warehouse.append(ops.Ledger, frame(ops.Ledger, LEDGER))
        publish(warehouse, folder, RUN)
    with Published(folder) as tables:
        yield tables


def said(published, indicator_id):
    return [line.text for line in evidence(published, indicator_id, ORGANISATION, LATER).lines]


def test_a_link_to_a_sanction_says_who_in_which_role_from_when_and_what_happened(connected):
    lines = said(connected, "net_link_to_sanctioned_60m")
    assert (
        "En person i kretsen är i styrelsen här sedan 2021-01-01 och var ägare från 2019-03-01 till 2022-12-01 i "
        "Solrosens Omsorg i Umeå AB (556000-0019), som fick sitt tillstånd återkallat 2024-06-01. Sambandet väger "
        "0,35, hälften, eftersom personen hade lämnat mer än tolv månader dessförinnan."
    ) in lines
    assert any(
        "bestämmande sedan 2019-03-01 i en enskild näringsidkare, som fick slutligt avslag" in line for line in lines
    )
    assert any(line.startswith("Samma adress som Solrosens Omsorg i Umeå AB (556000-0019), som fick") for line in lines)


def test_a_company_that_only_the_company_register_knows_is_named_too(connected):
    lines = said(connected, "net_functionary_bankruptcies_60m")
    assert "En person, styrelseledamot sedan 2021-01-01." in lines
    assert lines[0] == (
        "En person i kretsen är i styrelsen här sedan 2021-01-01 och är ägare sedan senast 2019-03-01 i Svunna "
        "Hem AB (556000-0035), som gick i konkurs 2024-06-01."
    )


def test_the_likenesses_to_a_company_that_ended_are_told_one_by_one(connected):
    began = (
        "Svunna Hem AB (556000-0035) gick i konkurs 2024-06-01; detta bolag bildades, eller började med vård och "
        "omsorg, 2024-08-01."
    )
    assert sorted(line for line in said(connected, "net_phoenix_pattern") if "Svunna" in line) == [
        f"{began} Samma bestämmande person: en person i kretsen är bestämmande där sedan 2019-03-01 och är ägare här "
        "sedan 2021-01-01.",
        f"{began} Verksamhet har flyttats över: där från 2019-03-01 till 2024-06-15, här sedan 2024-08-01.",
    ]


def test_going_on_elsewhere_says_what_came_before_and_for_whom(connected):
    assert sorted(said(connected, "cap_form_hopping_36m")) == [
        "Avslag 2024-10-01 för Nystartade Hem AB (556000-0027), där en person i kretsen då fanns (hemtjänst); ansökan "
        "eller start i en annan form (konsulentverksamhet för familje- "
        "och jourhem) 2025-01-10.",
        "Avslag 2024-10-01 för aktören själv (hemtjänst); ansökan eller start i en annan form (konsulentverksamhet "
        "för familje- och jourhem) 2025-01-10.",
    ]
    assert said(connected, "mkt_moved_after_exclusion") == [
        "Anmälan 2025-05-12 mot aktören själv (Södertälje); start, eller första anmälan, i en annan kommun (Örebro) "
        "2025-11-10."
    ]


def test_the_look_up_shows_ways_group_house_and_takeovers_from_the_other_side(connected):
    network = look_up(connected, ORGANISATION).network
    assert "Övertagen av: Nystartade Hem AB (556000-0027), 2023-01-01" in network.relations
    assert "Övertagande från: Svunna Hem AB (556000-0035), 2022-05-01" in network.relations
    assert "Verksamhet övertagen från: Solrosens Omsorg i Umeå AB (556000-0019), 2023-01-01" in network.relations
    assert "Assistanssamordnare: Svunna Hem AB (556000-0035), sedan 2023-01-01" in network.relations
    assert f"Samma aktör, beslutad koppling: okänd aktör {STUB}, sedan 2023-01-01" in network.relations
    assert network.beside == (
        "Samma koncern: Solrosens Omsorg i Umeå AB (556000-0019)",
        "Samma adress: 2 andra bolag",
    )
    assert len(network.ways) == 5
    assert network.ways[-1].count("gick i konkurs") == 1
    assert "Samma bestämmande person: en person" in network.ways[-1]
    assert "här sedan 2021-01-01. Verksamhet har flyttats över: där" in network.ways[-1]


def test_the_legal_forms_it_has_had_are_shown_with_their_days(connected):
    identity = look_up(connected, ORGANISATION).identity
    assert identity.legal_forms == ("handelsbolag från 2010-01-01 till 2018-01-01", "aktiebolag sedan 2018-01-01")
    assert identity.forms_from == "företagsregistret"
    assert look_up(connected, SECOND).identity.legal_forms == ()


def test_signs_about_representatives_tell_who_has_several_and_not_who_it_is(connected):
    assert {line for line in said(connected, "net_nominee_pattern") if line.startswith("Person ")} == {
        "Person 1 i kretsen: ensam företrädare, sedan 2024-01-01.",
        "Person 1 i kretsen: korta uppdrag, sedan 2024-01-01.",
        "Person 2 i kretsen: korta uppdrag, sedan 2024-05-01.",
    }


def test_a_person_of_a_circle_is_found_by_nothing_and_said_nowhere(connected):
    assert finding.find(connected, PERSON_IN_CIRCLE, LATER) == ()
    assert PERSON_IN_CIRCLE not in as_json(look_up(connected, ORGANISATION))
    for name in (
        "net_link_to_sanctioned_60m", "net_phoenix_pattern", "net_functionary_bankruptcies_60m", "net_nominee_pattern",
    ):  # fmt: skip
        assert PERSON_IN_CIRCLE not in as_json(evidence(connected, name, ORGANISATION, LATER))


def test_nobody_with_a_persons_key_is_scored_but_who_runs_something(connected):
    entities = connected.rows("SELECT DISTINCT entity_id FROM marts.indicator_value WHERE entity_id LIKE 'P-%'")
    actors = connected.rows("SELECT DISTINCT actor_id FROM core.actor WHERE actor_id LIKE 'P-%'")
    assert set(entities["entity_id"]) <= set(actors["actor_id"])
    assert PERSON_IN_CIRCLE not in set(actors["actor_id"])
