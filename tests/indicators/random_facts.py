"""Small random core facts with the awkward cases: late, cleared, superseded, doubled, on the edge of windows."""

import datetime as dt
import random
from typing import Any

import polars as pl

from tables.base import Table
from tables.code_lists import codes_of
from tables.contracts import facts as fact_contracts

T = dt.date(2026, 3, 31)
ACTIVITIES = ("V1", "V2", "V3", "V4")
ACTORS = ("5560000001", "5560000019", "P-aaaaaaaaaaaaaaaaaaaa")
#: Distances from T, in days, at which something changes for some indicator.
EDGES = (0, 1, 29, 30, 31, 90, 91, 92, 364, 365, 366, 367, 729, 730, 731, 1095, 1096, 1097, 1826, 1827)


def random_facts(seed: int, size: int) -> dict[str, pl.DataFrame]:
    """Every fact table with up to `size` rows, legal by contract; the register has one version or two per activity."""
    rng = random.Random(seed)
    facts = {name: _table(contract, rng, size) for name, contract in fact_contracts().items()}
    facts["activity_version"] = _versions(rng)
    facts["actor"] = _actors()
    facts["municipality"] = _municipalities()
    facts["source_cover"] = facts[
        "source_cover"
    ].clear()  # late sources are a law of their own, and would hide the rest
    return facts


def rows_of(contract: type[Table], rows: list[dict[str, Any]]) -> pl.DataFrame:
    """Rows as a table; that they are legal is a test of its own, since judging them takes most of the time."""
    schema = {name: column.dtype for name, column in contract.columns().items()}
    return pl.DataFrame(rows, schema=schema, orient="row")


def random_row(contract: type[Table], rng: random.Random) -> dict[str, Any]:
    row = {name: _value(contract, name, rng) for name in contract.column_names()}
    row["known_from"] = max(row.get("event_date") or row["known_from"], _day(rng)) if rng.random() < 0.9 else _day(rng)
    later = row["known_from"] + dt.timedelta(days=rng.choice((1, 40, 400)))
    row["known_to"] = later if rng.random() < 0.3 else None
    for begin, end in (("valid_from", "valid_to"), ("event_date", "until")):
        if row.get(end) is not None and row.get(begin) is not None and row[end] <= row[begin]:
            row[end] = None
    return row


def _table(contract: type[Table], rng: random.Random, size: int) -> pl.DataFrame:
    rows = [random_row(contract, rng) for _ in range(rng.randint(1, size))]
    return rows_of(contract, rows + rows[: rng.choice((0, 0, 1))])


def _day(rng: random.Random) -> dt.date:
    back = rng.choice(EDGES) if rng.random() < 0.6 else rng.randint(-60, 2000)
    return T - dt.timedelta(days=back)


def _value(contract: type[Table], name: str, rng: random.Random) -> Any:  # noqa: C901
    column, notes = contract.columns()[name], contract.notes(name)
    if column.nullable and rng.random() < 0.2:
        return None
    match name:
        case "activity_id":
            return rng.choice(ACTIVITIES)
        case "actor_id" | "applicant_id":
            return rng.choice(ACTORS)
        case "municipality_code" | "sender_municipality" | "from_municipality" | "to_municipality":
            return rng.choice(("0180", "0114"))
        case "sender_key" | "person_key" | "other_id" | "manager_key" | "via_person":
            return rng.choice(("P-00000000000000000000", "P-11111111111111111111"))
        case "other_activity_id":
            return rng.choice(ACTIVITIES)
        case "points":
            return rng.choice((4, 8, 16, 20, 35, 150))
    if name == "kind" and contract.table == "report" and rng.random() < 0.7:
        return "tip"
    if notes["codes"]:
        return rng.choice(codes_of(notes["codes"]))
    data_type = column.dtype
    if isinstance(data_type, pl.Enum):
        return rng.choice(list(data_type.categories))
    if data_type == pl.Date:
        return _day(rng)
    if data_type == pl.Boolean:
        return rng.random() < 0.75
    if data_type in (pl.Int32, pl.Int64):
        return rng.randint(1, 3)
    if data_type == pl.Float64:
        return rng.random() * 1000
    return rng.choice(("X-1", "X-2")) if notes["example"] == "X-1" else notes["example"] or "exempel"


def _versions(rng: random.Random) -> pl.DataFrame:
    contract = fact_contracts()["activity_version"]
    rows = []
    for activity in ACTIVITIES:
        start = T - dt.timedelta(days=rng.choice((2000, 900, 365, 366, 250, 100, 33)))
        change = start + dt.timedelta(days=rng.randint(20, 200))
        first = random_row(contract, rng) | {
            "activity_id": activity, "valid_from": start, "valid_to": change, "known_from": start, "known_to": None,
        }  # fmt: skip
        second = first | {
            "valid_from": change, "valid_to": None, "known_from": max(change, _day(rng)),
            "max_places": rng.randint(1, 40),
            "operating_status": "active", "is_open": True, "form_code": rng.choice(("HVB", "HVB", "HTJ")),
        }  # fmt: skip
        rows += [first, second]
    return rows_of(contract, rows)


def _municipalities() -> pl.DataFrame:
    contract = fact_contracts()["municipality"]
    common = {"known_from": dt.date(2010, 1, 1), "county_code": "01", "division": "ost", "is_region": False}
    rows = [common | {"municipality_code": code, "municipality_name": "Exempel"} for code in ("0180", "0114")]
    return rows_of(contract, rows)


def _actors() -> pl.DataFrame:
    common = {"known_from": dt.date(2010, 1, 1), "known_to": None, "municipality_code": "0180", "actor_name": None}
    kinds = (("organisation", "AB", "private"), ("organisation", "KOM", "municipal"), ("person", "EF", "private"))
    rows = [
        common | {"actor_id": actor, "id_type": kind, "id_check": "ok", "legal_form": form, "operator_type": operator}
        for actor, (kind, form, operator) in zip(ACTORS, kinds, strict=True)
    ]
    return rows_of(fact_contracts()["actor"], rows)
