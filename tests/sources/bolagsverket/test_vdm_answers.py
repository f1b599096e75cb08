"""Answers of VärdefullaDatamängder: each way the wire departs from its specification, and three kinds of nothing."""

import datetime as dt
import json

import pytest

from sources.bolagsverket.vdm import answers, wire
from sources.bolagsverket.vdm.answers import read_answer
from sources.fetching.connector import SourceFault
from sources.identity import PseudonymKey
from tables import raw
from tables.code_lists import codes_of
from tests.sources.bolagsverket.recorded import needs_recorded, recorded

KEY = PseudonymKey(b"a key for tests, long enough")
COMPANY, PERSON = "5560000001", "198112189876"
DOWN = {"typ": "OTILLGANGLIG_UPPGIFTSKALLA", "felBeskrivning": "Svarar inte."}
MISSING = {"typ": "ORGANISATION_FINNS_EJ", "felBeskrivning": "Finns inte."}


def held(producer="Bolagsverket", fel=None, **inner):
    return {"dataproducent": producer, "fel": fel, **inner}


def read(asked=COMPANY, body=None, **fields):
    """Field → (state, value, since) of the one business with these fields."""
    rows = read_answer(body or {"organisationer": [fields]}, asked, KEY)
    return {row.field: (row.state, row.value, row.since and row.since.isoformat()) for row in rows}


def states(**fields):
    return {name: state for name, (state, _, _) in read(**fields).items()}


def test_only_listed_fields_are_read_and_every_one_is_answered():
    assert {field.code for field in answers.FIELDS} <= set(codes_of("company_fields"))
    assert set(read(okänt={"a": 1})) == {field.code for field in answers.FIELDS}


@pytest.mark.parametrize("kind", ["ORGNR", "ORGANISATIONSNUMMER", None])
def test_the_type_of_identity_is_written_in_two_ways_or_not_at_all(kind):
    identity = {"identitetsbeteckning": COMPANY, "typ": kind and {"kod": kind}}
    found = read(organisationsidentitet=identity, organisationsnamn=held(organisationsnamnLista=[{"namn": "Alfa AB"}]))
    assert found["name"][1] == "Alfa AB"


@pytest.mark.parametrize("kind", ["PERSON", "PERSONNUMMER", "SAMORDNINGSNUMMER", "DODSBO"])
def test_a_persons_name_and_address_are_not_kept(kind):
    rows = read_answer(
        {
            "organisationer": [
                {
                    "organisationsidentitet": {"identitetsbeteckning": PERSON, "typ": {"kod": kind}},
                    "namnskyddslopnummer": number,
                    "organisationsnamn": held(organisationsnamnLista=[{"namn": "Anna Anka"}]),
                    "postadressOrganisation": held(postadress={"utdelningsadress": "Ankvägen 1"}),
                    "verksamhetsbeskrivning": held(beskrivning="Anna Ankas hemtjänst"),
                    "organisationsform": held(kod="E"),
                }
                for number in (1, 2)
            ]
        },
        PERSON,
        KEY,
    )
    told = json.dumps([vars(row) for row in rows], default=str)
    assert not any(hidden in told for hidden in ("Ank", PERSON, PERSON[2:]))
    assert {row.operator_id for row in rows} == {KEY.pseudonym(PERSON[2:])}
    assert {row.registration_no for row in rows} == {1, 2}
    by_field = {row.field: row for row in rows}
    assert (by_field["name"].state, by_field["name"].value) == ("value", None)
    assert by_field["describes_care"].value == "JA"


@pytest.mark.parametrize("form", [{"organisationsform": held(kod="E")}, {"juridiskForm": held("SCB", kod="10")}])
def test_a_sole_trader_is_a_person_also_by_form(form):
    named = {"organisationsnamn": held(organisationsnamnLista=[{"namn": "Anna"}])}
    assert read(**named, **form)["name"] == ("value", None, None)


@pytest.mark.parametrize(
    "other", ["SARS_FORNAMN", "SARSKILT_FORETAGSNAMN", "FORNAMN_FRSPRAK", "FORETAGSNAMN_PA_FRAMMANDE_SPRAK"]
)
def test_the_companys_own_name_is_told_from_others(other):
    names = [
        {"namn": "Bifirma", "organisationsnamntyp": {"kod": other}},
        {"namn": "", "organisationsnamntyp": {"kod": "FORETAGSNAMN"}},
        {"namn": "Alfa AB", "organisationsnamntyp": {"kod": "FORETAGSNAMN"}, "registreringsdatum": "2020-03-15"},
    ]
    assert read(organisationsnamn=held(organisationsnamnLista=names))["name"] == ("value", "Alfa AB", "2020-03-15")
    assert read(organisationsnamn=held(organisationsnamnLista=names[:1]))["name"][0] == "empty"


