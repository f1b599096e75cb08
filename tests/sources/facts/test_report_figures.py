"""Figures of digital annual reports by knowledge: which document holds for a year."""

import polars as pl
from hypothesis import given, settings
from hypothesis import strategies as st

from sources.facts.report_figures import report_figures
from tables import core, raw
from tests.generated_facts import frame
from tests.sources.facts.text_tables import assert_held, delivered

A, B = "a" * 64, "b" * 64


def figures(text):
    return report_figures(delivered(raw.ReportFigure, text))


def test_a_report_that_is_filed_again_replaces_the_whole_of_the_earlier_one():
    assert_held(
        figures(f"""
            fiscal_year_end | concept          | amount | document | known_at
            2024-12-31      | net_turnover_sek | 10.0   | {B}      | 2025-06-02
            2024-12-31      | equity_sek       | 3.0    | {B}      | 2025-06-02
            2024-12-31      | net_turnover_sek | 12.0   | {A}      | 2025-09-01
        """),
        """
            concept          | amount | known_from | known_to
            equity_sek       | 3.0    | 2025-06-02 | 2025-09-01
            net_turnover_sek | 10.0   | 2025-06-02 | 2025-09-01
            net_turnover_sek | 12.0   | 2025-09-01 | -
        """,
    )


def test_an_earlier_document_that_is_published_again_does_not_come_back():
    assert_held(
        figures(f"""
            fiscal_year_end | concept    | amount | document | known_at
            2024-12-31      | equity_sek | 3.0    | {A}      | 2025-06-02
            2024-12-31      | equity_sek | 4.0    | {B}      | 2025-09-01
            2024-12-31      | equity_sek | 5.0    | {A}      | 2025-10-01
        """),
        """
            amount | known_from | known_to
            3.0    | 2025-06-02 | 2025-09-01
            4.0    | 2025-09-01 | -
        """,
    )


def test_of_two_that_came_on_one_day_one_holds():
    assert_held(
        figures(f"""
            fiscal_year_end | concept    | amount | document | known_at
            2024-12-31      | equity_sek | 4.0    | {B}      | 2025-06-02
            2024-12-31      | equity_sek | 3.0    | {A}      | 2025-06-02
        """),
        """
            amount | known_from | known_to
            4.0    | 2025-06-02 | -
        """,
    )


def test_years_do_not_touch_each_other():
    assert_held(
        figures(f"""
            fiscal_year_end | concept    | amount | document | known_at
            2023-12-31      | equity_sek | 4.0    | {A}      | 2025-06-02
            2024-12-31      | equity_sek | 3.0    | {B}      | 2025-06-03
        """),
        """
            event_date | amount | known_from | known_to
            2023-12-31 | 4.0    | 2025-06-02 | -
            2024-12-31 | 3.0    | 2025-06-03 | -
        """,
    )


@settings(max_examples=60, deadline=None, derandomize=True)
@given(st.lists(st.integers(0, 2**20), max_size=40))
def test_on_every_day_one_document_holds_for_a_year_and_it_is_the_one_known_last(seeds):
    rows = frame(raw.ReportFigure, seeds).with_columns(concept=pl.lit("equity_sek"))
    found = report_figures(rows)
    core.ReportFigure.validate(found)
    year = ["actor_id", "event_date"]
    for day in found["known_from"].unique():
        held = found.filter(pl.col("known_from") <= day, pl.col("known_to").is_null() | (day < pl.col("known_to")))
        by_year = held.select(*year, "document").unique()
        first_known = rows.filter(pl.col("known_at") <= day).group_by(
            pl.col("operator_id").alias("actor_id"), pl.col("fiscal_year_end").alias("event_date"), "document"
        )
        latest = first_known.agg(pl.col("known_at").min()).sort("known_at", "document").unique(year, keep="last")
        assert by_year.sort(year).equals(latest.select(*year, "document").sort(year))
