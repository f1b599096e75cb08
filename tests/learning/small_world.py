"""Small worlds of facts for what there is to learn: a row names what matters, the contract gives the rest."""

import datetime as dt

from indicators.learning.learned import TABLES
from tables.contracts import facts as fact_contracts
from tests.web.conftest import frame

T = dt.date(2026, 6, 30)
LONG_AGO = dt.date(2010, 1, 1)
ACTOR = "55600000{:02d}"


def day(text):
    return dt.date.fromisoformat(text)


def world(**tables):
    """Every table that is read; rows are known from the day they happened unless they say else."""
    found = {}
    for name in TABLES:
        contract = fact_contracts()[name]
        rows = [{**_usual(name, row), **row} for row in tables.get(name, ())]
        found[name] = frame(contract, rows)
    return found


def _usual(name, row):
    happened = row.get("event_date") or row.get("valid_from") or row.get("applied_at") or LONG_AGO
    usual = {"known_from": happened}
    if name == "report":
        usual |= {"counts": True, "kind": "complaint", "state": "received", "matter_id": None, "actor_id": None}
    if name == "finding":
        usual |= {"responsible_principal": "provider", "severity": 2, "case_no": "none"}
    if name == "decision":
        usual |= {"effect": "in_force", "legal_state": "decided", "effect_class": "order", "kind": "order_remedy"}
    return usual


def activity(name, form="HVB", municipality="0180", permit=None, since=LONG_AGO, until=None):
    """A version of an activity that is open all the time."""
    return {
        "activity_id": name, "form_code": form, "is_open": True, "valid_from": since, "valid_to": until,
        "municipality_code": municipality, "permit_no": permit, "known_from": since,
    }  # fmt: skip


def order(name, of, on, **more):
    return {"decision_id": name, "case_no": f"case-{name}", "activity_id": of, "event_date": day(on), **more}


def measure(name, of, planned, checked=None, result=None, **more):
    return {
        "measure_id": name, "decision_id": of, "planned_at": day(planned), "result": result,
        "event_date": day(checked) if checked else None, "known_from": day(checked or planned), **more,
    }  # fmt: skip


def complaint(name, on, *states, **more):
    """A report's rows: each state from the day it was known until the next."""
    days = [day(when) for when, _ in states]
    ends = [*days[1:], None]
    return [
        {"report_id": name, "event_date": day(on), "state": state, "known_from": begin, "known_to": end, **more}
        for (_, state), begin, end in zip(states, days, ends, strict=True)
    ]


def told(figures, measure, column="value", **key):
    """One cell; the keys that are not named are null."""
    keys = {"year": None, "form": None, "area": None, "group": None, **key}
    rows = [
        row for row in figures.iter_rows(named=True)
        if row["measure"] == measure and all(row[name] == value for name, value in keys.items())
    ]  # fmt: skip
    assert len(rows) == 1, rows
    return rows[0][column]
