"""What the vendors know: companies, people in them, owners, annual reports and municipalities, in the vendors' terms.

Codes are the vendors' own (`AB`, `KK`, `LE`), and dates are days. How it is written on the wire stands in the modules
of the services; how it is made from deliveries, in `from_deliveries.py`.
"""

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Any, Self

import polars as pl
from polars.datatypes import DataType, DataTypeClass

Schema = Mapping[str, DataType | DataTypeClass]

NAME = pl.Struct({"name": pl.String, "kind": pl.String, "registered": pl.Date, "description": pl.String})
PROCEDURE = pl.Struct({"code": pl.String, "since": pl.Date})

#: One row a company and state: `valid_from` is the first day the vendor has it so, `valid_to` the first day not any
#: longer; empty means always. `identity` has ten digits, or twelve for a natural person.
COMPANIES: Schema = {
    "identity": pl.String,
    "registration_no": pl.Int32,
    "form": pl.String,
    "juridical_form": pl.String,
    "name": pl.String,
    "name_registered": pl.Date,
    "other_names": pl.List(NAME),
    "registered": pl.Date,
    "entered_at_scb": pl.Date,
    "deregistered": pl.Date,
    "reason": pl.String,
    "procedures": pl.List(PROCEDURE),
    "description": pl.String,
    "street": pl.String,
    "care_of": pl.String,
    "postal_code": pl.String,
    "city": pl.String,
    "sni": pl.List(pl.String),
    "operating": pl.Boolean,
    "no_advertising": pl.Boolean,
    "municipality_code": pl.String,
    "at_bolagsverket": pl.Boolean,
    "at_scb": pl.Boolean,
    "valid_from": pl.Date,
    "valid_to": pl.Date,
}
#: One row a role that somebody has: a natural person, or an organisation (`is_organisation`).
FUNCTIONARIES: Schema = {
    "identity": pl.String,
    "role": pl.String,
    "holder": pl.String,
    "is_organisation": pl.Boolean,
    "first_name": pl.String,
    "last_name": pl.String,
    "organisation_name": pl.String,
    "valid_from": pl.Date,
    "valid_to": pl.Date,
}
#: One row a beneficial owner; `holder` is empty for one who is anonymous.
OWNERS: Schema = {
    "identity": pl.String,
    "holder": pl.String,
    "first_name": pl.String,
    "last_name": pl.String,
    "is_anonymous": pl.Boolean,
    "valid_from": pl.Date,
    "valid_to": pl.Date,
}
#: One row a digital annual report, known from the day it is `registered`; amounts in kronor.
REPORTS: Schema = {
    "identity": pl.String,
    "company_name": pl.String,
    "period_start": pl.Date,
    "period_end": pl.Date,
    "registered": pl.Date,
    "net_turnover": pl.Float64,
    "operating_result": pl.Float64,
    "result_before_tax": pl.Float64,
    "external_cost": pl.Float64,
    "personnel_cost": pl.Float64,
    "mean_employees": pl.Float64,
    "total_assets": pl.Float64,
    "equity": pl.Float64,
    "share_capital": pl.Float64,
    "audit_remark": pl.Boolean,
}
#: One row a municipality and year.
MUNICIPALITIES: Schema = {
    "code": pl.String,
    "name": pl.String,
    "year": pl.Int32,
    "population": pl.Int64,
    "skr_group": pl.String,
}
SCHEMAS = {
    "companies": COMPANIES,
    "functionaries": FUNCTIONARIES,
    "owners": OWNERS,
    "reports": REPORTS,
    "municipalities": MUNICIPALITIES,
}
#: What is taken where a row says nothing.
ASSUMED: Mapping[str, Any] = {
    "form": "AB",
    "name": "Exempelbolaget AB",
    "registered": dt.date(2010, 3, 15),
    "city": "EXEMPELSTAD",
    "operating": True,
    "no_advertising": False,
    "at_bolagsverket": True,
    "at_scb": True,
    "is_organisation": False,
    "is_anonymous": False,
    "role": "LE",
}
#: The vendor's form → SCB's juridical form.
JURIDICAL_FORMS = {
    "AB": "49",
    "HB": "31",
    "KB": "31",
    "EK": "51",
    "E": "10",
    "I": "61",
    "S": "72",
    "BRF": "53",
    "TSF": "63",
}


