"""The book of decisions, and what accepted proposals become: landed files, facts with a date, and a way back."""

import datetime as dt
import threading

import polars as pl
import pytest

from sources.decided import DELIVERIES
from sources.facts.deriving import derive_facts
from sources.identity import DEMO_SECRET, PseudonymKey
from sources.landing import current_rows, land
from sources.linking.accepted import deliver
from sources.linking.decided import BOOK, Decided, DecisionRefused, decide, read_book, state_of, with_states
from tables import raw as contracts
from tables.store import Warehouse
from tests.sources.linking.register import KNOWN, TWIN, proposed, register

DAY, NEXT = dt.date(2026, 7, 1), dt.date(2026, 7, 20)


@pytest.fixture(scope="module")
def found():
    return proposed(register())


def of(found, kind, right=KNOWN):
    rows = found.filter(pl.col("kind") == kind, pl.col("right_id").is_in([right, TWIN, "V3"]))
    return next(row for row in rows.iter_rows(named=True) if right in (row["right_id"], row["left_id"]))


def said(proposal, what="accepted", on=DAY, by="utredare", because="Samma styrelse"):
    return Decided(on, what, proposal, by, because)


def landed(home):
    """The decided rows of the two tables, landed as the pipeline lands them."""
    with Warehouse(home) as warehouse:
        key, moment = PseudonymKey(DEMO_SECRET), dt.datetime(2026, 8, 1)
        outcome = land(warehouse, home / DELIVERIES, key, moment, own=True)
        assert not outcome.errors
        return {one.table: current_rows(warehouse, one) for one in (contracts.Link, contracts.ActorRelation)}


def held(facts, table, day, **where):
    rows = facts[table].filter(pl.col("known_from") <= day, pl.col("known_to").is_null() | (pl.col("known_to") > day))
    return rows.filter(**where) if where else rows


def test_a_decision_is_kept_with_who_when_and_why(tmp_path, found):
    one = said(of(found, "duplicate"))
    decide(tmp_path, one)
    (kept,) = read_book(tmp_path)
    assert (kept.on, kept.by, kept.because, kept.what) == (DAY, "utredare", "Samma styrelse", "accepted")
    assert kept.proposal["waterfall"] == one.proposal["waterfall"]


def test_the_book_is_only_ever_added_to(tmp_path, found):
    decide(tmp_path, said(of(found, "duplicate")))
    before = (tmp_path / BOOK).read_bytes()
    decide(tmp_path, said(of(found, "report", "V3"), "rejected"))
    assert (tmp_path / BOOK).read_bytes().startswith(before)


@pytest.mark.parametrize(
    ("by", "because"),
    [("", "x"), ("x", " "), ("x", "1985-01-01-1236 äger båda"), ("850101-1236", "x"), ("x", "x" * 2000)],
)
def test_a_decision_without_reason_or_with_a_persons_number_is_refused(tmp_path, found, by, because):
    with pytest.raises(DecisionRefused) as refused:
        decide(tmp_path, said(of(found, "duplicate"), by=by, because=because))
    assert "1236" not in str(refused.value)
    assert not read_book(tmp_path)


@pytest.mark.parametrize(
    ("first", "then"),
    [
        ("accepted", "accepted"),
        ("accepted", "rejected"),
        ("rejected", "accepted"),
        ("rejected", "withdrawn"),
        (None, "withdrawn"),
    ],
)
def test_what_is_decided_stays_decided_until_it_is_withdrawn(tmp_path, found, first, then):
    proposal = of(found, "duplicate")
    if first:
        decide(tmp_path, said(proposal, first))
    with pytest.raises(DecisionRefused):
        decide(tmp_path, said(proposal, then))


def test_a_rejected_proposal_is_open_again_only_when_what_was_compared_has_changed(found):
    proposal = of(found, "duplicate")
    rejected = said(proposal, "rejected")
    assert state_of(proposal, rejected) == "rejected"
    assert state_of({**proposal, "match_weight": 9.0, "probability": 0.9}, rejected) == "rejected"
    assert state_of({**proposal, "evidence": "0" * 16}, rejected) == "open"


def test_an_accepted_one_is_open_again_when_another_report_names_the_unknown_actor(found):
    proposal = of(found, "unknown_actor")
    accepted = said(proposal)
    assert state_of(proposal, accepted) == "accepted"
    assert state_of({**proposal, "reports": ["R1", "R99"]}, accepted) == "open"


