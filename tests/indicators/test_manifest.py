"""The manifest names a run by everything that its result rests on, and by nothing else."""

import datetime as dt
from dataclasses import replace

import polars as pl
import pytest

from indicators import registry
from indicators.decisions import profile, shipped
from indicators.manifest import code_version, manifest

T = dt.date(2026, 6, 30)


@pytest.fixture(scope="module")
def weights():
    return profile.load(shipped.PROFILE, registry.catalogue())


def _ledger(*rows):
    columns = ["ledger_id", "mapping_version", "good_rows"]
    return pl.DataFrame(list(rows) or [("a" * 16, "m1", 10)], columns, orient="row")


def _name(weights, as_of=(T,), ledger=None, key="k1", seed=1):
    return manifest(as_of, weights, _ledger() if ledger is None else ledger, key, seed)["run_id"].item()


def test_the_same_basis_has_the_same_name(weights):
    assert _name(weights) == _name(weights)


def test_the_order_of_days_and_files_does_not_matter(weights):
    two = [("a" * 16, "m1", 10), ("b" * 16, "m1", 5)]
    days = [T, dt.date(2025, 12, 31)]
    assert _name(weights, days, _ledger(*two)) == _name(weights, days[::-1], _ledger(*two[::-1]))


@pytest.mark.parametrize(
    "change",
    [
        {"as_of": (dt.date(2026, 5, 31),)},
        {"key": "k2"},
        {"seed": 2},
        {"ledger": _ledger(("b" * 16, "m1", 10))},
        {"ledger": _ledger(("a" * 16, "m2", 10))},
        {"ledger": _ledger(("a" * 16, "m1", 9))},
    ],
    ids=["day", "key", "seed", "file", "column mapping", "rows that were legal"],
)
def test_whatever_the_result_rests_on_changes_the_name(weights, change):
    assert _name(weights, **change) != _name(weights)


def test_a_changed_profile_changes_the_name(weights):
    assert _name(replace(weights, version="0" * 16)) != _name(weights)


def test_the_program_has_one_version_as_long_as_nothing_changes():
    assert code_version() == code_version.__wrapped__()
