"""A small published run, written by the contracts, with secrets planted that no output may hold."""

import polars as pl
import pytest

from tables import ops
from tables.serving import Published, publish
from tables.store import Warehouse
from tests.web.planted_facts import FACTS
from tests.web.planted_marts import LEDGER, RUN, published_tables


def frame(contract, rows):
    """Rows that follow the contract: what is left out is null where it may be, else the column's example."""
    columns = contract.columns()
    complete = [
        {
            name: row.get(name, None if column.nullable else contract.notes(name)["example"])
            for name, column in columns.items()
        }
        for row in rows
    ]
    return pl.DataFrame(complete, schema={name: column.dtype for name, column in columns.items()})


@pytest.fixture(scope="session")
def home(tmp_path_factory):
    folder = tmp_path_factory.mktemp("home")
    with Warehouse(folder) as warehouse:
        for contract, rows in {**FACTS, **published_tables()}.items():
            warehouse.replace(contract, frame(contract, rows))
        warehouse.append(ops.Ledger, frame(ops.Ledger, LEDGER))
        publish(warehouse, folder, RUN)
    return folder


@pytest.fixture
def published(home):
    with Published(home) as tables:
        yield tables
