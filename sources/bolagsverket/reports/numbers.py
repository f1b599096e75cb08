"""Numbers and dates as they are written in inline XBRL: text, format, scale and sign become a value.

What cannot be read without guessing is `None`; nothing here raises, and nothing grows with what the text asks for.
Which element a text comes from does not belong here.
"""

import datetime as dt
import re
from decimal import Decimal

#: The longest number, and the largest scale and precision, that any report has a use for.
LONGEST_NUMBER, LARGEST_SCALE, LARGEST_DECIMALS = 40, 12, 12
_BLANKS = re.compile(r"\s+")
_DASH = re.compile(r"[-\u2010-\u2015\u2212]")
_PLAIN = re.compile(r"[0-9]+(?:\.[0-9]+)?")


def _grouped(separators: str, decimal: str) -> re.Pattern[str]:
    """Digits, ungrouped or in threes by one of the separators, and decimals."""
    grouped = rf"[0-9]{{1,3}}(?:[{separators}][0-9]{{3}})+|[0-9]+"
    return re.compile(rf"({grouped})(?:[{decimal}]([0-9]+))?")


_COMMA, _POINT = _grouped(" .", ","), _grouped(" ,", ".")
#: Transformations by name, from all published registries; hyphens in the names are left out.
_FORMATS: dict[str, re.Pattern[str]] = {
    "numcomma": _COMMA,
    "numcommadecimal": _COMMA,
    "numspacecomma": _grouped(" ", ","),
    "numdotcomma": _grouped(".", ","),
    "numdotdecimal": _POINT,
    "numspacedot": _grouped(" ", "."),
    "numcommadot": _grouped(",", "."),
}
_ZERO = frozenset({"numdash", "zerodash"})
_FIXED_ZERO = "fixedzero"


def amount(text: str, form: str | None, scale: str | None, sign: str | None) -> Decimal | None:
    """The value that is meant: the text as the format reads it × 10^scale, negative when the sign says so.

    Args:
        text: what stands in the document; a minus sign in it is not part of the number.
        form: local name of the transformation; nothing for a plain number.
        scale: power of ten.
        sign: `-` or nothing.
    """
    number, power = _number(text, form), whole(scale or "0")
    if number is None or power is None or abs(power) > LARGEST_SCALE or sign not in (None, "", "-"):
        return None
    value = number.scaleb(power)
    return -value if sign else value


def _number(text: str, form: str | None) -> Decimal | None:
    written = _BLANKS.sub(" ", text.strip())
    name = "" if form is None else form.replace("-", "").lower()
    if name == _FIXED_ZERO or (name in _ZERO and _DASH.fullmatch(written)):
        return Decimal(0)
    if len(written) > LONGEST_NUMBER or not written.isascii():
        return None
    if not name:
        return Decimal(written) if _PLAIN.fullmatch(written) else None
    found = _FORMATS[name].fullmatch(written) if name in _FORMATS else None
    if found is None:
        return None
    integer = "".join(character for character in found[1] if character.isdigit())
    return Decimal(f"{integer}.{found[2] or '0'}")


def whole(text: str) -> int | None:
    """A small whole number; `None` when it is not written as one."""
    return int(text) if re.fullmatch(r"[+-]?[0-9]{1,3}", text.strip()) else None


def precision(decimals: str | None, scale: str | None) -> int | None:
    """Correct decimals; `None` for exact. What is not stated is as coarse as the scale."""
    stated = (decimals or "").strip()
    if stated.upper() == "INF":
        return None
    found = whole(stated) if stated else -(whole(scale or "0") or 0)
    return None if found is None else max(-LARGEST_DECIMALS, min(LARGEST_DECIMALS, found))


#: Months by their first three letters, in Swedish, Danish and English.
_MONTHS = {"jan": 1, "feb": 2, "mar": 3, "apr": 4, "maj": 5, "may": 5, "jun": 6, "jul": 7, "aug": 8, "sep": 9} | {
    "okt": 10,
    "oct": 10,
    "nov": 11,
    "dec": 12,
}
_WRITTEN_OUT = re.compile(r"([0-9]{1,2})\.? ([^\W\d_]{3,9})\.? ([0-9]{4})")
_DAY_FIRST = re.compile(r"([0-9]{1,2})[./-]([0-9]{1,2})[./-]([0-9]{4})")


def date(text: str) -> dt.date | None:
    """A day, written `2023-12-31`, `31 december 2023`, `31 dec 2023` or `31.12.2023`."""
    written = _BLANKS.sub(" ", text.strip()).lower()
    if len(written) > LONGEST_NUMBER:
        return None
    if found := _WRITTEN_OUT.fullmatch(written):
        parts = (int(found[3]), _MONTHS.get(found[2][:3], 0), int(found[1]))
    elif found := _DAY_FIRST.fullmatch(written):
        parts = (int(found[3]), int(found[2]), int(found[1]))
    elif found := re.fullmatch(r"([0-9]{4})-([0-9]{2})-([0-9]{2})", written):
        parts = (int(found[1]), int(found[2]), int(found[3]))
    else:
        return None
    try:
        return dt.date(*parts)
    except ValueError:
        return None
