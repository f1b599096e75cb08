"""A world for the stand-in from delivery files of companies: what the vendors would have said, the days we knew it.

Each row is taken to be at the vendor from the day it was known, so that the state on a day is what had been delivered
by then. Files are read in their plain form (semicolons, UTF-8), as the made-up register writes them. What deliveries do
not hold is made up here: names of persons, industries, groups of municipalities.
"""

from pathlib import Path

import polars as pl

from sources.standin.company_states import companies
from sources.standin.world import World
from tables import raw
from tables.code_lists import labels_of
from tables.raw import Delivery

#: Delivered role → the vendor's letters. Owners beyond the beneficial ones are in no register.
ROLES = {"board_member": "LE", "deputy": "SU", "ceo": "VD", "partner": "BO", "auditor": "REV"}
FIRST_NAMES = ("Alva", "Bo", "Disa", "Egil", "Frida", "Gösta", "Hedda", "Ivar")
LAST_NAMES = ("Exempelsson", "Påhittsdotter", "Provström", "Testgren", "Uppdiktsson")
BIG_CITIES, BIG_CITY_COUNTIES = ("0180", "1280", "1480"), ("01", "12", "14")


def world_of(deliveries: Path) -> World:
    """The world behind a folder of deliveries.

    Args:
        deliveries: the folder, with a sub-folder per source.
    """
    events = _read(deliveries, raw.CompanyEvent)
    entries = _read(deliveries, raw.Company)
    return World.of(
        companies=companies(entries, events, _read(deliveries, raw.Operator)),
        functionaries=_functionaries(events, list(ROLES)),
        owners=_owners(events),
        reports=_reports(_read(deliveries, raw.AnnualReport), entries),
        municipalities=_municipalities(_read(deliveries, raw.MunicipalityStatus)),
    )


def _read(deliveries: Path, contract: type[Delivery]) -> pl.DataFrame:
    """All files of one table, as the contract types them."""
    wanted = {name: contract.columns()[name].dtype for name in contract.delivered_columns()}
    files = sorted((deliveries / contract.folder).glob(f"{contract.table}_[0-9b]*.csv"))
    parts = [pl.read_csv(path, separator=";", infer_schema=False) for path in files]
    if not parts:
        return pl.DataFrame(schema=wanted)
    return pl.concat(parts).select(_typed(name, kind) for name, kind in wanted.items())


def _typed(name: str, kind: pl.DataType) -> pl.Expr:
    if kind == pl.Boolean:
        return (pl.col(name) == "true").alias(name)
    return pl.col(name).str.to_date("%Y-%m-%d") if kind == pl.Date else pl.col(name).cast(kind)


def _held(events: pl.DataFrame, roles: list[str]) -> pl.DataFrame:
    """Roles held: from the day entering was known until the day leaving was."""
    first = events.filter(pl.col("role").is_in(roles)).sort("known_at").unique("event_id", keep="first")
    keys = ["operator_id", "role", "person_key"]
    entered = first.filter(pl.col("kind") == "role_entered").select(*keys, "event_date", valid_from="known_at")
    left = first.filter(pl.col("kind") == "role_left").select(*keys, "event_date", valid_to="known_at")
    held = entered.sort("event_date").join_asof(
        left.sort("event_date"), on="event_date", by=keys, strategy="forward", check_sortedness=False
    )
    chosen = pl.col("person_key").hash(seed=1)
    return held.select(
        identity="operator_id",
        role="role",
        holder="person_key",
        first_name=_one_of(FIRST_NAMES, chosen),
        last_name=_one_of(LAST_NAMES, chosen // 8),
        valid_from="valid_from",
        valid_to="valid_to",
    ).sort("identity", "role", "holder", "valid_from")


def _one_of(words: tuple[str, ...], number: pl.Expr) -> pl.Expr:
    return (number % len(words)).replace_strict(dict(enumerate(words)), return_dtype=pl.String)


def _functionaries(events: pl.DataFrame, roles: list[str]) -> pl.DataFrame:
    return _held(events, roles).with_columns(pl.col("role").replace_strict(ROLES, return_dtype=pl.String))


def _owners(events: pl.DataFrame) -> pl.DataFrame:
    return _held(events, ["beneficial_owner"]).drop("role")


def _reports(filed: pl.DataFrame, entries: pl.DataFrame) -> pl.DataFrame:
    """Digital reports of limited companies; others file on paper."""
    limited = entries.filter(pl.col("legal_form") == "AB").sort("known_at").unique("operator_id", keep="last")
    named = limited.select("operator_id", "company_name")
    return filed.join(named, on="operator_id", maintain_order="left").select(
        identity="operator_id",
        company_name="company_name",
        period_start="fiscal_year_start",
        period_end="fiscal_year_end",
        registered="known_at",
        net_turnover="net_turnover_sek",
        operating_result="operating_result_sek",
        result_before_tax="result_before_tax_sek",
        external_cost="external_cost_sek",
        personnel_cost="personnel_cost_sek",
        mean_employees="mean_employees",
        total_assets="total_assets_sek",
        equity="equity_sek",
        share_capital="share_capital_sek",
        audit_remark="has_audit_remark",
    )


def _municipalities(statuses: pl.DataFrame) -> pl.DataFrame:
    """Inhabitants at each turn of the year, as last counted by the February after it."""
    counted = statuses.with_columns(year=pl.col("known_at").dt.offset_by("-52d").dt.year())
    newest = counted.sort("known_at").unique(["municipality_code", "year"], keep="last")
    names = pl.col("municipality_code").replace_strict(labels_of("municipalities"), default="", return_dtype=pl.String)
    return newest.select(
        code="municipality_code", name=names, year="year", population="population", skr_group=_group()
    ).sort("code", "year")


def _group() -> pl.Expr:
    """A likeness of the groups of similar municipalities: the real ones are in no delivery."""
    code, people = pl.col("municipality_code"), pl.col("population")
    by_code = code.cast(pl.Int32, strict=False).fill_null(0)
    near_city = code.str.slice(0, 2).is_in(list(BIG_CITY_COUNTIES))
    middling = pl.when(by_code % 2 == 0).then(pl.lit("B4")).otherwise(pl.lit("C6"))
    small = (by_code % 4).replace_strict({0: "B5", 1: "C7", 2: "C8", 3: "C9"}, return_dtype=pl.String)
    return (
        pl.when(code.is_in(list(BIG_CITIES)))
        .then(pl.lit("A1"))
        .when(near_city & (people < 120_000))
        .then(pl.lit("A2"))
        .when(people >= 50_000)
        .then(pl.lit("B3"))
        .when(people >= 15_000)
        .then(middling)
        .otherwise(small)
    )
