"""Names as they are compared: what is the same name, what sets units apart, and which names are nobody's business."""

import polars as pl
import pytest

from sources.linking.names import compared, is_organisations


def key(name):
    return compared(pl.Series([name]))["name_key"].item()


@pytest.mark.parametrize(
    "name",
    [
        "Björkbacken Omsorg AB",
        "AB Björkbacken Omsorg",
        "BJÖRKBACKEN OMSORG (publ)",
        "Björkbacken  Oms. Aktiebolag",
        "Björkbacken Omsorg HB i likvidation",
        "Björkbacken-Omsorg ek. för.",
    ],
)
def test_legal_form_case_and_short_forms_are_no_part_of_a_name(name):
    assert key(name) == "björkbackenomsorg"


def test_words_are_also_held_sorted_and_joining_words_fall_away():
    one, other = compared(pl.Series(["Vård & Omsorg i Lunda", "Lunda Omsorg och Vård"]))["name_words"]
    assert one == other == "lunda omsorg vård"


@pytest.mark.parametrize("name", ["Okänd utförare 12", "AB", "HVB", None, "", "Assistans AB", "Okänt bolag"])
def test_a_name_that_tells_nobody_apart_is_not_compared(name):
    assert key(name) is None


@pytest.mark.parametrize(("name", "marks"), [("Solhem Väst AB", "väst"), ("Solhem 2 AB", "2"), ("Solhem AB", "")])
def test_what_sets_units_of_one_chain_apart_is_held(name, marks):
    assert compared(pl.Series([name]))["name_marks"].item() == marks


@pytest.mark.parametrize("name", ["Solhem Omsorg", "Lunda AB", "Stiftelsen Ek", "Nordic Care", "Eks familjehem"])
def test_a_name_that_says_that_it_is_an_organisations(name):
    assert pl.DataFrame({"name": [name]}).select(is_organisations("name")).item()


@pytest.mark.parametrize(
    "name", ["Karin Testberg", "Maria Carell", "Karins Omsorg, enskild firma", "Omsorg Testberg (EF)", None, ""]
)
def test_a_name_that_may_be_a_persons_is_none(name):
    assert not pl.DataFrame({"name": [name]}, schema={"name": pl.String}).select(is_organisations("name")).item()
