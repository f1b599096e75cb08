"""Worked cases → Markdown: the facts as tables, and the value they give. They are the tests of the indicator."""

from typing import Any

from indicators.definition import Case, Unknown
from tables.reference_docs import table_of


def case_section(case: Case) -> str:
    """One case under its own heading."""
    parts = [f"### {case.title[:1].upper()}{case.title[1:]}", f"T = {case.as_of}"]
    parts += [_case_rows(name, rows) for name, rows in case.facts.items() if rows]
    if not any(case.facts.values()):
        parts.append("No facts.")
    if case.peers:
        parts.append(
            "From the peer group: " + ", ".join(f"{name} = {value:g}" for name, value in case.peers.items()) + "."
        )
    return "\n\n".join([*parts, f"**Value: {_answer(case)}**"])


def _case_rows(name: str, rows: list[dict[str, Any]]) -> str:
    columns = list(dict.fromkeys(column for row in rows for column in row))
    return f"`{name}`:\n\n" + table_of(columns, ([row.get(column) for column in columns] for row in rows))


def _answer(case: Case) -> str:
    if isinstance(case.expect, Unknown):
        return f"unknown, `{case.expect.reason}`"
    standardised = "" if case.expect_z is None else f", standardised {case.expect_z:.4g}"
    return f"{case.expect:.6g}{standardised}"
