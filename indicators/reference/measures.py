"""The vocabulary of measures → a reference page. Pure: classes in, Markdown out."""

import dataclasses
import inspect
import re

from indicators import measures
from tables.reference_docs import page


def measures_page() -> str:
    """Every measure with its docstring and arguments."""
    said = (
        "What an indicator can ask of the facts. Every measure computes in bulk, lists the rows behind a value, says "
        "itself in Swedish, and is defined row by row in `naive`. All take `fact`, `where` (column: the values that "
        "count) and `else_actor` (a row that names only an actor counts for each of its open activities)."
    )
    chosen = (getattr(measures, name) for name in measures.__all__ if name != "Measure")
    return page("Measures", said, *(_measure_section(measure) for measure in chosen))


def _measure_section(measure: type[measures.Measure]) -> str:
    shared = {each.name for each in dataclasses.fields(measures.Measure)}
    own = [each for each in dataclasses.fields(measure) if each.name not in shared]
    arguments = ", ".join(f"`{each.name}: {_type_name(each.type)}`" for each in own)
    return "\n\n".join(filter(None, [f"## {measure.__name__}", inspect.getdoc(measure), arguments]))


def _type_name(annotation: object) -> str:
    return re.sub(r"\b[a-z_.]+\.(?=[A-Z])", "", inspect.formatannotation(annotation))
