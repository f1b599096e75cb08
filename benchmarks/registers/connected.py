"""Deliveries about connected companies, of any size: roles, addresses, groups, bankruptcies, sanctions, activities.

Skewed as registers are: most persons have one role and a few have very many; most houses hold one or two companies and
a few hold thousands. The same size is the same register.
"""

import datetime as dt
from collections.abc import Mapping
from typing import Any

import numpy as np
import polars as pl

from tables import raw
from tables.contracts import deliveries

_FIRST, _DAYS = dt.date(2016, 1, 1), 3650
#: The one that has most: of the roles a person, of the companies a house.
_BUSIEST_PERSON, _BUSIEST_HOUSE = 1 / 4000, 1 / 100
Numbers = np.ndarray[Any, Any]


def connected(actors: int, roles: int, seed: int = 1) -> dict[str, pl.DataFrame]:
    """All delivery tables by name: `actors` companies with `roles` roles, one in ten of which runs an activity."""
    rng = np.random.default_rng(seed)
    ids = [str(5560000000 + number) for number in range(actors)]
    made: dict[type[raw.Delivery], dict[str, Any]] = {
        raw.Operator: {"operator_id": ids, "legal_form": "AB", "operator_type": "private", "known_at": _FIRST},
        raw.Company: _companies(rng, ids),
        raw.CompanyEvent: _events(rng, ids, roles),
        raw.ActorRelation: _relations(rng, ids),
        raw.ActivityVersion: _activities(rng, ids),
        raw.Decision: _decisions(rng, ids),
        raw.CourtEvent: {},
        raw.PermitCase: _cases(rng, ids),
    }
    empty = {table: contract.create_empty() for table, contract in deliveries().items()}
    return empty | {contract.table: _frame(contract, columns) for contract, columns in made.items() if columns}


def _frame(contract: type[raw.Delivery], columns: Mapping[str, Any]) -> pl.DataFrame:
    """The columns with the contract's own examples for what else must be there."""
    rows = pl.DataFrame({name: value for name, value in columns.items() if isinstance(value, list | pl.Series)})
    rest = {
        name: pl.lit(columns.get(name, None if column.nullable else contract.notes(name)["example"]))
        for name, column in contract.columns().items()
        if name not in rows.columns
    }
    rest |= {"ledger_id": pl.lit("0" * 16), "source_row": pl.int_range(rows.height, dtype=pl.Int64)}
    rows = rows.with_columns(**rest)
    return rows.select(pl.col(name).cast(column.dtype) for name, column in contract.columns().items())


def _dates(days: Numbers) -> pl.Series:
    return pl.Series(np.datetime64(_FIRST) + days.astype("timedelta64[D]")).cast(pl.Date)


