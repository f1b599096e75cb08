"""Which column of ours a heading in a file means. The words are data: one TOML file per delivery in `lookups/`.

Our own column names are always accepted; headings are compared without regard to case, spaces and hyphens.
"""

import difflib
import functools
import hashlib
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from sources.errors import DeliveryError
from tables.raw import Delivery

FOLDER = Path(__file__).parent / "lookups"


@dataclass(frozen=True)
class Mapping:
    """Where each of our columns stands in a file, and which headings nobody asked for."""

    positions: dict[str, int]
    unknown: tuple[tuple[int, str], ...]


def normalised(heading: str) -> str:
    """A heading as it is compared."""
    return "_".join(heading.strip().casefold().replace("-", " ").replace("_", " ").split())


@functools.cache
def known_headings(contract: type[Delivery]) -> dict[str, str]:
    """Heading as compared → column of ours."""
    own = {normalised(name): name for name in contract.delivered_columns()}
    translated = tomllib.loads(lookup(contract).decode()).get("columns", {})
    return {normalised(heading): name for heading, name in translated.items()} | own


@functools.cache
def mapping_version(contract: type[Delivery]) -> str:
    """Digest of the lookup and of the columns it maps to; a new one when either changes."""
    columns = "\n".join(contract.delivered_columns()).encode()
    return hashlib.sha256(lookup(contract) + b"\n" + columns).hexdigest()[:16]


def lookup(contract: type[Delivery]) -> bytes:
    """The words of a delivery's headings and choices."""
    return (FOLDER / f"{contract.table}.toml").read_bytes()


def n_known(contract: type[Delivery], headings: Sequence[str]) -> int:
    """How many of the headings we know; tells a heading from data, and the right separator from a wrong one."""
    return sum(normalised(heading) in known_headings(contract) for heading in headings)


def map_headings(contract: type[Delivery], headings: Sequence[str], file: str) -> Mapping:
    """Find each of our columns among the headings.

    Raises:
        DeliveryError: no heading is known, one is missing, or two mean the same column.
    """
    expected = ", ".join(contract.delivered_columns())
    if n_known(contract, headings) == 0:
        raise DeliveryError(file, "no_heading", line=1, expected=expected)
    positions: dict[str, int] = {}
    unknown: list[tuple[int, str]] = []
    for position, heading in enumerate(headings):
        name = known_headings(contract).get(normalised(heading))
        if name is None:
            unknown.append((position, heading.strip()))
        elif name in positions:
            detail = f"{headings[positions[name]].strip()} och {heading.strip()}"
            raise DeliveryError(file, "duplicate_column", line=1, column=name, detail=detail)
        else:
            positions[name] = position
    for name in contract.delivered_columns():
        if name not in positions:
            hint = _hint(contract, name, [heading for _, heading in unknown])
            raise DeliveryError(file, "missing_column", line=1, column=name, hint=hint, expected=expected)
    return Mapping(positions, tuple(unknown))


def _hint(contract: type[Delivery], name: str, unknown: list[str]) -> str:
    accepted = [heading for heading, meant in known_headings(contract).items() if meant == name]
    for heading in unknown:
        if difflib.get_close_matches(normalised(heading), accepted, n=1, cutoff=0.6):
            return f"Menas ”{heading}”? Döp i så fall om den till {name}. "
    return ""
