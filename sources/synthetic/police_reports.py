"""Police reports that municipalities make of benefit fraud and tell of, for the yearly statistics: rows of `report`.

They have a stream of their own and come after all other reports, which stay as they were.
"""

import datetime as dt

import numpy as np
import polars as pl

from sources.synthetic.draws import NEVER, Ints, Rng, chance, dates, numbered, pick_index, where
from sources.synthetic.population import Population, municipalities
from sources.synthetic.setting import Setting
from tables.months import day_number

#: The first city wrote down how boards tell one another from this day on.
FIRST = dt.date(2024, 7, 1)
A_YEAR = 90
_ABOUT_INDIVIDUALS, _DROPPED = 0.35, 0.4


def build(setting: Setting, population: Population) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Rows of `report`, and of `report_event` for those that the police did not go on with."""
    rng = setting.stream("police reports")
    first = max(day_number(FIRST), setting.first_day)
    years = max(setting.last_day - first, 0) / 365.25
    n = max(round(A_YEAR * setting.scale * years), 3) if years else 0
    day = np.sort(rng.integers(first, max(setting.last_day, first + 1), size=n, dtype=np.int64))
    individual = chance(rng, _ABOUT_INDIVIDUALS, n)
    ids, known = numbered("RP", n, width=6), day + rng.integers(1, 20, n)
    rows = pl.DataFrame(
        {
            "report_id": ids,
            "kind": np.full(n, "police_report"),
            "channel": np.full(n, "email"),
            "sender_type": np.full(n, "municipality"),
            "sender_municipality": municipalities()["code"].gather(_boards(rng, n)),
            "subject_type": np.where(individual, "individual", "provider"),
            "operator_id": where(~individual, _operators(rng, population, day)),
            "link_method": np.where(individual, "none", "orgnr"),
            "received_at": dates(day),
            "known_at": dates(np.minimum(known, NEVER - 1)),
        }
    )
    dropped, later = chance(rng, _DROPPED, n), known + rng.integers(40, 300, n)
    events = pl.DataFrame(
        {
            "report_id": ids,
            "state": np.full(n, "closed_no_action"),
            "event_date": dates(later),
            "known_at": dates(later + 3),
        }
    ).filter(pl.Series(dropped, dtype=pl.Boolean))
    return rows, events


def _boards(rng: Rng, n: int) -> Ints:
    return pick_index(rng, municipalities()["weight"].to_numpy(), n)


def _operators(rng: Rng, population: Population, day: Ints) -> pl.Series:
    """Private companies, those that are worse the more often; they need not run assistance."""
    weight = np.exp(population.of_operator("integrity_risk")) * (population.of_operator("operator_type") == "private")
    company = (population.operators["legal_form"] == "AB").to_numpy()
    return population.operators["operator_id"].gather(pick_index(rng, weight * company, len(day)))
