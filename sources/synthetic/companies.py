"""Delivery `company_event`: registrations, roles, procedures, new names and addresses of the operators' companies.

Who sits where is in `roles.py`, which companies fail in `fates.py`; figures belong in `annual_reports.py`.
Municipalities, regions and the state have no rows.
"""

import numpy as np
import polars as pl

from sources.synthetic import identity_numbers
from sources.synthetic.draws import (
    NEVER,
    Flags,
    Rng,
    arrivals,
    chance,
    dates,
    delay,
    numbered,
    shifted,
    where,
)
from sources.synthetic.population import Population
from sources.synthetic.setting import Setting

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
        "operator", "role", "person", day="left", kind=pl.lit("role_left"), is_early="left_early"
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
            "is_early": events["is_early"],
            "event_date": dates(day),
            "known_at": dates(known),
        }
    )
    return pl.concat([rows, _corrected(rng, setting, rows)])


def _corrected(rng: Rng, setting: Setting, rows: pl.DataFrame) -> pl.DataFrame:
    wrong = rows.filter(pl.Series(chance(rng, 0.003, rows.height)) & (pl.col("known_at") >= setting.starts_on))
    later = rng.integers(10, 120, wrong.height)
    return wrong.with_columns(event_date=shifted("event_date", -3), known_at=shifted("known_at", later))


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
