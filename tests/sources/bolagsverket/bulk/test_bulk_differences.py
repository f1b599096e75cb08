"""What a week delivers: what differs from the last look, dated by the file where it has a day."""

import datetime as dt

import polars as pl
import pytest

from tables import raw
from tests.sources.bolagsverket.bulk.weekly_texts import PERSON, PSEUDONYM, A, B, C, cells, number, taken, text

W1, W2, W3 = "2026-06-08", "2026-06-15", "2026-06-22"


def events(home):
    rows = home.table("company_event").filter(operator_id=A)
    return [(kind, str(day), str(known)) for kind, day, known in rows.select("kind", "event_date", "known_at").rows()]


def entries(home, *columns, who=A):
    rows = home.table("company").filter(operator_id=who).sort("valid_from")
    return [tuple(map(str, row)) for row in rows.select(*columns, "valid_from", "known_at").rows()]


def answers(home, field, who=A):
    rows = home.table("company_answer").filter(operator_id=who, field=field).sort("known_at")
    return rows.select("state", "value").rows()


def after_first(home):
    return sorted(event for event in events(home) if event[2] != W1)


def test_the_first_file_gives_the_entry_and_what_it_dates():
    renamed = cells(name="Nya AB", named="2019-04-05", procedures="|LI-AVOMFO$2026-04-01")
    home = taken((W1, text(renamed)))
    assert sorted(events(home)) == [
        ("liquidation_opened", "2026-04-01", W1),
        ("name_changed", "2019-04-05", W1),
        ("registered", "2015-01-01", W1),
    ]
    assert entries(home, "company_name", "status", "formed_at") == [("Nya AB", "active", "2015-01-01", W1, W1)]


def test_what_is_delivered_is_legal_by_the_contracts():
    person = cells(identity="19" + PERSON, form="E", number_=1, description="hemtjänst")
    changed = cells(
        name="Nytt AB", named="2026-06-10", gone="2026-06-12", reason="KKAV", address="Box 3$$ORT$11122$SE-LAND"
    )
    home = taken((W1, text(cells(), person)), (W2, text(changed, person)), who=(A, B, PSEUDONYM))
    for contract in (raw.Company, raw.CompanyEvent, raw.CompanyAnswer):
        rows = home.table(contract.table).with_row_index("source_row", offset=1).cast({"source_row": int})
        contract.validate(rows.with_columns(ledger_id=pl.lit("x")).select(contract.column_names()))
        assert rows.height


@pytest.mark.parametrize(
    ("changed", "expected"),
    [
        (cells(name="Nytt AB", named="2026-06-10"), [("name_changed", "2026-06-10", W2)]),
        (cells(name="Nytt AB"), [("name_changed", W2, W2)]),
        (cells(address="Annangatan 2$$UMEÅ$90325$SE-LAND"), [("address_changed", W2, W2)]),
        (cells(form="EK"), [("form_changed", W2, W2)]),
        (cells(procedures="|KK-AVOMFO$2026-06-11"), [("bankruptcy_opened", "2026-06-11", W2)]),
        (cells(procedures="KK-AVOMFO$"), [("bankruptcy_opened", W2, W2)]),
        (cells(procedures="XX-AVOMFO$2026-06-11"), []),
        (cells(gone="2026-06-12", reason="LIAV"), [("struck_off", "2026-06-12", W2)]),
        (cells(registered="2015-01-02"), [("registered", "2015-01-02", W2)]),
        (cells(description="annat"), []),
        (cells(), []),
    ],
)
def test_each_change_is_one_event(changed, expected):
    assert after_first(taken((W1, text(cells())), (W2, text(changed)))) == expected


