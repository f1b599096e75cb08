"""What the engine is to reach, as ratios of CPU seconds within one run, and whether it did."""

from typing import Any

from benchmarks.peers.cases import Bench, Measured, exponent

#: At most so many times one DuckDB scan of the same columns: prepared, from raw Parquet.
SCANS = {"engine_prepared": 3.0, "engine_raw": 8.0}
#: At least so many times less than a peer: prepared, from raw Parquet.
TIMES_LESS = {
    "postgres_groups": (300.0, 100.0),
    "duckdb_join": (100.0, 40.0),
    "polars_dates": (35.0, 10.0),
    "pandas_dates": (40.0, 14.0),
}
IN_FACTS, IN_DATES = 1.05, 0.4
BYTES_A_CELL, MB_BESIDE = 2.2, 1024
SLOWER_UNDER_CAP = 1.1
NAMES = {"engine_prepared": "prepared", "engine_raw": "from raw Parquet"}

Main = tuple[int, int, int, int]


def held(bench: Bench, main: Main) -> dict[str, Any]:
    """Aim by aim: what was found, what it should be, whether it is reached."""
    of = dict(zip(("facts", "entities", "dates", "columns"), main, strict=True))
    found: dict[str, Any] = {}
    scan = bench.cost("scan_duckdb", **of)
    for number, (ours, most) in enumerate(SCANS.items()):
        own = bench.cost(ours, **of)
        found |= _at_most(f"{NAMES[ours]}, of one DuckDB scan", _ratio(own, scan), most)
        for peer, least in TIMES_LESS.items():
            ratio = _ratio(bench.cost(peer, **of), own)
            found |= _at_least(f"{NAMES[ours]}, less than {peer}", ratio, least[number])
    return found | _growth(bench) | _memory(bench)


def _growth(bench: Bench) -> dict[str, Any]:
    """Exponents between the two largest cases there are along each axis."""
    found: dict[str, Any] = {}
    for ours, name in NAMES.items():
        for axis, most in (("facts", IN_FACTS), ("dates", IN_DATES)):
            line = along(bench.found, ours, axis)
            if len(line) > 1:
                first = line[0] if axis == "dates" else line[-2]
                found |= _at_most(f"{name}, growth in {axis}", exponent(first, line[-1], axis), most)
    return found


def along(found: list[Measured], peer: str, axis: str) -> list[Measured]:
    """A peer's cases that differ in one property only, ascending: the longest such line, the largest if several."""
    lines: dict[tuple[int, ...], dict[int, Measured]] = {}
    for one in found:
        if one.peer == peer and one.case.cap_mb is None:
            others = tuple(
                getattr(one.case, name) for name in ("facts", "entities", "dates", "columns") if name != axis
            )
            lines.setdefault(others, {})[getattr(one.case, axis)] = one
    best = max(lines.items(), key=lambda line: (len(line[1]), line[0]), default=((), {}))[1]
    return [best[place] for place in sorted(best)]


def _memory(bench: Bench) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for ours, name in NAMES.items():
        own = [one for one in bench.found if one.peer == ours and one.case.cap_mb is None]
        if not own:
            continue
        largest = max(own, key=lambda one: one.case.cells)
        beside = max(0.0, largest.peak_mb - MB_BESIDE) * 1024 * 1024 / largest.case.cells
        found |= _at_most(f"{name}, bytes a cell beside 1 GB", round(beside, 2), BYTES_A_CELL)
        found[f"{name}, bytes a cell in all"] = round(largest.peak_mb * 1024 * 1024 / largest.case.cells, 2)
        for capped in (one for one in bench.found if one.peer == ours and one.case.cap_mb):
            case = capped.case
            free = bench.cost(ours, facts=case.facts, entities=case.entities, dates=case.dates, columns=case.columns)
            label = (
                f"{name}, {case.facts // 1_000_000} M facts at {case.dates} dates under {case.cap_mb} MB, of uncapped"
            )
            found |= _at_most(label, _ratio(capped, free), SLOWER_UNDER_CAP)
    return found


def _ratio(over: Measured | None, under: Measured | None) -> float | None:
    return None if over is None or under is None else round(over.cpu_s / under.cpu_s, 2)


def _at_most(name: str, found: float | None, most: float) -> dict[str, Any]:
    return {} if found is None else {name: {"found": found, "aim": f"≤ {most:g}", "reached": found <= most}}


def _at_least(name: str, found: float | None, least: float) -> dict[str, Any]:
    return {} if found is None else {name: {"found": found, "aim": f"≥ {least:g}", "reached": found >= least}}
