"""`python -m benchmarks [--full] [NAME …]`: run the benchmarks, print a table for each, write JSON beside the source.

A benchmark is a module in this folder with `run() -> dict`: name of what was measured → number, or → a further dict,
which becomes a block, or a table when its dicts have the same keys. What the numbers were measured on is noted with
them; ratios travel better between machines than seconds do, so a benchmark gives both where it can.
"""

import argparse
import importlib
import inspect
import json
import os
import pkgutil
import platform
import sys
import time
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parent
RESULTS = FOLDER / "results"


def names() -> list[str]:
    """Every module of this folder that can be run, sorted; packages hold their parts."""
    found = pkgutil.iter_modules([str(FOLDER)])
    return sorted(module.name for module in found if not module.ispkg and not module.name.startswith("_"))


def machine() -> dict[str, Any]:
    """What the numbers were measured on."""
    return {"cores": os.cpu_count(), "load": round(os.getloadavg()[0], 1), "python": platform.python_version()}


def lines(result: Mapping[str, Any], indent: str = "  ") -> Iterator[str]:
    """The result as aligned lines; a dict in it becomes a block, dicts with the same keys a table."""
    width = max((len(str(key)) for key in result), default=0)
    for key, value in result.items():
        if isinstance(value, Mapping):
            yield f"{indent}{key}"
            yield from (_table if _is_table(value) else lines)(value, indent + "  ")
        else:
            yield f"{indent}{key!s:<{width}}  {_shown(value):>12}"


def _is_table(result: Mapping[str, Any]) -> bool:
    rows = list(result.values())
    return len(rows) > 1 and all(isinstance(row, Mapping) and row.keys() == rows[0].keys() for row in rows)


def _table(result: Mapping[str, Any], indent: str) -> Iterator[str]:
    columns = list(next(iter(result.values())))
    width = max(len(str(key)) for key in result)
    yield f"{indent}{'':<{width}}" + "".join(f"  {column:>12}" for column in columns)
    for key, row in result.items():
        yield f"{indent}{key!s:<{width}}" + "".join(f"  {_shown(row[column]):>12}" for column in columns)


def _shown(value: object) -> str:
    if isinstance(value, bool) or not isinstance(value, int | float):
        return str(value)
    return f"{value:,d}".replace(",", " ") if isinstance(value, int) else f"{value:.4g}"


def measure(name: str, *, full: bool = False) -> dict[str, Any]:
    """Run one benchmark, print what it found, write it down; `full` asks those that can for their largest sizes."""
    print(f"{name} …", flush=True)
    started = time.perf_counter()
    run = importlib.import_module(f"benchmarks.{name}").run
    is_full = full and "full" in inspect.signature(run).parameters
    found = run(full=True) if is_full else run()
    whole = {
        "benchmark": name,
        "machine": machine(),
        "took_s": round(time.perf_counter() - started, 2),
        "result": found,
    }
    for line in lines({**found, "took_s": whole["took_s"]}):
        print(line)
    RESULTS.mkdir(exist_ok=True)
    target = RESULTS / f"{name}{'-full' if is_full else ''}.json"
    target.write_text(json.dumps(whole, indent=2, ensure_ascii=False, default=str) + "\n", encoding="utf-8")
    print(f"  → benchmarks/results/{target.name}\n", flush=True)
    return whole


def main() -> int:
    """Run the benchmarks named, or all; the exit code is 1 when one of them failed."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description="Run the benchmarks.")
    parser.add_argument("name", nargs="*", choices=[*names(), []], help="which ones; all when none is named")
    parser.add_argument("--full", action="store_true", help="the largest sizes, where a benchmark has several")
    asked = parser.parse_args()
    chosen = asked.name or names()
    failed = []
    for name in chosen:
        try:
            measure(name, full=asked.full)
        except Exception as error:  # one benchmark must not stop the others
            print(f"  FAILED: {type(error).__name__}: {error}\n", flush=True)
            failed.append(name)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
