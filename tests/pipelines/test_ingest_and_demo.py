"""The other two ways to start work: landing alone, and the demonstration from nothing to a list."""

import pytest

from tables.contracts import deliveries
from tables.core import Actor
from tables.ops import Ledger
from tables.raw import Operator
from tables.serving import current
from tables.store import Warehouse
from tests.pipelines.runs import command


def test_ingest_lands_and_computes_nothing(small_deliveries, tmp_path):
    home = tmp_path / "home"
    done = command("ingest", "--deliveries", str(small_deliveries[0]), "--home", str(home))
    assert done.returncode == 0, done.stderr
    with Warehouse(home) as warehouse:
        assert set(warehouse.read(Ledger)["table"]) == set(deliveries())
        assert warehouse.read(Operator).height > 0
        assert warehouse.read(Actor).is_empty()
    assert not (home / "serving").exists()


@pytest.mark.slow
def test_the_demo_goes_from_nothing_to_the_top_of_each_list(tmp_path):
    done = command("demo", "--home", str(tmp_path))
    assert done.returncode == 0, done.stderr
    for text in ("Vårdens kvalitet (Q)", "(W)", "(R)", "20 av", "Öppna härnäst"):
        assert text in done.stdout
    assert done.stdout.count("•") >= 60, "each of sixty activities has a reason"
    assert (tmp_path / "demo-results" / "lista.xlsx").stat().st_size > 10_000
    assert "<table" in (tmp_path / "demo-results" / "rapport.html").read_text(encoding="utf-8")
    assert current(tmp_path).exists()
    again = command("demo", "--home", str(tmp_path))
    assert "0 nya filer" in again.stdout
    assert _lists(again.stdout) == _lists(done.stdout)


def _lists(text):
    return text[text.index("Vårdens kvalitet (Q)") :]
