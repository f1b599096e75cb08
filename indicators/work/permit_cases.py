"""Permit cases that are not finally decided, with what is known of each applicant.

Which cases wait, earlier refusals and the network in numbers belong here; the partial score is `applicants.py`.
"""

import datetime as dt
from collections.abc import Mapping

import polars as pl

from indicators.decisions.profile import Profile
from indicators.definition import Indicator
from indicators.measures.base import known
from indicators.population import Facts, actors, valid
from indicators.secrecy import is_sole_trader, shown_actor_name
from indicators.work.applicants import assessed
from tables.code_lists import code_list
from tables.marts import PermitCaseItem
from tables.months import add_months

#: Refusals count for so long, as in the indicator of them.
_MONTHS = 60


def permit_cases(
    facts: Facts, values: pl.DataFrame, day: dt.date, catalogue: Mapping[str, Indicator], profile: Profile
) -> pl.DataFrame:
    """Every case that waits on a day, as known on it, one row for each target.

    Args:
        facts: core facts by table name.
        values: rows of `marts.IndicatorValue` of the day.
        day: the as-of date.
        catalogue: the indicators by name.
        profile: the decided weights.

    Returns:
        Rows of `marts.PermitCaseItem`, sorted by target, partial score (highest first), day of application and number.
    """
    cases = _waiting(facts, day)
    who = _who(facts, day)
    if cases.is_empty() or who.is_empty():
        return PermitCaseItem.create_empty()
    scored = assessed(values, who, catalogue, profile).rename({"actor_id": "applicant_id"})
    frame = cases.join(_shown(facts, who, day), on="applicant_id", how="left", validate="m:1")
    for part in (_refusals(facts, day), _network(facts, day)):
        frame = frame.join(part, on="applicant_id", how="left", validate="m:1")
    frame = frame.join(scored, on="applicant_id", how="inner").with_columns(
        pl.col("n_activities", "refusals_own", "refusals_circle").fill_null(0),
        days_open=(pl.lit(day) - pl.col("applied_at")).dt.total_days(),
        network=_network_words(),
    )
    order = {"target": False, "partial_score": True, "applied_at": False, "case_no": False}
    ordered = frame.select(PermitCaseItem.column_names()).sort(
        list(order), descending=list(order.values()), nulls_last=True
    )
    return PermitCaseItem.validate(ordered, cast=True)


def _waiting(facts: Facts, day: dt.date) -> pl.DataFrame:
    own = facts["permit_case"].filter(
        known(day), pl.col("attribution").cast(pl.String) == "own", pl.col("applied_at") <= day
    )
    is_pending = (pl.col("outcome") == "pending") | pl.col("event_date").is_null() | (pl.col("event_date") > day)
    waiting = own.filter(is_pending | ~pl.col("is_final")).with_columns(
        state=pl.when(is_pending).then(pl.lit("pending")).otherwise(pl.lit("not_final"))
    )
    ordered = waiting.sort("case_no", "known_from", "applied_at", "applicant_id")
    return ordered.unique("case_no", keep="last", maintain_order=True).select(
        "case_no", "applicant_id", "kind", "form_code", "state", "applied_at"
    )


def _who(facts: Facts, day: dt.date) -> pl.DataFrame:
    return actors(facts, [day]).unique("actor_id", keep="first", maintain_order=True)


def _shown(facts: Facts, who: pl.DataFrame, day: dt.date) -> pl.DataFrame:
    places = code_list("municipalities").sort("valid_from").unique("code", keep="last")
    here = places.select(municipality_code="code", seat="division")
    people = facts["actor"].filter(known(day)).sort("actor_id", "known_from").unique("actor_id", keep="last")
    named = people.with_columns(pl.col("id_type").cast(pl.String)).join(here, on="municipality_code", how="left")
    shown = named.select(
        pl.col("actor_id").alias("applicant_id"),
        applicant_name=shown_actor_name(),
        division=pl.when(~is_sole_trader()).then("seat"),
    )
    counted = who.select(
        pl.col("actor_id").alias("applicant_id"), pl.col("n_open").cast(pl.Int64).alias("n_activities")
    )
    return shown.join(counted, on="applicant_id", how="left", validate="1:1")


def _refusals(facts: Facts, day: dt.date) -> pl.DataFrame:
    final = facts["permit_case"].filter(
        known(day),
        "is_final",
        pl.col("outcome") == "refused",
        pl.col("event_date") <= day,
        pl.col("event_date") > add_months(day, -_MONTHS),
    )
    is_own = pl.col("attribution").cast(pl.String) == "own"
    return final.group_by(pl.col("actor_id").alias("applicant_id")).agg(
        refusals_own=pl.col("case_no").filter(is_own).n_unique().cast(pl.Int64),
        refusals_circle=pl.col("case_no").filter(~is_own).n_unique().cast(pl.Int64),
    )


def _network(facts: Facts, day: dt.date) -> pl.DataFrame:
    """Other companies with a person in common, and how many of those have gone bankrupt or been sanctioned."""
    shared = facts["shared_person"].filter(known(day) & valid(day))
    near = shared.group_by("actor_id").agg(n_near=pl.col("other_id").n_unique())
    events = facts["linked_event"].filter(
        known(day), pl.col("event_date") <= day, pl.col("event_date") > add_months(day, -_MONTHS)
    )
    kind = pl.col("kind").cast(pl.String)
    grave = events.group_by("actor_id").agg(
        n_bankrupt=pl.col("other_id").filter(kind == "bankruptcy").n_unique(),
        n_sanctioned=pl.col("other_id").filter(kind == "sanction").n_unique(),
    )
    return near.join(grave, on="actor_id", how="full", coalesce=True).rename({"actor_id": "applicant_id"})


def _network_words() -> pl.Expr:
    numbers = [pl.col(name).fill_null(0) for name in ("n_near", "n_bankrupt", "n_sanctioned")]
    return pl.format(
        "Andra bolag med en person gemensam: {}. Konkurs i {} och slutlig åtgärd mot {} inom 60 månader. "
        "En koppling säger inget i sig.",
        *numbers,
    )
