"""Values as they are on the wire, which is not quite as the specification has them: read here, or refused by name.

What the values mean belongs in `answers.py`.
"""

import datetime as dt
from collections.abc import Mapping
from typing import Any

from sources.fetching.connector import SourceFault
from sources.fetching.http.headers import swedish_day

Record = Mapping[str, Any]


def record(value: Any, name: str) -> Record:
    """An object; an empty one where there is none.

    Raises:
        SourceFault: it is something else.
    """
    if value is None:
        return {}
    if not isinstance(value, dict):
        raise unreadable(name)
    return value


def records(value: Any, name: str) -> list[Record]:
    """A list of objects; null elements are left out, and no list is an empty one.

    Raises:
        SourceFault: it is something else.
    """
    if value is None:
        return []
    if not isinstance(value, list):
        raise unreadable(name)
    return [record(each, name) for each in value if each is not None]


def text(value: Any, name: str) -> str | None:
    """A text on one line without blanks around it, also where line breaks are written out; never empty.

    Raises:
        SourceFault: it is no text.
    """
    if value is None:
        return None
    if isinstance(value, bool) or not isinstance(value, str | int):
        raise unreadable(name)
    return " ".join(str(value).replace("\\n", " ").replace("\\", " ").split()) or None


def day(value: Any, name: str) -> dt.date | None:
    """A Swedish day, written as a date, as a moment with its zone, or in milliseconds since 1970.

    Raises:
        SourceFault: it is none of them.
    """
    written = text(value, name)
    if written is None:
        return None
    try:
        if written.lstrip("-").isdigit():
            return swedish_day(dt.datetime.fromtimestamp(0, dt.UTC) + dt.timedelta(milliseconds=int(written)))
        if len(written) == len("2023-05-05"):
            return dt.date.fromisoformat(written)
        return swedish_day(dt.datetime.fromisoformat(written))
    except (ValueError, OverflowError):
        raise unreadable(name) from None


def whole(value: Any, name: str) -> int | None:
    """A whole number that is not negative, also where it is written as text.

    Raises:
        SourceFault: it is none.
    """
    written = text(value, name)
    if written is None:
        return None
    if not (written.isascii() and written.isdigit()):
        raise unreadable(name)
    return int(written)


def unreadable(name: str) -> SourceFault:
    """The fault that a part of an answer is not what it should be."""
    return SourceFault(f"svaret har fel form i {name}; källan eller programmet har ändrats")
