"""A printed pack as frozen values: headings, sentences, pairs and tables, without layout."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Rows:
    """A table.

    Attributes:
        caption: what it shows.
        head: the headings.
        rows: the cells, as text.
        widths: how wide the columns are to each other.
        right: places of the columns that hold figures.
    """

    caption: str
    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    widths: tuple[int, ...]
    right: tuple[int, ...] = ()


@dataclass(frozen=True)
class Part:
    """A heading with what stands beneath it, in this order."""

    heading: str
    texts: tuple[str, ...] = ()
    pairs: tuple[tuple[str, str], ...] = ()
    tables: tuple[Rows, ...] = ()
    points: tuple[str, ...] = ()
    parts: tuple["Part", ...] = ()


@dataclass(frozen=True)
class Document:
    """Everything that is printed.

    Attributes:
        title: the document's name.
        subject: whom it is about.
        author: who printed it.
        printed: when, as year, month, day, hour, minute and second in UTC.
        running: what stands at the top of every page after the first.
        case: the case number, beside it.
        footer: the run, at the foot of every page.
        about: pairs on the first page.
        notice: what it is for and not for.
        parts: the rest.
    """

    title: str
    subject: str
    author: str
    printed: tuple[int, int, int, int, int, int]
    running: str
    case: str
    footer: str
    about: tuple[tuple[str, str], ...]
    notice: str
    parts: tuple[Part, ...]
