"""How alike two actors are: the comparisons, their weights, and the pairs that are held against each other (Splink).

The model is that of Fellegi and Sunter. How often unlike actors agree by chance (u) is counted in the register itself
with a fixed seed; how often one and the same agrees (m) is set here, since a register has too few known duplicates to
count them in. Same rows in, same rows out.
"""

import logging
import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import duckdb
import polars as pl

#: How large a share of the actors is expected to be in the register once more; the prior of every pair.
EXPECTED_SHARE = 0.03
#: No two actors agree by chance more seldom than this: there are others outside the register.
RAREST = 1e-4
#: A name that is nearly the same has at most so many slips of the pen; longer names may have two.
LONG_NAME = 10
JARO_WINKLER = 0.92
_SEED, _MOST_PAIRS = 1, 200_000
_CONFIG: dict[str, str | bool | int | float | list[str]] = {
    "autoinstall_known_extensions": False,
    "autoload_known_extensions": False,
}


@dataclass(frozen=True)
class Level:
    """One degree of likeness.

    Attributes:
        condition: SQL over the two rows' columns (`…_l`, `…_r`); `ELSE` for whatever is left.
        label_sv: what it says, to an inspector.
        m: how often one and the same actor is this alike to itself.
    """

    condition: str
    label_sv: str
    m: float


@dataclass(frozen=True)
class Compared:
    """One thing that is compared: what it is called, when it is unknown, and its levels from alike to unlike."""

    name: str
    label_sv: str
    unknown: str
    levels: Sequence[Level]


_SAME_MARKS = "name_marks_l = name_marks_r"
_SLIPS = f"damerau_levenshtein(name_key_l, name_key_r) <= CASE WHEN length(name_key_l) >= {LONG_NAME} THEN 2 ELSE 1 END"
_WITHIN = "starts_with(name_key_l, name_key_r) OR starts_with(name_key_r, name_key_l)"
_SAME_TOWN = "municipality_code_l = municipality_code_r"

COMPARISONS = (
    Compared(
        "name",
        "namn",
        "name_key_l IS NULL OR name_key_r IS NULL",
        (
            Level("name_key_l = name_key_r", "samma namn", 0.55),
            Level("name_words_l = name_words_r", "samma ord i annan ordning", 0.08),
            Level(f"{_SAME_MARKS} AND {_SLIPS}", "en eller två bokstäver skiljer", 0.22),
            Level(f"{_SAME_MARKS} AND ({_WITHIN})", "det ena namnet ingår i det andra", 0.08),
            Level(
                f"{_SAME_MARKS} AND jaro_winkler_similarity(name_key_l, name_key_r) >= {JARO_WINKLER}",
                "liknande namn",
                0.05,
            ),
            Level("ELSE", "olika namn", 0.02),
        ),
    ),
    Compared(
        "place",
        "plats",
        "municipality_code_l IS NULL OR municipality_code_r IS NULL",
        (
            Level("list_has_any(addresses_l, addresses_r)", "samma adress", 0.3),
            Level("postal_code_l = postal_code_r", "samma postnummer", 0.15),
            Level(_SAME_TOWN, "samma kommun", 0.4),
            Level("county_code_l = county_code_r", "samma län", 0.07),
            Level("ELSE", "olika län", 0.08),
        ),
    ),
    Compared(
        "form",
        "företagsform",
        "legal_form_l IS NULL OR legal_form_r IS NULL",
        (Level("legal_form_l = legal_form_r", "samma företagsform", 0.93), Level("ELSE", "olika företagsform", 0.07)),
    ),
    Compared(
        "number",
        "organisationsnummer",
        "is_listed_l IS NULL OR is_listed_r IS NULL",
        (
            Level("NOT is_listed_l OR NOT is_listed_r", "minst ett saknas i företagsregistret", 0.9),
            Level("ELSE", "båda finns i företagsregistret", 0.1),
        ),
    ),
)

#: Which pairs are looked at. Every rule is bounded by a place or by a whole name, so that time grows with the rows.
_PAIRS = (
    "l.name_key = r.name_key",
    "l.name_words = r.name_words",
    "l.postal_code = r.postal_code",
    "l.municipality_code = r.municipality_code AND substr(l.name_key, 1, 2) = substr(r.name_key, 1, 2)",
    "l.municipality_code = r.municipality_code AND right(l.name_key, 7) = right(r.name_key, 7)",
    "l.municipality_code = r.municipality_code AND l.addresses[1] = r.addresses[1]",
    "l.county_code = r.county_code AND substr(l.name_key, 1, 7) = substr(r.name_key, 1, 7)",
)
#: Somebody in the pair must be the inspectorate's business; and two numbers that the company register has are two legal
#: persons, whatever they are called.
MAY_BE_ONE = "(l.is_actor OR r.is_actor) AND (l.is_listed AND r.is_listed) IS NOT TRUE"


