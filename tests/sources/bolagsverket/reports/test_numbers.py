"""Numbers and days as they are written in annual reports."""

import datetime as dt
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sources.bolagsverket.reports.numbers import amount, date, precision

READ = [
    ("5 335", "numspacecomma", "0", None, "5335"),
    ("1\u00a0234\u00a0567,5", "numspacecomma", "0", None, "1234567.5"),
    ("1\u202f234", "numspacecomma", "0", None, "1234"),
    ("  12\n 345 ", "numspacecomma", "0", None, "12345"),
    ("12345", "numspacecomma", None, None, "12345"),
    ("33,7", "numcomma", "-2", None, "0.337"),
    ("1.234,5", "numdotcomma", "0", None, "1234.5"),
    ("1 234,5", "num-comma-decimal", "0", None, "1234.5"),
    ("1,234.5", "numdotdecimal", "0", None, "1234.5"),
    ("1 234.5", "numspacedot", "0", None, "1234.5"),
    ("1,234", "numcommadot", "0", None, "1234"),
    ("2 650", "numspacecomma", "3", None, "2650000"),
    ("21 441", "numspacecomma", "0", "-", "-21441"),
    ("2", None, "0", None, "2"),
    ("2.5", None, None, None, "2.5"),
    ("–", "zerodash", "0", None, "0"),
    ("-", "numdash", "3", None, "0"),
    ("inget", "fixed-zero", "0", None, "0"),
]
NOT_READ = [
    ("tolv", None, "0", None),
    ("", "numspacecomma", "0", None),
    ("-21 441", "numspacecomma", "0", None),
    ("1 23", "numspacecomma", "0", None),
    ("1.234", "numspacecomma", "0", None),
    ("1 234", None, "0", None),
    ("1 234", "zerodash", "0", None),
    ("", "zerodash", "0", None),
    ("1234", "numunheardof", "0", None),
    ("1", None, "999999999", None),
    ("1", None, "-13", None),
    ("1", None, "x", None),
    ("1", None, "0", "+"),
    ("9" * 41, None, "0", None),
    ("١٢٣", None, "0", None),
    ("1&nbsp;234", "numspacecomma", "0", None),
]


@pytest.mark.parametrize(("text", "form", "scale", "sign", "value"), READ)
def test_a_number_is_read_by_its_format_scale_and_sign(text, form, scale, sign, value):
    assert amount(text, form, scale, sign) == Decimal(value)


@pytest.mark.parametrize(("text", "form", "scale", "sign"), NOT_READ)
def test_what_cannot_be_read_without_guessing_is_nothing(text, form, scale, sign):
    assert amount(text, form, scale, sign) is None


@given(st.integers(-(10**15), 10**15), st.integers(0, 6), st.sampled_from([" ", "\u00a0", "\u202f"]))
def test_what_is_written_in_kronor_is_read_back(whole, scale, blank):
    written = f"{abs(whole):,}".replace(",", blank)
    assert amount(written, "numspacecomma", str(scale), "-" if whole < 0 else None) == Decimal(whole) * 10**scale


@given(st.text(max_size=60), st.sampled_from([None, "numspacecomma", "numdotdecimal", "zerodash"]), st.text(max_size=4))
def test_nothing_that_can_be_written_is_an_error(text, form, scale):
    found = amount(text, form, scale, None)
    assert found is None or found.is_finite()


@pytest.mark.parametrize(
    ("decimals", "scale", "expected"),
    [
        ("INF", "0", None),
        ("0", "0", 0),
        ("-3", "3", -3),
        (None, "3", -3),
        ("", None, 0),
        ("99", "0", 12),
        ("x", "0", None),
    ],
)
def test_precision_is_as_stated_or_as_coarse_as_the_scale(decimals, scale, expected):
    assert precision(decimals, scale) == expected


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2023-12-31", dt.date(2023, 12, 31)),
        (" 31 december 2023\n", dt.date(2023, 12, 31)),
        ("1 jan 2017", dt.date(2017, 1, 1)),
        ("1. maj 2017", dt.date(2017, 5, 1)),
        ("31.12.2023", dt.date(2023, 12, 31)),
        ("0024-12-31", dt.date(24, 12, 31)),
        ("2023-13-01", None),
        ("31 smarch 2023", None),
        ("2023-12-31T00:00:00", None),
        ("", None),
    ],
)
def test_days_are_read_as_they_are_written_in_reports(text, day):
    assert date(text) == day
