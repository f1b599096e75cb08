"""Narrowing, counting, sorting and paging of lists, held against the rows themselves."""

import pytest

from web.listing import NotComputed
from web.reading import Choice, NoSuchSort, all_rows, changes_page, list_page, rows_at, work_page


@pytest.fixture(scope="module")
def whole(reading):
    return list_page(reading, "Q", per_page=500)


def test_pages_hold_every_row_once(reading, whole):
    n = len(list_page(reading, "Q", per_page=5).rows)
    assert n == 5
    pages = [list_page(reading, "Q", page=page, per_page=5) for page in range(1, whole.whole // 5 + 3)]
    assert tuple(row for page in pages for row in page.rows) == whole.rows
    assert pages[-1].rows == ()


@pytest.mark.parametrize("name", ["division", "county_code", "form_code", "operator_type", "band", "basis", "flag"])
def test_each_facet_counts_what_choosing_it_leaves(reading, whole, name):
    for facet in whole.facets[name]:
        page = list_page(reading, "Q", choice=Choice(**{name: (facet.code,)}), per_page=500)
        assert page.paged.total == len(page.rows) == facet.n
        without = Choice(**{name: (facet.code,)}, without=frozenset({name}))
        assert list_page(reading, "Q", choice=without).paged.total == whole.whole - facet.n


def test_choices_narrow_together_and_counts_leave_the_own_facet_out(reading, whole):
    form, band = whole.facets["form_code"][0].code, whole.facets["band"][0].code
    page = list_page(reading, "Q", choice=Choice(form_code=(form,), band=(band,)), per_page=500)
    wanted = [row for row in whole.rows if row.form_code == form and row.band == band]
    assert list(page.rows) == wanted
    assert {one.code: one.n for one in page.facets["band"]}[band] == len(wanted)
    assert sum(one.n for one in page.facets["band"]) == sum(row.form_code == form for row in whole.rows)


def test_letters_of_a_name_narrow(reading, whole):
    named = next(row for row in whole.rows if row.activity_name and row.has_number and len(row.activity_name) > 6)
    page = list_page(reading, "Q", choice=Choice(text=named.activity_name[1:6]), per_page=500)
    assert named in page.rows
    assert page.paged.total < whole.whole
    assert list_page(reading, "Q", choice=Choice(text="qzxj")).rows == ()


def test_only_those_assigned(reading, whole):
    chosen = frozenset(row.activity_id for row in whole.rows[3:6])
    assert {row.activity_id for row in list_page(reading, "Q", choice=Choice(only=chosen)).rows} == chosen


def test_sorting_moves_rows_and_loses_none(reading, whole):
    by_town = list_page(reading, "Q", sort="municipality", per_page=500)
    towns = [row.municipality for row in by_town.rows if row.municipality != "–"]
    order = str.maketrans({"å": "{", "ä": "|", "ö": "}"})
    assert towns == sorted(towns, key=lambda town: town.casefold().translate(order))
    assert sorted(row.activity_id for row in by_town.rows) == sorted(row.activity_id for row in whole.rows)
    assert list_page(reading, "Q", descending=True, per_page=500).rows == whole.rows[::-1]
    with pytest.raises(NoSuchSort, match="Välj bland"):
        list_page(reading, "Q", sort="poäng")


def test_an_export_holds_what_the_pages_hold(reading, whole):
    choice = Choice(form_code=(whole.facets["form_code"][0].code,))
    positions = all_rows(reading, "Q", whole.as_of, choice)
    assert rows_at(reading, "Q", whole.as_of, positions) == list_page(reading, "Q", choice=choice, per_page=500).rows


def test_a_day_without_lists_says_which_there_are(reading, whole):
    with pytest.raises(NotComputed, match=str(whole.as_of)):
        list_page(reading, "Q", whole.as_of.replace(year=1999))


def test_work_is_narrowed_and_counted(reading):
    whole = work_page(reading, per_page=500)
    assert whole.paged.total == len(whole.items) > 0
    for kind in whole.kinds:
        page = work_page(reading, kind=kind.code, per_page=500)
        assert page.paged.total == len(page.items) == kind.n
    for division in whole.divisions:
        page = work_page(reading, division=division.code, per_page=500)
        assert page.paged.total == len(page.items) == division.n


def test_what_has_moved_is_in_the_list(reading, whole):
    page = changes_page(reading, "Q", "twelve_months")
    assert {*page.up, *page.down} <= set(whole.rows)
