"""The commands of `tillsynsradar plan` on a small published run: draw, look, note, and what is refused."""

import json
import shutil

import polars as pl
import pytest
from click.testing import CliRunner
from openpyxl import load_workbook

from pipelines.cli import main
from sources.plans.book import PLANS, find, frame_of, read_book
from tests.planning.small_home import DAY, LATER, NEXT_RUN, PROTECTED, SECRETS, SOLE, publish_home, versions

CAPACITY = "avdelning;team;inspektioner\nnord;;9\nmitt;a;6\nmitt;b;4\nsyd;;3\n"


@pytest.fixture(scope="module")
def published(tmp_path_factory):
    return publish_home(tmp_path_factory.mktemp("plans") / "home")


@pytest.fixture
def home(published, tmp_path):
    (tmp_path / "capacity.csv").write_text(CAPACITY, encoding="utf-8")
    return shutil.copytree(published, tmp_path / "home")


def run(home, *words):
    return CliRunner().invoke(main, ["plan", *words, "--home", str(home)])


def draw(home, *words, target="Q", seed="7", file="capacity.csv"):
    how = ["--target", target, "--capacity", str(home.parent / file), "--seed", seed, *words]
    return run(home, "draw", *how)


@pytest.fixture
def drawn(home):
    done = draw(home, "--by", "analyschef")
    assert done.exit_code == 0, done.output
    return home


def name(home):
    return read_book(home)[0].plan_id


def seen(home, *words):
    return json.loads(run(home, "show", name(home), "--json", *words).output)


def noted(home, activity, *words, because="Brister i bemanning", by="inspektör"):
    return run(home, "record", name(home), activity, *words, "--because", because, "--by", by)


def off_the_plan(home):
    on = {case["activity_id"] for case in seen(home)["cases"]}
    return next(row["activity_id"] for row in versions() if row["activity_id"] not in on)


def test_a_plan_is_drawn_kept_and_drawn_again_the_same(drawn):
    before = {path: path.read_bytes() for path in (drawn / PLANS).iterdir()}
    again = draw(drawn, "--by", "analyschef")
    assert again.exit_code == 0
    assert "Fanns redan, likadan" in again.output
    assert {path: path.read_bytes() for path in (drawn / PLANS).iterdir()} == before
    one = read_book(drawn)[0]
    assert (one.period, one.by, one.as_of, one.inputs["seed"]) == ("2026-H2", "analyschef", DAY, 7)


def test_the_order_of_the_rows_of_the_capacity_file_changes_nothing(drawn):
    heading, *rows = CAPACITY.splitlines()
    (drawn.parent / "turned.csv").write_text("\n".join([heading, *reversed(rows)]), encoding="utf-8")
    assert "Fanns redan, likadan" in draw(drawn, file="turned.csv").output


def test_another_seed_is_another_plan_and_needs_a_reason_and_both_are_kept(drawn):
    refused = draw(drawn, seed="8")
    assert refused.exit_code == 2
    assert "redan dragen; skriv med --because" in refused.output
    assert draw(drawn, "--because", "Kapaciteten är en annan", seed="8").exit_code == 0
    assert len(read_book(drawn)) == 2
    assert "Kapaciteten är en annan" in run(drawn, "show", read_book(drawn)[1].plan_id).output


def test_the_plan_is_shown_by_division_with_why_each_is_there(drawn):
    shown = run(drawn, "show", name(drawn), "--all").output
    for text in ("Vårdens kvalitet, 2026-H2", "Nord: frekvenstillsyn", "Mitt: riskurval", "Årlig inspektion senast",
                 "Slumpmässigt vald, sannolikhet", "alltid med när det ryms", "Senare rättelser markeras"):  # fmt: skip
        assert text in shown, text


def test_a_list_can_be_narrowed(drawn):
    assert {case["division"] for case in seen(drawn, "--region", "nord")["cases"]} == {"nord"}
    assert {case["municipality"] for case in seen(drawn, "--county", "Skåne")["cases"]} == {"Malmö"}
    assert {case["arm"] for case in seen(drawn, "--arm", "random")["cases"]} == {"random"}
    assert {case["team"] for case in seen(drawn, "--team", "b")["cases"]} == {"b"}
    assert {case["form_code"] for case in seen(drawn, "--form", "HVB")["cases"]} == {"HVB"}
    assert run(drawn, "show", name(drawn), "--region", "norr").exit_code == 2


