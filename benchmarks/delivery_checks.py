"""The cost of checking deliveries: Great Expectations beside the contract's own check of the same rows, and all tables.

The ratio travels between machines; the seconds are of a loaded or an idle one, as noted beside them.
"""

import tempfile
import time
from pathlib import Path
from typing import Any

ROWS = 50_000


def run() -> dict[str, Any]:
    """Measure the import, 50 000 reports, every table, and the pages."""
    from sources.delivery_checks import check_delivery
    from tables.contracts import deliveries
    from tests.delivery_frames import legal

    _, imported = _timed(lambda: __import__("tables.expectation_kinds"))
    with tempfile.TemporaryDirectory() as folder:
        context = Path(folder) / "context"
        reports = deliveries()["report"]
        frame = legal(reports, ROWS)
        _, contract_s = _best(lambda: reports.filter(frame))
        result, whole_s = _best(lambda: check_delivery(reports, frame, previous=None, context_folder=context))
        tables: dict[str, float] = {}
        for contract in deliveries().values():
            rows = legal(contract, ROWS)
            _, tables[contract.table] = _timed(
                lambda contract=contract, rows=rows: check_delivery(
                    contract, rows, previous=None, context_folder=context
                )
            )
        _, pages_s = _timed(lambda: _build(context, Path(folder) / "pages"))
    return {
        "import, once a process, s": round(imported, 2),
        "reports": {
            "rows": ROWS,
            "expectations": len(result.results),
            "contract, s": round(contract_s, 3),
            "Great Expectations, s": round(whole_s, 3),
            "ratio": round(whole_s / contract_s, 1),
        },
        f"every table with {ROWS} rows, s": {**{name: round(s, 2) for name, s in tables.items()}},
        "all tables, s": round(sum(tables.values()), 1),
        "pages of Data Docs, s": round(pages_s, 2),
    }


def _build(context: Path, out: Path) -> Path:
    from web.data_docs.pages import build_data_docs

    return build_data_docs(context, out)


def _timed(work: Any) -> tuple[Any, float]:
    started = time.perf_counter()
    return work(), time.perf_counter() - started


def _best(work: Any, times: int = 3) -> tuple[Any, float]:
    return min((_timed(work) for _ in range(times)), key=lambda each: each[1])