def test_a_procedure_that_is_gone_was_closed_by_the_day_of_the_file_or_of_the_end_of_the_company():
    before = cells(procedures="|KK-AVOMFO$2026-04-01")
    assert after_first(taken((W1, text(before)), (W2, text(cells())))) == [("bankruptcy_closed", W2, W2)]
    gone = cells(gone="2026-06-12", reason="KKAV")
    assert after_first(taken((W1, text(before)), (W2, text(gone)))) == [
        ("bankruptcy_closed", "2026-06-12", W2),
        ("struck_off", "2026-06-12", W2),
    ]


def test_one_that_is_back_was_struck_off_in_error():
    home = taken((W1, text(cells(gone="2026-05-01", reason="ARSEED"))), (W2, text(cells())))
    assert after_first(home) == [("struck_off_reversed", W2, W2)]
    assert [row[0] for row in entries(home, "status")] == ["struck_off", "active"]


def test_a_corrected_day_of_registration_corrects_the_event():
    home = taken((W1, text(cells())), (W2, text(cells(registered="2015-01-02"))))
    registered = home.table("company_event").filter(kind="registered")
    assert registered["event_id"].n_unique() == 1
    assert registered.height == 2


def test_a_correction_to_a_known_procedure_is_no_closing():
    before, after = (cells(procedures=f"KK-AVOMFO$2026-04-0{day}") for day in (1, 2))
    assert after_first(taken((W1, text(before)), (W2, text(after)))) == [("bankruptcy_opened", "2026-04-02", W2)]


def test_entries_hold_from_the_days_on_which_their_parts_changed():
    changed = cells(
        name="Nytt AB", named="2026-06-10", gone="2026-06-12", reason="LIAV", address="Box 3$$ORT$11122$SE-LAND"
    )
    home = taken((W1, text(cells())), (W2, text(changed)))
    assert entries(home, "company_name", "status", "address", "address_type") == [
        ("Omsorg AB", "active", "Storgatan 1", "street", W1, W1),
        ("Nytt AB", "active", "Storgatan 1", "street", "2026-06-10", W2),
        ("Nytt AB", "struck_off", "Storgatan 1", "street", "2026-06-12", W2),
        ("Nytt AB", "struck_off", "Box 3", "box", W2, W2),
    ]


def test_an_entry_is_not_dated_to_before_the_look_that_said_otherwise():
    home = taken((W1, text(cells())), (W2, text(cells(name="Nytt AB", named="2026-05-01"))))
    assert after_first(home) == [("name_changed", "2026-05-01", W2)]
    assert entries(home, "company_name")[1:] == [("Nytt AB", W2, W2)]


def test_one_that_was_formed_since_the_last_file_is_described_from_then():
    new = cells(identity=B, name="Ny AB", registered="2026-06-11", named="2026-06-11")
    home = taken((W1, text(cells())), (W2, text(cells(), new)), who=(A, B))
    assert entries(home, "company_name", who=B) == [("Ny AB", "2026-06-11", W2)]


def test_one_that_a_file_leaves_out_is_held_against_the_last_that_shows_it():
    others = [cells(identity=number(f"5561{n:05d}")) for n in range(60)]
    moved = cells(address="Annangatan 2$$UMEÅ$90325$SE-LAND")
    for between in (text(*others), text(*others, cells(registered="i går"))):
        home = taken((W1, text(*others, cells())), (W2, between), (W3, text(*others, moved)))
        assert after_first(home) == [("address_changed", W3, W3)]


def test_companies_at_the_same_street_address_are_followed_also_when_they_move():
    at_box = cells(identity=C, name="Lådan AB", address="Box 1$$UMEÅ$90325$SE-LAND")
    near = cells(identity=B, name="Granne AB", address="STORGATAN  1$$Umeå$903 25$SE-LAND")
    away = cells(identity=B, name="Granne AB", address="Långt bort 9$$KIRUNA$98131$SE-LAND")
    home = taken(
        (W1, text(cells(), near, at_box)), (W2, text(cells(), away, at_box)), (W3, text(cells(), away, at_box))
    )
    assert entries(home, "address", who=B) == [("STORGATAN 1", W1, W1), ("Långt bort 9", W2, W2)]
    assert entries(home, "address", who=C) == []
    assert home.table("company_answer")["operator_id"].unique().to_list() == [A]