def scored(entities: pl.DataFrame, least_probability: float) -> pl.DataFrame:
    """Pairs of entities that may be the same, each once.

    Args:
        entities: rows by `entities.ENTITY`.
        least_probability: pairs less likely than this are left out.

    Returns:
        left_id, right_id, match_weight, probability and, for each comparison, `level_…` (its place among the levels;
        null when unknown) and `weight_…` (in bits); sorted by the two keys.
    """
    if entities.filter(pl.col("name_key").is_not_null()).height < 2:
        return _none()
    connection = duckdb.connect(config=_CONFIG)
    try:
        found = _predicted(connection, entities.sort("entity_id"), least_probability)
    finally:
        connection.close()
    levels = [_level(compared) for compared in COMPARISONS]
    weights = [_weight(compared) for compared in COMPARISONS]
    first = pl.min_horizontal("entity_id_l", "entity_id_r")
    second = pl.max_horizontal("entity_id_l", "entity_id_r")
    whole = found.select(left_id=first, right_id=second, match_weight="match_weight", probability="match_probability")
    return pl.concat([whole, found.select(*levels, *weights)], how="horizontal").sort("left_id", "right_id")


def _predicted(connection: duckdb.DuckDBPyConnection, entities: pl.DataFrame, least: float) -> pl.DataFrame:
    from splink import DuckDBAPI, Linker

    logging.getLogger("splink").setLevel(logging.ERROR)
    api = DuckDBAPI(connection)
    connection.register("entities", entities.to_arrow())
    table = api.register("entities")
    learner = Linker(table, _settings(entities.height), log_level=None)
    learner.training.estimate_u_using_random_sampling(_MOST_PAIRS, seed=_SEED, min_count_per_level=None, num_chunks=1)
    model = _bounded(learner.misc.save_model_to_json(), entities.height)
    linker = Linker(table, model, log_level=None)
    predicted = linker.inference.predict(threshold_match_probability=least, warning_mode="never")
    return pl.DataFrame(predicted.as_duckdbpyrelation().pl())


def _settings(n_entities: int) -> dict[str, Any]:
    return {
        "link_type": "dedupe_only",
        "unique_id_column_name": "entity_id",
        "probability_two_random_records_match": min(0.5, EXPECTED_SHARE / max(1, n_entities - 1)),
        "retain_matching_columns": True,
        "retain_intermediate_calculation_columns": True,
        "blocking_rules_to_generate_predictions": [
            {"blocking_rule": f"{rule} AND {MAY_BE_ONE}", "sql_dialect": "duckdb"} for rule in _PAIRS
        ],
        "comparisons": [_comparison(compared) for compared in COMPARISONS],
    }


def _comparison(compared: Compared) -> dict[str, Any]:
    unknown = {"sql_condition": compared.unknown, "label_for_charts": "okänt", "is_null_level": True}
    levels: list[dict[str, Any]] = [unknown]
    for level in compared.levels:
        told = {"sql_condition": level.condition, "label_for_charts": level.label_sv}
        levels.append(told | {"m_probability": level.m, "fix_m_probability": True})
    return {"output_column_name": compared.name, "comparison_levels": levels}


def _bounded(model: dict[str, Any], n_entities: int) -> dict[str, Any]:
    """The model within what so many rows can show, and without steps that stand on their head.

    No agreement by chance is rarer than `RAREST`, nor than half a pair of those that were looked at: what was never
    seen would otherwise count as if it never happened. And no level weighs more than one that is more alike.
    """
    rarest = max(RAREST, 0.5 / min(_MOST_PAIRS, n_entities * (n_entities - 1) / 2))
    for comparison in model["comparisons"]:
        at_most = math.inf
        for level in comparison["comparison_levels"]:
            if not level.get("is_null_level"):
                counted, m = level.get("u_probability"), level["m_probability"]
                u = max(counted if isinstance(counted, float) else 0.0, rarest, m / at_most)
                level["u_probability"], at_most = u, m / u
    return model


def _level(compared: Compared) -> pl.Expr:
    """The place of the level among the comparison's levels, 0 for the most alike; null when unknown."""
    gamma = pl.col(f"gamma_{compared.name}")
    return pl.when(gamma >= 0).then(len(compared.levels) - 1 - gamma).cast(pl.Int64).alias(f"level_{compared.name}")


def _weight(compared: Compared) -> pl.Expr:
    return pl.col(f"mw_{compared.name}").alias(f"weight_{compared.name}")


def _none() -> pl.DataFrame:
    schema: dict[str, Any] = {"left_id": pl.String, "right_id": pl.String}
    schema |= {"match_weight": pl.Float64, "probability": pl.Float64}
    schema |= {f"level_{compared.name}": pl.Int64 for compared in COMPARISONS}
    schema |= {f"weight_{compared.name}": pl.Float64 for compared in COMPARISONS}
    return pl.DataFrame(schema=schema)