def test_no_protected_place_and_no_persons_name_is_in_anything_shown_or_kept(drawn, tmp_path):
    draw(drawn, target="W")
    said = "".join(run(drawn, "show", one.plan_id, "--all").output for one in read_book(drawn))
    said += json.dumps(seen(drawn))
    run(drawn, "export", name(drawn), str(tmp_path / "p.xlsx"))
    cells = [str(cell) for sheet in load_workbook(tmp_path / "p.xlsx") for row in sheet.values for cell in row]
    kept = "".join(frame_of(drawn, one).drop("actor_id").write_csv() for one in read_book(drawn))
    for secret in SECRETS:
        assert secret not in said + "".join(cells), secret
    assert "Solhemmet" not in kept
    assert "Storgatan" not in kept
    frame = frame_of(drawn, read_book(drawn)[0]).filter(activity_id=PROTECTED)
    assert frame["municipality_code"].to_list() == [None]


def test_sole_traders_are_not_drawn_for_crime(drawn):
    draw(drawn, target="W")
    row = frame_of(drawn, find(drawn, "W")).filter(activity_id=SOLE).row(0, named=True)
    assert (row["excluded"], row["random_probability"], row["risk_probability"], row["arm"]) == (
        "sole_trader", None, None, None,
    )  # fmt: skip


def test_the_workbook_holds_exactly_what_is_shown(drawn, tmp_path):
    path = tmp_path / "plan.xlsx"
    done = run(drawn, "export", name(drawn), str(path), "--region", "mitt")
    assert done.exit_code == 0
    rows = list(load_workbook(path)["Plan"].values)
    column = rows[0].index("Verksamhets-id")
    assert [row[column] for row in rows[1:]] == [
        case["activity_id"] for case in seen(drawn, "--region", "mitt")["cases"]
    ]
    assert all(str(row[2]).startswith("=Hemmet") for row in rows[1:])


def test_what_an_inspector_notes_stands_beside_the_case_and_a_later_note_in_its_place(drawn):
    case = seen(drawn)["cases"][0]["activity_id"]
    assert noted(drawn, case, "--disagree", "--found", "Inga brister", "--hours", "7.5").exit_code == 0
    assert noted(drawn, case, "--agree", because="Läst om").exit_code == 0
    record = seen(drawn)["cases"][0]["record"]
    assert "instämmer. Läst om" in record
    assert "1 av" in run(drawn, "list").output
    assert len((drawn / PLANS / "records.jsonl").read_text().splitlines()) == 2


def test_departures_are_noted_with_why(drawn):
    case, other = seen(drawn)["cases"][0]["activity_id"], off_the_plan(drawn)
    assert noted(drawn, other, "--added", because="Akut anmälan").exit_code == 0
    assert noted(drawn, case, "--dropped", because="Har lagts ned").exit_code == 0
    shown = run(drawn, "show", name(drawn)).output
    assert "Avvikelser från planen" in shown
    assert f"{other}, utanför planen" in shown
    assert f"{case}, struken" in shown


@pytest.mark.parametrize(
    ("activity", "words", "because", "by", "said"),
    [
        ("on", ("--agree",), "Född 850101-1236", "inspektör", "personnummer"),
        ("on", ("--agree", "--found", "850101-1236"), "x", "inspektör", "funnet: innehåller"),
        ("on", ("--agree",), "x", "850101-1236", "roll: innehåller"),
        ("on", ("--agree",), " ", "inspektör", "varför: är tomt"),
        ("on", ("--agree",), "x" * 501, "inspektör", "längre än 500 tecken"),
        ("on", ("--agree",), "en rad\nen till", "inspektör", "skriv på en rad"),
        ("on", ("--agree", "--hours", "2001"), "x", "inspektör", "timmar: skriv ett tal"),
        ("on", ("--agree", "--hours", "nan"), "x", "inspektör", "timmar: skriv ett tal"),
        ("on", (), "x", "inspektör", "skriv om valet var rätt"),
        ("on", ("--added",), "x", "inspektör", "står på planen"),
        ("off", ("--agree",), "x", "inspektör", "står inte på planen"),
        ("off", ("--dropped",), "x", "inspektör", "står inte på planen"),
        ("V9999", ("--added",), "x", "inspektör", "finns inte i registret"),
        ("on", ("--added", "--dropped"), "x", "inspektör", "går inte att förena"),
    ],
)
def test_a_note_that_cannot_be_kept_is_refused_in_words(drawn, activity, words, because, by, said):
    which = {"on": seen(drawn)["cases"][0]["activity_id"], "off": off_the_plan(drawn)}.get(activity, activity)
    done = noted(drawn, which, *words, because=because, by=by)
    assert done.exit_code == 2
    assert said in done.output
    assert "1236" not in done.output
    assert not (drawn / PLANS / "records.jsonl").exists()


