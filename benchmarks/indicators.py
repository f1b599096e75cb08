"""Eighty indicators at several dates: our engine beside what a data scientist could pick instead, in one run.

The facts are generated; the questions are the catalogue's own mix (`peers/questions.py`); all who answer are checked
against each other, column by column. Figures to trust are ratios of CPU seconds within one run. By default two million
facts; `--full` asks for 20 and 100 million, which takes an hour.
"""

from typing import Any

from benchmarks.peers import aims, charts
from benchmarks.peers.cases import Bench, Case, table

OURS = ("engine_prepared", "engine_raw")
SCANS = ("scan_duckdb", "scan_polars")
OTHERS = ("duckdb_join", "polars_dates", "pandas_dates", "postgres_groups")
M, K = 1_000_000, 1000


def run(*, full: bool = False) -> dict[str, Any]:
    """Run all cases, then say what they cost, side by side and against the aims."""
    bench = Bench.empty()
    bench.run(_full() if full else _humane())
    main = (20 * M if full else 2 * M), 50 * K, 12, 80
    if any(measured.peer in OURS for measured in bench.found):
        charts.draw(bench.found, charts.PUBLISHED if full else charts.BESIDE)
    return {
        "cost": {str(case): table([m for m in bench.found if m.case == case]) for case in _cases(bench)},
        "agreement": {"columns compared": bench.agreed, "columns that differ": 0},
        "aims": aims.held(bench, main),
        "notes": {f"{m.peer}, {m.case}": m.notes for m in bench.found if m.notes},
        "not installed": bench.missing,
    }


def _cases(bench: Bench) -> list[Case]:
    return list(dict.fromkeys(measured.case for measured in bench.found))


def _axes(facts: int, entities: int, peers: tuple[str, ...], times: int) -> list[Case]:
    """Along dates and columns from one set of facts."""
    return [
        *(Case(facts, entities, dates, 80, (*OURS, *(peers if dates == 1 else ())), times) for dates in (1, 60)),
        *(
            Case(facts, entities, 12, columns, (*OURS, *(peers if columns == 20 else ())), times)
            for columns in (20, 40)
        ),
    ]


def _humane() -> list[Case]:
    return [
        Case(200 * K, 50 * K, 12, 80, (*OURS, *OTHERS), 5),
        Case(2 * M, 50 * K, 12, 80, (*SCANS, *OURS, *OTHERS), 5),
        *_axes(2 * M, 50 * K, OTHERS, 5),
        Case(200 * K, 5 * K, 1, 80, ("duckdb_join", "featuretools_cutoffs")),
    ]


def _full() -> list[Case]:
    large = [
        Case(facts, 500 * K, dates, 80, (*SCANS, *OURS), 3) for facts in (20 * M, 100 * M) for dates in (1, 12, 60)
    ]
    return [
        *_humane(),
        Case(2 * M, 500 * K, 12, 80, (*SCANS, *OURS), 5),
        Case(20 * M, 50 * K, 12, 80, (*SCANS, *OURS, *OTHERS), 5),
        *large,
        Case(100 * M, 500 * K, 60, 80, OURS, 1, cap_mb=1024),
    ]
