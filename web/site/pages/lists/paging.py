"""Links to the rows before and after, for lists whose only state is some codes and a page."""

from collections.abc import Mapping, Sequence
from typing import TypeVar
from urllib.parse import urlencode

from django.core.exceptions import BadRequest
from django.http import QueryDict

from web.reading import Paged
from web.site.components import PageLinks

T = TypeVar("T")
_MOST_PAGES = 1_000_000


def page_of(told: QueryDict) -> int:
    """The page that an address asks for.

    Raises:
        BadRequest: it is no page.
    """
    page = told.get("sida", "1")
    if not (page.isascii() and page.isdigit() and 1 <= int(page[:8]) <= _MOST_PAGES):
        raise BadRequest
    return int(page[:8])


def code_of(told: QueryDict, name: str, known: Sequence[str]) -> str | None:
    """A code that an address asks for, or nothing.

    Raises:
        BadRequest: there is no such code.
    """
    code = told.get(name) or None
    if code is not None and code not in known:
        raise BadRequest
    return code


def links(paged: Paged, told: Mapping[str, str | None]) -> PageLinks:
    """Links to the pages before and after, with the same codes."""
    return PageLinks(
        paged.first,
        paged.last,
        paged.total,
        address(told, paged.page - 1) if paged.page > 1 else None,
        address(told, paged.page + 1) if paged.page < paged.pages else None,
    )


def address(told: Mapping[str, str | None], page: int = 1) -> str:
    """A query with these codes and page."""
    pairs = {name: code for name, code in told.items() if code}
    return f"?{urlencode(pairs | ({'sida': str(page)} if page > 1 else {}))}"


def part(rows: Sequence[T], page: int) -> tuple[Paged, Sequence[T]]:
    """The rows of a page among rows that are all at hand."""
    paged = Paged(len(rows), page)
    return paged, rows[(page - 1) * paged.per_page : page * paged.per_page]