def test_the_list_of_industries_is_padded():
    sni = [{"kod": "87301"}, {"kod": "88101", "klartext": "x"}, *[{"kod": "     ", "klartext": ""}] * 3]
    assert read(naringsgrenOrganisation=held("SCB", sni=sni))["industries"] == ("value", "87301;88101", None)
    assert read(naringsgrenOrganisation=held("SCB", sni=sni[2:]))["industries"][0] == "empty"


@pytest.mark.parametrize("outer", ["pagaende", "pagande"])
@pytest.mark.parametrize("inner", ["pagaende", "pagande"])
def test_the_key_of_procedures_is_misspelt(outer, inner):
    rest = "AvvecklingsEllerOmstruktureringsforfarande"
    listed = [{"kod": "LI", "fromDatum": "2024-05-26"}, {"kod": "KK", "fromDatum": "2024-01-26"}, {"kod": "FR"}]
    found = read(**{f"{outer}{rest}": held(**{f"{inner}{rest}Lista": listed})})
    assert found["procedures"] == ("value", "FR;KK 2024-01-26;LI 2024-05-26", "2024-05-26")
    assert read(**{f"{outer}{rest}": held(**{f"{inner}{rest}Lista": []})})["procedures"][0] == "empty"


@pytest.mark.parametrize(
    "written",
    ["2023-05-05", "2023-05-05T00:00:00.000+00:00", "2023-05-04T22:00:00.000+00:00", 1683244800000, "1683244800000"],
)
def test_dates_come_in_three_forms(written):
    found = read(avregistreradOrganisation=held(avregistreringsdatum=written))
    assert found["deregistered"] == ("value", "2023-05-05", "2023-05-05")


def test_a_day_before_all_days_is_told_but_not_dated():
    found = read(organisationsdatum=held(registreringsdatum="1897-02-08", infortHosScb=None))
    assert found["registered_at"] == ("value", "1897-02-08", None)


@pytest.mark.parametrize("written", ["Testgatan 1 ", "\\n       Testgatan  1", "\\\n Testgatan\n1", " Testgatan 1\\n"])
def test_texts_are_stripped(written):
    address = {"utdelningsadress": written, "postnummer": "85181", "postort": " SUNDSVALL ", "coAdress": "c/o Anna"}
    found = read(postadressOrganisation=held(postadress=address))
    assert found["postal_address"] == ("value", "Testgatan 1, 85181 SUNDSVALL", None)


def test_a_field_that_is_null_as_a_whole_is_empty():
    assert set(states().values()) == {"empty"}
    assert set(states(avregistreradOrganisation=None, verksamOrganisation=None).values()) == {"empty"}


def test_no_is_not_yes():
    assert read(verksamOrganisation=held("SCB", kod="NEJ"))["operating"] == ("value", "NEJ", None)
    assert read(verksamOrganisation=held("SCB", kod="JA"))["operating"] == ("value", "JA", None)


def test_two_registers_that_disagree_are_both_kept():
    found = read(organisationsform=held(kod="HB"), juridiskForm=held("SCB", kod="53"))
    assert (found["legal_form"][1], found["scb_legal_form"][1]) == ("HB", "53")


def test_three_signals_stay_three():
    found = read(
        avregistreradOrganisation=held(avregistreringsdatum="2026-02-01"),
        avregistreringsorsak=held(kod="KKAV"),
        pagaendeAvvecklingsEllerOmstruktureringsforfarande=None,
        verksamOrganisation=held("SCB", kod="JA"),
    )
    assert found["deregistered"][0] == "value"
    assert found["deregistration_reason"][1] == "KKAV"
    assert found["procedures"][0] == "empty"
    assert found["operating"][1] == "JA"


@pytest.mark.parametrize("kind", ["OTILLGANGLIG_UPPGIFTSKALLA", "TIMEOUT", "OGILTIG_BEGARAN", "NYTT_FEL", None])
def test_an_error_in_a_field_is_no_answer(kind):
    found = read(verksamOrganisation=held("SCB", {"typ": kind}, kod=None))
    assert found["operating"] == ("source_down", None, None)


def test_not_found_empty_and_silent_are_three_states():
    found = states(
        juridiskForm=held("SCB", MISSING, kod=None),
        organisationsform=held(kod=None),
        organisationsnamn=held(fel=DOWN, organisationsnamnLista=None),
    )
    assert (found["scb_legal_form"], found["legal_form"], found["name"]) == ("not_found", "empty", "source_down")


def test_nothing_at_all_from_a_silent_producer_is_no_answer():
    """A null field says "nothing there" only when the one who would know has answered."""
    found = states(organisationsnamn=held(fel=DOWN), verksamOrganisation=None)
    assert found["deregistered"] == found["procedures"] == found["legal_form"] == "source_down"
    assert found["operating"] == found["scb_legal_form"] == "empty"


