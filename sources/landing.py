"""Landing: every delivered file becomes one ledger row, its legal rows and its quarantine rows, in one transaction.

The same contents twice change nothing; a file with a known name and new contents supersedes the earlier one, whose
rows stay. Reading is in `reading.py`, judging in `checking.py`, correcting refused rows in `quarantine.py`.
"""

import datetime as dt
import hashlib
from collections.abc import Callable, Collection
from dataclasses import dataclass, field
from pathlib import Path

import polars as pl

from sources.backdated import backdated
from sources.checking import Checked, check, first_fault
from sources.discovery import Found, discover
from sources.errors import DeliveryError
from sources.grid import SOURCE_ROW
from sources.headings import mapping_version
from sources.identity import PseudonymKey, keyed, without_person_numbers
from sources.reading import read
from sources.survey import Survey, survey
from tables import ops
from tables.raw import Delivery
from tables.store import Warehouse

IN_USE = '"table" = ? AND superseded_by IS NULL'


@dataclass(frozen=True)
class LandedFile:
    """What became of one file."""

    ledger_id: str
    table: str
    folder: str
    file_name: str
    rows: int
    good_rows: int
    quarantined_rows: int
    supersedes: str | None


@dataclass(frozen=True)
class Landing:
    """What became of all files: landed, refused, already known, and what a person should look at.

    `outside` holds the new files that were not taken in, refused ones and those that wait for them: table, name, why.
    """

    landed: tuple[LandedFile, ...]
    errors: tuple[DeliveryError, ...]
    unchanged: int
    warnings: tuple[str, ...] = ()
    outside: tuple[tuple[str, str, str], ...] = ()


def land(
    warehouse: Warehouse,
    deliveries: Path,
    key: PseudonymKey,
    received_at: dt.datetime,
    progress: Callable[[str], None] = lambda _: None,
    tables: Collection[str] | None = None,
    *,
    own: bool = False,
    admitted: Collection[str] | None = None,
) -> Landing:
    """Take in every new file under `deliveries`.

    A file that cannot be taken in stops its folder for this run; what was landed before stays, other folders go on.

    Args:
        warehouse: where to.
        deliveries: a folder with a sub-folder per source.
        key: turns the numbers of natural persons into pseudonyms.
        received_at: noted in the ledger.
        progress: is told one line a file.
        tables: the only delivery tables to take in; none means all.
        own: the files are written by the program itself: then one without rows takes the place of what it corrects.
        admitted: the sources that may be read; without it those that need no recorded legal basis.
    """
    found, warnings = discover(deliveries, admitted)
    found = [file for file in found if tables is None or file.contract.table in tables]
    round_ = _Round(warehouse, key, received_at, progress, warnings, own)
    known = round_.take(found)
    if any(file.supersedes for file in round_.landed):
        known = round_.take(known)  # what was known under a name that has other contents now is new again
    return Landing(tuple(round_.landed), tuple(round_.errors), len(known), tuple(warnings), tuple(round_.outside))


@dataclass
class _Round:
    """One landing under way: what it works with, and what has come of it so far."""

    warehouse: Warehouse
    key: PseudonymKey
    received_at: dt.datetime
    progress: Callable[[str], None]
    warnings: list[str]
    own: bool = False
    landed: list[LandedFile] = field(default_factory=list)
    errors: list[DeliveryError] = field(default_factory=list)
    stopped: set[str] = field(default_factory=set)
    outside: list[tuple[str, str, str]] = field(default_factory=list)

    def take(self, files: list[Found]) -> list[Found]:
        """Land the files that are new; those whose contents are in use already come back."""
        return [file for file in files if self._is_known(file)]

    def _is_known(self, file: Found) -> bool:
        name = shown_name(file, self.key)
        if file.contract.folder in self.stopped:
            self.warnings.append(f"{name}: väntar, eftersom en annan fil från samma källa inte kunde läsas.")
            if not self._is_in_use(file):
                self.outside.append((file.contract.table, name, f"{name}: väntar på en annan fil från samma källa."))
            return False
        try:
            outcome = _land_one(self.warehouse, file, self.key, self.received_at, self.warnings, own=self.own)
        except DeliveryError as error:
            self.errors.append(error)
            self.outside.append((file.contract.table, name, str(error)))
            self.stopped.add(file.contract.folder)
            self.progress(str(error))
            return False
        if outcome is not None:
            self.landed.append(outcome)
            self.progress(_sentence(outcome))
        return outcome is None

    def _is_in_use(self, file: Found) -> bool:
        """Whether these very contents were taken in before; what cannot be read was not."""
        try:
            with file.path.open("rb") as stream:
                digest = hashlib.file_digest(stream, "sha256").hexdigest()
        except OSError:
            return False
        return not self.warehouse.query(
            ops.Ledger, f"{IN_USE} AND sha256 = ?", [file.contract.table, digest]
        ).is_empty()


def current_rows(warehouse: Warehouse, contract: type[Delivery]) -> pl.DataFrame:
    """The rows of files in use, by the contract, in the order they were landed."""
    ledger = warehouse.query(ops.Ledger, IN_USE, [contract.table]).select("ledger_id", "sequence")
    rows = warehouse.read(contract).join(ledger, on="ledger_id")
    return rows.sort("sequence", SOURCE_ROW).select(contract.column_names())


