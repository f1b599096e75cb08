"""Filed annual reports with the year before beside them, and the fiscal years that a report is due for."""

import polars as pl

from sources.facts.knowledge import conform, merged, overlay, superseded
from tables import core, raw

#: Columns taken from the report on the year before → their names beside the report.
_OF_THE_YEAR_BEFORE = {
    "net_turnover_sek": "turnover_prior_sek",
    "operating_result_sek": "operating_result_prior_sek",
    "result_before_tax_sek": "result_before_tax_prior_sek",
    "dividends_sek": "dividends_prior_sek",
    "claims_before_sek": "group_claims_before_sek",
    "year_days": "prior_year_days",
}


def annual_reports(delivered: pl.DataFrame) -> pl.DataFrame:
    """Filed annual reports by knowledge, with figures of the year before as they were known.

    The year before is the one that ended on the day before the year began; a year without a report leaves nulls.
    """
    rows = superseded(delivered, raw.AnnualReport).with_columns(
        actor_id="operator_id",
        event_date="fiscal_year_end",
        year_days=(pl.col("fiscal_year_end") - pl.col("fiscal_year_start")).dt.total_days() + 1,
        year=_year("fiscal_year_end"),
        year_before=_year(pl.col("fiscal_year_start").dt.offset_by("-1d")),
    )
    claims = _renamed(rows, {"group_claims_sek": "claims_before_sek"})
    rows = overlay(rows, claims, "year_before", ["claims_before_sek"])
    rows = overlay(rows, _renamed(rows, _OF_THE_YEAR_BEFORE), "year_before", list(_OF_THE_YEAR_BEFORE.values()))
    content = [name for name in core.AnnualReport.column_names() if name not in ("known_from", "known_to")]
    rows = merged(rows.select(*content, "known_from", "known_to"), content)
    return conform(rows, core.AnnualReport, ["actor_id", "event_date"])


def _year(end: str | pl.Expr) -> pl.Expr:
    """The key of an operator's fiscal year that ends on the day."""
    day = pl.col(end) if isinstance(end, str) else end
    return pl.concat_str("operator_id", day.cast(pl.String), separator=" ")


def _renamed(rows: pl.DataFrame, names: dict[str, str]) -> pl.DataFrame:
    """Columns of the reports under other names, as something to lay over the reports on the year after."""
    told = {new: pl.col(old) for old, new in names.items()}
    return rows.select("known_from", "known_to", year_before="year", **told)
