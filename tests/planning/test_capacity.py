"""The capacity file: what is taken, and a fault for everything that is not, with row, field, rule and remedy."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from indicators.planning.capacity import ANY, NATIONAL, Capacity, CapacityFault, pool_names, read


def faults(text):
    with pytest.raises(CapacityFault) as refused:
        read(text.encode(), "k.csv")
    return refused.value.faults


def test_divisions_and_forms_are_read_by_code_or_word_in_any_order_of_columns():
    rows = read("Inspektioner;Form;Avdelning;Team\n12;;öst;\n3;hvb;SYDÖST;barn\n1 000;hemtjänst;riket;\n".encode(), "k")
    assert rows == (
        Capacity("ost", ANY, "", 12),
        Capacity(NATIONAL, "HTJ", "", 1000),
        Capacity("sydost", "HVB", "barn", 3),
    )


def test_commas_and_a_mark_of_byte_order_are_read_as_well():
    assert read("\ufeffavdelning,inspektioner\nnord,5\n\n".encode(), "k") == (Capacity("nord", ANY, "", 5),)


def test_teams_of_one_division_and_form_are_drawn_together():
    rows = read(b"avdelning;form;team;inspektioner\nnord;;a;5\nnord;;b;7\nnord;HVB;a;2\n", "k")
    assert pool_names(rows) == {"nord/*": 12, "nord/HVB": 2}


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("avdelning;inspektioner\nnorr;5\n", "k.csv, rad 2, avdelning: ”norr” är ingen avdelning; välj bland nord"),
        ("avdelning;inspektioner\nnord;5\nnord;-1\n", "k.csv, rad 3, inspektioner: ”-1” är inget helt tal"),
        ("avdelning;inspektioner\nnord;2,5\n", "k.csv, rad 2, inspektioner: ”2,5” är inget helt tal"),
        ("avdelning;inspektioner\nnord;\n", "k.csv, rad 2, inspektioner: ”” är inget helt tal"),
        ("avdelning;inspektioner\nnord;1000000\n", "från 0 till 100000; skriv hur många"),
        (
            "avdelning;form;inspektioner\nnord;HVX;5\n",
            "k.csv, rad 2, form: ”HVX” är ingen form; skriv en av koderna HVB",
        ),
        ("avdelning;inspektioner\nnord;5\nNord;6\n", "k.csv, rad 3, avdelning: samma avdelning, form och team"),
        ("avdelning;team;inspektioner\nnord;8501011236;5\n", "k.csv, rad 2, team: skriv ett kort namn"),
        ("avdelning;kapacitet;antal\nnord;5;6\n", "två rubriker betyder samma kolumn"),
        ("avdelning;hur många\nnord;5\n", "kolumnen inspektioner saknas och en rubrik är okänd; skriv avdelning;form"),
        ("avdelning;inspektioner\nnord;5;6\n", "k.csv, rad 2: raden har 3 fält, rubriken 2; rätta raden"),
        ("avdelning;inspektioner\n", "filen har rubriker men inga rader"),
        ("", "kolumnen avdelning saknas"),
    ],
)
def test_each_fault_names_row_field_rule_and_remedy(text, said):
    assert any(said in fault for fault in faults(text)), faults(text)


def test_all_faults_are_said_at_once():
    assert len(faults("avdelning;inspektioner\nnorr;x\nsöder;5\n")) == 3


def test_a_file_in_another_encoding_is_refused():
    with pytest.raises(CapacityFault, match="UTF-8"):
        read("avdelning;inspektioner\nöst;5\n".encode("latin-1"), "k.csv")


def test_no_long_number_is_repeated_in_a_fault():
    assert "1236" not in " ".join(faults("avdelning;inspektioner\n850101-1236;x\n"))


@settings(max_examples=200, deadline=None)
@given(st.text(alphabet="avdelningspktorf;,\n\r\"'5 ö\x00-", max_size=120))
def test_whatever_is_in_the_file_it_is_read_or_refused_in_words(text):
    try:
        rows = read(("avdelning;inspektioner\n" + text).encode(), "k.csv")
    except CapacityFault as fault:
        said = fault.faults
    else:
        said = tuple(str(row.inspections) for row in rows if row.inspections >= 0)
    assert said
