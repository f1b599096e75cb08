"""Answers about organisations: the vendor's wire form, its kinds of silence, and each way it may differ."""

import pytest

from sources.standin.faults import Manner, SourceDown
from tests.sources.standin.asking import BANKRUPT, HEALTHY, PUBLIC, SOLE, UNKNOWN, VDM, organisations

PATH = f"{VDM}/organisationer"
PROCEDURES = "pagaendeAvvecklingsEllerOmstruktureringsforfarande"
WRAPPERS = (
    "organisationsnamn",
    "organisationsform",
    "organisationsdatum",
    "verksamhetsbeskrivning",
    "juridiskForm",
    "verksamOrganisation",
    "naringsgrenOrganisation",
    "postadressOrganisation",
)


def test_a_healthy_company(server):
    (found,) = organisations(server, HEALTHY)
    assert found["organisationsidentitet"]["typ"]["kod"] == "ORGNR"
    assert [name["organisationsnamntyp"]["kod"] for name in found["organisationsnamn"]["organisationsnamnLista"]] == [
        "FORETAGSNAMN",
        "SARS_FORNAMN",
    ]
    assert (found["avregistreradOrganisation"], found["avregistreringsorsak"], found[PROCEDURES]) == (None, None, None)
    assert found["verksamOrganisation"]["kod"] == "JA"
    assert [one["kod"].strip() for one in found["naringsgrenOrganisation"]["sni"]] == ["87301", "88101", "", "", ""]
    assert all(found[name]["fel"] is None for name in WRAPPERS)


def test_three_signals_are_three(server):
    (found,) = organisations(server, BANKRUPT)
    assert [one["kod"] for one in found[PROCEDURES][f"{PROCEDURES}Lista"]] == ["KK", "LI"]
    assert found["avregistreradOrganisation"] is None
    assert found["verksamOrganisation"]["kod"] == "NEJ"


def test_a_sole_trader_has_one_organisation_for_each_business(server):
    first, second = organisations(server, SOLE)
    assert (first["namnskyddslopnummer"], second["namnskyddslopnummer"]) == (1, 2)
    assert first["organisationsidentitet"]["typ"]["kod"] == "PERSON"
    assert second["avregistreradOrganisation"]["avregistreringsdatum"] == "2016-08-24"
    assert second["avregistreringsorsak"]["kod"] == "OVERK"


def test_one_that_nobody_knows_is_answered_with_errors_in_its_fields(server):
    (found,) = organisations(server, UNKNOWN)
    assert {found[name]["fel"]["typ"] for name in WRAPPERS} == {"ORGANISATION_FINNS_EJ"}


def test_a_public_body_is_known_to_one_of_the_two(server):
    (found,) = organisations(server, PUBLIC)
    assert (found["juridiskForm"]["kod"], found["organisationsform"]["fel"]["typ"]) == ("82", "ORGANISATION_FINNS_EJ")
    assert found["organisationsnamn"]["dataproducent"] == "SCB"


@pytest.mark.parametrize("kind", ["OTILLGANGLIG_UPPGIFTSKALLA", "TIMEOUT"])
def test_a_source_that_is_down_silences_its_own_fields_and_no_others(server, kind):
    server.faults.add(PATH, SourceDown(("SCB",), kind), times=1)
    (found,) = organisations(server, HEALTHY)
    by_scb = {name for name in WRAPPERS if found[name]["dataproducent"] == "SCB"}
    assert by_scb == {name for name in WRAPPERS if found[name]["fel"] and found[name]["fel"]["typ"] == kind}
    assert found["verksamOrganisation"]["kod"] is None
    assert found["organisationsform"]["kod"] == "AB"


def test_a_source_can_be_down_for_some_only(server):
    server.faults.add(PATH, SourceDown(("Bolagsverket", "SCB"), identities=(HEALTHY,)))
    assert organisations(server, HEALTHY)[0]["organisationsform"]["fel"]
    assert not organisations(server, BANKRUPT)[0]["organisationsform"]["fel"]


MANNERS = {
    Manner.SPEC_CODES: lambda found: found["organisationsidentitet"]["typ"]["kod"] == "ORGANISATIONSNUMMER",
    Manner.MISSPELT_KEYS: lambda found: PROCEDURES.replace("pagaende", "pagande") in found,
    Manner.EPOCH_DATES: lambda found: found["organisationsdatum"]["registreringsdatum"] == 1268611200000,
    Manner.LONG_DATES: lambda found: (
        found["organisationsdatum"]["registreringsdatum"] == "2010-03-15T00:00:00.000+00:00"
    ),
    Manner.UNTRIMMED_TEXTS: lambda found: found["verksamhetsbeskrivning"]["beskrivning"].startswith("\\n  "),
    Manner.BARE_LISTS: lambda found: len(found["naringsgrenOrganisation"]["sni"]) == 2,
    Manner.PADDED_LISTS: lambda found: found["organisationsnamn"]["organisationsnamnLista"][-1]["namn"] == "",
    Manner.NO_TYPE: lambda found: "typ" not in found["organisationsidentitet"],
}


@pytest.mark.parametrize("manner", MANNERS, ids=lambda manner: manner.name)
def test_each_manner_is_switched_on_and_off(server, manner):
    server.faults.add(PATH, manner, times=1)
    (strange,), (usual,) = organisations(server, HEALTHY), organisations(server, HEALTHY)
    assert MANNERS[manner](strange)
    assert not MANNERS[manner](usual)


def test_every_manner_is_tried():
    assert set(MANNERS) | {Manner.EMPTY_DOCUMENT_LIST} == set(Manner)
