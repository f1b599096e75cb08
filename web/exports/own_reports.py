"""What municipalities have reported, with its state and result."""

import datetime as dt

import polars as pl

from indicators.measures.base import known
from indicators.secrecy import SOLE_TRADER_NAME
from tables.exports.municipal import RESULTS, OwnReport
from web.exports.parties import Facts, parties_of_municipalities, since
from web.exports.persons import as_exported, is_legal_person

SENDER = "municipality"
#: Told of a report about a person to nobody, not even to who sent it: it was never read as being about a provider.
_OF_PROVIDERS = ("is_unlicensed", "is_unsuitable", "is_serious_deficiency", "severity", "matter_id", "activity_id")


def own_reports(facts: Facts, as_of: dt.date) -> pl.DataFrame:
    """Rows of `OwnReport`."""
    sent = facts["report"].filter(pl.col("sender_type") == SENDER).drop_nulls("sender_municipality")
    states = since(sent, "report_id", "state", "known_from").rename({"since": "state_since"})
    rows = sent.filter(known(as_of)).join(states, on="report_id")
    is_person = pl.col("subject_type") == "individual"
    rows = rows.with_columns(
        pl.when(~is_person).then(pl.col(name)).alias(name) for name in (*_OF_PROVIDERS, "actor_id")
    )
    rows = _with_subject(rows, facts, as_of)
    rows = rows.with_columns(
        municipality_code="sender_municipality",
        received_at="event_date",
        is_cleared=pl.col("state") == "cleared",
        result=pl.col("state").replace_strict(RESULTS, return_dtype=pl.String),
    )
    rows = rows.join(parties_of_municipalities(facts, as_of), on="municipality_code", how="left")
    return rows.select(OwnReport.column_names())


def _with_subject(rows: pl.DataFrame, facts: Facts, as_of: dt.date) -> pl.DataFrame:
    """Whom each is about: a legal person by number and name, others by what they are."""
    people = facts["actor"].filter(known(as_of)).unique("actor_id", keep="first", maintain_order=True)
    people = people.select("actor_id", "actor_name", "legal_form", "id_check", pl.col("id_type").cast(pl.String))
    joined = rows.join(people, on="actor_id", how="left").with_columns(activity_name=pl.lit(None, pl.String))
    subject = (
        pl.when(pl.col("subject_type") == "individual")
        .then(pl.lit("individual"))
        .when(pl.col("actor_id").is_null())
        .then(pl.lit("none"))
        .when(is_legal_person())
        .then(pl.lit("organisation"))
        .when(pl.col("operator_name") == SOLE_TRADER_NAME)
        .then(pl.lit("sole_trader"))
        .otherwise(pl.lit("unknown"))
    )
    named = as_exported(joined).with_columns(subject=subject)
    name = pl.when(pl.col("subject") == "organisation").then("operator_name")
    return named.with_columns(subject_id="operator_number", subject_name=name)
