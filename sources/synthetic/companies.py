"""Deliveries `company_event` and `annual_report`: what a company register tells about the operators.

Who sits where is in `roles.py`, which companies fail in `fates.py`. Municipalities, regions and the state have no rows.
"""

import datetime as dt

import numpy as np
import polars as pl

from sources.synthetic import identity_numbers
from sources.synthetic.draws import (
    NEVER,
    Flags,
    Floats,
    Ints,
    Rng,
    Texts,
    arrivals,
    chance,
    dates,
    delay,
    numbered,
    where,
)
from sources.synthetic.population import Population
from sources.synthetic.schemes import NONE
from sources.synthetic.setting import Setting
from tables.months import day_number

_PROCEDURES = {
    "bankruptcy": "bankruptcy",
    "voluntary_liquidation": "liquidation",
    "liquidation": "liquidation",
    "reorganisation": "reorganisation",
}


def event_rows(setting: Setting, population: Population, tenures: pl.DataFrame) -> pl.DataFrame:
    """Registrations, roles entered and left, procedures, names and addresses; some dates corrected later."""
    rng = setting.stream("company events")
    entered = tenures.select("operator", "role", "person", day="entered", kind=pl.lit("role_entered"))
    left = tenures.filter(pl.col("left") < NEVER).select(
        "operator", "role", "person", day="left", kind=pl.lit("role_left")
    )
    events = pl.concat(
        [entered, left, _registrations(population), *_procedures(rng, population), *_moves(rng, setting, population)],
        how="diagonal",
    )
    events = events.filter(pl.col("day") <= setting.last_day).sort(
        "day", "operator", "kind", "role", "person", maintain_order=True
    )
    day, person = events["day"].to_numpy(), events["person"].fill_null(-1).to_numpy()
    known = day + delay(rng, len(day), mean=9, share_late=0.03)
    known = np.where(day < setting.first_day, np.minimum(known, setting.first_day - 1), known)
    rows = pl.DataFrame(
        {
            "event_id": numbered("B", len(day), width=7),
            "operator_id": population.operators["operator_id"].gather(events["operator"]),
            "kind": events["kind"],
            "role": events["role"],
            "person_key": where(person >= 0, identity_numbers.personal_numbers(np.maximum(person, 0))),
            "is_voluntary": events["is_voluntary"],
            "event_date": dates(day),
            "known_at": dates(known),
        }
    )
    return pl.concat([rows, _corrected(rng, setting, rows)])


def _corrected(rng: Rng, setting: Setting, rows: pl.DataFrame) -> pl.DataFrame:
    wrong = rows.filter(pl.Series(chance(rng, 0.003, rows.height)) & (pl.col("known_at") >= setting.starts_on))
    later = pl.Series(rng.integers(10, 120, wrong.height)).cast(pl.String) + "d"
    return wrong.with_columns(
        event_date=pl.col("event_date").dt.offset_by("-3d"), known_at=pl.col("known_at").dt.offset_by(later)
    )


def _is_company(population: Population) -> Flags:
    return np.isin(population.of_operator("legal_form"), ["AB", "HB", "KB", "EK"])


def _registrations(population: Population) -> pl.DataFrame:
    rows = np.flatnonzero(_is_company(population))
    return pl.DataFrame({"operator": rows, "day": population.of_operator("founded")[rows]}).with_columns(
        kind=pl.lit("registered")
    )


def _procedures(rng: Rng, population: Population) -> list[pl.DataFrame]:
    """Procedures opened and closed, and companies struck off after them."""
    rows = np.flatnonzero(_is_company(population) & (population.of_operator("procedure_day") < NEVER))
    named = population.of_operator("procedure")[rows]
    kind = (
        np.array([_PROCEDURES[str(name)] for name in np.unique(named)])[np.unique(named, return_inverse=True)[1]]
        if len(rows)
        else named
    )
    opened = population.of_operator("procedure_day")[rows]
    closed = opened + rng.integers(180, 800, len(rows))
    gone = np.isin(kind, ["bankruptcy", "liquidation"])
    voluntary = where(kind == "liquidation", pl.Series(named == "voluntary_liquidation"))
    return [
        pl.DataFrame(
            {
                "operator": rows,
                "day": opened,
                "kind": pl.Series(kind, dtype=pl.String) + "_opened",
                "is_voluntary": voluntary,
            }
        ),
        pl.DataFrame(
            {
                "operator": rows,
                "day": closed,
                "kind": pl.Series(kind, dtype=pl.String) + "_closed",
                "is_voluntary": voluntary,
            }
        ),
        pl.DataFrame({"operator": rows[gone], "day": closed[gone] + 7}).with_columns(kind=pl.lit("struck_off")),
    ]


def _moves(rng: Rng, setting: Setting, population: Population) -> list[pl.DataFrame]:
    first = np.maximum(population.of_operator("founded") + 100, setting.first_day)
    until = np.minimum(population.of_operator("procedure_day"), setting.last_day)
    pieces = []
    for kind, rate in (("name_changed", 0.02), ("address_changed", 0.06)):
        who, day = arrivals(rng, np.where(_is_company(population), rate, 0.0), first, until)
        pieces.append(pl.DataFrame({"operator": who, "day": day}).with_columns(kind=pl.lit(kind)))
    return pieces


