"""The lists, narrowed and as of a day."""

import datetime as dt

import pytest

from web import listing
from web.listing import NotComputed, UnknownFilter

LATER = dt.date(2026, 6, 30)


def test_the_latest_computed_day_holds_where_none_is_asked_for(published):
    assert listing.day_of(published, None) == LATER


def test_a_day_that_is_not_computed_is_told_with_those_that_are(published):
    with pytest.raises(NotComputed, match="2025-12-31, 2026-06-30"):
        listing.day_of(published, dt.date(2026, 5, 31))


def test_rows_come_in_order_and_the_unranked_last(published):
    rows = listing.listing(published, "Q", LATER).rows
    assert [row.rank for row in rows] == [*range(1, 31), None, None]
    assert rows[-1].position == "otillräckligt underlag"


@pytest.mark.parametrize(
    ("division", "county", "form", "expected"),
    [
        ("nord", None, None, {"V000005"}),
        (None, "Västerbottens län", None, {"V000005"}),
        (None, "västerbotten", None, {"V000005"}),
        (None, "24", None, {"V000005"}),
        (None, None, "sabo", {"V000004"}),
        (None, None, "särskild boendeform för äldre", {"V000004"}),
    ],
)
def test_a_list_is_narrowed_by_code_or_by_words(published, division, county, form, expected):
    filters = listing.filters_of(division, county, form)
    assert {row.activity_id for row in listing.listing(published, "Q", LATER, filters).rows} == expected


@pytest.mark.parametrize("region", ["öst", "ost", "ÖST"])
def test_a_division_may_be_written_with_or_without_its_dots(region):
    assert listing.filters_of(region, None, None).division == "ost"


def test_a_filter_that_does_not_exist_is_told_with_those_that_do():
    with pytest.raises(UnknownFilter, match="sydvast"):
        listing.filters_of("östra", None, None)


def test_counts_follow_the_selection(published):
    found = listing.listing(published, "Q", LATER, listing.filters_of("nord", None, None))
    assert (found.n_ranked, found.n_insufficient) == (1, 0)


def test_the_rank_is_that_of_the_whole_country_in_a_narrowed_list(published):
    assert listing.listing(published, "Q", LATER, listing.filters_of("nord", None, None)).rows[0].rank == 2


def test_a_sole_trader_has_neither_place_nor_points_for_crime(published):
    row = listing.listing(published, "W", LATER).rows[-1]
    assert (row.rank, row.score, row.coverage) == (None, None, None)
    assert row.position == "rangordnas inte (enskild näringsidkare)"
