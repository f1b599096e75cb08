"""Deliveries `operator` and `activity_version`: the register's picture, with corrections that came later.

What changed and when is in `changes.py`; here it is written down as the register would.
"""

import numpy as np
import polars as pl

from sources.synthetic import identity_numbers
from sources.synthetic.changes import COLUMNS
from sources.synthetic.descriptions import descriptions, municipality_codes
from sources.synthetic.draws import Flags, Rng, chance, dates, shifted, where
from sources.synthetic.permits import permit_numbers
from sources.synthetic.population import Population
from sources.synthetic.setting import Setting
from sources.synthetic.slips import with_slips


def operator_rows(setting: Setting, population: Population) -> pl.DataFrame:
    """Each operator as first registered, and changed names as later known."""
    rng = setting.stream("operators")
    known = population.of_operator("registered") + rng.integers(0, 20, population.operators.height)
    first = population.operators.select(
        "operator_id",
        "operator_name",
        "legal_form",
        "operator_type",
        municipality_code=municipality_codes(population.of_operator("municipality")),
        known_at=dates(known),
    )
    changed = chance(rng, 0.004 * setting.years, len(known)) & (population.of_operator("operator_type") == "private")
    again = np.maximum(known, setting.first_day) + rng.integers(30, 365 * setting.years, len(known))
    later = first.with_columns(
        operator_name=pl.col("operator_name").str.replace(" (AB|HB|KB)$", " Sverige $1"), known_at=dates(again)
    ).filter(pl.Series(changed))
    return pl.concat([first, later])


def activity_rows(setting: Setting, population: Population, changes: pl.DataFrame) -> pl.DataFrame:
    """One row per activity and day of change, carrying everything that held from that day."""
    rng = setting.stream("activities")
    held = changes.with_columns(pl.col(*COLUMNS).forward_fill().over("activity")).unique(
        ["activity", "day"], keep="last", maintain_order=True
    )
    rows = with_slips(setting, population, _described(setting, population, held)).drop("notified")
    return pl.concat([_with_mistakes(rng, rows), _ended(rng, rows)]).drop("activity", "day")


def _described(setting: Setting, population: Population, held: pl.DataFrame) -> pl.DataFrame:
    activity, operator = held["activity"].to_numpy(), held["operator"].to_numpy()
    fixed = descriptions(setting, population)
    manager, places = held["manager"].to_numpy(), held["places"].to_numpy()
    permit = permit_numbers(population, activity, operator)
    protected = population.of_activity("protected")[activity]
    name = fixed["activity_name"].gather(activity)
    title = held["title"].cast(pl.String)
    return pl.DataFrame(
        {
            "activity": activity,
            "day": held["day"],
            "notified": held["notified"],
            "activity_id": fixed["activity_id"].gather(activity),
            "operator_id": population.operators["operator_id"].gather(operator),
            "activity_name": pl.select(pl.when(title == "0").then(name).otherwise(name + " " + title)).to_series(),
            "form_code": population.activities["form_code"].gather(activity),
            "orientation": fixed["orientation"].gather(activity),
            "target_groups": fixed["target_groups"].gather(activity),
            "age_from": fixed["age_from"].gather(activity),
            "age_to": fixed["age_to"].gather(activity),
            "max_places": where(places > 0, places),
            "municipality_code": fixed["municipality_code"].gather(activity),
            "address": where(~protected, fixed["address"].gather(activity)),
            "address_protected": protected,
            "manager_key": where(manager >= 0, identity_numbers.personal_numbers(np.maximum(manager, 0))),
            "permit_no": permit,
            "operating_status": held["status"],
            "valid_from": dates(held["day"].to_numpy()),
            "valid_to": dates(np.zeros(len(activity), dtype=np.int64)),
            "known_at": dates(held["known"].to_numpy()),
        }
    )


def _with_mistakes(rng: Rng, rows: pl.DataFrame) -> pl.DataFrame:
    """Some rows are first registered wrongly and corrected later: same key, later `known_at`."""
    wrong: Flags = chance(rng, 0.012, rows.height)
    days = rng.integers(20, 320, rows.height)
    places = pl.col("max_places") + pl.Series(rng.integers(1, 5, rows.height))
    mistaken = pl.Series(wrong)
    first = rows.with_columns(
        max_places=pl.when(mistaken).then(places).otherwise("max_places").cast(pl.Int64),
        address=pl.when(mistaken).then(pl.col("address") + " B").otherwise("address"),
    )
    corrected = rows.with_columns(known_at=shifted("known_at", days))
    return pl.concat([first, corrected.filter(mistaken)])


def _ended(rng: Rng, rows: pl.DataFrame) -> pl.DataFrame:
    """For some versions the register also closes the row when the next one is known."""
    following = rows.with_columns(
        valid_to=pl.col("valid_from").shift(-1).over("activity"),
        next_known=pl.col("known_at").shift(-1).over("activity"),
    )
    written = pl.Series(chance(rng, 0.15, rows.height))
    kept = following.filter(
        written & pl.col("valid_to").is_not_null() & (pl.col("next_known") > pl.col("known_at").dt.offset_by("330d"))
    )
    return kept.with_columns(known_at=pl.col("next_known")).drop("next_known")