def _empty(name: str) -> pl.DataFrame:
    return pl.DataFrame(schema=dict(SCHEMAS[name]))


@dataclass(frozen=True)
class World:
    """What there is to answer about, at all times. Never changed; `at` gives what the vendors have one day.

    Frames have the columns of the schemas above.
    """

    companies: pl.DataFrame = field(default_factory=lambda: _empty("companies"))
    functionaries: pl.DataFrame = field(default_factory=lambda: _empty("functionaries"))
    owners: pl.DataFrame = field(default_factory=lambda: _empty("owners"))
    reports: pl.DataFrame = field(default_factory=lambda: _empty("reports"))
    municipalities: pl.DataFrame = field(default_factory=lambda: _empty("municipalities"))

    @classmethod
    def of(cls, **rows: Iterable[Mapping[str, Any]] | pl.DataFrame) -> Self:
        """A world from rows that name only what matters; the rest is an ordinary company.

        Args:
            **rows: `companies`, `functionaries`, `owners`, `reports`, `municipalities`.

        Raises:
            KeyError: a row names a column that there is none of.
        """
        return cls(**{name: _filled(SCHEMAS[name], given) for name, given in rows.items()})

    def at(self, day: dt.date) -> "World":
        """What the vendors have on the day."""
        return World(**{one.name: _held(getattr(self, one.name), day) for one in fields(self)})

    def write(self, folder: Path) -> None:
        """Keep the world in a folder, one file a frame."""
        folder.mkdir(parents=True, exist_ok=True)
        for one in fields(self):
            getattr(self, one.name).write_parquet(folder / f"{one.name}.parquet")

    @classmethod
    def read(cls, folder: Path) -> Self:
        """The world that was kept in a folder."""
        return cls(**{one.name: pl.read_parquet(folder / f"{one.name}.parquet") for one in fields(cls)})

    def company(self, identity: str) -> list[dict[str, Any]]:
        """The registrations of one identity number, in order."""
        return self.companies.filter(pl.col("identity") == identity).sort("registration_no").to_dicts()


def _filled(schema: Schema, given: Iterable[Mapping[str, Any]] | pl.DataFrame) -> pl.DataFrame:
    if not isinstance(given, pl.DataFrame):
        rows = list(given)
        if unknown := {name for row in rows for name in row} - set(schema):
            raise KeyError(f"no such columns: {sorted(unknown)}")
        given = pl.DataFrame([dict(row) for row in rows], schema=dict(schema))
    missing = [pl.lit(None, dtype=kind).alias(name) for name, kind in schema.items() if name not in given.columns]
    frame = given.with_columns(missing).select(pl.col(name).cast(kind) for name, kind in schema.items())
    frame = frame.with_columns(pl.col(name).fill_null(ASSUMED[name]) for name in schema if name in ASSUMED)
    if "juridical_form" in schema:
        form = pl.col("form").replace_strict(JURIDICAL_FORMS, default="99", return_dtype=pl.String)
        frame = frame.with_columns(pl.col("juridical_form").fill_null(form))
    return frame


def _held(frame: pl.DataFrame, day: dt.date) -> pl.DataFrame:
    if "valid_from" in frame.columns:
        begun = pl.col("valid_from").is_null() | (pl.col("valid_from") <= day)
        return frame.filter(begun, pl.col("valid_to").is_null() | (pl.col("valid_to") > day))
    if "period_end" in frame.columns:
        return frame.filter(pl.col("registered") <= day)
    return frame
