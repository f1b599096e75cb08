"""The books of plans: only ever added to, whole after a crash, and landed as dated facts."""

import dataclasses
import datetime as dt
import hashlib
import threading

import polars as pl
import pytest

from sources.decided import DELIVERIES
from sources.facts.deriving import derive_facts
from sources.identity import DEMO_SECRET, PseudonymKey
from sources.landing import current_rows, land
from sources.plans import book, records
from sources.plans.book import BOOK, PLANS, DrawnPlan, PlanRefused, frame_of, named, read_book, write_down
from sources.plans.delivered import deliver
from sources.plans.records import Record, RecordRefused, note_down, read_records
from tables import raw
from tables.contracts import deliveries
from tables.store import Warehouse

DAY, NEXT = dt.date(2026, 7, 1), dt.date(2026, 7, 20)
INPUTS = {"target": "Q", "period": "2026-H2", "as_of": "2026-06-30", "seed": 7, "random_share": 0.1, "run_id": "r"}
FRAME = pl.DataFrame(
    {
        "activity_id": ["V1", "V2", "V3"], "arm": ["duty", "risk", None], "inclusion_probability": [1.0, 0.25, None],
        "random_probability": [None, 0.1, 0.1], "stratum": ["HVB", "SABO", "SABO"], "frame_size": [1, 2, None],
        "drawn_in_arm": [1, 1, None], "order": [1, 2, None], "band": [None, "B", "C"], "p_top": [None, 0.6, 0.3],
        "has_room": [True, True, None], "team": [None, "a", None],
    }
)  # fmt: skip


def plan(inputs=INPUTS, because="", frame=FRAME):
    kept = book.content(frame)
    digest = hashlib.sha256(kept).hexdigest()
    return DrawnPlan(
        named(inputs), inputs, DAY, "analyschef", because, digest, {"duty": 1, "random": 0, "risk": 1}
    ), kept


def note(activity="V1", on=DAY, **cells):
    common = {
        "departure": "none",
        "agrees": True,
        "because": "Rätt val",
        "found": None,
        "hours": 7.5,
        "by": "inspektör",
    }
    return Record(on, plan()[0].plan_id, activity, **{**common, **cells})


def landed(home):
    """The rows of both tables, landed as the pipeline lands them."""
    deliver(home)
    with Warehouse(home) as warehouse:
        outcome = land(warehouse, home / DELIVERIES, PseudonymKey(DEMO_SECRET), dt.datetime(2026, 8, 1), own=True)
        assert not outcome.errors
        return {one.table: current_rows(warehouse, one) for one in (raw.PlannedCase, raw.CaseRecord)}


def facts(home):
    empty = {table: contract.create_empty() for table, contract in deliveries().items()}
    return derive_facts(empty | landed(home))


def held(fact, day):
    return fact.filter(pl.col("known_from") <= day, pl.col("known_to").is_null() | (pl.col("known_to") > day))


def test_a_plan_is_kept_whole(tmp_path):
    one, kept = plan()
    assert write_down(tmp_path, one, kept)
    assert read_book(tmp_path) == [one]
    assert frame_of(tmp_path, one).equals(FRAME)


def test_the_same_plan_is_written_once_and_another_of_its_name_never(tmp_path):
    one, kept = plan()
    write_down(tmp_path, one, kept)
    before = (tmp_path / BOOK).read_bytes()
    assert not write_down(tmp_path, dataclasses.replace(one, drawn_on=NEXT), kept)
    other = plan(frame=FRAME.with_columns(arm=pl.lit("risk")))
    with pytest.raises(PlanRefused, match="den ändras inte"):
        write_down(tmp_path, *other)
    assert (tmp_path / BOOK).read_bytes() == before
    assert frame_of(tmp_path, one).equals(FRAME)


def test_the_book_is_only_ever_added_to(tmp_path):
    write_down(tmp_path, *plan())
    before = (tmp_path / BOOK).read_bytes()
    write_down(tmp_path, *plan(INPUTS | {"seed": 8}, because="Ny kapacitet"))
    assert (tmp_path / BOOK).read_bytes().startswith(before)