def test_one_struck_off_before_is_no_neighbour_and_c_o_joins_nobody():
    gone = cells(identity=B, gone="2020-01-01", reason="KKAV")
    care_of = cells(identity=C, address="Storgatan 1$c/o Anna$UMEÅ$90325$SE-LAND")
    assert taken((W1, text(cells(), gone, care_of))).table("company")["operator_id"].to_list() == [A]


def test_a_house_of_very_many_companies_is_cut_off_just_above_what_makes_it_one_of_offices():
    from sources.facts.addresses import MANY

    many = [cells(identity=number(f"5561{n:05d}")) for n in range(MANY + 40)]
    delivered = taken((W1, text(cells(), *many))).table("company").height
    assert MANY < delivered <= MANY + 3


def test_answers_are_given_when_they_change_and_the_three_signals_stay_apart():
    changed = cells(procedures="|LI-AVOMFO$2026-06-12|KK-AVOMFO$2026-04-01", gone="2026-06-14", reason="KKAV")
    home = taken((W1, text(cells(description="vård och omsorg"))), (W2, text(changed)), (W3, text(changed)))
    assert answers(home, "procedures") == [("empty", None), ("value", "KK 2026-04-01;LI 2026-06-12")]
    assert answers(home, "deregistered") == [("empty", None), ("value", "2026-06-14")]
    assert answers(home, "deregistration_reason") == [("empty", None), ("value", "KKAV")]
    assert answers(home, "name") == [("value", "Omsorg AB")]
    assert answers(home, "describes_care") == [("value", "JA"), ("empty", None)]
    assert answers(home, "postal_address") == [("value", "Storgatan 1, 90325 UMEÅ")]
    assert "operating" not in home.table("company_answer")["field"].to_list()


def test_not_found_empty_and_unreadable_are_three_things():
    others = [cells(identity=number(f"5561{n:05d}")) for n in range(60)]
    home = taken(
        (W1, text(*others, cells(registered=""))), (W2, text(*others)), (W3, text(*others, cells(registered="x")))
    )
    assert answers(home, "registered_at") == [("empty", None), ("not_found", None)]


def test_of_a_natural_person_name_and_address_are_told_to_be_there_and_nothing_more():
    person = cells(identity="19" + PERSON, form="E", number_=2, name="Annas omsorg", description="omsorg")
    home = taken((W1, text(person)), who=(PSEUDONYM,))
    rows = home.table("company_answer")
    assert set(rows["registration_no"]) == {2}
    assert answers(home, "name", PSEUDONYM) == answers(home, "postal_address", PSEUDONYM) == [("value", None)]
    assert answers(home, "describes_care", PSEUDONYM) == [("value", "JA")]
    assert entries(home, "company_name", "legal_form", "address", "address_type", who=PSEUDONYM) == [
        ("None", "EF", "None", "unknown", W1, W1)
    ]


def test_companies_older_than_what_deliveries_carry_have_no_day_of_registration():
    home = taken((W1, text(cells(registered="1898-03-01", named="1898-03-01"))))
    assert events(home) == []
    assert entries(home, "formed_at") == [("None", W1, W1)]
    assert answers(home, "registered_at") == [("value", "1898-03-01")]


def test_of_two_registrations_of_a_company_the_one_in_force_is_its_entry():
    gone, held = cells(number_=1, name="Gamla", gone="2020-01-01"), cells(number_=2, name="Nya")
    assert entries(taken((W1, text(gone, held))), "company_name", "status") == [("Nya", "active", W1, W1)]


def test_days_are_days():
    rows = taken((W1, text(cells()))).table("company_event")
    assert rows["event_date"].to_list() == [dt.date(2015, 1, 1)]
