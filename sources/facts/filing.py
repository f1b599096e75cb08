"""Fiscal years for which a limited company has to file an annual report, filed or not. Figures: `annual_reports.py`."""

import polars as pl

from sources.facts.circles import formations, present
from sources.facts.knowledge import (
    both_known,
    conform,
    first_of_each,
    flagged,
    merged,
    nonempty,
    overlay,
)
from sources.facts.notifications import months_later
from tables import core

#: Months from the end of a fiscal year to the last day to file (årsredovisningslagen 8 kap. 3 §).
DUE_MONTHS = 7
#: The longest that a first fiscal year may be (bokföringslagen 3 kap. 3 §).
FIRST_YEAR_MONTHS = 18
#: So many years are expected after the last one filed; the oldest that is missing says how late a company is.
EXPECTED_YEARS = 3
#: A company that was first known so long after it was formed is not new: its earlier reports were never delivered.
NEW_MONTHS = 12
LIMITED = "AB"
_RUN = ["known_from", "known_to"]


def filing_duties(reports: pl.DataFrame, companies: pl.DataFrame, events: pl.DataFrame) -> pl.DataFrame:
    """Years filed, and years expected: every twelve months after the latest one filed, or from the company's start.

    What is expected is known from the day after the year's end. Nothing is expected of years that end during a
    bankruptcy, nor of a company that is known to be struck off.
    """
    filed = merged(reports, ["actor_id", "event_date", "filed_at"])
    years = pl.concat([filed, _expected(filed, companies, events)], how="diagonal_relaxed")
    forms = companies.select("actor_id", "legal_form", "valid_from", "valid_to", *_RUN)
    years = overlay(years, forms, "actor_id", ["legal_form"], during="event_date")
    years = years.filter(pl.col("legal_form").is_null() | (pl.col("legal_form") == LIMITED))
    years = years.with_columns(due_at=_months_on(pl.col("event_date"), DUE_MONTHS))
    years = merged(years, ["actor_id", "event_date", "filed_at"])
    return conform(years, core.FilingDuty, ["actor_id", "event_date"])


def _expected(filed: pl.DataFrame, companies: pl.DataFrame, events: pl.DataFrame) -> pl.DataFrame:
    latest = first_of_each(filed, ["actor_id"], ["event_date"], descending=True)
    already = latest.select("actor_id", *_RUN, filed="event_date")
    start = overlay(_new_companies(companies, events), already, "actor_id", ["filed"])
    start = start.filter(pl.col("filed").is_null()).with_columns(
        event_date=months_later(pl.col("formed_at"), FIRST_YEAR_MONTHS - 12)
    )
    columns = ["actor_id", "event_date", *_RUN, "ledger_id", "source_row"]
    after = pl.concat([latest.select(columns), start.select(columns)])
    years = after.join(pl.DataFrame({"years": range(1, EXPECTED_YEARS + 1)}), how="cross")
    years = years.with_columns(event_date=_months_on(pl.col("event_date"), pl.col("years") * 12))
    ended = pl.col("event_date").dt.offset_by("1d")
    years = years.with_columns(known_from=pl.max_horizontal("known_from", ended)).filter(nonempty())
    return _while_it_goes_on(years.with_row_index("_year"), companies, events)


def _new_companies(companies: pl.DataFrame, events: pl.DataFrame) -> pl.DataFrame:
    """When companies were formed that were known within a year of it, on the line of their first entry."""
    first = companies.group_by("actor_id").agg(pl.col("known_from").min().alias("since"))
    entries = first_of_each(companies, ["actor_id"], ["valid_from"])
    entries = overlay(entries.drop("formed_at"), formations(events, companies), "actor_id", ["formed_at"])
    entries = entries.join(first, on="actor_id")
    return entries.filter(pl.col("since") <= months_later(pl.col("formed_at"), NEW_MONTHS))


def _while_it_goes_on(years: pl.DataFrame, companies: pl.DataFrame, events: pl.DataFrame) -> pl.DataFrame:
    gone = present(companies.filter(pl.col("status") == "struck_off"))
    years = flagged(years, gone, "actor_id", "is_gone")
    bankrupt = events.filter(pl.col("kind") == "bankruptcy_opened").select(
        "actor_id", *_RUN, opened="event_date", closed="until"
    )
    pairs = years.select("_year", "actor_id", "event_date", *_RUN).join(bankrupt, on="actor_id", suffix="_case")
    during = (pl.col("opened") <= pl.col("event_date")) & (
        pl.col("closed").is_null() | (pl.col("event_date") < pl.col("closed"))
    )
    years = flagged(years, both_known(pairs.filter(during), "_case"), "_year", "is_bankrupt")
    return years.filter(~pl.col("is_gone"), ~pl.col("is_bankrupt")).drop("_year", "is_gone", "is_bankrupt")


def _months_on(day: pl.Expr, months: int | pl.Expr) -> pl.Expr:
    """So many months on; from the end of a month to the end of a month, as fiscal years go: 30 June to 31 January."""
    later = months_later(day, months)
    return pl.when(day == day.dt.month_end()).then(later.dt.month_end()).otherwise(later)
