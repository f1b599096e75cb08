"""How many reports of each kind come in, month by month, after the published figures for the full register.

Tips: 412 in July-October 2020 and 1 945 in the same months of 2021, after the web form of June 2021. Municipal reports:
100-150 a year until the wider duty of 2026. Whom the reports are about belongs in `reports.py`.
"""

import datetime as dt

import numpy as np

from sources.synthetic.draws import Ints, Rng
from sources.synthetic.setting import Setting
from tables.months import add_months, day_number

#: Tips that July to October bring together, at full scale.
TIPS_JULY_TO_OCTOBER = {2020: 412, 2021: 1945}
TIPS_START, WEB_FORM, WIDER_DUTY = dt.date(2020, 4, 1), dt.date(2021, 6, 1), dt.date(2026, 1, 1)
#: Reports a year at full scale of the kinds whose volume is even: lowest and highest year.
YEARLY = {
    "municipal_report": (105, 145),
    "lex_sarah": (1115, 1190),
    "enquiry_municipal": (950, 1050),
    "complaint": (1300, 1500),
    "child_line": (340, 420),
    "authority_signal": (100, 140),
}
MUNICIPAL_AFTER = (560, 640)


def days_by_kind(setting: Setting) -> dict[str, Ints]:
    """The days on which reports of each kind are received."""
    days = {"tip": _tips(setting)}
    for kind, (low, high) in YEARLY.items():
        rng = setting.stream(f"volume of {kind}")
        pieces = []
        for year in setting.calendar_years():
            jump = kind == "municipal_report" and year >= WIDER_DUTY.year
            wanted = int(rng.integers(*(MUNICIPAL_AFTER if jump else (low, high + 1))))
            first, after = _bounds(setting, dt.date(year, 1, 1), dt.date(year + 1, 1, 1))
            pieces.append(_days(rng, round(wanted * setting.scale * setting.share_of_year(year)), first, after))
        days[kind] = np.concatenate(pieces)
    return days


def _tips(setting: Setting) -> Ints:
    rng = setting.stream("volume of tips")
    month, pieces = setting.starts_on.replace(day=1), []
    while month <= setting.ends_on:
        if month >= TIPS_START and not _is_counted(month):
            first, after = _bounds(setting, month, add_months(month, 1))
            wanted = _tips_a_month(month) * rng.uniform(0.94, 1.06) * setting.scale
            whole = day_number(add_months(month, 1)) - day_number(month)
            pieces.append(_days(rng, round(wanted * (after - first) / whole), first, after))
        month = add_months(month, 1)
    for year, wanted in TIPS_JULY_TO_OCTOBER.items():
        first, after = _bounds(setting, dt.date(year, 7, 1), dt.date(year, 11, 1))
        share = (after - first) / (day_number(dt.date(year, 11, 1)) - day_number(dt.date(year, 7, 1)))
        pieces.append(_days(rng, round(wanted * setting.scale * share), first, after))
    return np.concatenate(pieces)


def _is_counted(month: dt.date) -> bool:
    return month.year in TIPS_JULY_TO_OCTOBER and 7 <= month.month <= 10


def _tips_a_month(month: dt.date) -> float:
    if month < dt.date(2020, 7, 1):
        return 60.0
    if month < WEB_FORM:
        return 103.0
    return 486.0 + 1.5 * ((month.year - 2021) * 12 + month.month - 6)


def _bounds(setting: Setting, first: dt.date, after: dt.date) -> tuple[int, int]:
    """The part of a stretch of days that lies in the period: first day, day after the last."""
    low = max(day_number(first), setting.first_day)
    return low, max(low, min(day_number(after), setting.last_day + 1))


def _days(rng: Rng, n: int, first: int, after: int) -> Ints:
    return rng.integers(first, max(after, first + 1), size=n if after > first else 0, dtype=np.int64)
