"""Deliveries by contract for tests of what is expected of them: legal ones, and ones with planted faults."""

import datetime as dt
import random

import polars as pl

from tables.code_lists import codes_of

LEDGER_ID = "0123456789abcdef"
BAD_DATES = (dt.date(24, 3, 1), dt.date(2200, 1, 1))
BAD_TEXTS = ("", "å" * 151, "x" * 301, "5560000001\n", "19121212-1212", "XX")
BAD_NUMBERS = (-1, 5000)
BAD_AMOUNTS = (float("nan"), float("inf"), float("-inf"), -1.0)


def legal(contract, rows=40, *, start=2):
    """Rows that the contract accepts; the source's keys and `known_at` differ from row to row where they can."""
    columns = [_values(contract, name, rows, start) for name in contract.column_names()]
    return pl.DataFrame(columns)


def _values(contract, name, rows, start):
    column, codes = contract.columns()[name], contract.notes(name)["codes"]
    numbers = range(start, start + rows)
    if codes is not None:
        values = [codes_of(codes)[number % len(codes_of(codes))] for number in numbers]
    elif name == "source_row":
        values = list(numbers)
    elif name == "ledger_id":
        values = [LEDGER_ID] * rows
    elif name == "operator_id":
        values = [f"{5560000000 + number}" for number in numbers]
    elif (name.endswith("_to") and name != "covered_to") or name in ("address", "postal_code"):
        values = [None] * rows
    elif column.dtype == pl.Date:
        values = [dt.date(2020, 1, 1) + dt.timedelta(number % 2000) for number in numbers]
    elif column.dtype == pl.String and getattr(column, "min_length", None) and name.endswith(("_id", "_no")):
        values = [f"{name}-{number}" for number in numbers]
    else:
        values = [contract.notes(name)["example"]] * rows
    return pl.Series(name, values, dtype=column.dtype)


def with_faults(contract, seed, rows=40):
    """Legal rows, some of whose values are replaced by faulty ones, and some of which are repeated."""
    dice = random.Random(seed)
    frame = legal(contract, rows)
    for name in contract.column_names():
        values = frame[name].to_list()
        for place in dice.sample(range(rows), k=dice.randrange(6)):
            values[place] = dice.choice((None, *_faults(frame.schema[name])))
        frame = frame.with_columns(pl.Series(name, values, dtype=frame.schema[name]))
    return pl.concat([frame, frame.sample(dice.randrange(4), seed=seed)])


def _faults(data_type):
    if data_type == pl.Date:
        return BAD_DATES
    if data_type == pl.String:
        return BAD_TEXTS
    if data_type == pl.Float64:
        return BAD_AMOUNTS
    return (True, False) if data_type == pl.Boolean else BAD_NUMBERS
