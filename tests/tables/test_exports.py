"""What makes a column of an export allowed, and an export as files."""

import datetime as dt
import json

import polars as pl
import pytest

from tables import core, fields
from tables.base import Table, note
from tables.contracts import exported
from tables.exports import Export, NotShown, derived, masked, shown, sources_of
from tables.exports.files import NothingExported, in_force, manifest_of, opened, put_in_force, write

DAY = dt.date(2026, 6, 30)


class Shelf(Table, layer="core", grain="one book", owner="tests"):
    """A table of the tests."""

    title = fields.text("Title.", nullable=False, show_to=("internal", "public"))
    price = fields.amount_sek("Price.", show_to=("internal", "public"))
    owner_name = fields.text("Who owns it.")


class PublicBook(Export, profile="public", grain="one book", owner="tests"):
    """What the public sees of a book."""

    title = shown(Shelf, "title")
    is_dear = derived(fields.flag("Costs much.", nullable=True), (Shelf, "price"))


def test_a_column_the_profile_may_not_see_cannot_even_be_declared():
    with pytest.raises(NotShown, match=r"core\.shelf\.owner_name is not shown to public"):
        type(
            "Leak",
            (Export,),
            {"name": shown(Shelf, "owner_name"), "__doc__": "."},
            profile="public",
            grain="g",
            owner="o",
        )


def test_what_is_worked_out_is_held_to_every_column_it_is_worked_out_from():
    leak = derived(fields.flag("A."), (Shelf, "price"), (Shelf, "owner_name"))
    with pytest.raises(NotShown):
        type("Leak", (Export,), {"leak": leak, "__doc__": "."}, profile="public", grain="g", owner="o")


def test_a_column_without_a_source_is_refused():
    with pytest.raises(NotShown, match="does not say"):
        type("Leak", (Export,), {"title": fields.text("T."), "__doc__": "."}, profile="public", grain="g", owner="o")


def test_the_source_keeps_its_own_notes():
    assert sources_of(PublicBook, "title") == ((Shelf, "title"),)
    assert "of" not in (Shelf.columns()["title"].metadata or {})


def test_an_export_made_again_is_the_same_bytes(tmp_path):
    rows = [{"title": "B", "is_dear": None}, {"title": "A", "is_dear": True}]
    first = write(tmp_path, "one", DAY, "public", {PublicBook: pl.DataFrame(rows)})
    kept = {path.name: path.read_bytes() for path in first.iterdir() if path.suffix != ".sqlite"}
    again = write(tmp_path, "one", DAY, "public", {PublicBook: pl.DataFrame(rows[::-1])})
    assert {path.name: path.read_bytes() for path in again.iterdir() if path.suffix != ".sqlite"} == kept
    assert manifest_of(again)["tables"]["public_book"]["rows"] == 2
    assert json.loads((again / "manifest.json").read_text())["as_of"] == "2026-06-30"
    with opened(again) as pages:
        assert [tuple(row) for row in pages.execute("SELECT title, is_dear FROM public_book")] == [
            ("A", 1),
            ("B", None),
        ]


def test_other_columns_than_the_contracts_are_not_written(tmp_path):
    with pytest.raises(ValueError, match="owner_name"):
        write(
            tmp_path,
            "one",
            DAY,
            "public",
            {PublicBook: pl.DataFrame({"title": ["A"], "is_dear": [None], "owner_name": ["X"]})},
        )
    assert not (tmp_path / "exports" / "one" / "public").exists()


def test_what_is_in_force_is_told_by_the_pointer(tmp_path):
    with pytest.raises(NothingExported):
        in_force(tmp_path, "public")
    folder = write(tmp_path, "one", DAY, "public", {PublicBook: pl.DataFrame({"title": ["A"], "is_dear": [None]})})
    put_in_force(tmp_path, "one")
    assert in_force(tmp_path, "public") == folder
    with pytest.raises(NothingExported):
        in_force(tmp_path, "party")


def test_no_column_of_ours_is_shown_to_a_profile_that_does_not_exist():
    with pytest.raises(ValueError, match="unknown profiles"):
        note(show_to=("everybody",))
    assert core.Actor.notes("actor_id")["show_to"]


class Reader(Table, layer="core", grain="one reader", owner="tests"):
    """A table of the tests with persons in it."""

    reader_id = fields.text("Who reads.", pii="pseudonym", masked_to=("public",))
    card = fields.text("The card.", pii="pseudonym")


def declared(**columns):
    return type("Leak", (Export,), {**columns, "__doc__": "."}, profile="public", grain="one leak", owner="tests")


def test_what_can_hold_personal_data_is_shown_only_masked():
    assert sources_of(declared(who=masked(fields.flag("A."), (Reader, "reader_id"))), "who")
    for leak in (shown(Reader, "reader_id"), derived(fields.flag("A."), (Reader, "reader_id"))):
        with pytest.raises(NotShown, match="reader_id"):
            declared(who=leak)


def test_what_is_masked_is_held_to_every_column_as_well():
    with pytest.raises(NotShown, match="card"):
        declared(who=masked(fields.flag("A."), (Reader, "reader_id"), (Reader, "card")))


@pytest.mark.parametrize("contract", exported().values(), ids=lambda contract: contract.table)
def test_every_export_rests_on_facts_and_nothing_that_is_computed(contract):
    sources = {source for name in contract.columns() for source in sources_of(contract, name)}
    assert {table.layer for table, _ in sources} <= {"core", "marts", "ops"}
    assert {table.table for table, _ in sources if table.layer != "core"} <= {"activity_offer", "told"}
    assert not {name for table, name in sources if table.notes(name)["pii"]} & {"address", "manager_key", "sender_key"}
    assert all(contract.notes(name)["pii"] is None for name in contract.columns())