def test_states_stand_beside_the_proposals(found):
    proposal = of(found, "duplicate")
    states = with_states(found, [said(proposal)])
    assert states.filter(pl.col("proposal_id") == proposal["proposal_id"])["state"].item() == "accepted"
    assert states["state"].value_counts().sort("count")["state"].to_list() == ["accepted", "open"]


def test_decisions_taken_at_once_are_all_kept(tmp_path, found):
    rows = [{**of(found, "duplicate"), "proposal_id": f"{number:012x}"} for number in range(8)]
    threads = [threading.Thread(target=decide, args=(tmp_path, said(row))) for row in rows]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert {one.proposal_id for one in read_book(tmp_path)} == {row["proposal_id"] for row in rows}


def test_files_are_a_function_of_the_book(tmp_path, found):
    decide(tmp_path, said(of(found, "duplicate")))
    written = deliver(tmp_path)
    assert [path.name for path in written] == ["actor_relation_beslut_2026-07-01.csv"]
    content = written[0].read_bytes()
    assert deliver(tmp_path) == []
    written[0].write_bytes(content[:10])
    assert deliver(tmp_path) == written
    assert written[0].read_bytes() == content


def test_a_rejection_becomes_no_file(tmp_path, found):
    decide(tmp_path, said(of(found, "duplicate"), "rejected"))
    assert deliver(tmp_path) == []


def test_an_accepted_unknown_actor_becomes_a_relation_and_joined_reports_from_that_day(tmp_path, found):
    proposal = of(found, "unknown_actor")
    decide(tmp_path, said(proposal))
    deliver(tmp_path)
    facts = derive_facts(register() | landed(tmp_path))
    assert held(facts, "report", dt.date(2026, 6, 30), report_id="R1")["actor_id"].item() == proposal["left_id"]
    assert held(facts, "report", DAY, report_id="R1")["actor_id"].item() == KNOWN
    same = facts["actor_link"].filter(relation="same_actor")
    assert set(same.select("actor_id", "other_id", "known_from").iter_rows()) == {
        (proposal["left_id"], KNOWN, DAY),
        (KNOWN, proposal["left_id"], DAY),
    }


def test_an_accepted_report_is_joined_to_the_activity(tmp_path, found):
    decide(tmp_path, said(of(found, "report", "V3")))
    deliver(tmp_path)
    facts = derive_facts(register() | landed(tmp_path))
    report = of(found, "report", "V3")["left_id"]
    assert held(facts, "report", DAY, report_id=report)["activity_id"].item() == "V3"
    assert held(facts, "report", DAY, report_id=report)["link_method"].item() == "decided"


@pytest.mark.parametrize("back_on", [DAY, NEXT], ids=["the same day", "later"])
def test_a_withdrawal_gives_back_what_was_and_remembers_what_was_held(tmp_path, found, back_on):
    proposal = of(found, "unknown_actor")
    decide(tmp_path, said(proposal))
    deliver(tmp_path)
    landed(tmp_path)
    decide(tmp_path, said(proposal, "withdrawn", back_on, because="Fel bolag"))
    deliver(tmp_path)
    facts, before = derive_facts(register() | landed(tmp_path)), derive_facts(register())
    columns = ["actor_id", "activity_id", "link_method"]
    now = held(facts, "report", back_on, report_id="R1").select(columns)
    assert now.equals(held(before, "report", back_on, report_id="R1").select(columns))
    assert held(facts, "actor_link", back_on).filter(relation="same_actor").is_empty()
    if back_on > DAY:
        assert held(facts, "report", DAY, report_id="R1")["actor_id"].item() == KNOWN
        assert held(facts, "actor_link", DAY).filter(relation="same_actor").height == 2


def test_what_was_withdrawn_can_be_accepted_once_more(tmp_path, found):
    proposal = of(found, "unknown_actor")
    for what, on in (("accepted", DAY), ("withdrawn", NEXT), ("accepted", NEXT + dt.timedelta(5))):
        decide(tmp_path, said(proposal, what, on))
        deliver(tmp_path)
    facts = derive_facts(register() | landed(tmp_path))
    assert held(facts, "report", NEXT, report_id="R1")["actor_id"].item() == proposal["left_id"]
    assert held(facts, "report", NEXT + dt.timedelta(5), report_id="R1")["actor_id"].item() == KNOWN
