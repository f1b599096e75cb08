"""The score of the small made-up register: the same laws on values that come from deliveries."""

import polars as pl
import pytest

from tables import marts
from tables.store import Warehouse

KEY = ["as_of", "target", "activity_id"]


@pytest.fixture(scope="module")
def read(small_home):
    with Warehouse(small_home.home) as warehouse:
        names = (marts.Score, marts.Contribution, marts.RankedList, marts.IndicatorValue)
        return {contract.table: warehouse.read(contract) for contract in names}


def test_points_sum_exactly_to_the_score(read):
    own = read["contribution"].group_by(KEY).agg(pl.col("points").sum())
    joined = read["score"].join(own, on=KEY, how="left").with_columns(pl.col("points").fill_null(0))
    assert joined.filter(pl.col("points") != pl.col("score")).is_empty()
    assert joined.height > 300


def test_the_list_has_the_rows_of_the_scores(read):
    assert read["ranked_list"].select(KEY).sort(KEY).equals(read["score"].select(KEY).sort(KEY))


def test_no_reason_of_a_known_value_says_unknown(read):
    assert read["ranked_list"].filter(pl.col("reasons").str.contains("okänt|[{}]"))["reasons"].to_list() == []
