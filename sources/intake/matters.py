"""Reports that officers have said are one matter, or not after all, as later rows of the same reports."""

from collections.abc import Iterable, Mapping
from typing import Any

from sources.intake.book import Submission
from sources.intake.contract import SameMatter

Row = dict[str, Any]


def matter_rows(received: Iterable[Submission], own: Mapping[str, Row], settled: Mapping[str, list[Row]]) -> list[Row]:
    """A row for each report whose matter a decision changed, known from the day of the decision.

    Args:
        received: the book, in order.
        own: report id → its row, of reports in the book.
        settled: number of a decision → the rows, as they were, of reports that are not in the book.
    """
    first: dict[str, Row] = dict(own)
    matter: dict[str, str | None] = {}
    rows: list[Row] = []
    for one in received:
        if not isinstance(one.content, SameMatter):
            continue
        for row in settled.get(one.number, []):
            first.setdefault(row["report_id"], row)
        changed = _changed(one, one.content, first, matter)
        matter |= changed
        rows += [{**first[name], "matter_id": joined, "known_at": one.day} for name, joined in changed.items()]
    return rows


def _changed(
    one: Submission, decision: SameMatter, first: Mapping[str, Row], matter: Mapping[str, str | None]
) -> dict[str, str | None]:
    """Report id → the matter it belongs to from now on, of those that the decision changes."""
    named = [name for name in decision.report_ids if name in first]
    held = {name: matter.get(name, row.get("matter_id")) for name, row in first.items()}
    if not decision.joins:
        wanted = {name: first[name].get("matter_id") for name in named}
    else:
        taken = [joined for name in named if (joined := held[name])]
        joined = taken[0] if taken else f"M-{one.number}"
        with_them = [name for name, other in held.items() if other and other in taken]
        wanted = dict.fromkeys([*named, *with_them], joined)
    return {name: joined for name, joined in wanted.items() if held[name] != joined}
