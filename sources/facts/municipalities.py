"""Municipalities: what the code list says of each, what it is connected to, its inhabitants and its group."""

import polars as pl

from sources.facts.knowledge import conform, first_of_each, overlay, superseded
from tables import core, raw
from tables.code_lists import code_list

_CODE = "municipality_code"
#: The year that the inhabitants of the code list are of, at its end.
LISTED_YEAR = 2016


def municipalities(statuses: pl.DataFrame, contexts: pl.DataFrame) -> pl.DataFrame:
    """Every municipality of the code list, with what it is connected to, its inhabitants and its group once known.

    Inhabitants are those of the latest year of which any are known; else those that came with the connection, which
    have no year; else those of 2016 in the code list. The group is the latest year's, else the code list's.
    """
    listed = code_list("municipalities").select(
        "county_code",
        "division",
        municipality_code="code",
        municipality_name="label_sv",
        is_region=pl.col("is_region") == "1",
        listed_population=pl.col("population_2016").cast(pl.Int32),
        listed_group="skr_group",
        known_from="valid_from",
        known_to="valid_to",
    )
    connected = ["e_service_from", "placement_support_from", "population", "ledger_id", "source_row"]
    whole = overlay(listed, superseded(statuses, raw.MunicipalityStatus), _CODE, connected)
    years = superseded(contexts, raw.MunicipalityContext)
    whole = overlay(whole, _latest(years, "population"), _CODE, ["counted", "year", "line", "line_row"])
    whole = overlay(whole, _latest(years, "skr_group").select(_CODE, "skr_group", "known_from", "known_to"), _CODE,
                    ["skr_group"])  # fmt: skip
    return conform(_chosen(whole), core.Municipality, [_CODE])


def _latest(years: pl.DataFrame, column: str) -> pl.DataFrame:
    """At every moment of knowledge each municipality's latest year of which `column` is known."""
    told = years.drop_nulls(column).with_columns(line="ledger_id", line_row="source_row")
    chosen = first_of_each(told, [_CODE], ["year"], descending=True)
    return chosen.rename({"population": "counted"}) if column == "population" else chosen


def _chosen(whole: pl.DataFrame) -> pl.DataFrame:
    """Of what several sources say the nearest to the truth, with the line of the connection, else of the figure."""
    is_listed = pl.col("counted").is_null() & pl.col("population").is_null()
    return whole.with_columns(
        population=pl.coalesce("counted", "population", "listed_population"),
        population_year=pl.when(is_listed).then(LISTED_YEAR).otherwise("year"),
        skr_group=pl.coalesce("skr_group", "listed_group"),
        ledger_id=pl.coalesce("ledger_id", "line"),
        source_row=pl.when(pl.col("ledger_id").is_null()).then("line_row").otherwise("source_row"),
    )
