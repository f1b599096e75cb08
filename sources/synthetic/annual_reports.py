"""Delivery `annual_report`: filed annual reports of limited companies and economic associations, with figures.

The figures hang together with what the operator runs; roles and procedures belong in `companies.py`.
"""

import datetime as dt

import numpy as np
import polars as pl

from sources.synthetic.draws import NEVER, YEAR, Floats, Ints, Rng, chance, dates, shifted, where
from sources.synthetic.population import Population
from sources.synthetic.setting import Setting
from tables.months import day_number

#: Mean number of employees for each place, where it is far from 0.8.
_STAFF_PER_PLACE = {"HVB": 1.5, "LSS8": 2.0, "LSS9": 1.6, "LSS6": 1.2, "STODB": 0.6, "LSS10": 0.45, "DAGV": 0.3}


def rows(setting: Setting, population: Population) -> pl.DataFrame:
    """Filed annual reports with figures; some late, some never, a few corrected."""
    rng = setting.stream("annual reports")
    operator, start, end = _fiscal_years(rng, setting, population)
    integrity = population.of_operator("integrity_risk")[operator]
    n = len(operator)
    usual = rng.integers(95, 212, n)
    late = chance(rng, np.clip(0.07 + 0.06 * integrity, 0.01, 0.6), n)
    filed = end + np.where(late, 212 + rng.integers(3, 190, n), usual)
    filed = np.where(chance(rng, np.clip(0.012 + 0.03 * integrity, 0.002, 0.3), n), NEVER, filed)
    failed = population.of_operator("procedure") != "reorganisation"
    stopped = (filed > population.of_operator("procedure_day")[operator]) & failed[operator]
    filings = pl.DataFrame(
        {
            "operator_id": population.operators["operator_id"].gather(operator),
            "fiscal_year_start": dates(start),
            "fiscal_year_end": dates(end),
            "filed_at": dates(filed),
            "known_at": dates(filed + rng.integers(1, 15, n)),
        }
    ).with_columns(_figures(rng, population, operator, end))
    filings = filings.with_columns(_results_and_claims(setting, population, operator, filings))
    filings = filings.filter(pl.Series((filed < NEVER) & ~stopped))
    wrong = filings.filter(pl.Series(chance(rng, 0.006, filings.height)))
    corrected = wrong.with_columns(known_at=shifted("known_at", 75), equity_sek=(pl.col("equity_sek") * 0.6).round(0))
    return pl.concat([filings, corrected])


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


def _figures(rng: Rng, population: Population, operator: Ints, end: Ints) -> list[pl.Series]:
    """Figures that hang together: staff from what is run, turnover from staff, costs and equity from both."""
    n = len(operator)
    years = (end - day_number(dt.date(2019, 1, 1))) / YEAR
    scheme = population.of_operator("scheme")
    grown = (scheme == "rapid_growth")[operator] & (end > population.of_operator("scheme_day")[operator])
    facade = (population.is_planted() & (scheme == "straw_board"))[operator]
    integrity = population.of_operator("integrity_risk")[operator]
    staff = np.maximum(
        _staff(rng, population)[operator] * np.exp(0.02 * years + rng.normal(0, 0.08, n) + 0.9 * grown), 0.4
    )
    turnover = staff * 790_000 * np.exp(0.03 * years + rng.normal(0, 0.12, n))
    share = np.clip(0.77 - 0.03 * np.maximum(integrity, 0) + rng.normal(0, 0.055, n) - 0.3 * facade, 0.02, 0.97)
    assets = turnover * rng.uniform(0.2, 0.5, n)
    small_capital = np.where(chance(rng, 0.6, population.operators.height)[operator], 25_000.0, 50_000.0)
    amounts = {
        "net_turnover_sek": turnover,
        "operating_result_sek": turnover * np.clip(0.94 - share - rng.normal(0.12, 0.05, n), -0.25, 0.5),
        "total_assets_sek": assets,
        "equity_sek": assets * np.clip(rng.normal(0.33, 0.2, n) - 0.04 * integrity, -0.4, 0.9),
        "share_capital_sek": np.where(staff > 40, 100_000.0, small_capital),
        "personnel_cost_sek": turnover * share,
    }
    audited = chance(rng, 0.6, population.operators.height)[operator]
    remark = chance(rng, np.clip(0.03 + 0.03 * integrity, 0.005, 0.4), n)
    return [
        *(pl.Series(name, np.round(values)) for name, values in amounts.items()),
        pl.Series("mean_employees", np.round(staff * np.where(facade, 0.15, 1.0), 1)),
        where(audited, pl.Series(remark)).alias("has_audit_remark"),
    ]


def _results_and_claims(
    setting: Setting, population: Population, operator: Ints, filings: pl.DataFrame
) -> list[pl.Series]:
    """Costs and results that agree with the other figures; what owners and their other companies take out."""
    rng = setting.stream("results and claims")
    n, n_operators = len(operator), population.operators.height
    turnover, result, personnel, assets = (
        filings[name].to_numpy()
        for name in ("net_turnover_sek", "operating_result_sek", "personnel_cost_sek", "total_assets_sek")
    )
    risk = np.clip(np.exp(0.5 * population.of_operator("integrity_risk")), 0.2, 4.0)
    before_tax = result - turnover * rng.uniform(0.0, 0.012, n)
    pays = chance(rng, np.clip(0.35 * risk[operator], 0, 0.9), n) & (before_tax > 0)
    drained = (population.is_planted() & chance(rng, 0.5, n_operators))[operator]
    taken = before_tax * rng.uniform(0.2, 0.8, n) * np.where(drained, 2.0, 1.0)
    lends = chance(rng, np.clip(0.25 * risk, 0, 0.9), n_operators)[operator]
    age = np.maximum(filings["fiscal_year_end"].dt.year().to_numpy() - setting.starts_on.year + 3, 1)
    claims = assets * (0.05 + rng.uniform(0.0, 0.1, n)) * np.where(drained, 0.6 * age, 1.0)
    amounts = {
        "result_before_tax_sek": before_tax,
        "external_cost_sek": np.maximum(turnover - personnel - result, 0) * rng.uniform(0.88, 0.99, n),
        "dividends_sek": np.where(pays, taken, 0.0),
        "group_claims_sek": np.where(lends | drained, claims, 0.0),
    }
    return [pl.Series(name, np.round(values)) for name, values in amounts.items()]


def _staff(rng: Rng, population: Population) -> Floats:
    """Mean number of employees of each operator."""
    places, form = population.of_activity("places"), population.of_activity("form_code")
    codes, position = np.unique(form, return_inverse=True)
    per_place = np.array([_STAFF_PER_PLACE.get(str(code), 0.8) for code in codes])[position]
    own = np.where(places > 0, places * per_place, 14.0) * np.exp(rng.normal(0, 0.25, len(places)))
    return np.maximum(
        np.bincount(population.of_activity("operator"), weights=own, minlength=population.operators.height), 0.5
    )
