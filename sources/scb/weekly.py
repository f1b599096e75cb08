"""The weeks of SCB's file that are kept, and the answers that each of them changes.

Of a week only the rows of those it was read for are kept. What it delivers is what differs from the last thing said of
each organisation in the weeks before it, so files may come in any order; later weeks that a late one changes are given
anew.
"""

import datetime as dt
from collections.abc import Mapping

import polars as pl

from sources.fetching.weeks import Week
from tables import raw

SOURCE, PRODUCER = "scb_bulk", "SCB"
KEPT = "kept.parquet"
FIELDS = ("industries", "operating", "scb_legal_form")
KEY = ["operator_id", "field"]
_SAID = ["operator_id", "field", "state", "value", "since"]
#: So many weeks are kept to hold later ones against.
MOST_WEEKS = 60


def changed_deliveries(weeks: list[Week], new: list[Week], day: dt.date) -> Mapping[str, pl.DataFrame]:
    """What has to be given when the weeks become others: the week of the day, and later ones it makes wrong."""
    changed = {}
    for at, week in enumerate(new):
        if week.day >= day:
            rows = _delivery(new[:at], week)
            then = None if week.day == day else _delivery([old for old in weeks if old.day < week.day], week)
            if then is None or not rows.equals(then):
                changed[f"company_answer_{SOURCE}_{week.day}"] = rows
    return changed


def prune(weeks: list[Week]) -> None:
    """Let go of weeks beyond those that are kept."""
    for week in weeks[:-MOST_WEEKS]:
        week.drop()


def answers(week: Week) -> pl.DataFrame:
    """What a week says about those it was read for; nothing about one of whom a row could not be read."""
    rows = pl.read_parquet(week.folder / KEPT)
    silent = rows.filter(pl.col("fault").is_not_null())
    rows = rows.filter(pl.col("fault").is_null()).join(silent, on="operator_id", how="anti")
    rows = rows.unique("operator_id", keep="first", maintain_order=True)
    asked = week.followed.join(silent, on="operator_id", how="anti")
    read = asked.join(rows.with_columns(is_found=pl.lit(value=True)), on="operator_id", how="left")
    entered = pl.col("entered").str.to_date("%Y%m%d", strict=False)
    values = {"industries": _industries(), "operating": _operating(), "scb_legal_form": _text("form")}
    parts = [
        read.select(
            "operator_id",
            field=pl.lit(field),
            state=_state(value),
            value=value,
            since=pl.when(entered.dt.year().is_between(1900, 2199)).then(entered)
            if field == "scb_legal_form"
            else pl.lit(None, pl.Date),
        )
        for field, value in values.items()
    ]
    return pl.concat(parts).select(_SAID).sort(KEY)


def _delivery(before: list[Week], week: Week) -> pl.DataFrame:
    now = answers(week)
    changed = now.join(_last(before, now), on=_SAID, how="anti", nulls_equal=True)
    columns = {name: column.dtype for name, column in raw.CompanyAnswer.columns().items()}
    whole = changed.with_columns(
        registration_no=pl.lit(0), source=pl.lit(SOURCE), producer=pl.lit(PRODUCER), known_at=pl.lit(week.day, pl.Date)
    )
    return whole.select(pl.col(name).cast(columns[name]) for name in raw.CompanyAnswer.delivered_columns()).sort(KEY)


def _last(weeks: list[Week], sought: pl.DataFrame) -> pl.DataFrame:
    """The last answers about each organisation in the weeks, newest first."""
    found = [sought.clear()]
    for week in reversed(weeks):
        if sought.is_empty():
            break
        said = answers(week).join(sought, on="operator_id", how="semi")
        found.append(said)
        sought = sought.join(said, on="operator_id", how="anti")
    return pl.concat(found)


def _text(column: str) -> pl.Expr:
    plain = pl.col(column).str.strip_chars()
    return pl.when(plain != "").then(plain)


def _operating() -> pl.Expr:
    """Operating when SCB calls the company active and has not struck it off; a state without a code is no answer."""
    is_known = pl.col("company_state").is_in(["0", "1", "9"])
    is_active = (pl.col("company_state") == "1") & (pl.col("unit_state").fill_null("") != "9")
    return pl.when(is_known).then(pl.when(is_active).then(pl.lit("JA")).otherwise(pl.lit("NEJ")))


def _industries() -> pl.Expr:
    joined = pl.col("industries").list.eval(pl.element().str.strip_chars()).list.join(";")
    return pl.when(joined != "").then(joined)


def _state(value: pl.Expr) -> pl.Expr:
    found = pl.when(value.is_not_null()).then(pl.lit("value")).otherwise(pl.lit("empty"))
    return pl.when(pl.col("is_found")).then(found).otherwise(pl.lit("not_found"))
