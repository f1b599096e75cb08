"""The other two ways to start work: landing alone, and the demonstration from nothing to a list."""

import datetime as dt
import re
import shlex

import pytest

from pipelines.cli.demonstrating import ASKED
from sources.fetching import decisions
from sources.linking.accepted import deliver
from sources.linking.decided import Decided, decide
from tables.contracts import deliveries
from tables.core import Actor
from tables.ops import Ledger
from tables.raw import Operator
from tables.serving import current
from tables.store import Warehouse
from tests.pipelines.runs import ROOT, command, said_here

TUTORIAL = ROOT / "docs" / "tutorial" / "first-list.md"
SHOWS = re.compile("tillsynsradar (list --target|lookup|evidence) ")
#: What is asked for and not delivered, or waits for a legal basis: there are no made-up files of it.
NOT_MADE_UP = {
    "company_answer", "municipality_context", "report_figure", "source_fetch", "tax_debt", "work_environment_notice",
    "planned_case", "case_record", "predecessor_decision", "risk_level", "inspection_by",
}  # fmt: skip
#: What differs from one machine or version to the next: times, places, and the run's name.
VARIES = re.compile(r"klart efter|Klart på|Publicerat|Körning|\.data/|\.venv/|^…")


def test_ingest_lands_and_computes_nothing(small_deliveries, tmp_path):
    home = tmp_path / "home"
    accepted = _accepted(home)
    done = said_here("ingest", "--deliveries", small_deliveries[0], "--home", home)
    assert done.exit_code == 0, done.output
    with Warehouse(home) as warehouse:
        assert accepted <= set(warehouse.read(Ledger)["file_name"]), "what somebody has accepted is landed too"
        assert set(warehouse.read(Ledger)["table"]) == set(deliveries()) - NOT_MADE_UP
        assert warehouse.read(Operator).height > 0
        assert warehouse.read(Actor).is_empty()
    assert not (home / "serving").exists()


def _accepted(home):
    """The files of one accepted proposal."""
    proposal = {"proposal_id": "0" * 12, "kind": "unknown_actor", "left_id": f"S-{'0' * 20}", "right_id": "5560000001",
                "reports": ["R0000001"], "since": dt.date(2026, 1, 1), "evidence": ""}  # fmt: skip
    decide(home, Decided(dt.date(2026, 6, 30), "accepted", proposal, "utredare", "Samma firmatecknare"))
    names = {f"links/{path.name}" for path in deliver(home)}
    assert len(names) == 2
    return names


@pytest.fixture(scope="module")
def demo(tmp_path_factory):
    """The home directory of a demonstration, and what it said."""
    home = tmp_path_factory.mktemp("demo")
    done = command("demo", "--home", str(home))
    assert done.returncode == 0, done.stderr
    return home, done.stdout


@pytest.mark.slow
def test_the_demo_goes_from_nothing_to_the_top_of_each_list(demo):
    home, said = demo
    for text in ("Vårdens kvalitet (Q)", "(W)", "(R)", "20 av", "Öppna härnäst"):
        assert text in said
    assert said.count("•") >= 60, "each of sixty activities has a reason"
    assert (home / "demo-results" / "lista.xlsx").stat().st_size > 10_000
    assert "<table" in (home / "demo-results" / "rapport.html").read_text(encoding="utf-8")
    assert current(home).exists()
    assert said.count(": allt hämtat, uppgifter t.o.m. 2026-06-") == len(ASKED)
    assert not [name for name, one in decisions.load(home).items() if one.enabled]
    again = said_here("demo", "--home", home)
    assert "0 nya filer" in again.stdout
    assert _lists(again.stdout) == _lists(said)


@pytest.mark.slow
def test_the_tutorial_shows_what_the_demo_really_says(demo):
    home, said = demo
    shown = [("make demo", said)]
    for kind, block in re.findall(r"```(sh|text)\n(.*?)```", TUTORIAL.read_text(encoding="utf-8"), re.DOTALL):
        if kind == "text":
            really_said = shown[-1][1] + said
            assert [line for line in block.splitlines() if line not in really_said and not VARIES.search(line)] == []
            continue
        asked = [shlex.split(line)[1:] for line in block.splitlines() if SHOWS.match(line)]
        shown += [(parts[0], said_here(*parts, "--home", home).stdout) for parts in asked]
    assert {name for name, _ in shown} == {"make demo", "list", "lookup", "evidence"}


def _lists(text):
    return text[text.index("Vårdens kvalitet (Q)") :]
