"""Small random deliveries of all kinds, legal by their contracts, for properties that must hold whatever comes in.

Identifiers come from small pools, so that rows meet: corrections, shared persons, several reports of one matter.
"""

import datetime as dt
from collections.abc import Mapping, Sequence
from random import Random
from typing import Any

import dataframely as dy
import polars as pl
from hypothesis import strategies as st

from sources.facts.deriving import derive_facts
from tables.code_lists import codes_of
from tables.contracts import deliveries
from tables.raw import Delivery

ACTORS = ("5560000001", "5560000002", "2120000142", "P-0000000000000000000a")
PERSONS = ("P-0000000000000000000b", "P-0000000000000000000c")
MUNICIPALITIES = ("0180", "0980", "1480")
UNKNOWN_NAMES = ("Omsorg Alfa", "omsorg  ALFA!", "Beta Assistans")
FIRST_DAY, DAYS, STEP = dt.date(2025, 9, 1), 30, 11

_POOLS: dict[str, tuple[str, ...]] = {
    "operator_id": ACTORS,
    "other_operator_id": ACTORS,
    "person_key": PERSONS,
    "manager_key": PERSONS,
    "sender_key": PERSONS,
    "unknown_actor": UNKNOWN_NAMES,
    "grounds": ("serious_deficiency", "unlicensed|unsuitable", "legacy"),
    "matter_id": ("M1", "M2"),
    "form_code": ("HVB", "LSS2", "SABO", "SKYDD"),
    "document": ("a" * 64, "b" * 64),
    "address": ("Storgatan 1", "storgatan  1", "Lillgatan 2"),
    "target_groups": ("unga", "unga|vuxna", "vuxna|aldre"),
}


def raw_registers(max_rows: int = 8) -> st.SearchStrategy[dict[str, pl.DataFrame]]:
    """Deliveries of all tables, with up to `max_rows` rows each."""
    seeds = st.lists(st.integers(0, 2**20), max_size=max_rows)
    return st.fixed_dictionaries(dict.fromkeys(deliveries(), seeds)).map(_frames)


def derive_all(raw: Mapping[str, pl.DataFrame]) -> dict[str, pl.DataFrame]:
    """All core facts from deliveries by table name."""
    return derive_facts(raw)


def _frames(seeds: Mapping[str, Sequence[int]]) -> dict[str, pl.DataFrame]:
    return {table: frame(deliveries()[table], each) for table, each in seeds.items()}


def frame(contract: type[Delivery], seeds: Sequence[int]) -> pl.DataFrame:
    """One row per seed, as one landed file."""
    rows = [
        {"ledger_id": "00000000000000aa", "source_row": line, **_row(contract, Random(seed))}
        for line, seed in enumerate(seeds, start=2)
    ]
    schema = {name: column.dtype for name, column in contract.columns().items()}
    return contract.validate(pl.DataFrame(rows, schema=schema), cast=True)


def any_day(random: Random) -> dt.date:
    """One of a few days, so that dates coincide now and then."""
    return FIRST_DAY + dt.timedelta(days=STEP * random.randrange(DAYS))


def _row(contract: type[Delivery], random: Random) -> dict[str, Any]:
    columns = contract.columns()
    row = {name: _value(name, columns[name], contract, random) for name in contract.delivered_columns()}
    if row.get("address_protected", False) is not False:
        row["address"] = None
    if row.get("address_type") == "protected":
        row["address"] = row["postal_code"] = None
    if contract.table == "company_answer" and row["state"] != "value":
        row["value"] = None
    if contract.table == "source_fetch" and row["outcome"] == "complete":
        row["covered_to"] = row["fetched_at"]
    if contract.table == "case_record" and row["agrees"] is None:
        row["departure"] = "added"
    if contract.table == "annual_report":
        row["fiscal_year_start"], row["fiscal_year_end"] = sorted((row["fiscal_year_start"], row["fiscal_year_end"]))
    if row.get("valid_to") is not None and row["valid_to"] <= row["valid_from"]:
        row["valid_to"] = None
    return row


def _value(name: str, column: dy.Column, contract: type[Delivery], random: Random) -> Any:
    if column.nullable and random.random() < 0.3:
        return None
    if name in _POOLS:
        return random.choice(_POOLS[name])
    codes = contract.notes(name)["codes"]
    if codes == "municipalities":
        return random.choice(MUNICIPALITIES)
    return random.choice(codes_of(codes)) if codes else _plain(name, column, random)


def _plain(name: str, column: dy.Column, random: Random) -> Any:
    if column.dtype == pl.Date:
        return any_day(random)
    if column.dtype == pl.Boolean:
        return random.random() < 0.5
    if column.dtype in (pl.Int32, pl.Int64):
        return max(1, column.min or 1) + random.randrange(3)
    if column.dtype == pl.Float64:
        return float(random.randint(0 if column.min is not None else -5, 50))
    return f"{name.split('_', maxsplit=1)[0]}-{random.randint(1, 4)}"