def next_sequence(warehouse: Warehouse) -> int:
    """The number of the next ledger row."""
    return int(warehouse.read(ops.Ledger)["sequence"].max() or 0) + 1  # type: ignore[arg-type]


def ledger_id_of(*parts: str) -> str:
    """The digest that names a ledger row."""
    return hashlib.sha256("\x1f".join(parts).encode()).hexdigest()[:16]


def _land_one(
    warehouse: Warehouse,
    file: Found,
    key: PseudonymKey,
    received_at: dt.datetime,
    warnings: list[str],
    *,
    own: bool,
) -> LandedFile | None:
    name = shown_name(file, key)
    seen = survey(file.path, name)
    known = warehouse.query(ops.Ledger, '"table" = ?', [file.contract.table])
    in_use = known.filter(pl.col("superseded_by").is_null() & pl.col("kind").is_in(["delivery", "fetched"]))
    if in_use.filter(pl.col("sha256") == seen.sha256).height:
        return None
    earlier_times = known.filter(pl.col("sha256") == seen.sha256).height
    ledger_id = ledger_id_of(file.contract.table, name, seen.sha256, *([str(earlier_times)] if earlier_times else []))
    delivered = read(file.path, file.contract, name, seen, may_be_empty=own)
    warnings += delivered.warnings
    checked = check(delivered, file.contract, key, ledger_id=ledger_id, file_name=name)
    if delivered.n_rows or not own:
        _require_a_good_row(checked, name, delivered.n_rows)
    supersedes = in_use.filter(pl.col("file_name") == name)["ledger_id"].to_list()
    late = backdated(warehouse, file.contract, checked.good, received_at).height
    kind = "fetched" if own else "delivery"
    entry = ledger_row(
        file.contract, name, seen, checked, received_at, ledger_id=ledger_id, kind=kind, backdated_rows=late
    )
    _write(warehouse, file.contract, entry, checked, supersedes)
    return LandedFile(
        ledger_id,
        file.contract.table,
        file.contract.folder,
        name,
        delivered.n_rows,
        checked.good.height,
        checked.n_refused,
        supersedes[0] if supersedes else None,
    )


def shown_name(file: Found, key: PseudonymKey) -> str:
    """The file's name; a person's number in it is a pseudonym, so that two files keep two names."""
    return without_person_numbers(file.name, keyed(key))


def _require_a_good_row(checked: Checked, name: str, n_rows: int) -> None:
    if checked.good.is_empty():
        first, detail = first_fault(checked)
        raise DeliveryError(name, "no_good_row", line=first, rows=n_rows, first=first, detail=detail)


def ledger_row(
    contract: type[Delivery],
    name: str,
    seen: Survey,
    checked: Checked,
    received_at: dt.datetime,
    *,
    ledger_id: str,
    kind: str,
    backdated_rows: int,
) -> dict[str, object]:
    """A ledger row but for its sequence, which is known only inside the transaction."""
    return {
        "ledger_id": ledger_id,
        "table": contract.table,
        "file_name": name,
        "sha256": seen.sha256,
        "kind": kind,
        "mapping_version": mapping_version(contract),
        "rows": checked.good.height + checked.n_refused,
        "good_rows": checked.good.height,
        "quarantined_rows": checked.n_refused,
        "backdated_rows": backdated_rows,
        "superseded_by": None,
        "received_at": received_at.replace(tzinfo=None),
    }


def _write(
    warehouse: Warehouse, contract: type[Delivery], entry: dict[str, object], checked: Checked, supersedes: list[str]
) -> None:
    with warehouse.transaction():
        append_entry(warehouse, entry)
        warehouse.append(contract, checked.good)
        if checked.refused.height:
            warehouse.append(ops.Quarantine, checked.refused)
        for earlier in supersedes:
            _supersede(warehouse, earlier, str(entry["ledger_id"]))


def append_entry(warehouse: Warehouse, entry: dict[str, object]) -> None:
    """Add a ledger row, numbered after the last."""
    row = {**entry, "sequence": next_sequence(warehouse)}
    schema = {name: column.dtype for name, column in ops.Ledger.columns().items()}
    warehouse.append(ops.Ledger, pl.DataFrame([row], schema=schema))


def _supersede(warehouse: Warehouse, earlier: str, later: str) -> None:
    """Mark a ledger row, and the replays that corrected its rows, as superseded."""
    corrected = warehouse.query(ops.Quarantine, "ledger_id = ? AND replayed_as IS NOT NULL", [earlier])
    for ledger_id in [earlier, *corrected["replayed_as"].unique().to_list()]:
        warehouse.amend(ops.Ledger, "superseded_by", later, "ledger_id = ? AND superseded_by IS NULL", [ledger_id])


def _sentence(file: LandedFile) -> str:
    refused = f", {file.quarantined_rows} i karantän" if file.quarantined_rows else ""
    replaced = ", ersätter en tidigare fil" if file.supersedes else ""
    return f"{file.file_name}: {file.good_rows} rader mottagna{refused}{replaced}"
