"""A party's cases, and its ledger of the duty to notify, which is kept apart from them."""

import datetime as dt

import polars as pl

from indicators.measures.base import known
from tables.exports.municipal import LateQuarter, OwnDuty
from tables.exports.party import OwnCase
from web.exports.parties import Facts, with_party

ORDER_TO_NOTIFY = "order_notification"
#: About the duty to notify and not about care; and what is told to the police, which is not the party's to see.
_DUTY_GROUND, _NOT_TOLD = "notification_duty", ("prosecution_report",)


def own_cases(facts: Facts, as_of: dt.date) -> pl.DataFrame:
    """Rows of `OwnCase`."""
    decisions = _decisions(facts, as_of).filter(~_is_about_duty(), ~pl.col("kind").is_in(_NOT_TOLD))
    inspections = facts["inspection"].filter(known(as_of), pl.col("event_date") <= as_of)
    cases = _cases(facts, as_of)
    met = pl.concat([inspections.select("case_no"), decisions.select("case_no")])["case_no"]
    judged = pl.concat([cases.drop_nulls("closed_at").select("case_no"), decisions.select("case_no")])["case_no"]
    parts = [
        cases.filter(pl.col("closed_at").is_not_null() | pl.col("case_no").is_in(met.implode())),
        inspections.select(
            "actor_id", "activity_id", "case_no", "event_date", entry=pl.lit("inspection"), entry_id="inspection_id",
            has_deficiency=pl.when(pl.col("case_no").is_in(judged.implode())).then("has_deficiency"),
        ),
        decisions.select(
            "actor_id", "activity_id", "case_no", "event_date", "due_date", "complied_at", "amount_sek", "legal_state",
            pl.col("effect").cast(pl.String), entry=pl.lit("decision"), entry_id="decision_id", decision_kind="kind",
        ),
        _permit_cases(facts, as_of),
    ]  # fmt: skip
    rows = with_party(pl.concat(parts, how="diagonal"), facts, as_of)
    return rows.select(OwnCase.column_names())


def own_duty(facts: Facts, as_of: dt.date) -> pl.DataFrame:
    """Rows of `OwnDuty`: orders to notify."""
    orders = _decisions(facts, as_of).filter(pl.col("kind") == ORDER_TO_NOTIFY)
    is_open = (pl.col("effect").cast(pl.String) == "in_force") & pl.col("complied_at").is_null()
    overdue = is_open & (pl.col("due_date") < as_of).fill_null(value=False)
    rows = with_party(orders.with_columns(is_overdue=overdue, decided_at="event_date"), facts, as_of)
    return rows.select(OwnDuty.column_names())


def late_quarters(facts: Facts, as_of: dt.date) -> pl.DataFrame:
    """Rows of `LateQuarter`, by the day a notification was registered."""
    due = facts["notification"].filter(known(as_of)).drop_nulls("is_late")
    rows = with_party(due, facts, as_of).with_columns(quarter_from=pl.col("registered_at").dt.truncate("1q"))
    counted = rows.group_by("party_id", "municipality_code", "quarter_from").agg(
        n_due=pl.len().cast(pl.Int64), n_late=pl.col("is_late").sum().cast(pl.Int64)
    )
    return counted.select(LateQuarter.column_names())


def _is_about_duty() -> pl.Expr:
    by_ground = (pl.col("ground") == _DUTY_GROUND).fill_null(value=False)
    return (pl.col("kind") == ORDER_TO_NOTIFY) | by_ground


def _decisions(facts: Facts, as_of: dt.date) -> pl.DataFrame:
    """Decisions as known on the day; what lies ahead of it is not yet."""
    rows = facts["decision"].filter(known(as_of), pl.col("event_date") <= as_of)
    return rows.with_columns(complied_at=_if_past("complied_at", as_of))


def _cases(facts: Facts, as_of: dt.date) -> pl.DataFrame:
    rows = facts["supervision_case"].filter(known(as_of), pl.col("valid_from") <= as_of)
    return rows.select(
        "actor_id", "activity_id", "case_no", entry=pl.lit("case"), entry_id="case_no", event_date="valid_from",
        closed_at=_if_past("valid_to", as_of),
    )  # fmt: skip


def _permit_cases(facts: Facts, as_of: dt.date) -> pl.DataFrame:
    """Own cases only: those that count by a person of the circle are somebody else's."""
    rows = facts["permit_case"].filter(known(as_of), pl.col("applied_at") <= as_of)
    rows = rows.filter(pl.col("attribution").cast(pl.String) == "own")
    return rows.select(
        "actor_id", "case_no", "form_code", "is_final", entry=pl.lit("permit_case"), entry_id="case_no",
        event_date="applied_at", closed_at=_if_past("event_date", as_of), permit_case_kind="kind",
        permit_outcome="outcome",
    )  # fmt: skip


def _if_past(column: str, as_of: dt.date) -> pl.Expr:
    return pl.when(pl.col(column) <= as_of).then(column)