def test_a_second_plan_for_a_period_needs_a_reason_and_for_another_target_none(tmp_path):
    write_down(tmp_path, *plan())
    with pytest.raises(PlanRefused, match="--because"):
        write_down(tmp_path, *plan(INPUTS | {"seed": 8}))
    assert write_down(tmp_path, *plan(INPUTS | {"target": "W"}))


def test_what_stopped_between_frame_and_book_is_no_plan_and_can_be_drawn_again(tmp_path):
    one, kept = plan()
    (tmp_path / PLANS).mkdir(parents=True)
    (tmp_path / PLANS / f"{one.plan_id}.parquet").write_bytes(kept[:100])
    assert read_book(tmp_path) == []
    assert write_down(tmp_path, one, kept)
    assert frame_of(tmp_path, one).equals(FRAME)


def test_every_name_follows_from_what_the_plan_was_drawn_from_and_holds_no_number():
    names = {named(INPUTS | {"seed": seed}) for seed in range(200)}
    assert len(names) == 200
    assert all(name.startswith("Q-2026H2-") and name[9:].isalpha() for name in names)


def test_notes_that_are_taken_at_once_are_all_kept(tmp_path):
    writers = [threading.Thread(target=note_down, args=(tmp_path, [note(f"V{place}")])) for place in range(12)]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
    assert {one.activity_id for one in read_records(tmp_path)} == {f"V{place}" for place in range(12)}


def test_a_note_that_is_older_than_the_latest_is_refused_with_all_it_came_with(tmp_path):
    note_down(tmp_path, [note(on=NEXT)])
    with pytest.raises(RecordRefused, match="en ny kan inte vara äldre"):
        note_down(tmp_path, [note("V2"), note()])
    assert len(read_records(tmp_path)) == 1


def test_a_drawn_plan_comes_back_as_facts_from_the_day_it_was_drawn(tmp_path):
    write_down(tmp_path, *plan())
    fact = facts(tmp_path)["planned_case"]
    assert held(fact, DAY - dt.timedelta(1)).is_empty()
    rows = (
        held(fact, DAY).sort("order").select("plan_id", "activity_id", "arm", "inclusion_probability", "seed", "team")
    )
    assert rows.rows() == [
        (plan()[0].plan_id, "V1", "duty", 1.0, 7, None),
        (plan()[0].plan_id, "V2", "risk", 0.25, 7, "a"),
    ]


def test_notes_come_back_as_facts_and_a_later_one_ends_the_earlier(tmp_path):
    write_down(tmp_path, *plan())
    note_down(
        tmp_path, [note(agrees=False, because="Fel form"), note("V9", departure="added", agrees=None, hours=None)]
    )
    note_down(tmp_path, [note(because='Läst om; ändrat; "igen"', on=NEXT)])
    fact = facts(tmp_path)["case_record"]
    first, then = (held(fact, day).filter(activity_id="V1").row(0, named=True) for day in (DAY, NEXT))
    assert (first["agrees"], first["because"], first["hours"]) == (False, "Fel form", 7.5)
    assert (then["agrees"], then["because"]) == (True, 'Läst om; ändrat; "igen"')
    assert held(fact, NEXT).filter(activity_id="V9")["departure"].to_list() == ["added"]


def test_of_two_notes_of_one_day_the_last_holds(tmp_path):
    note_down(tmp_path, [note(because="först")])
    landed(tmp_path)
    note_down(tmp_path, [note(because="sist")])
    assert landed(tmp_path)["case_record"]["because"].to_list() == ["sist"]


def test_a_delivery_file_that_is_lost_is_written_again_the_same(tmp_path):
    write_down(tmp_path, *plan())
    note_down(tmp_path, [note()])
    written = {path: path.read_bytes() for path in deliver(tmp_path)}
    assert len(written) == 2
    assert deliver(tmp_path) == []
    for path in written:
        path.unlink()
    assert {path: path.read_bytes() for path in deliver(tmp_path)} == written


def test_the_law_of_a_note():
    assert records.faults(note(), {"V1"}, {"V1"}) == []
    assert records.faults(note(agrees=None), {"V1"}, {"V1"})
