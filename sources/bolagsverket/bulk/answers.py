"""What the weekly file answers about each followed organisation, field by field, in the words of the API's answers.

The three signals, struck off, procedures and operating, are kept apart; the last of them is SCB's to give.
"""

import polars as pl

from tables import raw

SOURCE = "bolagsverket_bulk"
#: Field → whether it is withheld for natural persons.
FIELDS = {
    "name": True,
    "legal_form": False,
    "registered_at": False,
    "deregistered": False,
    "deregistration_reason": False,
    "procedures": False,
    "describes_care": False,
    "postal_address": True,
}
KEY = ["operator_id", "registration_no", "field"]


def answers(rows: pl.DataFrame, asked: pl.DataFrame, silent: pl.DataFrame) -> pl.DataFrame:
    """One row per followed organisation, registration and field; `known_at` is not said.

    Args:
        rows: the registrations in the file (`register.rows_of`).
        asked: the followed: `operator_id`.
        silent: those of whom a row could not be read: nothing is said of them.
    """
    found = rows.join(asked, on="operator_id", how="semi").join(silent, on="operator_id", how="anti")
    found = found.unique(["operator_id", "registration_no"], keep="first", maintain_order=True)
    missing = asked.join(rows, on="operator_id", how="anti").join(silent, on="operator_id", how="anti")
    values, since = _values(), _since()
    parts = [
        found.select(
            "operator_id",
            "registration_no",
            "is_person",
            field=pl.lit(field),
            value=values[field],
            since=since.get(field, pl.lit(None, pl.Date)),
        )
        for field in FIELDS
    ]
    answered = pl.concat(parts).with_columns(_state(), _shown())
    nothing = missing.join(pl.DataFrame({"field": list(FIELDS)}), how="cross").with_columns(state=pl.lit("not_found"))
    whole = pl.concat([answered.drop("is_person"), nothing], how="diagonal_relaxed")
    return _conform(whole)


def changed(now: pl.DataFrame, before: pl.DataFrame) -> pl.DataFrame:
    """The answers that say something else than before; a registration that is no longer there is not found."""
    gone = before.filter(pl.col("state") != "not_found").join(now, on=KEY, how="anti")
    nothing = gone.with_columns(
        state=pl.lit("not_found"), value=pl.lit(None, pl.String), since=pl.lit(None, pl.Date)
    ).join(now.select("operator_id").unique(), on="operator_id", how="semi")
    said = now.join(before, on=now.columns, how="anti", nulls_equal=True)
    return pl.concat([said, nothing]).sort(KEY)


def _conform(whole: pl.DataFrame) -> pl.DataFrame:
    columns = {name: column.dtype for name, column in raw.CompanyAnswer.columns().items()}
    names = [name for name in raw.CompanyAnswer.delivered_columns() if name != "known_at"]
    filled = whole.with_columns(
        pl.col("registration_no").fill_null(0), source=pl.lit(SOURCE), producer=pl.lit("Bolagsverket")
    )
    return filled.select(pl.col(name).cast(columns[name]) for name in names).sort(KEY)


def _values() -> dict[str, pl.Expr]:
    care = pl.when("describes_care").then(pl.lit("JA")).otherwise(pl.lit("NEJ"))
    place = pl.concat_str("postal_code", "city", separator=" ", ignore_nulls=True)
    where = pl.concat_str("street", pl.when(place != "").then(place), separator=", ", ignore_nulls=True)
    item = pl.element().struct.field("code") + pl.coalesce(
        pl.lit(" ") + pl.element().struct.field("since").dt.to_string("%Y-%m-%d"), pl.lit("")
    )
    by_day = pl.col("procedures").list.eval(
        pl.element().sort_by(pl.element().struct.field("since"), pl.element().struct.field("code"))
    )
    ongoing = by_day.list.eval(item).list.join(";")
    return {
        "name": pl.col("name"),
        "legal_form": pl.col("form"),
        "registered_at": pl.col("registered_at").dt.to_string("%Y-%m-%d"),
        "deregistered": pl.col("deregistered_at").dt.to_string("%Y-%m-%d"),
        "deregistration_reason": pl.col("reason"),
        "procedures": pl.when(ongoing != "").then(ongoing),
        "describes_care": pl.when(pl.col("describes_care").is_not_null()).then(care),
        "postal_address": pl.when(where != "").then(where),
    }


def _since() -> dict[str, pl.Expr]:
    latest = pl.col("procedures").list.eval(pl.element().struct.field("since")).list.max()
    days = {"name": pl.col("named_at"), "registered_at": pl.col("registered_at"), "procedures": latest}
    carried = {**days, "deregistered": pl.col("deregistered_at")}
    return {field: pl.when(day.dt.year().is_between(1900, 2199)).then(day) for field, day in carried.items()}


def _is_withheld() -> pl.Expr:
    return pl.col("is_person") & pl.col("field").is_in([name for name, is_personal in FIELDS.items() if is_personal])


def _state() -> pl.Expr:
    has_value = pl.col("value").is_not_null() | _is_withheld()
    return pl.when(has_value).then(pl.lit("value")).otherwise(pl.lit("empty")).alias("state")


def _shown() -> pl.Expr:
    return pl.when(~_is_withheld()).then(pl.col("value").str.slice(0, 300)).alias("value")
