"""The checks of each table's newest delivery, carried out once and then remembered for as long as nothing changes.

Carrying them out is `delivery_checks.py`. A run that lands nothing new gives the same answers without the work.
"""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path

from sources import delivery_checks
from sources.delivery_checks import DeliveryResult, check_landed, checks_for, digest_of_expectations
from tables.expectations import Check
from tables.ops import Ledger
from tables.raw import Delivery
from tables.store import Warehouse, atomic_write


@dataclass(frozen=True)
class Remembered:
    """One check of a table as it came out; `said` is in Swedish what was not as expected."""

    name: str
    passed: bool
    severity: str
    metadata: Mapping[str, str | int]
    said: str


def outcomes(warehouse: Warehouse, contract: type[Delivery], context_folder: Path) -> tuple[Remembered, ...]:
    """The checks of a table's newest delivery, in the order of `checks_for`; none when nothing has been delivered.

    They come from memory when nothing that they rest on has changed.
    """
    basis = _basis(warehouse, contract)
    path = context_folder / "outcomes" / f"{contract.table}.json"
    kept = json.loads(path.read_bytes()) if path.exists() else {}
    if kept.get("basis") == basis:
        return tuple(Remembered(**one) for one in kept["outcomes"])
    result = check_landed(warehouse, contract, context_folder)
    found = () if result is None else tuple(_remembered(result, spec.name) for spec in checks_for(contract))
    path.parent.mkdir(parents=True, exist_ok=True)
    content = {"basis": basis, "outcomes": [asdict(one) for one in found]}
    atomic_write(path, json.dumps(content, ensure_ascii=False, indent=1, default=dict).encode())
    return found


def _remembered(result: DeliveryResult, name: Check) -> Remembered:
    outcome = result.check(name)
    said = " ".join(one.message for one in result.results if one.check == name and not one.passed)
    return Remembered(name, outcome.passed, outcome.severity, dict(outcome.metadata), said)


def _basis(warehouse: Warehouse, contract: type[Delivery]) -> str:
    """Digest of everything the checks rest on: the table's files as they stand, and what is expected of them."""
    ledger = warehouse.query(Ledger, '"table" = ?', [contract.table]).sort("sequence")
    digest = hashlib.sha256(repr(ledger.rows()).encode())
    digest.update(digest_of_expectations(contract).encode())
    digest.update(Path(str(delivery_checks.__file__)).read_bytes())
    digest.update(Path(__file__).read_bytes())
    return digest.hexdigest()
