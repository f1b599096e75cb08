"""A file of outcomes from another register: the same report, and faults in Swedish with row, field, rule and remedy."""

import datetime as dt
import random

import pytest
from click.testing import CliRunner

from pipelines.cli import main

HEADING = "entity,date,outcome,why_inspected,region,score"


def run(*words):
    return CliRunner().invoke(main, ["evaluate", *map(str, words)])


def written(tmp_path, score):
    """Thirteen quarters of another country: an inspection a day, by lot or by duty, a third with hits."""
    chance, rows = random.Random(5), [HEADING]
    for number in range(1186):
        hit, day = int(chance.random() < 0.3), dt.date(2022, 1, 1) + dt.timedelta(days=number)
        why, region = ("random", "duty")[number % 2], ("Noord", "Zuid")[number % 3 // 2]
        rows.append(f"Ziekenhuis {number % 400},{day},{hit},{why},{region},{score(hit, chance):.3f}")
    path = tmp_path / "uitkomsten.csv"
    path.write_text("\n".join(rows), encoding="utf-8")
    return path


def test_an_order_that_tells_hits_apart_is_said_to_be_better(tmp_path):
    path = written(tmp_path, lambda hit, chance: hit + 0.1 * chance.random())
    answer = run("--outcomes", path, "--out", tmp_path / "r.html", "--k", "20")
    assert answer.exit_code == 0, answer.output
    assert "Poäng i filen är bättre än slump" in " ".join(answer.output.split())
    html = (tmp_path / "r.html").read_text(encoding="utf-8")
    assert "uitkomsten.csv, avtryck" in html
    assert "IVO" not in html.partition("</style>")[2].partition('id="kort"')[0]


def test_an_order_by_chance_is_said_not_to_be(tmp_path):
    path = written(tmp_path, lambda _hit, chance: chance.random())
    answer = run("--outcomes", path, "--out", tmp_path / "r.html")
    assert answer.exit_code == 0, answer.output
    assert "Poäng i filen har inte visats vara bättre än" in " ".join(answer.output.split())


def test_a_file_with_nothing_but_what_is_needed_is_enough(tmp_path):
    path = tmp_path / "utfall.csv"
    rows = [f"E{n};2024-0{1 + n % 9}-15;{n % 2};complaint" for n in range(60)]
    path.write_text("\n".join(["entity;date;outcome;why_inspected", *rows]), encoding="utf-8")
    answer = run("--outcomes", path, "--out", tmp_path / "r.html")
    assert answer.exit_code == 0, answer.output
    said = " ".join(answer.output.split())
    assert "Filen har ingen kolumn score" in said
    assert "ingen ordning kan visas vara bättre än en annan" in said


GOOD = "E1,2024-01-01,1,random\nE2,2024-02-01,0,random\n"
NEEDED = "entity,date,outcome,why_inspected\n"


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("entity,date,outcome\nE1,2024-01-01,1\n", "rad 1: why_inspected: kolumnen saknas; lägg till den"),
        (
            "entity,date,outcome,why_inspected,bsn\nE1,2024-01-01,1,random,1\n",
            "rad 1: bsn: finns inte som kolumn; ta bort den",
        ),
        (f"{NEEDED}{GOOD},2024-03-01,1,random\n", "rad 4: entity: är tomt; fyll i det"),
        (f"{NEEDED}{GOOD}E3,1 mars,1,random\n", "rad 4: date: ”1 mars” är inte ett datum som ÅÅÅÅ-MM-DD; rätta"),
        (f"{NEEDED}{GOOD}E3,2024-03-01,ja,random\n", "rad 4: outcome: ”ja” är inte ett tal; rätta"),
        (f"{NEEDED}{GOOD}E3,2024-03-01,2,random\n", "rad 4: outcome: ”2” är varken 0 eller 1; skriv 1 för"),
        (f"{NEEDED}{GOOD}E1,2024-01-01,0,random\n", "entity: ”E1” samma inspektion står två gånger; behåll"),
        (NEEDED, "filen: har inga rader; den behöver"),
        (f"{NEEDED}E1,2024-01-01,1,random,extra,more\n", "filen: är ingen tabell; ge alla rader lika många"),
    ],
)
def test_a_fault_is_told_with_row_field_rule_and_remedy(tmp_path, content, said):
    path = tmp_path / "utfall.csv"
    path.write_text(content, encoding="utf-8")
    answer = run("--outcomes", path, "--out", tmp_path / "r.html")
    assert answer.exit_code == 2
    assert "Fel: utfall.csv" in answer.stderr
    assert said in answer.stderr
    assert not (tmp_path / "r.html").exists()


def test_a_file_in_another_encoding_is_told(tmp_path):
    path = tmp_path / "utfall.csv"
    path.write_bytes("entity,date,outcome,why_inspected\nÅsa,2024-01-01,1,random\n".encode("latin-1"))
    assert "är inte text i UTF-8; spara om den" in run("--outcomes", path, "--out", tmp_path / "r.html").stderr


def test_a_number_of_a_person_is_not_repeated(tmp_path):
    path = tmp_path / "utfall.csv"
    path.write_text(f"{NEEDED}E1,2024-01-01,19121212-1212,random\n", encoding="utf-8")
    answer = run("--outcomes", path, "--out", tmp_path / "r.html")
    assert answer.exit_code == 2
    assert "1212-1212" not in answer.output


def test_the_gate_is_not_for_files(tmp_path):
    path = written(tmp_path, lambda hit, _chance: hit)
    answer = run("--outcomes", path, "--target", "Q", "--promote", "shadow_boosting", "--out", tmp_path / "r.html")
    assert answer.exit_code == 2
    assert "utan --outcomes" in answer.stderr
