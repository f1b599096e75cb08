"""The commands of `tillsynsradar links` on a small published run: the queue, one proposal, deciding, taking back."""

import json

import polars as pl
import pytest
from click.testing import CliRunner

from pipelines.cli import main
from sources.decided import DELIVERIES
from sources.linking.proposing import proposals
from tables import core, marts
from tables.serving import publish
from tables.store import Warehouse
from tests.sources.linking.register import DAY, KNOWN, register
from tests.whole_way import landed

RUN = "0123456789abcdef"


def predecessor():
    """V3 goes on from V1, by two signs."""
    said = {"activity_id": "V3", "former_activity_id": "V1", "actor_id": KNOWN, "former_id": KNOWN, "same_actor": True}
    days = dict.fromkeys(("opened_at", "closed_at", "event_date", "known_from"), DAY)
    rows = [said | days | {"basis": basis} for basis in ("address", "person")]
    return core.Predecessor.cast(
        pl.DataFrame([{name: row.get(name) for name in core.Predecessor.column_names()} for row in rows])
    )


@pytest.fixture(scope="module")
def published(tmp_path_factory):
    """A home with the facts and proposals of the small register, and nothing else, published."""
    from sources.facts.deriving import derive_facts

    home, raw = tmp_path_factory.mktemp("links") / "home", register()
    facts = derive_facts(raw)
    with Warehouse(home) as warehouse:
        for contract in (core.Actor, core.Company, core.Report, core.ActivityVersion):
            warehouse.replace(contract, facts[contract.table])
        warehouse.replace(core.Predecessor, predecessor())
        warehouse.replace(marts.LinkProposal, proposals(facts, raw["report"], DAY))
        publish(warehouse, home, RUN)
    return home


@pytest.fixture
def home(published, tmp_path):
    import shutil

    return shutil.copytree(published, tmp_path / "home")


def run(home, *words):
    return CliRunner().invoke(main, ["links", *words, "--home", str(home)])


def queue(home, *words):
    return json.loads(run(home, "review", "--json", *words).output)


def decided(home, word, which, because="Samma styrelse enligt registret"):
    return run(home, word, which, "--by", "utredare", "--because", because)


def duplicate(home):
    return next(row["proposal_id"] for row in queue(home) if row["kind"] == "duplicate")


def test_the_queue_shows_both_ends_and_the_strongest_reason(home):
    shown = run(home, "review").output
    for text in ("Granlunda Omsorg AB (556000-0001)", "Granlnda Omsorg AB (556000-0019)", "namn: ", "6 av 6"):
        assert text in shown
    assert all(len(line) <= 100 for line in shown.splitlines())


def test_the_queue_can_be_narrowed(home):
    assert {row["kind"] for row in queue(home, "--kind", "report")} == {"report"}
    assert len(queue(home, "--top", "1")) == 1
    assert queue(home, "--target", "Q") == []


def test_one_proposal_is_shown_step_by_step(home):
    shown = run(home, "show", duplicate(home)[:6]).output
    for text in ("utgångsläge", "en eller två bokstäver skiljer", "samma kommun", "summa", "█", "░", "Om det godkänns"):
        assert text in shown
    assert "Storgatan" not in shown


def test_a_rejected_one_leaves_the_queue_and_is_remembered(home):
    which = duplicate(home)
    assert decided(home, "reject", which, "Två bolag i en koncern").exit_code == 0
    assert which not in {row["proposal_id"] for row in queue(home)}
    assert which in {row["proposal_id"] for row in queue(home, "--all")}
    shown = run(home, "show", which).output
    assert "avvisat" in shown
    assert "Två bolag i en koncern" in shown
    assert "Om det godkänns" not in shown
    assert not list((home / DELIVERIES).rglob("*.csv"))


def test_an_accepted_one_becomes_a_delivery_and_can_be_withdrawn(home):
    which = duplicate(home)
    accepted = decided(home, "accept", which)
    assert accepted.exit_code == 0
    assert "antecknas som samma aktör" in accepted.output
    (path,) = (home / DELIVERIES).rglob("*.csv")
    assert f"{KNOWN};5560000019;same_actor" in path.read_text()
    assert decided(home, "withdraw", which).exit_code == 0
    assert path.read_text().count("\n") == 1
    assert "återtaget" in run(home, "show", which).output


