"""How long, and with how many places, activities have been in operation: what counts are set against.

Residential forms: places × days; other forms have no places in the register and are counted in days. The two are
never mixed, since rates are taken within one form (indicator conventions, nos. 6 and 11). What municipalities report is
set against the days of the private activities in them, whatever their form.
"""

import datetime as dt
from dataclasses import dataclass

import numpy as np
import polars as pl

from indicators.definition import Level
from indicators.engine.comparing import PeerContext
from indicators.engine.comparing import Values as Lane
from indicators.measures.base import known
from indicators.population import Facts, forms
from indicators.windows import NEVER, AsOf, Days_


def peer_context(
    facts: Facts, population: pl.DataFrame, level: Level, codes: pl.DataFrame, as_of: AsOf
) -> PeerContext | None:
    """What comparing with peers needs at a level; actors have no comparison cells."""
    if level is Level.ACTOR:
        return None
    kind = ActivityExposure if level is Level.ACTIVITY else MunicipalityExposure
    return kind(facts, population, codes, as_of).context()


@dataclass(frozen=True)
class ActivityExposure:
    """Exposure of numbered activities, and the form each is compared within.

    Args:
        facts: the core facts.
        population: open activities by date (`population.open_activities`).
        codes: activity_id → number.
        as_of: the dates.
    """

    facts: Facts
    population: pl.DataFrame
    codes: pl.DataFrame
    as_of: AsOf

    def context(self) -> PeerContext:
        """The form in which measures ask for it."""
        return PeerContext(self.exposure, self.cell)

    def exposure(self, k: int, first: Days_, last: Days_) -> Lane:
        """Entities × ranges of days `[first, last]`, as known at date number k."""
        versions = self._in_operation(self.as_of.dates[k])
        return _days_times_size(versions, self.codes.height, first, last)

    def cell(self, k: int) -> Days_:
        """The number of the form of every activity open at date number k; -1 for the others."""
        here = self.population.filter(pl.col("as_of") == self.as_of.dates[k]).select("activity_id", "form_code")
        numbers = pl.DataFrame({"form_code": forms()["form_code"]}).with_row_index("cell")
        joined = self.codes.join(
            here.join(numbers, on="form_code"), on="activity_id", how="left", maintain_order="left"
        )
        return joined["cell"].cast(pl.Int64).fill_null(-1).to_numpy()

    def _in_operation(self, day: dt.date) -> pl.DataFrame:
        """Known versions in operation, with places (the form's median where they are missing) or 1 as their size."""
        versions = self.facts["activity_version"].filter(known(day) & (pl.col("operating_status") == "active"))
        usual = pl.col("max_places").median().over("form_code").fill_null(1.0)
        places = pl.col("max_places").cast(pl.Float64).fill_null(usual).clip(lower_bound=1.0)
        size = pl.when("is_residential").then(places).otherwise(1.0).alias("size")
        return (
            versions.join(forms(), on="form_code")
            .with_columns(size)
            .join(self.codes, on="activity_id")
            .sort("activity_id", "valid_from")
        )


@dataclass(frozen=True)
class MunicipalityExposure:
    """Exposure of numbered municipalities; the whole country is one cell. Arguments as for activities."""

    facts: Facts
    population: pl.DataFrame
    codes: pl.DataFrame
    as_of: AsOf

    def context(self) -> PeerContext:
        """The form in which measures ask for it."""
        return PeerContext(self.exposure, self.cell)

    def exposure(self, k: int, first: Days_, last: Days_) -> Lane:
        """Entities × ranges of days: days of private activities in operation, as known at date number k."""
        versions = (
            self.facts["activity_version"]
            .filter(known(self.as_of.dates[k]))
            .filter(pl.col("operating_status") == "active", pl.col("operator_type") == "private")
            .join(self.codes, on="municipality_code")
            .with_columns(size=pl.lit(1.0))
        )
        return _days_times_size(versions, self.codes.height, first, last)

    def cell(self, k: int) -> Days_:
        """0 for every municipality known at date number k; -1 for the others."""
        here = self.population.filter(pl.col("as_of") == self.as_of.dates[k])["municipality_code"].unique()
        return np.where(self.codes["municipality_code"].is_in(here.to_list()).to_numpy(), 0, -1)


def _days_times_size(versions: pl.DataFrame, n_entities: int, first: Days_, last: Days_) -> Lane:
    """Sum over the versions of each entity of days in each range times size, shape (entities, ranges)."""
    start = versions["valid_from"].to_physical().cast(pl.Int64).to_numpy()
    end = versions["valid_to"].to_physical().cast(pl.Int64).fill_null(NEVER).to_numpy()
    entity, size = versions["entity"].to_numpy(), versions["size"].to_numpy()
    exposure = np.zeros((n_entities, len(first)))
    for number, (begins, ends) in enumerate(zip(first, last, strict=True)):
        days = np.maximum(0, np.minimum(end, ends + 1) - np.maximum(start, begins))
        exposure[:, number] = np.bincount(entity, weights=days * size, minlength=n_entities)
    return exposure
