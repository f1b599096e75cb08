"""Notifications with the last day the law gave for them, and whether they came in time.

Which operator must notify what, and how soon, is the dated code list `notification_duties`.
"""

import polars as pl

from sources.facts.codes import has
from sources.facts.knowledge import conform, superseded
from sources.facts.versions import with_version
from tables import core, raw
from tables.code_lists import code_list


def notifications(delivered: pl.DataFrame, versions: pl.DataFrame) -> pl.DataFrame:
    """Notifications by knowledge; a later correction does not make a notification later than it was."""
    registered = delivered.group_by("notification_id").agg(registered_at=pl.col("known_at").min())
    rows = superseded(delivered, raw.Notification).join(registered, on="notification_id")
    rows = rows.with_columns(event_date=pl.coalesce("effective_date", "registered_at"))
    register = versions.rename({"municipality_code": "site_municipality"})
    columns = ["actor_id", "operator_type", "form_code", "site_municipality"]
    rows = _with_deadline(with_version(rows, register, "event_date", columns))
    own_site = pl.when(_is_public()).then("site_municipality")
    rows = rows.with_columns(
        municipality_code=pl.coalesce("notifier_municipality", own_site),
        is_late=pl.col("registered_at") > pl.col("deadline"),
    )
    return conform(rows, core.Notification, ["notification_id"])


def months_later(day: pl.Expr, months: int | pl.Expr) -> pl.Expr:
    """The same day so many calendar months later, clipped to the month's end, as `tables.months.add_months`."""
    return day.dt.offset_by(f"{months}mo" if isinstance(months, int) else pl.format("{}mo", months))


def _with_deadline(rows: pl.DataFrame) -> pl.DataFrame:
    """Add `deadline`; null where no duty held for the kind, operator, form and day, or the day is unknown."""
    numbered = rows.with_row_index("_row")
    duties = code_list("notification_duties").select(
        "kind", "operator_type", "valid_from", "valid_to", months=pl.col("months").cast(pl.Int32)
    )
    obliged_form = (
        pl.when(_is_public())
        .then(has("form_code", "forms", "notify_public"))
        .otherwise(has("form_code", "forms", "permit_private"))
    )
    held = (
        numbered.filter(obliged_form)
        .join(duties, on=["kind", "operator_type"])
        .filter(
            pl.col("effective_date") >= pl.col("valid_from"),
            pl.col("valid_to").is_null() | (pl.col("effective_date") < pl.col("valid_to")),
        )
    )
    deadlines = held.select("_row", deadline=months_later(pl.col("effective_date"), pl.col("months")))
    return numbered.join(deadlines, on="_row", how="left").drop("_row")


def _is_public() -> pl.Expr:
    return has("operator_type", "operator_types", "is_public")
