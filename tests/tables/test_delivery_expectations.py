import copy
import tomllib

import pytest

from tables.contracts import deliveries
from tables.delivery_expectations import (
    DECLARED,
    BadDeclaration,
    DeliveryProfile,
    check_declaration,
    declared,
    delivery_expectations,
    profile_of,
)
from tests.delivery_frames import legal

REPORT = deliveries()["report"]
LARGE = DeliveryProfile(files=1, rows=1000, refused=0, null_shares=dict.fromkeys(REPORT.column_names(), 0.2))
SMALL = DeliveryProfile(files=1, rows=10, refused=0, null_shares=LARGE.null_shares)


@pytest.fixture
def declaration():
    return copy.deepcopy(tomllib.loads(DECLARED.read_text("utf-8")))


def named(profile, previous=None, contract=REPORT):
    return {each.name: each for each in delivery_expectations(contract, profile, previous)}


@pytest.mark.parametrize("contract", deliveries().values(), ids=lambda contract: contract.table)
def test_names_do_not_depend_on_the_delivery(contract):
    first = profile_of(contract, legal(contract, 5), files=1, refused=0)
    later = profile_of(contract, legal(contract, 300), files=3, refused=40)
    names = [each.name for each in delivery_expectations(contract, first, None)]
    assert [each.name for each in delivery_expectations(contract, later, later)] == names
    assert len(set(names)) == len(names)


@pytest.mark.parametrize("contract", deliveries().values(), ids=lambda contract: contract.table)
def test_every_table_is_held_to_a_row_band_and_a_share_of_refused_rows(contract):
    names = set(named(profile_of(contract, legal(contract, 5), files=1, refused=0), contract=contract))
    assert {"table.rows_per_file.error", "table.refused_share.warn", "table.refused_share.error"} <= names


def test_change_is_not_judged_without_an_earlier_delivery():
    without = named(LARGE)
    assert without["table.rows_per_file_change.warn"].arguments is None
    assert without["activity_id.null_share_change.warn"].arguments is None


@pytest.mark.parametrize(("profile", "previous"), [(SMALL, LARGE), (LARGE, SMALL)])
def test_change_from_or_to_a_small_delivery_is_not_judged(profile, previous):
    assert named(profile, previous)["activity_id.null_share_change.warn"].arguments is None


def test_shares_of_a_small_delivery_are_not_judged():
    assert named(SMALL)["activity_id.null_share.warn"].arguments is None
    assert named(LARGE)["activity_id.null_share.warn"].arguments is not None


def test_change_in_rows_is_counted_per_file():
    two_files = DeliveryProfile(files=2, rows=2000, refused=0, null_shares=LARGE.null_shares)
    assert named(two_files, LARGE)["table.rows_per_file_change.warn"].arguments == {"min_value": 660, "max_value": 6000}


def test_refused_rows_count_as_delivered_in_row_bands():
    half = DeliveryProfile(files=1, rows=500, refused=500, null_shares=LARGE.null_shares)
    assert named(half, LARGE)["table.rows_per_file_change.warn"].arguments == {"min_value": 0, "max_value": 2500}


def test_the_band_of_empty_values_lies_around_the_share_before():
    assert named(LARGE, LARGE)["area.null_share_change.warn"].arguments == {"min_value": 0.7, "max_value": 0.9}


def test_the_profile_counts_empty_values_of_optional_columns():
    frame = legal(REPORT, 10)
    shares = profile_of(REPORT, frame, files=1, refused=0).null_shares
    assert "known_at" not in shares
    assert shares["activity_id"] == 0.0
    assert profile_of(REPORT, frame.clear(), files=1, refused=3).null_shares["activity_id"] == 0.0


def test_a_table_may_have_bands_of_its_own():
    assert declared(deliveries()["municipality_status"])["rows_per_file"] != declared(REPORT)["rows_per_file"]


def test_an_unknown_table_is_refused(declaration):
    declaration["table"]["rapport"] = {}
    with pytest.raises(BadDeclaration, match=r"\[table.rapport\]"):
        check_declaration(declaration)


def test_an_unknown_band_is_refused(declaration):
    declaration["table"]["report"]["refused"] = {"warn": 0.1}
    with pytest.raises(BadDeclaration, match="unknown band"):
        check_declaration(declaration)


@pytest.mark.parametrize("column", ["activity", "known_at"])
def test_a_null_share_of_a_column_that_is_never_empty_is_refused(declaration, column):
    declaration["table"]["report"]["null_share"][column] = {"warn": 0.1}
    with pytest.raises(BadDeclaration, match=column):
        check_declaration(declaration)


def test_a_missing_default_is_refused(declaration):
    del declaration["default"]["refused_share"]
    with pytest.raises(BadDeclaration, match="refused_share"):
        check_declaration(declaration)


def test_a_declaration_without_its_next_review_is_refused(declaration):
    del declaration["next_review"]
    with pytest.raises(BadDeclaration, match="next_review"):
        check_declaration(declaration)


@pytest.mark.parametrize("contract", deliveries().values(), ids=lambda contract: contract.table)
def test_an_error_band_is_wider_than_its_warning(contract):
    bands = declared(contract)
    for name in ("refused_share", "repeated_share", "null_share_change"):
        assert bands[name].get("error", 1) > bands[name]["warn"]
    for levels in bands.get("null_share", {}).values():
        assert levels.get("error", 1) > levels["warn"]
    (low, high), (lowest, highest) = bands["rows_per_file"]["warn"], bands["rows_per_file"]["error"]
    assert lowest <= low
    assert high <= highest
