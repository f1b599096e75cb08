"""A table of an evaluation, as the page and the terminal show it."""

from dataclasses import dataclass

from web.evaluation.words import Figure

NOTHING = Figure("–")


@dataclass(frozen=True)
class Grid:
    """A table: headings with what stands under each, rows of a name and its cells, and what is said above.

    `first` holds the names of the rows that are about the order in use.
    """

    title: str
    text: str
    headings: tuple[tuple[str, str], ...]
    rows: tuple[tuple[str, tuple[Figure, ...]], ...]
    first: frozenset[str] = frozenset()
