"""What is recorded about a source: who publishes it, why we may read it, how often it comes, and how long it is kept.

One file per source is in `catalogue/`; the folder of deliveries has the name of the source.
"""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from tables.code_lists import codes_of
from tables.contracts import deliveries as contracts
from tables.raw import Delivery


class Cadence(StrEnum):
    """How often a delivery is expected."""

    DAILY = "daily"
    WEEKLY = "weekly"
    MONTHLY = "monthly"
    WHEN_DECIDED = "when_decided"


@dataclass(frozen=True)
class Band:
    """How many rows a year's deliveries of one table are expected to hold, at the full size of the register."""

    least: int
    most: int

    def __post_init__(self) -> None:
        if not 0 <= self.least <= self.most:
            raise ValueError(f"a band of rows must grow: {self.least}–{self.most}")


@dataclass(frozen=True)
class Source:
    """One source of deliveries.

    Attributes:
        name: the folder its files are dropped in.
        label: what an inspector calls it.
        publisher: who answers for the contents.
        purpose: what we use it for, in Swedish; nothing else of it is read.
        legal_refs: keys of the code list `legal_refs`.
        cadence: how often it comes.
        rows_per_year: table → expected rows of a year.
        retention_years: how long rows are kept after the year they concern.
        owner: who within the inspectorate answers for the use of it.
        review: when its use is to be considered again.
        needs_basis: its files are not read until a legal basis is recorded in `sources.toml`.
        legal_note: what whoever decides about it should know, in Swedish.
    """

    name: str
    label: str
    publisher: str
    purpose: str
    legal_refs: tuple[str, ...]
    cadence: Cadence
    rows_per_year: Mapping[str, Band]
    retention_years: int
    owner: str
    review: dt.date
    needs_basis: bool = False
    legal_note: str = ""

    def __post_init__(self) -> None:
        unknown = set(self.legal_refs) - set(codes_of("legal_refs"))
        if unknown or not self.legal_refs:
            raise ValueError(f"{self.name}: legal references unknown or missing: {sorted(unknown)}")
        tables = {contract.table for contract in self.deliveries}
        if set(self.rows_per_year) != tables:
            raise ValueError(f"{self.name}: expected rows must be given for exactly {sorted(tables)}")

    @property
    def deliveries(self) -> tuple[type[Delivery], ...]:
        """The contracts whose files belong in the source's folder."""
        return tuple(contract for contract in contracts().values() if contract.folder == self.name)