def annual_report_rows(setting: Setting, population: Population) -> pl.DataFrame:
    """Filed annual reports with figures; some late, some never, a few corrected."""
    rng = setting.stream("annual reports")
    operator, start, end = _fiscal_years(rng, setting, population)
    integrity = population.of_operator("integrity_risk")[operator]
    n = len(operator)
    usual = rng.integers(95, 212, n)
    late = chance(rng, np.clip(0.07 + 0.06 * integrity, 0.01, 0.6), n)
    filed = end + np.where(late, 212 + rng.integers(3, 190, n), usual)
    filed = np.where(chance(rng, np.clip(0.012 + 0.03 * integrity, 0.002, 0.3), n), NEVER, filed)
    stopped = filed > population.of_operator("procedure_day")[operator]
    rows = (
        pl.DataFrame(
            {
                "operator_id": population.operators["operator_id"].gather(operator),
                "fiscal_year_start": dates(start),
                "fiscal_year_end": dates(end),
                "filed_at": dates(filed),
            }
        )
        .with_columns(_figures(rng, setting, population, operator, end))
        .with_columns(known_at=dates(filed + rng.integers(1, 15, n)))
    )
    rows = rows.filter(pl.Series((filed < NEVER) & ~stopped))
    wrong = rows.filter(pl.Series(chance(rng, 0.006, rows.height)))
    corrected = wrong.with_columns(
        known_at=pl.col("known_at").dt.offset_by("75d"), equity_sek=(pl.col("equity_sek") * 0.6).round(0)
    )
    return pl.concat([rows, corrected])


def _fiscal_years(rng: Rng, setting: Setting, population: Population) -> tuple[Ints, Ints, Ints]:
    """Each limited company's fiscal years: most end with the calendar year."""
    rows = np.flatnonzero(np.isin(population.of_operator("legal_form"), ["AB", "EK"]))
    closing = np.array([(12, 31), (4, 30), (6, 30), (8, 31)])[rng.choice(4, size=len(rows), p=[0.8, 0.08, 0.07, 0.05])]
    years = np.arange(setting.starts_on.year - 2, setting.ends_on.year + 1)
    operator, year = np.repeat(rows, len(years)), np.tile(years, len(rows))
    month, day = np.repeat(closing[:, 0], len(years)), np.repeat(closing[:, 1], len(years))
    end, before = _day_numbers(year, month, day), _day_numbers(year - 1, month, day)
    founded = population.of_operator("founded")[operator]
    kept = (end > founded + 120) & (end <= setting.last_day)
    return operator[kept], np.maximum(before + 1, founded)[kept], end[kept]


def _day_numbers(year: Ints, month: Ints, day: Ints) -> Ints:
    frame = pl.DataFrame({"year": year, "month": month, "day": day})
    days = frame.select(pl.date("year", "month", "day").cast(pl.Int32).cast(pl.Int64))
    return days.to_series().to_numpy()


def _figures(rng: Rng, setting: Setting, population: Population, operator: Ints, end: Ints) -> list[pl.Series]:
    """Figures that hang together: staff from what is run, turnover from staff, costs and equity from both."""
    n = len(operator)
    staff = _staff(rng, population)[operator]
    age = (end - day_number(dt.date(2019, 1, 1))) / 365.25
    grows = _growth(population)[operator] * (end > population.of_operator("scheme_day")[operator])
    facade = (population.of_operator("scheme")[operator] == "straw_board") & ~population.of_operator("look_alike")[
        operator
    ]
    employees = np.round(staff * np.exp(0.02 * age + rng.normal(0, 0.08, n) + grows), 1) * np.where(facade, 0.15, 1.0)
    integrity = population.of_operator("integrity_risk")[operator]
    turnover = (
        np.maximum(employees / np.where(facade, 0.15, 1.0), 0.4) * 790_000 * np.exp(0.03 * age + rng.normal(0, 0.12, n))
    )
    share = np.clip(0.77 - 0.03 * np.maximum(integrity, 0) + rng.normal(0, 0.055, n), 0.15, 0.97) - 0.3 * facade
    result = turnover * np.clip(0.94 - share - rng.normal(0.12, 0.05, n), -0.25, 0.5)
    assets = turnover * rng.uniform(0.2, 0.5, n)
    equity = assets * np.clip(rng.normal(0.33, 0.2, n) - 0.04 * integrity, -0.4, 0.9)
    capital = np.where(
        staff > 40, 100_000, np.where(rng.random(len(population.of_operator("size")))[operator] < 0.6, 25_000, 50_000)
    )
    remark = chance(rng, np.clip(0.03 + 0.03 * integrity, 0.005, 0.4), n)
    audited = chance(rng, 0.6, population.operators.height)[operator]
    amounts = {
        "net_turnover_sek": turnover,
        "operating_result_sek": result,
        "total_assets_sek": assets,
        "equity_sek": equity,
        "share_capital_sek": capital.astype(np.float64),
        "personnel_cost_sek": turnover * np.maximum(share, 0.02),
    }
    return [
        *(pl.Series(name, np.round(values)) for name, values in amounts.items()),
        pl.Series("mean_employees", np.round(employees, 1)),
        where(audited, pl.Series(remark)).alias("has_audit_remark"),
    ]


def _staff(rng: Rng, population: Population) -> Floats:
    """Mean number of employees of each operator."""
    places = population.of_activity("places")
    own = np.where(places > 0, places * 0.8, 14.0) * np.exp(rng.normal(0, 0.25, len(places)))
    return np.maximum(
        np.bincount(population.of_activity("operator"), weights=own, minlength=population.operators.height), 0.5
    )


def _growth(population: Population) -> Floats:
    scheme: Texts = population.of_operator("scheme")
    return np.where(scheme == "rapid_growth", 0.9, 0.0) * (scheme != NONE)
