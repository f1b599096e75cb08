"""Whether every open activity has its row is counted from the register, apart from what made the rows."""

import datetime as dt

import polars as pl
import pytest

from indicators.completeness import open_in_register, uneven_rows

T = dt.date(2026, 6, 30)
TARGETS = ("Q", "R", "W")


def _version(activity, *, is_open=True, valid=(2020, None), known=(2020, None)):
    def day(year):
        return None if year is None else dt.date(year, 6, 30)

    return {
        "activity_id": activity,
        "is_open": is_open,
        "valid_from": day(valid[0]),
        "valid_to": day(valid[1]),
        "known_from": day(known[0]),
        "known_to": day(known[1]),
    }


def _versions(*rows):
    dates = dict.fromkeys(("valid_from", "valid_to", "known_from", "known_to"), pl.Date)
    return pl.DataFrame(list(rows), schema={"activity_id": pl.String, "is_open": pl.Boolean, **dates})


def _ranked(*activities):
    rows = [{"as_of": T, "target": target, "activity_id": one} for one in activities for target in TARGETS]
    return pl.DataFrame(rows, schema={"as_of": pl.Date, "target": pl.String, "activity_id": pl.String})


@pytest.mark.parametrize(
    ("version", "is_listed"),
    [
        (_version("V1"), True),
        (_version("V1", is_open=False), False),
        (_version("V1", valid=(2027, None)), False),
        (_version("V1", valid=(2020, 2026)), False),
        (_version("V1", known=(2027, None)), False),
        (_version("V1", known=(2020, 2026)), False),
        (_version("V1", valid=(2026, None), known=(2026, None)), True),
    ],
    ids=["open", "closed", "not yet", "no longer", "not yet known", "no longer held", "from the very day"],
)
def test_open_means_open_and_valid_and_known_on_the_day(version, is_listed):
    assert open_in_register(_versions(version), [T])["activity_id"].to_list() == (["V1"] if is_listed else [])


def test_a_list_with_a_row_for_everyone_is_even():
    assert uneven_rows(_versions(_version("V1"), _version("V2")), _ranked("V1", "V2"), [T]).is_empty()


def test_a_missing_activity_is_found_for_every_target():
    uneven = uneven_rows(_versions(_version("V1"), _version("V2")), _ranked("V1"), [T])
    assert uneven.select("activity_id", "rows").unique().rows() == [("V2", 0)]
    assert sorted(uneven["target"]) == sorted(TARGETS)


def test_an_activity_listed_twice_is_found():
    uneven = uneven_rows(_versions(_version("V1")), _ranked("V1", "V1"), [T])
    assert uneven["rows"].unique().to_list() == [2]


def test_an_activity_that_is_not_open_is_found():
    uneven = uneven_rows(_versions(_version("V1")), _ranked("V1", "V9"), [T])
    assert uneven.select("activity_id", "is_open").unique().rows() == [("V9", False)]
