"""What happened between two looks at an organisation: entries and events, dated by the file where it has a day.

Events that the file dates are those it carries now and did not carry before; everything else is dated to the day of the
first file that shows it. Where each look comes from is in `weekly.py`; answers field by field are in `answers.py`.
"""

import datetime as dt
import hashlib

import polars as pl

from sources.bolagsverket.bulk.register import procedure_of
from tables import raw
from tables.fields import EARLIEST

_EVENT = ["operator_id", "kind", "event_date", "detail"]
_NAME, _STATUS = ("company_name",), ("status",)
_REST = ("legal_form", "address", "postal_code", "address_type", "describes_care", "formed_at")
_CONTENT = (*_NAME, *_STATUS, *_REST)


def events(before: pl.DataFrame, after: pl.DataFrame, day: dt.date) -> pl.DataFrame:
    """The rows of `company_event` of one weekly file.

    Args:
        before: the last look at each organisation before the file, one row each (`register.entities`).
        after: the organisations in the file.
        day: the day of the file.
    """
    dated = _identified(_carried(after)).join(_identified(_carried(before)), on=["event_id", "event_date"], how="anti")
    found = pl.concat([dated, _identified(_undated(before, after, dated, day))]).unique("event_id", maintain_order=True)
    rows = found.select(
        "event_id",
        "operator_id",
        "kind",
        "event_date",
        role=pl.lit(None, pl.String),
        person_key=pl.lit(None, pl.String),
        is_voluntary=pl.lit(None, pl.Boolean),
        is_early=pl.lit(None, pl.Boolean),
        known_at=pl.lit(day),
    )
    return rows.select(raw.CompanyEvent.delivered_columns()).sort("operator_id", "event_date", "kind", "event_id")


def entries(before: pl.DataFrame, after: pl.DataFrame, day: dt.date, previous: dt.date | None) -> pl.DataFrame:
    """The rows of `company` of one weekly file.

    Args:
        before: the last look at each organisation, with `seen`, the day of that.
        after: the organisations in the file.
        day: the day of the file.
        previous: the day of the file before, if any; who was registered after that is described from then on.
    """
    rows = pl.concat([_first_entries(before, after, day, previous), _changed_entries(before, after, day)])
    null = {"municipality_code": pl.String, "group_id": pl.String, "owner_state": pl.String}
    whole = rows.with_columns(
        *(pl.lit(None, kind).alias(name) for name, kind in null.items()), known_at=pl.lit(day, pl.Date)
    )
    return whole.select(raw.Company.delivered_columns()).sort("operator_id", "valid_from")


def _carried(whole: pl.DataFrame) -> pl.DataFrame:
    """The events that a look at organisations carries with their days.

    A registration has no detail and one key, whatever its day: a corrected day corrects the event.
    """
    renamed = whole.filter(pl.col("named_at") > pl.col("registered_at"))
    opened = _procedures(whole).drop_nulls("since")
    parts = [
        _event(whole, "registered", "registered_at"),
        _event(renamed, "name_changed", "named_at", "name"),
        opened.select("operator_id", kind=pl.col("procedure") + "_opened", event_date="since", detail="code"),
        _event(whole, "struck_off", "deregistered_at"),
    ]
    return pl.concat(parts).filter(pl.col("event_date") >= EARLIEST)


def _undated(before: pl.DataFrame, after: pl.DataFrame, dated: pl.DataFrame, day: dt.date) -> pl.DataFrame:
    """What the file shows and does not date; a procedure that ended with the company ended on that day."""
    both = after.join(before, on="operator_id", suffix="_before").with_columns(day=pl.lit(day, pl.Date))
    renamed = dated.filter(pl.col("kind") == "name_changed")
    is_new_name = pl.col("name").is_not_null() & pl.col("name").ne_missing(pl.col("name_before"))
    is_elsewhere = pl.any_horizontal(
        pl.col(name).ne_missing(pl.col(f"{name}_before")) for name in ("address", "postal_code", "city")
    )
    place_text = pl.concat_str("address", "postal_code", "city", separator="|", ignore_nulls=True)
    is_back = pl.col("deregistered_at").is_null() & pl.col("deregistered_at_before").is_not_null()
    return pl.concat(
        [
            _event(both.filter(is_new_name).join(renamed, on="operator_id", how="anti"), "name_changed", "day", "name"),
            _event(both.filter(is_elsewhere).with_columns(place=place_text), "address_changed", "day", "place"),
            _event(both.filter(pl.col("form").ne_missing(pl.col("form_before"))), "form_changed", "day", "form"),
            _event(both.filter(is_back), "struck_off_reversed", "day"),
            _opened_without_a_day(before, after, day),
            _closed(before, after, both),
        ]
    )


def _opened_without_a_day(before: pl.DataFrame, after: pl.DataFrame, day: dt.date) -> pl.DataFrame:
    now = _procedures(after).filter(pl.col("since").is_null())
    new = now.join(_procedures(before), on=["operator_id", "code"], how="anti")
    return new.select(
        "operator_id", kind=pl.col("procedure") + "_opened", event_date=pl.lit(day, pl.Date), detail="code"
    )


