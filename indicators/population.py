"""Who is measured at each as-of date: open activities, actors, municipalities, with what peer groups are formed by.

Every open activity of the register gets a row, whether anything else is known about it or not.
"""

import datetime as dt
from collections.abc import Mapping, Sequence

import polars as pl

from indicators.measures.base import known
from tables.code_lists import code_list

Facts = Mapping[str, pl.DataFrame]
#: Forms with places where people stay day and night.
RESIDENTIAL_FORMS = tuple(code_list("forms").filter(pl.col("residential") == "1")["code"])
_PEER_GROUP = dict(code_list("operator_types").select("code", "peer_group").iter_rows())


def open_activities(facts: Facts, as_of: Sequence[dt.date]) -> pl.DataFrame:
    """One row per as-of date and activity open on it, as known on it, sorted by both.

    Columns: as_of, activity_id, activity_name, actor_id, actor_name, id_type, legal_form, operator_type,
    operator_group, form_code, family, is_residential, for_children, max_places, municipality_code, address_protected,
    operating_status, size_third.
    """
    return pl.concat([_open_on(facts, day) for day in sorted(set(as_of))])


def actors(facts: Facts, as_of: Sequence[dt.date]) -> pl.DataFrame:
    """One row per as-of date and actor known on it, stubs and applicants without activities included.

    Columns: as_of, actor_id, id_type, legal_form, operator_type, operator_group, form_code (the one with most open
    activities), family, n_open, n_residential, size_third.
    """
    return pl.concat([_actors_on(facts, day) for day in sorted(set(as_of))])


def municipalities(facts: Facts, as_of: Sequence[dt.date]) -> pl.DataFrame:
    """One row per as-of date and municipality."""
    rows = [
        facts["municipality"].filter(known(day)).select(pl.lit(day).alias("as_of"), "municipality_code")
        for day in sorted(set(as_of))
    ]
    return pl.concat(rows).sort("as_of", "municipality_code")


def valid(day: dt.date | pl.Expr) -> pl.Expr:
    """Whether a fact that lasts holds on `day`, or on the day that a column of the same row holds."""
    return (pl.col("valid_from") <= day) & (pl.col("valid_to").is_null() | (pl.col("valid_to") > day))


def forms() -> pl.DataFrame:
    """The forms with what computations need: family, residential, permit_private."""
    yes = pl.col("residential", "permit_private", "site_bound") == "1"
    return (
        code_list("forms").select("code", "family", yes).rename({"code": "form_code", "residential": "is_residential"})
    )


def _open_on(facts: Facts, day: dt.date) -> pl.DataFrame:
    versions = facts["activity_version"].filter(known(day) & valid(day) & pl.col("is_open"))
    people = facts["actor"].filter(known(day)).select("actor_id", "actor_name", "id_type", "legal_form")
    joined = versions.join(people, on="actor_id", how="left").join(forms(), on="form_code", how="left")
    return joined.select(
        pl.lit(day).alias("as_of"),
        "activity_id",
        "activity_name",
        "actor_id",
        "actor_name",
        pl.col("id_type").cast(pl.String).fill_null("organisation"),
        pl.col("legal_form").fill_null("OKAND"),
        "operator_type",
        _group(),
        "form_code",
        "family",
        "is_residential",
        "for_children",
        "max_places",
        "municipality_code",
        "address_protected",
        "operating_status",
        _third(pl.col("max_places"), "form_code"),
    ).sort("activity_id")


def _actors_on(facts: Facts, day: dt.date) -> pl.DataFrame:
    activities = _open_on(facts, day)
    counts = activities.group_by("actor_id").agg(
        n_open=pl.len(),
        n_residential=pl.col("is_residential").sum(),
        form_code=pl.col("form_code").mode().sort().first(),
    )
    everyone = facts["actor"].filter(known(day)).unique("actor_id", keep="first", maintain_order=True)
    joined = everyone.join(counts, on="actor_id", how="left").join(forms(), on="form_code", how="left")
    return joined.select(
        pl.lit(day).alias("as_of"),
        "actor_id",
        pl.col("id_type").cast(pl.String),
        "legal_form",
        "operator_type",
        _group(),
        "form_code",
        "family",
        pl.col("n_open", "n_residential").fill_null(0),
        _third(pl.col("n_open"), "form_code"),
    ).sort("actor_id")


def _group() -> pl.Expr:
    return pl.col("operator_type").replace_strict(_PEER_GROUP, return_dtype=pl.String).alias("operator_group")


def _third(size: pl.Expr, within: str) -> pl.Expr:
    """Thirds of a size among those of the same form: small, medium, large; `all` where the size is unknown."""
    share = size.rank("average").over(within) / size.count().over(within)
    third = pl.when(share <= 1 / 3).then(pl.lit("small")).when(share <= 2 / 3).then(pl.lit("medium"))
    return pl.when(size.is_null()).then(pl.lit("all")).otherwise(third.otherwise(pl.lit("large"))).alias("size_third")
