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
    """Each municipality without connections first, then a row each February and each time it is connected."""
    connected, supported = connected_days(setting), _supported_days(setting)
    codes = municipalities()["code"]
    pieces = [_known(codes, np.full(N_MUNICIPALITIES, setting.first_day - 1), connected, supported)]
    pieces += [
        _known(codes, days + 1, connected, supported).filter(pl.Series((days < NEVER) & (days >= setting.first_day)))
        for days in (connected, supported)
    ]
    counted = [day_number(dt.date(year, 2, 22)) for year in setting.calendar_years()]
    pieces += [
        _known(codes, np.full(N_MUNICIPALITIES, day), connected, supported)
        for day in counted
        if setting.first_day <= day <= setting.last_day
    ]
    whole = pl.concat(pieces).unique(["municipality_code", "known_at"], keep="first", maintain_order=True)
    return whole.with_columns(population=_inhabitants(setting, whole))


def _inhabitants(setting: Setting, known: pl.DataFrame) -> pl.Series:
    """The inhabitants last counted, at the turn of the year; large municipalities grow, small ones shrink."""
    towns = municipalities()
    in_2016 = towns["population_2016"].cast(pl.Float64).to_numpy()
    growth = 0.002 * np.log(in_2016 / 20_000) + setting.stream("inhabitants").normal(0, 0.003, N_MUNICIPALITIES)
    town = towns.with_row_index("town").select("code", "town")
    place = known.join(town, left_on="municipality_code", right_on="code", maintain_order="left")["town"].to_numpy()
    year = known["known_at"].dt.offset_by("-52d").dt.year().to_numpy()
    return pl.Series(np.round(in_2016[place] * np.exp(growth[place] * (year - 2017))).astype(np.int64))


def _known(codes: pl.Series, known: Ints, connected: Ints, supported: Ints) -> pl.DataFrame:
    return pl.DataFrame(
        {
            "municipality_code": codes,
            "e_service_from": dates(np.where(connected < known, connected, NEVER)),
            "placement_support_from": dates(np.where(supported < known, supported, NEVER)),
            "known_at": dates(known),
        }
    )
