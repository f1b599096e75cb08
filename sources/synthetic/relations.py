"""Delivery `actor_relation`: owners, groups, service companies, coordinators and takeovers between operators."""

import numpy as np
import polars as pl

from sources.synthetic.draws import NEVER, Ints, chance, dates, pick
from sources.synthetic.population import Population
from sources.synthetic.schemes import NONE
from sources.synthetic.setting import Setting


def rows(setting: Setting, population: Population) -> pl.DataFrame:
    """Relations as registered; a few end and are then registered again with their end."""
    rng = setting.stream("relations")
    private = np.flatnonzero(
        (population.of_operator("operator_type") == "private") & (population.of_operator("size") > 0)
    )
    n = max(20, round(900 * setting.scale))
    one, other = private[rng.integers(0, len(private), n)], private[rng.integers(0, len(private), n)]
    founded = np.maximum(population.of_operator("founded")[one], population.of_operator("founded")[other])
    begins = np.maximum(founded + 30, setting.first_day - 900) + rng.integers(0, 700, n)
    relation = pick(
        rng, {"group": 0.45, "owner": 0.2, "service_company": 0.2, "coordinator": 0.13, "same_actor": 0.02}, n
    )
    ordinary = pl.DataFrame({"one": one, "other": other, "relation": relation, "begins": begins})
    pieces = [ordinary, _takeovers(population), _successions(population)]
    relations = pl.concat(pieces).filter((pl.col("one") != pl.col("other")) & (pl.col("begins") <= setting.last_day))
    relations = relations.unique(["one", "other", "relation", "begins"], keep="first", maintain_order=True)
    return _written(rng, population, relations)


def _takeovers(population: Population) -> pl.DataFrame:
    rows = np.flatnonzero(population.of_activity("taken_over") < NEVER)
    frame = pl.DataFrame(
        {
            "one": population.of_activity("next_operator")[rows],
            "other": population.of_activity("operator")[rows],
            "begins": population.of_activity("taken_over")[rows],
        }
    )
    return frame.select("one", "other", relation=pl.lit("takeover"), begins="begins")


def _successions(population: Population) -> pl.DataFrame:
    """Honest successions are registered as takeovers; what planted movers do is not told to anyone."""
    operators = population.operators.filter(
        (pl.col("scheme") != NONE) & pl.col("look_alike") & pl.col("scheme").is_in(["moved_away", "serial_bankruptcy"])
    ).sort("scheme", "scheme_case", "founded")
    pairs = operators.with_columns(before=pl.col("operator").shift(1).over("scheme", "scheme_case"))
    return pairs.filter(pl.col("before").is_not_null()).select(
        one="operator", other="before", relation=pl.lit("takeover"), begins=pl.col("founded") + 120
    )


def _written(rng: np.random.Generator, population: Population, relations: pl.DataFrame) -> pl.DataFrame:
    begins: Ints = relations["begins"].to_numpy()
    n, ids = len(begins), population.operators["operator_id"]
    known = begins + rng.integers(1, 60, n)
    first = pl.DataFrame(
        {
            "operator_id": ids.gather(relations["one"]),
            "other_operator_id": ids.gather(relations["other"]),
            "relation": relations["relation"],
            "valid_from": dates(begins),
            "valid_to": dates(np.full(n, NEVER)),
            "known_at": dates(known),
        }
    )
    ends = begins + rng.integers(200, 1500, n)
    lapsed = chance(rng, 0.15, n) & (relations["relation"] != "takeover").to_numpy()
    ended = first.with_columns(valid_to=dates(ends), known_at=dates(ends + 20)).filter(pl.Series(lapsed))
    return pl.concat([first, ended])
