"""Values lie as lists in the published file, and read as the table they were, however many are laid out at a time."""

import shutil

import pytest

from tables import serving_layout
from tables.marts import IndicatorValue
from tables.serving import Published, publish
from tables.store import WAREHOUSE, Warehouse


@pytest.mark.parametrize("batch", [1, 7, 1_000_000])
def test_lists_of_values_read_as_the_table(home, tmp_path, monkeypatch, batch):
    shutil.copyfile(home / WAREHOUSE, tmp_path / WAREHOUSE)
    monkeypatch.setattr(serving_layout, "BATCH", batch)
    with Warehouse(tmp_path) as warehouse:
        publish(warehouse, tmp_path, "again")
        computed = warehouse.read(IndicatorValue)
    with Published(tmp_path) as published:
        listed = published.read(IndicatorValue)
        numbers = published.rows("SELECT number FROM layout.indicator_lists")["number"]
        order = published.rows("SELECT place, as_of, level, entity_id FROM layout.indicator_lists")
    assert listed.height == computed.height > 1
    assert listed.rows() == computed.select(listed.columns).sort(listed.columns, nulls_last=True).rows()
    assert (numbers.list.sort() == numbers).all()
    assert numbers.list.len().max() > 1
    assert order.rows() == order.sort(order.columns).rows()