def test_what_was_decided_is_found_again_when_it_is_no_longer_proposed(home):
    which = duplicate(home)
    assert decided(home, "accept", which).exit_code == 0
    with Warehouse(home) as warehouse:
        left = warehouse.query(marts.LinkProposal, "kind <> ?", ["duplicate"])
        warehouse.replace(marts.LinkProposal, left)
        publish(warehouse, home, RUN[::-1])
    assert which not in {row["proposal_id"] for row in queue(home)}
    assert [row["state"] for row in queue(home, "--all", "--top", "99") if row["proposal_id"] == which] == ["accepted"]
    shown = run(home, "review", "--all").output
    assert "godkänt" in shown
    assert "godkänt" not in run(home, "review").output


def test_what_cannot_be_decided_is_one_sentence_and_an_exit_code(home):
    which = duplicate(home)
    assert decided(home, "withdraw", which).exit_code == 2
    assert decided(home, "accept", "ffff").exit_code == 2
    refused = decided(home, "accept", which, "850101-1236 sitter i båda styrelserna")
    assert refused.exit_code == 2
    assert "1236" not in refused.output
    assert "Traceback" not in refused.output
    assert not (home / "decided" / "links.jsonl").exists()


def test_a_home_without_a_run_is_told_so(tmp_path):
    answer = run(tmp_path / "nothing", "review")
    assert answer.exit_code == 1
    assert "tillsynsradar run" in answer.output
    assert not (tmp_path / "nothing").exists()


def held(home, *words):
    return queue(home, "--kind", "predecessor", *words)


def test_a_predecessor_holds_without_a_decision_and_waits_for_none(home):
    (row,) = held(home)
    assert (row["left_id"], row["right_id"], row["state"]) == ("V3", "V1", "in_force")
    assert row["probability"] is None
    assert row["proposal_id"] not in {one["proposal_id"] for one in queue(home)}
    shown = run(home, "show", row["proposal_id"]).output
    for text in (
        "V3, Viken",
        "V1, Granen",
        "samma adress och verksamhetsform",
        "gemensam bestämmande person",
        "gäller",
    ):
        assert text in shown
    assert "enligt regel" in run(home, "review", "--kind", "predecessor").output
    assert decided(home, "accept", row["proposal_id"]).exit_code == 2


def test_a_rejected_predecessor_is_delivered_and_stays_rejected_until_it_is_taken_back(home):
    which = held(home)[0]["proposal_id"]
    assert decided(home, "withdraw", which).exit_code == 2
    assert decided(home, "reject", which, "Ny ägare utan samband").exit_code == 0
    assert held(home) == []
    assert [row["state"] for row in held(home, "--all")] == ["rejected"]
    shown = run(home, "show", which).output
    for text in ("avvisat", "Ny ägare utan samband", "gäller inte"):
        assert text in shown
    assert decided(home, "reject", which).exit_code == 2
    (path,) = (home / DELIVERIES).rglob("predecessor_decision*.csv")
    (row,) = landed("predecessor_decision", path.read_bytes()).iter_rows(named=True)
    assert (row["activity_id"], row["former_activity_id"], row["is_rejected"]) == ("V3", "V1", True)
    assert decided(home, "withdraw", which, "Samma ägare ändå").exit_code == 0
    assert [row["state"] for row in held(home)] == ["in_force"]
    assert path.read_text().count("\n") == 1


def test_a_rejected_predecessor_stays_rejected_when_a_sign_is_added(home):
    which = held(home)[0]["proposal_id"]
    assert decided(home, "reject", which).exit_code == 0
    with Warehouse(home) as warehouse:
        more = predecessor()[:1].with_columns(basis=pl.lit("takeover"))
        warehouse.replace(
            core.Predecessor, core.Predecessor.cast(pl.concat([predecessor(), core.Predecessor.cast(more)]))
        )
        publish(warehouse, home, RUN[::-1])
    assert held(home) == []
