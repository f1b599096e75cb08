"""Delivery `municipality_status`: since when municipalities are connected to the e-service and the placement support.

By 13 March 2026, 262 municipalities and Gotland use the e-service and 230 the placement support. How diligently a
municipality reports is in `reports.py`.
"""

import datetime as dt

import numpy as np
import polars as pl

from sources.synthetic.draws import NEVER, Ints, dates
from sources.synthetic.population import N_MUNICIPALITIES, municipalities
from sources.synthetic.setting import Setting
from tables.months import day_number

CONNECTED, SUPPORTED = 262, 230
COUNTED_ON = dt.date(2026, 3, 13)
_FIRST_CONNECTED, _FIRST_SUPPORTED = dt.date(2021, 2, 1), dt.date(2022, 9, 1)


def connected_days(setting: Setting) -> Ints:
    """The day each municipality was connected to the e-service, in code order; `NEVER` for those that are not."""
    gotland = municipalities()["code"].to_list().index("0980")
    others = np.delete(np.arange(N_MUNICIPALITIES), gotland)
    rng = setting.stream("e-service")
    chosen = rng.permutation(others)
    days = np.full(N_MUNICIPALITIES, NEVER)
    days[gotland] = day_number(dt.date(2023, 5, 2))
    days[chosen[:CONNECTED]] = _growing(rng, _FIRST_CONNECTED, CONNECTED)
    late = chosen[CONNECTED:]
    days[late[::3]] = day_number(COUNTED_ON) + rng.integers(20, 300, len(late[::3]))
    return days


def _supported_days(setting: Setting) -> Ints:
    rng = setting.stream("placement support")
    days = np.full(N_MUNICIPALITIES, NEVER)
    days[rng.permutation(N_MUNICIPALITIES)[:SUPPORTED]] = _growing(rng, _FIRST_SUPPORTED, SUPPORTED)
    return days


def _growing(rng: np.random.Generator, first: dt.date, n: int) -> Ints:
    """Days between the first connection and the day of the count, more of them early."""
    length = day_number(COUNTED_ON) - day_number(first)
    return day_number(first) + (rng.random(n) ** 1.4 * length).astype(np.int64)


def rows(setting: Setting) -> pl.DataFrame:
    """Each municipality without connections first, then a row each time it is connected to something."""
    connected, supported = connected_days(setting), _supported_days(setting)
    codes = municipalities()["code"]
    pieces = [_known(codes, np.full(N_MUNICIPALITIES, setting.first_day - 1), connected, supported)]
    pieces += [
        _known(codes, days + 1, connected, supported).filter(pl.Series((days < NEVER) & (days >= setting.first_day)))
        for days in (connected, supported)
    ]
    return pl.concat(pieces).unique(["municipality_code", "known_at"], keep="first", maintain_order=True)


def _known(codes: pl.Series, known: Ints, connected: Ints, supported: Ints) -> pl.DataFrame:
    return pl.DataFrame(
        {
            "municipality_code": codes,
            "e_service_from": dates(np.where(connected < known, connected, NEVER)),
            "placement_support_from": dates(np.where(supported < known, supported, NEVER)),
            "known_at": dates(known),
        }
    )
