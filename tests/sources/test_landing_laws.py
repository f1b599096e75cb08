"""What holds for any deliveries: order and repetition do not matter, and no row is lost or made up."""

import itertools
import tempfile
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.sources.delivering import csv_text, landed, put, put_and_landed, rows_of

FEW = settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.too_slow])
SPOILS = [
    {}, {}, {}, {"kind": "x"}, {"received_at": "1/3 2026"}, {"severity": "9"}, {"operator_id": "5560000003"},
    {"unknown_actor": '"Björken'}, {"link_method": ""}, {"unknown_actor": "a;b"}, {"report_id": "R1"},
]  # fmt: skip
changes = st.lists(st.sampled_from(SPOILS), min_size=1, max_size=12)
names = itertools.count()


def folder():
    return Path(tempfile.mkdtemp(prefix=f"landing-{next(names)}-"))


@FEW
@given(changes)
def test_each_row_is_either_landed_or_in_quarantine(spoils):
    root = folder()
    outcome = put_and_landed(root, "report", {"report_id": "R0"}, *spoils)
    (file,) = outcome.landing.landed
    lines = {*outcome.rows["report"]["source_row"], *(row["source_row"] for row in outcome.waiting)}
    assert file.rows == file.good_rows + file.quarantined_rows == len(spoils) + 1
    assert lines == set(range(2, len(spoils) + 3))


@FEW
@given(changes)
def test_a_row_without_fault_is_landed_whatever_stands_beside_it(spoils):
    root = folder()
    outcome = put_and_landed(root, "report", {"report_id": "R0"}, *spoils)
    rows = rows_of("report", {"report_id": "R0"}, *spoils)
    untouched = {row["report_id"] for row, spoil in zip(rows[1:], spoils, strict=True) if spoil == {}} - {"R1"}
    assert untouched | {"R0"} <= set(outcome.rows["report"]["report_id"])


@FEW
@given(changes)
def test_landing_again_changes_nothing(spoils):
    root = folder()
    first = put_and_landed(root, "report", {"report_id": "R0"}, *spoils)
    again = landed(root / "in", root / "home", "report")
    assert again.rows["report"].equals(first.rows["report"])
    assert again.waiting == first.waiting


@FEW
@given(st.permutations(range(4)))
def test_the_order_in_which_files_come_does_not_change_the_rows_in_use(order):
    files = [
        csv_text(rows_of("report", {"report_id": f"R{number}"}, {"report_id": f"S{number}"})) for number in range(4)
    ]
    in_order, out_of_order = folder(), folder()
    for number in range(4):
        put(in_order / "in", "report", f"report_{number}.csv", files[number])
    landed(in_order / "in", in_order / "home")
    for number in order:
        put(out_of_order / "in", "report", f"report_{number}.csv", files[number])
        landed(out_of_order / "in", out_of_order / "home")
    one, other = (landed(root / "in", root / "home", "report").rows["report"] for root in (in_order, out_of_order))
    assert one.sort("ledger_id", "source_row").equals(other.sort("ledger_id", "source_row"))
