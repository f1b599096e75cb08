"""A small published run to draw plans from: homes in three divisions, a list for each target; and how to correct it."""

import datetime as dt

import polars as pl

from tables import core, marts
from tables.serving import publish
from tables.store import Warehouse
from tests.planning.units import band_of

DAY, LATER = dt.date(2026, 6, 30), dt.date(2026, 12, 31)
RUN, NEXT_RUN = "0123456789abcdef", "fedcba9876543210"
#: Umeå, Örebro and Malmö: nord, mitt and syd.
PLACES = ("2480", "1880", "1280")
N = 60
PROTECTED, SOLE = "V0007", "V0011"
SECRETS = ("Storgatan 7", "Ringvägen 1", "Solhemmet hos Kalle", "P-0123456789abcdef0123")


_USUAL = {pl.String: "x", pl.Boolean: False, pl.Date: DAY, pl.List: []}


def filled(contract, rows):
    """Rows that follow the contract: what is left out is null where it may be, else the column's example."""
    columns = contract.columns()

    def usual(name):
        column, example = columns[name], contract.notes(name)["example"]
        if column.nullable or example is not None:
            return None if column.nullable else example
        if isinstance(column.dtype, pl.Enum):
            return column.dtype.categories[0]
        return _USUAL.get(column.dtype.base_type(), 1)

    whole = [{name: row.get(name, usual(name)) for name in columns} for row in rows]
    return pl.DataFrame(whole, schema={name: one.dtype for name, one in columns.items()})


def versions():
    return [
        {
            "activity_id": f"V{place:04d}",
            "actor_id": "P-0123456789abcdef0123" if f"V{place:04d}" == SOLE else f"556000{place // 3:04d}",
            "activity_name": "Solhemmet hos Kalle" if f"V{place:04d}" in {PROTECTED, SOLE} else f"=Hemmet {place}",
            "form_code": "HVB" if place % 5 == 0 else "SABO",
            "operator_type": "private",
            "municipality_code": PLACES[place % 3],
            "address": f"Storgatan {place}" if place != 1 else "Ringvägen 1",
            "address_protected": f"V{place:04d}" == PROTECTED,
            "is_open": True,
            "operating_status": "active",
            "for_children": place % 5 == 0,
            "valid_from": dt.date(2020, 1, 1) if place % 2 else dt.date(2026, 2, 1),
            "known_from": dt.date(2020, 1, 1),
            "max_places": 8,
        }
        for place in range(N)
    ]


def actors():
    legal = [
        {"actor_id": f"556000{place:04d}", "actor_name": f"Bolaget {place} AB", "id_type": "organisation",
         "legal_form": "AB", "known_from": dt.date(2020, 1, 1)}
        for place in range(N // 3)
    ]  # fmt: skip
    sole = {"actor_id": "P-0123456789abcdef0123", "id_type": "person", "legal_form": "EF", "actor_name": None}
    return [*legal, sole | {"known_from": dt.date(2020, 1, 1)}]


def listed(day, shift=0):
    rows = []
    for target in ("Q", "W", "R"):
        for place in range(N):
            p_top = round(((place * 7 + shift) % N) / N, 3)
            is_sole = f"V{place:04d}" == SOLE and target == "W"
            rows.append(
                {
                    "as_of": day, "target": target, "position": place + 1, "activity_id": f"V{place:04d}",
                    "actor_id": f"556000{place // 3:04d}", "form_code": "HVB" if place % 5 == 0 else "SABO",
                    "operator_type": "private", "operating_status": "active", "score": round(100 * p_top, 1),
                    "rank": None if is_sole else N - (place * 7 + shift) % N, "rank_low": 1, "rank_high": 9,
                    "p_top": None if is_sole else p_top, "band": "U" if is_sole else band_of(p_top),
                    "basis": "sole_trader" if is_sole else "ranked", "coverage": 0.9, "flags": None,
                    "reasons": "Viktade bristpoäng, 36 mån: 12 poäng.",
                }
            )  # fmt: skip
    return rows


def contributions(day):
    return [
        {
            "as_of": day,
            "target": target,
            "activity_id": "V0001",
            "indicator_id": name,
            "order": order,
            "level": "activity",
            "weight": 1.0,
            "is_known": True,
            "points": 1.0,
        }
        for target in ("Q", "W", "R")
        for order, name in enumerate(("duty_frequency_inspection_overdue", "sup_severity_points_36m"), start=1)
    ]


def publish_home(folder, run=RUN, days=(DAY,), shift=0, **tables):
    """Publish a run in a home; `tables` are facts by name, in place of or beside the small register's."""
    held = {core.ActivityVersion: versions(), core.Actor: actors(), marts.RankedList: []}
    for name, rows in tables.items():
        held[getattr(core, name)] = rows
    held[marts.RankedList] = [row for day in days for row in listed(day, shift)]
    held[marts.Contribution] = [row for day in days for row in contributions(day)]
    held[marts.Manifest] = [{"run_id": run, "as_of": list(days), "ledger_ids": ["x"]}]
    with Warehouse(folder) as warehouse:
        for contract, rows in held.items():
            warehouse.replace(contract, filled(contract, rows))
        publish(warehouse, folder, run)
    return folder
