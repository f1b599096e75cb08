"""Actors, activities and municipalities: who and what there is, as the register held it.

Nothing here judges; notifications and their deadlines are in `notifications.py`.
"""

import polars as pl

from sources.facts.codes import has
from sources.facts.knowledge import at_each_epoch, conform, merged, overlay, superseded
from sources.facts.stubs import with_stub
from tables import core, raw
from tables.code_lists import code_list


def actors(operators: pl.DataFrame, reports: pl.DataFrame) -> pl.DataFrame:
    """Operators by knowledge, and a stub for each unknown actor while a report names it."""
    kinds = {"P-": "person", "S-": "stub"}
    known = superseded(operators, raw.Operator).with_columns(
        actor_id="operator_id",
        id_type=pl.col("operator_id").str.head(2).replace_strict(kinds, default="organisation"),
    )
    known = known.with_columns(actor_name=pl.when(pl.col("id_type") == "organisation").then("operator_name"))
    return conform(pl.concat([known, _stubs(reports)], how="diagonal"), core.Actor, ["actor_id"])


def activity_versions(versions: pl.DataFrame, known_actors: pl.DataFrame) -> pl.DataFrame:
    """Rectangles of validity and knowledge that never overlap.

    On any day of knowledge an activity's timeline is the latest-known row of each `valid_from`; a version lasts to its
    own end, or to the start of the next one if that comes first. An operator that the register does not know yet
    counts as private, as most are.
    """
    rows = superseded(versions, raw.ActivityVersion).with_row_index("_version")
    whole = rows.drop("valid_to", "known_from", "known_to").join(_rectangles(rows), on="_version")
    whole = whole.with_columns(actor_id="operator_id", is_open=has("operating_status", "operating_statuses", "is_open"))
    whole = overlay(whole, known_actors, "actor_id", ["operator_type"])
    whole = whole.with_columns(
        pl.col("operator_type").fill_null("private"),
        *(pl.lit(None).alias(name) for name in ("n_mandatory", "n_missing", "missing_fields", "seat_distance_km")),
    )
    return conform(whole, core.ActivityVersion, ["activity_id", "valid_from"])


def municipalities(statuses: pl.DataFrame) -> pl.DataFrame:
    """Every municipality of the code list, with what it is connected to once that is known.

    Where no inhabitants are delivered, those of 2016 in the code list hold.
    """
    listed = code_list("municipalities").select(
        "county_code",
        "division",
        municipality_code="code",
        municipality_name="label_sv",
        is_region=pl.col("is_region") == "1",
        population_2016=pl.col("population_2016").cast(pl.Int32),
        known_from="valid_from",
        known_to="valid_to",
    )
    connected = ["e_service_from", "placement_support_from", "population", "ledger_id", "source_row"]
    whole = overlay(listed, superseded(statuses, raw.MunicipalityStatus), "municipality_code", connected)
    whole = whole.with_columns(population=pl.coalesce("population", "population_2016"))
    return conform(whole, core.Municipality, ["municipality_code"])


def _stubs(reports: pl.DataFrame) -> pl.DataFrame:
    naming = with_stub(superseded(reports, raw.Report)).drop_nulls("stub_id").sort("ledger_id", "source_row")
    return merged(naming, ["stub_id"]).select(
        "known_from",
        "known_to",
        "ledger_id",
        "source_row",
        actor_id="stub_id",
        id_type=pl.lit("stub"),
        legal_form=pl.lit("OKAND"),
        operator_type=pl.lit("private"),
    )


def _rectangles(rows: pl.DataFrame) -> pl.DataFrame:
    """Each version's ends of validity over runs of knowledge: at every epoch the timeline as it was held then."""
    sides = ["_version", "activity_id", "valid_from", "valid_to", "known_from", "known_to"]
    held = at_each_epoch(rows.select(sides), ["activity_id"]).sort("activity_id", "epoch", "valid_from")
    has_next = pl.all_horizontal(pl.col(name) == pl.col(name).shift(-1) for name in ("activity_id", "epoch"))
    following = pl.when(has_next).then(pl.col("valid_from").shift(-1))
    ends = pl.min_horizontal("valid_to", following)
    timeline = held.select("_version", valid_to=ends, known_from="epoch", known_to="epoch_end")
    return merged(timeline, ["_version", "valid_to"])
