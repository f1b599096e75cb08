"""Organisation numbers and personal numbers with right check digits that belong to nobody.

Organisation numbers are taken from the far end of each series, which as far as known has not been given out; personal
numbers from the 1880s, so that nobody living can be hit. How numbers are pseudonymised belongs to landing.
"""

import datetime as dt

import numpy as np
import polars as pl

from sources.synthetic.draws import Ints, Texts
from tables.months import day_number

#: Legal form → the first digits of its series; the first digit is the group of the form.
SERIES = {
    "AB": 5599,
    "HB": 9699,
    "KB": 9698,
    "EK": 7699,
    "IF": 8029,
    "ST": 8028,
    "TS": 2529,
    "KOM": 2120,
    "REG": 2321,
    "STAT": 2021,
}
_FIRST_BIRTH = day_number(dt.date(1880, 1, 1))
_BIRTH_DAYS = day_number(dt.date(1890, 1, 1)) - _FIRST_BIRTH
#: How many personal numbers the decade has room for.
PERSONS = _BIRTH_DAYS * 1000


def check_digits(numbers: Ints) -> Ints:
    """The Luhn check digit of each nine-digit number."""
    digits = (numbers[:, None] // 10 ** np.arange(8, -1, -1)) % 10
    doubled = digits * np.array([2, 1, 2, 1, 2, 1, 2, 1, 2])
    return np.asarray((-(doubled // 10 + doubled % 10).sum(axis=1)) % 10)


def organisation_numbers(legal_form: Texts, serial: Ints) -> pl.Series:
    """Ten-digit organisation numbers; `serial` (0 to 99 999) must be unique within a legal form."""
    series = np.array([SERIES.get(str(form), 5598) for form in np.unique(legal_form)])
    group = series[np.unique(legal_form, return_inverse=True)[1]]
    nine = group * 100_000 + serial
    return pl.Series((nine * 10 + check_digits(nine)).astype(np.int64)).cast(pl.String)


def personal_numbers(person: Ints) -> pl.Series:
    """Twelve-digit personal numbers of persons by running number; different numbers give different persons."""
    birth = (
        pl.Series((_FIRST_BIRTH + person % _BIRTH_DAYS).astype(np.int32))
        .cast(pl.Date)
        .dt.strftime("%Y%m%d")
        .cast(pl.Int64)
        .to_numpy()
    )
    serial = (person // _BIRTH_DAYS) % 1000
    nine = (birth % 1_000_000) * 1000 + serial
    whole = birth * 10_000 + serial * 10 + check_digits(nine)
    return pl.Series(whole.astype(np.int64)).cast(pl.String)