def test_nobody_of_the_number_is_not_found():
    assert set(states(body={"organisationer": []}).values()) == {"not_found"}


@pytest.mark.parametrize(
    "body",
    [
        None,
        [],
        "OK",
        {},
        {"organisationer": {}},
        {"organisationer": ["x"]},
        {"organisationer": [{"organisationsnamn": "x"}]},
        {"organisationer": [{"organisationsnamn": held(organisationsnamnLista={})}]},
        {"organisationer": [{"organisationsnamn": held(organisationsnamnLista=[{"namn": ["x"]}])}]},
        {"organisationer": [{"organisationsdatum": held(registreringsdatum="igår")}]},
        {"organisationer": [{"organisationsdatum": held(registreringsdatum=10**30)}]},
        {"organisationer": [{"verksamhetsbeskrivning": held(beskrivning=7)}]},
        {"organisationer": [{"namnskyddslopnummer": "ett"}]},
        {"organisationer": [{"namnskyddslopnummer": 1}, {"namnskyddslopnummer": 1}]},
        {"organisationer": [{"organisationsidentitet": {"identitetsbeteckning": "5560000092"}}]},
    ],
)
def test_an_answer_of_another_form_or_about_another_is_refused_without_numbers(body):
    with pytest.raises(SourceFault) as caught:
        read_answer(body, COMPANY, KEY)
    assert not any(character.isdigit() for character in str(caught.value))


def test_a_whole_number_may_be_text_and_nothing_else():
    assert wire.whole("12", "n") == wire.whole(12, "n") == 12
    for wrong in ("-1", "1.5", "²", True, 1.0):
        with pytest.raises(SourceFault):
            wire.whole(wrong, "n")


@needs_recorded
def test_recorded_partnership_with_padded_industries():
    found = read(asked="9124001992", body=recorded("test_env_9124001992_hb"))
    assert found == {
        "name": ("value", "Testbolag 16 bokat av SKV Handelsbolag", "2024-03-28"),
        "legal_form": ("value", "HB", None),
        "scb_legal_form": ("value", "53", None),
        "registered_at": ("value", "1972-03-16", "1972-03-16"),
        "deregistered": ("empty", None, None),
        "deregistration_reason": ("empty", None, None),
        "procedures": ("empty", None, None),
        "operating": ("value", "JA", None),
        "describes_care": ("value", "NEJ", None),
        "industries": ("value", "68204", None),
        "postal_address": ("value", "Testgatan 1, 85181 SUNDSVALL", None),
    }


@needs_recorded
def test_recorded_company_that_scb_does_not_know():
    found = read(asked="5567223705", body=recorded("test_env_5567223705_ab_missing_at_scb"))
    assert {name for name, (state, _, _) in found.items() if state == "not_found"} == {
        "scb_legal_form",
        "operating",
        "industries",
    }
    assert found["name"] == ("value", "Testbolaget Aktiebolag", None)
    assert found["deregistered"] == ("empty", None, None)


@needs_recorded
def test_specified_company_with_misspelt_key_and_long_dates():
    found = read(asked="5299999994", body=recorded("spec_organisationer_aktiebolag"))
    assert found["name"] == ("value", "Cykelbolaget AB", "2020-03-15")
    assert found["deregistered"] == ("value", "2023-05-05", "2023-05-05")
    assert found["deregistration_reason"][1] == "LIAV"
    assert found["procedures"] == ("value", "KK 2024-01-26;LI 2024-05-26", "2024-05-26")
    assert found["operating"][1] == "NEJ"


@needs_recorded
def test_specified_answer_with_one_producer_silent():
    found = read(body=recorded("spec_organisationer_one_source_failed"))
    assert {name for name, (state, _, _) in found.items() if state == "empty"} == {"scb_legal_form", "operating"}
    assert {state for state, _, _ in found.values()} == {"empty", "source_down"}


@needs_recorded
def test_specified_sole_trader_with_two_businesses():
    body = recorded("spec_organisationer_enskild_two_businesses")
    asked = body["organisationer"][0]["organisationsidentitet"]["identitetsbeteckning"]
    rows = read_answer(body, asked, KEY)
    assert {row.registration_no for row in rows} == {1, 2}
    told = json.dumps([vars(row) for row in rows], default=str)
    assert not any(hidden in told for hidden in (asked, asked[2:], "EXEMPEL", "SKOR", "ESLÖV"))
    gone = {row.registration_no: row.since for row in rows if row.field == "deregistered"}
    assert gone == {1: dt.date(2001, 3, 15), 2: dt.date(2020, 5, 5)}


def test_rows_are_legal_deliveries():
    kinds = {name: column.dtype for name, column in raw.CompanyAnswer.columns().items()}
    assert set(vars(read_answer({"organisationer": []}, COMPANY, KEY)[0])) <= set(kinds)
