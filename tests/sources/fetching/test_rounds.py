"""What is said of a round: of sources that are not asked, and of how it went with those that were."""

import datetime as dt

import pytest

from sources.fetching.connector import Outcome
from sources.fetching.decisions import FILE, load
from sources.fetching.registry import CONNECTORS
from sources.fetching.rounds import Told, nothing_to_ask, round_of
from sources.fetching.walk import Account, Errand
from sources.identity import DEMO_SECRET, PseudonymKey
from tests.sources.bolagsverket.bulk.weekly_texts import followed

DAY = dt.date(2026, 6, 30)
DECIDED = 'enabled = true\ndecided_by = "analyschef"\ndecided_at = 2026-01-01\n'
KOLADA = CONNECTORS["kolada"]


def told(reach=None, untroubled=True, fault=None, outcome=Outcome.PARTIAL, asked=7):
    account = Account("kolada", outcome, reach, asked, asked, fault=fault, untroubled=untroubled)
    return Told(KOLADA, account, DAY, reach).sentence()


def test_what_is_never_whole_without_trouble_is_told_by_its_answers():
    assert told() == "Kolada: 7 av 7 frågor besvarade"
    assert told(asked=0) == "Kolada: ingen att fråga om den här gången"
    assert told(untroubled=False) == "Kolada: delvis hämtat, aldrig hämtad hel"
    assert told(DAY, outcome=Outcome.COMPLETE) == "Kolada: allt hämtat, uppgifter t.o.m. 2026-06-30"


def test_a_fault_does_not_say_again_whose_it_is():
    said = told(untroubled=False, fault="Kolada: ingen förbindelse; kör igen senare", outcome=Outcome.FAILED)
    assert said == "Kolada: inget hämtat, aldrig hämtad hel. Ingen förbindelse; kör igen senare"
    assert told(untroubled=False, fault="kolada.id: filen är tom").endswith(". kolada.id: filen är tom")


def test_a_source_that_waits_for_something_is_told_of_and_one_that_is_off_is_not(tmp_path):
    (tmp_path / FILE).write_text(f"[ssbtgo]\n{DECIDED}[kolada]\n")
    said = []
    errand = Errand(tmp_path, DAY, PseudonymKey(DEMO_SECRET), followed(), said.append)
    assert list(round_of(errand, list(CONNECTORS), {})) == []
    (line,) = said
    assert line.endswith("hämtas inte. Rättslig grund saknas: skriv legal_basis under [ssbtgo] i sources.toml.")


@pytest.mark.parametrize(
    ("text", "chosen", "said"),
    [
        ("", ["kolada"], "kolada hämtas inte. Inget hämtas förrän någon har beslutat det. Slås på i sources.toml."),
        ("", list(CONNECTORS), "Ingen källa är påslagen i sources.toml"),
        (f"[kolada]\n{DECIDED}", list(CONNECTORS), None),
        (f"[kolada]\n{DECIDED}", ["scb_bulk"], "scb_bulk hämtas inte."),
        (f"[ssbtgo]\n{DECIDED}", ["ssbtgo"], None),
    ],
)  # fmt: skip
def test_when_nobody_is_asked_it_is_said_why(text, chosen, said, tmp_path):
    (tmp_path / FILE).write_text(text)
    found = nothing_to_ask(load(tmp_path), chosen, DAY)
    assert found is None if said is None else said in found
