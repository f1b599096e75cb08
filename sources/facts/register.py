"""Actors and activities: who and what there is, as the register held it.

Nothing here judges; notifications and their deadlines are in `notifications.py`.
"""

import polars as pl

from sources.facts.codes import has
from sources.facts.distances import with_distance
from sources.facts.knowledge import conform, merged, overlay, superseded
from sources.facts.mandatory import with_completeness
from sources.facts.stubs import with_stub
from sources.facts.timelines import rectangles
from sources.identity import identity_check
from tables import core, raw


def actors(operators: pl.DataFrame, reports: pl.DataFrame) -> pl.DataFrame:
    """Operators by knowledge, and a stub for each unknown actor while a report names it."""
    kinds = {"P-": "person", "S-": "stub"}
    known = superseded(operators, raw.Operator).with_columns(
        actor_id="operator_id",
        id_type=pl.col("operator_id").str.head(2).replace_strict(kinds, default="organisation"),
    )
    known = known.with_columns(actor_name=pl.when(pl.col("id_type") == "organisation").then("operator_name"))
    whole = pl.concat([known, _stubs(reports)], how="diagonal")
    numbers = whole["actor_id"].unique()
    checks = pl.Series([identity_check(each) for each in numbers], dtype=pl.String)
    whole = whole.with_columns(id_check=pl.col("actor_id").replace_strict(numbers, checks, return_dtype=pl.String))
    return conform(whole, core.Actor, ["actor_id"])


def activity_versions(versions: pl.DataFrame, known_actors: pl.DataFrame) -> pl.DataFrame:
    """Rectangles of validity and knowledge that never overlap.

    An operator that the register does not know yet counts as private, as most are. The distance is that between the
    municipalities of the operator and of the activity; a protected address has none.
    """
    whole = rectangles(superseded(versions, raw.ActivityVersion), "activity_id")
    whole = whole.with_columns(actor_id="operator_id", is_open=has("operating_status", "operating_statuses", "is_open"))
    for_children = has("form_code", "forms", "for_children") & (pl.col("age_from").fill_null(0) < 18)
    whole = whole.with_columns(for_children=for_children)
    seats = known_actors.rename({"municipality_code": "seat"})
    whole = overlay(whole, seats, "actor_id", ["operator_type", "seat"]).with_columns(
        pl.col("operator_type").fill_null("private"), seat=pl.when(~pl.col("address_protected")).then("seat")
    )
    whole = with_distance(with_completeness(whole), "seat", "municipality_code", "seat_distance_km")
    return conform(whole, core.ActivityVersion, ["activity_id", "valid_from"])


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