def _closed(before: pl.DataFrame, after: pl.DataFrame, both: pl.DataFrame) -> pl.DataFrame:
    """Procedures that are in the file no longer, of organisations that are."""
    gone = _procedures(before).join(_procedures(after), on=["operator_id", "code"], how="anti")
    gone = gone.join(both.select("operator_id", "day", "deregistered_at", "deregistered_at_before"), on="operator_id")
    ended_now = pl.col("deregistered_at_before").is_null() & (
        pl.col("deregistered_at") >= pl.col("since").fill_null(EARLIEST)
    )
    return gone.select(
        "operator_id",
        kind=pl.col("procedure") + "_closed",
        event_date=pl.when(ended_now).then("deregistered_at").otherwise("day"),
        detail="code",
    )


def _procedures(whole: pl.DataFrame) -> pl.DataFrame:
    """One row per ongoing procedure that our lists know: `operator_id`, `code`, `since`, `procedure`."""
    each = whole.select("operator_id", "procedures").explode("procedures", keep_nulls=False, empty_as_null=False)
    each = each.unnest("procedures").with_columns(procedure=procedure_of("code"))
    return each.drop_nulls("procedure")


def _event(rows: pl.DataFrame, kind: str, day: str, detail: str | None = None) -> pl.DataFrame:
    said = pl.lit("") if detail is None else pl.col(detail).fill_null("")
    return rows.drop_nulls(day).select("operator_id", kind=pl.lit(kind), event_date=day, detail=said)


def _identified(found: pl.DataFrame) -> pl.DataFrame:
    """With a key that is the same for the same event, whichever week shows it."""
    keys = [_key(*row) for row in found.select(_EVENT).iter_rows()]
    return found.with_columns(event_id=pl.Series(keys, dtype=pl.String))


def _key(operator: str, kind: str, day: dt.date, detail: str) -> str:
    parts = (operator, kind, "" if kind == "registered" else str(day), detail)
    return "bulk-" + hashlib.sha256("\x1f".join(parts).encode()).hexdigest()[:24]


def _described(whole: pl.DataFrame) -> pl.DataFrame:
    """The columns of an entry. Only what the company register says of the status counts here."""
    gone = pl.col("deregistered_at").is_not_null()
    return whole.with_columns(
        company_name="name", status=pl.when(gone).then(pl.lit("struck_off")).otherwise(pl.lit("active"))
    )


def _first_entries(before: pl.DataFrame, after: pl.DataFrame, day: dt.date, previous: dt.date | None) -> pl.DataFrame:
    """Of those never seen before: as they are in the file, from its day; what they were earlier it does not say."""
    new = _described(after.join(before, on="operator_id", how="anti"))
    is_newly_formed = pl.lit(value=False) if previous is None else pl.col("formed_at") > previous
    since = pl.when(is_newly_formed & (pl.col("formed_at") <= day)).then("formed_at").otherwise(pl.lit(day, pl.Date))
    return new.select("operator_id", *_CONTENT, valid_from=since)


def _changed_entries(before: pl.DataFrame, after: pl.DataFrame, day: dt.date) -> pl.DataFrame:
    """A new entry from each day on which something is another than when it was last seen.

    A day outside the time between the two looks cannot be right for the entry: the file before said otherwise.
    """
    both = _described(after).join(_described(before), on="operator_id", suffix="_before")
    both = both.with_columns(
        _day_of(_NAME, "named_at", day).alias("name_from"),
        _day_of(_STATUS, "deregistered_at", day).alias("status_from"),
        _day_of(_REST, None, day).alias("rest_from"),
    )
    days = pl.concat_list("name_from", "status_from", "rest_from").list.drop_nulls().list.unique().list.sort()
    each = both.with_columns(valid_from=days).explode("valid_from", keep_nulls=False, empty_as_null=False)
    since = {**dict.fromkeys(_NAME, "name_from"), **dict.fromkeys(_STATUS, "status_from")}
    content = [_as_of(name, since.get(name, "rest_from")) for name in _CONTENT]
    return each.select("operator_id", *content, "valid_from")


def _day_of(names: tuple[str, ...], dated_by: str | None, day: dt.date) -> pl.Expr:
    """From which day the columns are as they are now; null where they are as they were."""
    is_changed = pl.any_horizontal(pl.col(name).ne_missing(pl.col(f"{name}_before")) for name in names)
    told = pl.lit(day, pl.Date)
    if dated_by is not None:
        is_between = (pl.col(dated_by) > pl.col("seen")) & (pl.col(dated_by) <= day)
        told = pl.when(is_between).then(dated_by).otherwise(told)
    return pl.when(is_changed).then(told)


def _as_of(name: str, since: str) -> pl.Expr:
    is_new = pl.col(since).is_null() | (pl.col(since) <= pl.col("valid_from"))
    return pl.when(is_new).then(name).otherwise(f"{name}_before").alias(name)
