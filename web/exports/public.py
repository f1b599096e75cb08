"""The profile `public`: the register that everybody may see, decisions about it, and counts by form and county."""

import datetime as dt

import polars as pl

from tables.code_lists import codes_of
from tables.exports import Export
from tables.exports.public import PublicActivity, PublicCount, PublicDecision
from tables.serving import Published
from web.exports import register

#: A difference between two published numbers that is smaller than this, and not none, would tell of a few.
FEW = 5


def frames(published: Published, as_of: dt.date) -> dict[type[Export], pl.DataFrame]:
    """The tables of the profile, in any order of rows.

    Args:
        published: the published tables.
        as_of: the day they are about; nothing that became known later is used.
    """
    shown = register.activities(published, as_of)
    return {
        PublicActivity: shown.select(PublicActivity.column_names()),
        PublicDecision: register.shown_decisions(published, as_of, shown).select(PublicDecision.column_names()),
        PublicCount: counts(shown, register.n_protected(published, as_of)),
    }


def counts(shown: pl.DataFrame, protected: pl.DataFrame) -> pl.DataFrame:
    """Open activities by form, in every county, without county, and in the whole country.

    Args:
        shown: the activities that are shown: form_code, county_code, is_open.
        protected: how many open ones are not: form_code, n.
    """
    forms = pl.DataFrame({"form_code": register.permit_forms()})
    listed = shown.filter("is_open").group_by("form_code", "county_code").agg(n=pl.len())
    counties = pl.Series("county_code", [*codes_of("counties"), None], dtype=pl.String).to_frame()
    areas = forms.join(counties, how="cross").join(
        listed, on=["form_code", "county_code"], how="left", nulls_equal=True
    )
    in_areas = areas.select(
        "form_code",
        "county_code",
        area=pl.when(pl.col("county_code").is_null()).then(pl.lit("no_county")).otherwise(pl.lit("county")),
        n_activities=pl.col("n").fill_null(0),
        withheld=pl.when(pl.col("form_code").is_in(register.PROTECTED_FORMS)).then(pl.lit("protected_form")),
    )
    whole = forms.join(listed.group_by("form_code").agg(pl.col("n").sum()), on="form_code", how="left").join(
        protected.rename({"n": "n_protected"}), on="form_code", how="left"
    )
    hidden = pl.col("n_protected").fill_null(0)
    in_country = whole.select(
        "form_code",
        area=pl.lit("country"),
        n_activities=pl.col("n").fill_null(0) + hidden,
        withheld=pl.when(hidden.is_between(1, FEW - 1)).then(pl.lit("small_number")),
    )
    both = pl.concat([in_areas, in_country], how="diagonal")
    return both.with_columns(n_activities=pl.when(pl.col("withheld").is_null()).then("n_activities").cast(pl.Int32))
