"""Who takes part in proposals, and what is compared about each: names, place, legal form, whether the number is known.

Legal persons in private hands, and unknown actors whose reported name says that it is an organisation's. Natural
persons, sole traders, protected addresses and addresses that many share are left out before anything is compared.
"""

import datetime as dt
from typing import Any

import polars as pl

from sources.facts.addresses import comparable
from sources.facts.codes import attribute, has
from sources.facts.stubs import with_stub
from sources.linking.names import compared, is_organisations
from tables.code_lists import code_list
from tables.fields import ORGANISATION

ENTITY: dict[str, Any] = {
    "entity_id": pl.String,
    "entity_name": pl.String,
    "is_stub": pl.Boolean,
    "is_actor": pl.Boolean,
    "name_key": pl.String,
    "name_words": pl.String,
    "name_marks": pl.String,
    "legal_form": pl.String,
    "municipality_code": pl.String,
    "county_code": pl.String,
    "postal_code": pl.String,
    "addresses": pl.List(pl.String),
    "is_listed": pl.Boolean,
    "since": pl.Date,
}
_UNKNOWN_FORM = "OKAND"


def entities(
    actors: pl.DataFrame, companies: pl.DataFrame, versions: pl.DataFrame, reports: pl.DataFrame, day: dt.date
) -> pl.DataFrame:
    """One row for each actor and company as known on a day, by `ENTITY`, sorted by key.

    Args:
        actors: core facts `actor`.
        companies: core facts `company`.
        versions: core facts `activity_version`, for the addresses where an actor runs something.
        reports: delivered reports; the only place where the name of an unknown actor stands.
        day: what was known by then counts.
    """
    known = _organisations(actors, companies, day)
    stubs = _stubs(actors, reports, day)
    whole = pl.concat([known, stubs], how="diagonal")
    whole = whole.join(_addresses(companies, versions, day), on="entity_id", how="left", maintain_order="left")
    whole = whole.hstack(compared(whole["entity_name"]))
    told = pl.when(pl.col("legal_form") != _UNKNOWN_FORM).then("legal_form")
    counties = code_list("municipalities").select("county_code", municipality_code="code").unique("municipality_code")
    whole = whole.with_columns(legal_form=pl.coalesce(told, "form_in_name"))
    whole = whole.join(counties, on="municipality_code", how="left", maintain_order="left")
    typed = whole.select(pl.col(name).cast(kind) for name, kind in ENTITY.items())
    return typed.drop_nulls("name_key").sort("entity_id")


def named_in(reports: pl.DataFrame, day: dt.date) -> pl.DataFrame:
    """Which unknown actor each report about a provider names, as delivered by a day: report_id, stub_id, the name."""
    known = reports.filter(pl.col("known_at") <= day).sort("known_at", maintain_order=True)
    latest = known.unique("report_id", keep="last", maintain_order=True)
    return (
        with_stub(latest).drop_nulls("stub_id").select("report_id", "stub_id", "unknown_actor", "sender_municipality")
    )


def held(rows: pl.DataFrame, day: dt.date) -> pl.DataFrame:
    """The rows that were held to be so on a day, and describe it."""
    rows = rows.filter(pl.col("known_from") <= day, pl.col("known_to").is_null() | (pl.col("known_to") > day))
    if "valid_from" not in rows.columns:
        return rows
    return rows.filter(pl.col("valid_from") <= day, pl.col("valid_to").is_null() | (pl.col("valid_to") > day))


def _organisations(actors: pl.DataFrame, companies: pl.DataFrame, day: dt.date) -> pl.DataFrame:
    """Legal persons in private hands, of the register or of the company register; the latter's word goes before."""
    first = actors.group_by("actor_id").agg(since=pl.col("known_from").min())
    own = held(actors, day).filter(
        pl.col("id_type") == "organisation", ~has("operator_type", "operator_types", "is_public")
    )
    own = own.join(first, on="actor_id").select("actor_id", "actor_name", "legal_form", "municipality_code", "since")
    listed = held(companies, day).select(
        "actor_id",
        "company_name",
        "postal_code",
        "address_type",
        form="legal_form",
        seat="municipality_code",
        first="known_from",
    )
    public = held(actors, day).filter(has("operator_type", "operator_types", "is_public"))
    listed = listed.join(public, on="actor_id", how="anti")
    whole = own.join(listed, on="actor_id", how="full", coalesce=True)
    whole = whole.with_columns(form=pl.coalesce("form", "legal_form"))
    whole = whole.filter(
        pl.col("actor_id").str.contains(f"^{ORGANISATION}$"),
        ~has("form", "legal_forms", "is_natural_person").fill_null(value=False),
    )
    in_company_register = has("form", "legal_forms", "is_company") & pl.lit(companies.height > 0)
    return whole.select(
        entity_id="actor_id",
        entity_name=pl.coalesce("company_name", "actor_name"),
        is_stub=pl.lit(value=False),
        is_actor=pl.col("since").is_not_null(),
        legal_form="form",
        municipality_code=pl.coalesce("seat", "municipality_code"),
        postal_code=pl.when(_is_own_address()).then("postal_code"),
        is_listed=pl.when(in_company_register).then(pl.col("company_name").is_not_null()),
        since=pl.coalesce("since", "first"),
    )


def _stubs(actors: pl.DataFrame, reports: pl.DataFrame, day: dt.date) -> pl.DataFrame:
    """Unknown actors by a name as it was reported; the municipality is that of the first who named it."""
    known = held(actors, day).filter(pl.col("id_type") == "stub").select(stub_id="actor_id", since="known_from")
    naming = named_in(reports, day).filter(is_organisations("unknown_actor")).sort("stub_id", "report_id")
    first = naming.group_by("stub_id", maintain_order=True).agg(
        pl.col("unknown_actor", "sender_municipality").drop_nulls().first()
    )
    return first.join(known, on="stub_id").select(
        entity_id="stub_id",
        entity_name="unknown_actor",
        is_stub=pl.lit(value=True),
        is_actor=pl.lit(value=True),
        legal_form=pl.lit(_UNKNOWN_FORM),
        municipality_code="sender_municipality",
        is_listed=pl.lit(value=False),
        since="since",
    )


def _addresses(companies: pl.DataFrame, versions: pl.DataFrame, day: dt.date) -> pl.DataFrame:
    """Street and municipality of each seat and of each place where something is run, comparable and never shown."""
    seats = held(companies, day).filter(_is_own_address()).select("actor_id", "address", "municipality_code")
    sites = held(versions, day).filter(~pl.col("address_protected"), pl.col("is_open"))
    whole = pl.concat([seats, sites.select("actor_id", "address", "municipality_code")])
    whole = whole.with_columns(_where=comparable("address") + " " + pl.col("municipality_code")).drop_nulls("_where")
    lists = whole.group_by("actor_id").agg(addresses=pl.col("_where").unique().sort())
    return lists.rename({"actor_id": "entity_id"})


def _is_own_address() -> pl.Expr:
    """Whether an address tells anything: neither protected nor one where many have theirs."""
    shared = attribute("address_type", "address_types", "is_shared") == "1"
    return ~shared.fill_null(value=True)