def _skewed(rng: np.random.Generator, n: int, several: float, busiest: float) -> Numbers:
    """What each of `n` belongs to: its own, one of few for a share `several`, or one of the very large ones.

    The large ones fall off as a power of their number; the first has the share `busiest` of all.
    """
    small, large = max(1, n // 8), max(1, n // 100)
    shares = busiest / np.arange(1, large + 1) ** 0.9
    kind = rng.random(n)
    belongs = np.arange(n) + small + large
    in_few, in_large = kind < several, kind > 1 - shares.sum()
    belongs[in_few] = rng.integers(0, small, int(in_few.sum()))
    belongs[in_large] = small + rng.choice(large, int(in_large.sum()), p=shares / shares.sum())
    return belongs


def _companies(rng: np.random.Generator, ids: list[str]) -> dict[str, Any]:
    """An entry each, and for one in seven an earlier one at another address; one in ten in a small group."""
    n = len(ids)
    again = rng.choice(n, n // 7, replace=False)
    which = np.concatenate([np.arange(n), again])
    formed = rng.integers(0, _DAYS - 400, n)
    since = np.concatenate([formed, formed[again] + rng.integers(30, 400, len(again))])
    house = _skewed(rng, len(which), 0.3, _BUSIEST_HOUSE)
    group = np.where(rng.random(n) < 0.1, rng.integers(0, max(1, n // 30), n), -1)[which]
    status = np.where(rng.random(len(which)) < 0.9, "active", "struck_off")
    return {
        "operator_id": pl.Series(ids).gather(which),
        "legal_form": "AB",
        "status": pl.Series(status),
        "address": "Storgatan " + pl.Series(house).cast(pl.String),
        "postal_code": "11122",
        "address_type": "street",
        "group_id": pl.Series([f"K{number}" if number >= 0 else None for number in group.tolist()], dtype=pl.String),
        "formed_at": _dates(formed[which]),
        "valid_from": _dates(since),
        "known_at": _dates(since + 7),
    }


def _events(rng: np.random.Generator, ids: list[str], roles: int) -> dict[str, Any]:
    """Roles entered, four in ten of them left, and bankruptcies of three companies in a hundred."""
    person = _skewed(rng, roles, 0.35, _BUSIEST_PERSON)
    actor, day = rng.integers(0, len(ids), roles), rng.integers(0, _DAYS - 600, roles)
    left = np.flatnonzero(rng.random(roles) < 0.4)
    gone = rng.choice(len(ids), len(ids) * 3 // 100, replace=False)
    kinds = ["board_member", "deputy", "ceo", "owner", "beneficial_owner", "auditor"]
    role = np.array(kinds)[rng.choice(len(kinds), roles, p=[0.4, 0.15, 0.1, 0.15, 0.12, 0.08])]
    days = np.concatenate([day, day[left] + rng.integers(30, 600, len(left)), rng.integers(400, _DAYS, len(gone))])
    n = len(days)
    keys = pl.Series(np.concatenate([person, person[left]])).cast(pl.String).str.zfill(20)
    nobody = pl.Series([None] * len(gone), dtype=pl.String)
    kind = ["role_entered"] * roles + ["role_left"] * len(left) + ["bankruptcy_opened"] * len(gone)
    return {
        "event_id": "E" + pl.Series(np.arange(n)).cast(pl.String),
        "operator_id": pl.Series(ids).gather(np.concatenate([actor, actor[left], gone])),
        "person_key": pl.concat(["P-" + keys, nobody]),
        "kind": kind,
        "role": pl.concat([pl.Series(np.concatenate([role, role[left]])), nobody]),
        "event_date": _dates(days),
        "known_at": _dates(days + rng.integers(1, 30, n)),
    }


def _relations(rng: np.random.Generator, ids: list[str]) -> dict[str, Any]:
    n = len(ids) // 20
    one, other = rng.integers(0, len(ids), n), rng.integers(0, len(ids), n)
    day = rng.integers(0, _DAYS, n)
    return {
        "operator_id": pl.Series(ids).gather(one),
        "other_operator_id": pl.Series(ids).gather(other),
        "relation": (["takeover", "owner", "service_company"] * n)[:n],
        "valid_from": _dates(day),
        "known_at": _dates(day + 5),
    }


def _activities(rng: np.random.Generator, ids: list[str]) -> dict[str, Any]:
    """One in ten runs an activity; one activity in eight passes to another."""
    n = len(ids) // 10
    moved = np.flatnonzero(rng.random(n) < 0.125)
    which = np.concatenate([np.arange(n), moved])
    start = rng.integers(0, _DAYS - 900, n)
    since = np.concatenate([start, start[moved] + rng.integers(100, 900, len(moved))])
    return {
        "activity_id": "V" + pl.Series(which).cast(pl.String),
        "operator_id": pl.Series(ids).gather(rng.integers(0, len(ids), len(which))),
        "form_code": pl.Series(np.array(["HVB", "LSS9", "HTJ", "LSS2"])[which % 4]),
        "municipality_code": "0180",
        "address": "Hemgatan " + pl.Series(which).cast(pl.String),
        "address_protected": False,
        "operating_status": "active",
        "valid_from": _dates(since),
        "known_at": _dates(since + 10),
    }


def _decisions(rng: np.random.Generator, ids: list[str]) -> dict[str, Any]:
    n = max(1, len(ids) // 300)
    day = rng.integers(1500, _DAYS, n)
    return {
        "decision_id": "D" + pl.Series(np.arange(n)).cast(pl.String),
        "operator_id": pl.Series(ids).gather(rng.integers(0, len(ids), n)),
        "kind": "revocation_full",
        "decided_at": _dates(day),
        "known_at": _dates(day + 2),
    }


def _cases(rng: np.random.Generator, ids: list[str]) -> dict[str, Any]:
    """Applications, one in six refused for want of economy."""
    n = len(ids) // 10
    day = rng.integers(0, _DAYS - 200, n)
    refused = rng.random(n) < 1 / 6
    return {
        "case_no": "C" + pl.Series(np.arange(n)).cast(pl.String),
        "operator_id": pl.Series(ids).gather(rng.integers(0, len(ids), n)),
        "form_code": "HVB",
        "kind": "new",
        "outcome": pl.Series(np.where(refused, "refused", "granted")),
        "ground": pl.Series(np.where(refused, "economy", None).tolist(), dtype=pl.String),
        "applied_at": _dates(day),
        "decided_at": _dates(day + 150),
        "final_at": _dates(day + 180),
        "known_at": _dates(day + 151),
    }