def test_many_notes_come_from_a_file_all_or_none(drawn):
    first, second = (case["activity_id"] for case in seen(drawn)["cases"][:2])
    path, heading = drawn.parent / "notes.csv", "Verksamhet;Instämmer;Varför;Timmar;Avvikelse\n"
    path.write_text(heading + f"{first};ja;Bra;7,5;\n{second};kanske;x;y;\n{first};ja;igen;;\n", encoding="utf-8")
    refused = run(drawn, "record-file", name(drawn), str(path), "--by", "inspektör")
    assert refused.exit_code == 2
    for said in (
        "rad 3, instämmer: skriv ja eller nej",
        "rad 3, timmar: skriv ett tal",
        "rad 4, verksamhet: står redan",
    ):
        assert said in refused.output
    assert not (drawn / PLANS / "records.jsonl").exists()
    path.write_text(heading + f"{first};ja;Bra;7,5;\n{second};;Nedlagd;;struken\n", encoding="utf-8")
    assert run(drawn, "record-file", name(drawn), str(path), "--by", "inspektör").exit_code == 0
    assert "7,5 timmar" in seen(drawn)["cases"][0]["record"]


def test_a_bad_capacity_file_is_told_in_words_and_nothing_is_drawn(home):
    (home.parent / "bad.csv").write_text("avdelning;inspektioner\nnorr;x\n", encoding="utf-8")
    done = draw(home, file="bad.csv")
    assert done.exit_code == 2
    assert "bad.csv, rad 2, avdelning: ”norr” är ingen avdelning" in done.output
    assert "bad.csv, rad 2, inspektioner: ”x” är inget helt tal" in done.output
    assert not read_book(home)


@pytest.mark.parametrize("words", [("--period", "H2"), ("--as-of", "i går"), ("--as-of", "2020-01-01")])
def test_what_is_asked_for_wrongly_is_told_in_words(home, words):
    assert draw(home, *words).exit_code == 2


def test_a_plan_that_is_not_there_or_was_changed_afterwards_is_not_shown(drawn):
    assert "ingen plan börjar på 'x'" in run(drawn, "show", "x").output
    path = drawn / PLANS / f"{name(drawn)}.parquet"
    frame = pl.read_parquet(path)
    frame.with_columns(arm=pl.lit("risk")).write_parquet(path)
    refused = run(drawn, "show", name(drawn))
    assert refused.exit_code == 2
    assert "är inte den som drogs" in refused.output


def test_later_corrections_mark_the_plan_and_change_nothing_in_it(drawn):
    before = seen(drawn)
    assert not any(case["marks"] for case in before["cases"])
    case = next(case["activity_id"] for case in before["cases"] if case["arm"] == "risk")
    corrected = [row | {"max_places": 99} if row["activity_id"] == case else row for row in versions()]
    publish_home(drawn, NEXT_RUN, (DAY, LATER), ActivityVersion=corrected)
    after = seen(drawn)
    marked = {one["activity_id"]: one["marks"] for one in after["cases"] if one["marks"]}
    assert set(marked) == {case}
    assert marked[case] == [
        f"Det som är känt om tiden till och med {DAY} är ett annat nu: verksamheter i registret (ändrat)."
    ]
    unmarked = [{**one, "marks": []} for one in after["cases"]]
    assert unmarked == before["cases"]
    assert "≠" in run(drawn, "show", name(drawn), "--all").output


def test_a_list_that_would_come_out_otherwise_on_the_plans_own_day_is_told(drawn):
    publish_home(drawn, NEXT_RUN, (DAY,), shift=3)
    first = seen(drawn)["cases"][0]
    assert "Omräknad per 2026-06-30: plats" in " ".join(first["marks"])


def test_an_activity_that_is_no_longer_open_is_told(drawn):
    publish_home(drawn, NEXT_RUN, (LATER,))
    from tables import core, marts
    from tables.serving import publish
    from tables.store import Warehouse

    gone = seen(drawn)["cases"][0]["activity_id"]
    with Warehouse(drawn) as warehouse:
        rows = warehouse.read(marts.RankedList).filter(pl.col("activity_id") != gone)
        warehouse.replace(marts.RankedList, rows)
        publish(warehouse, drawn, "aaaaaaaaaaaaaaaa")
        assert warehouse.read(core.ActivityVersion).height
    marks = {one["activity_id"]: one["marks"] for one in seen(drawn)["cases"]}
    assert f"Finns inte bland öppna verksamheter per {LATER}." in marks[gone]


def test_the_book_of_plans_is_listed(home):
    assert "Ingen plan är dragen än" in run(home, "list").output
    draw(home)
    assert read_book(home)[0].plan_id in run(home, "list").output
