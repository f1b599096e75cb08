"""The questions as SQL aggregates with FILTER, for DuckDB and PostgreSQL alike.

A statement is given, for each window, an expression for the last day outside it, and an expression for T.
"""

from collections.abc import Mapping

from benchmarks.peers.questions import FULL, GONE, SHIFT, STEPS, WEIGHTS, Question, window_name

_ORIGIN = "DATE '1970-01-01'"


def aggregate(question: Question, t: str, cutoffs: Mapping[str, str], bits: str) -> str:
    """The aggregate that answers a question within one entity and date; null where there is nothing.

    Args:
        question: what is asked.
        t: the expression for T.
        cutoffs: window's name → expression for the last day outside it.
        bits: how many bits are set in a number `{0}`, in the dialect's own form.
    """
    age = f"({t} - event_date)"
    expression = {
        "count": "count(*)",
        "held": "count(*)",
        "held_sum": "sum(value)",
        "weighted": f"sum({_case('severity', WEIGHTS)})",
        "decayed": f"sum(CASE WHEN {age} <= {FULL} THEN {GONE - FULL} ELSE {GONE} - {age} END)",
        "aged": f"sum(value * {_steps(cutoffs)})",
        "since": f"{t} - max(event_date)",
        "highest": "max(severity)",
        "distinct": bits.format("bit_or(1 << source::INTEGER){filter}"),
        "latest": f"max((event_date - {_ORIGIN})::BIGINT * {SHIFT} + value){{filter}} % {SHIFT}",
    }[question.form]
    where = f" FILTER (WHERE {condition(question, t, cutoffs)})"
    return expression.replace("{filter}", where) if "{filter}" in expression else expression + where


def condition(question: Question, t: str, cutoffs: Mapping[str, str]) -> str:
    """Which of the facts known at T count."""
    tests = [
        f"{column} IN ({', '.join(map(str, values))})" if len(values) > 1 else f"{column} = {values[0]}"
        for column, values in question.where.items()
    ]
    then = cutoffs[window_name(question.window)] if question.window is not None else t
    if question.form in {"held", "held_sum"}:
        return " AND ".join([*tests, f"event_date <= {then}", f"(until IS NULL OR until > {then})"])
    if question.window is not None:
        tests.append(f"event_date > {then}")
    if question.form == "decayed":
        tests.append(f"({t} - event_date) < {GONE}")
    if question.form == "aged":
        tests.append(f"event_date > {cutoffs[window_name(STEPS[-1][0])]}")
    return " AND ".join(tests)


def known(t: str) -> str:
    """Which facts were known at T and not yet withdrawn; none is known before it happens."""
    return f"known_from <= {t} AND (known_to IS NULL OR known_to > {t})"


def _case(column: str, numbers: Mapping[int, int]) -> str:
    return (
        f"CASE {column} " + " ".join(f"WHEN {code} THEN {number}" for code, number in numbers.items()) + " ELSE 0 END"
    )


def _steps(cutoffs: Mapping[str, str]) -> str:
    if not {window_name(window) for window, _ in STEPS} <= cutoffs.keys():
        return "0"
    cases = (f"WHEN event_date > {cutoffs[window_name(window)]} THEN {weight}" for window, weight in STEPS)
    return f"CASE {' '.join(cases)} END"
