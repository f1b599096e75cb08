"""What another version of the program wrote: said in one sentence by whoever reads it, and fitted by whoever writes."""

import shutil

import duckdb
import pytest
from click.testing import CliRunner

from pipelines.cli import main
from tables import marts
from tables.serving import OlderFile, Published, current, lists_that_are_read
from tables.store import Warehouse
from tests.conftest import DAYS


@pytest.fixture
def home(small_home, tmp_path):
    """A home with only what is published."""
    shutil.copytree(small_home.home / "serving", tmp_path / "serving")
    return tmp_path


def changed(home, statement):
    with duckdb.connect(str(current(home))) as connection:
        connection.execute(statement)


@pytest.mark.parametrize(
    ("statement", "lacking"),
    [
        ("ALTER TABLE marts.manifest DROP COLUMN held_back", "marts.manifest.held_back"),
        ("DROP TABLE core.source_cover", "core.source_cover"),
    ],
)
def test_a_file_that_lacks_something_is_one_sentence_that_says_what_to_do(home, statement, lacking):
    changed(home, statement)
    for arguments in (["list"], ["lookup", "V000001"]):
        said = CliRunner().invoke(main, [*arguments, "--home", str(home)])
        assert said.exit_code == 1
        assert lacking in said.output
        assert "Kör `tillsynsradar run`" in said.output
        assert "Traceback" not in said.output


def test_a_fault_in_a_query_is_not_blamed_on_the_file(home):
    with Published(home) as published, pytest.raises(duckdb.BinderException):
        published.rows("SELECT nothing_of_the_kind FROM marts.manifest")


def test_only_what_the_file_lacks_is_named(home):
    changed(home, "ALTER TABLE marts.ranked_list DROP COLUMN reasons")
    with Published(home) as published, pytest.raises(OlderFile) as older:
        published.read(marts.RankedList)
    assert older.value.lacking == ["marts.ranked_list.reasons"]


def test_lists_that_cannot_be_carried_on_are_no_earlier_lists(home):
    assert len(lists_that_are_read(home, DAYS[-1])) == 6
    changed(home, "ALTER TABLE marts.ranked_list DROP COLUMN reasons")
    assert lists_that_are_read(home, DAYS[-1]) == []


def test_an_older_warehouse_keeps_what_was_landed_and_drops_what_is_computed(tmp_path):
    with Warehouse(tmp_path) as warehouse:
        warehouse.connection.execute("ALTER TABLE marts.manifest DROP COLUMN held_back")
        warehouse.connection.execute("ALTER TABLE raw.report DROP COLUMN severity")
        warehouse.connection.execute("INSERT INTO raw.report (report_id) VALUES ('R1')")
    with Warehouse(tmp_path) as warehouse:
        assert warehouse.read(marts.Manifest).columns == marts.Manifest.column_names()
        rows = warehouse.connection.sql("SELECT report_id, severity FROM raw.report").fetchall()
        assert rows == [("R1", None)]
