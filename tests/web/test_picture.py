"""The picture of an operator says what the look-up says, in few statements, and nothing that may not be shown."""

import polars as pl

from tables.marts import IndicatorValue
from tests.web.planted import MUNICIPAL, ORGANISATION, SOLE_TRADER
from tests.web.planted_marts import LATER
from web import queries
from web.picture import picture


def test_the_lists_hold_the_values_of_the_contract(published) -> None:
    whole = picture(published, ORGANISATION, LATER)
    names = dict(whole.indicators.iter_rows())
    told = whole.values.explode("number", "value", "peer_percentile", empty_as_null=False)
    found = {(row["entity_id"], names[row["number"]]): row["value"] for row in told.iter_rows(named=True)}
    ids = [*whole.activities["activity_id"], ORGANISATION]
    rows = published.read(IndicatorValue).filter(pl.col("as_of") == LATER, pl.col("entity_id").is_in(ids))
    assert found == {(row["entity_id"], row["indicator_id"]): row["value"] for row in rows.iter_rows(named=True)}
    assert rows.height


def test_the_published_values_are_those_that_were_computed(published) -> None:
    for level, ids in {"activity": ["V000001"], "actor": [ORGANISATION, MUNICIPAL]}.items():
        asked = queries.values_of(published, level, ids, LATER)
        whole = published.read(IndicatorValue)
        same = whole.filter(pl.col("as_of") == LATER, pl.col("level") == level, pl.col("entity_id").is_in(ids))
        assert asked.sort("entity_id", "indicator_id").equals(
            IndicatorValue.cast(same).sort("entity_id", "indicator_id")
        )


def test_the_rows_behind_are_those_of_the_timeline(published) -> None:
    whole = picture(published, ORGANISATION, LATER)
    assert whole.n_rows >= whole.rows.height > 0
    assert set(whole.rows["activity_id"].drop_nulls()) <= set(whole.activities["activity_id"])
    assert whole.rows["known_from"].is_sorted(descending=True)


def test_a_picture_holds_no_name_of_a_person_and_no_protected_place(published) -> None:
    for actor in (ORGANISATION, SOLE_TRADER, MUNICIPAL):
        activities = picture(published, actor, LATER).activities
        hidden = activities.filter(pl.col("address_protected"))
        assert hidden["address"].null_count() == hidden["municipality_code"].null_count() == hidden.height
        assert "manager_key" not in activities.columns


def test_one_that_nobody_knows_has_an_empty_picture(published) -> None:
    whole = picture(published, "5599999999", LATER)
    assert whole.activities.is_empty()
    assert whole.values.is_empty()
    assert whole.n_rows == 0
