"""What a run's results rest on, as one row: the manifest. Its digest is the run's name.

No wall clock, no host and no path take part, so the same deliveries, program, catalogue, profile and seed have the
same name wherever and whenever they are run.
"""

import datetime as dt
import functools
import hashlib
from collections.abc import Sequence
from pathlib import Path

import polars as pl

from indicators.decisions.profile import Profile
from indicators.registry import catalogue_version
from tables import marts
from tables.marts import ListInForce

_ROOT = Path(__file__).parent.parent
_PACKAGES = ("assets", "indicators", "pipelines", "sources", "tables")
_SUFFIXES = frozenset({".py", ".csv", ".toml"})
_LENGTH = 16


@functools.cache
def code_version() -> str:
    """Digest of the source of the packages that computation rests on, with their code lists and profiles."""
    digest = hashlib.sha256()
    for package in _PACKAGES:
        for path in sorted((_ROOT / package).rglob("*")):
            if path.suffix in _SUFFIXES and "__pycache__" not in path.parts:
                digest.update(path.relative_to(_ROOT).as_posix().encode() + b"\0")
                digest.update(path.read_bytes() + b"\0")
    return digest.hexdigest()[:_LENGTH]


def manifest(
    as_of: Sequence[dt.date],
    profile: Profile,
    ledger: pl.DataFrame,
    key_fingerprint: str,
    seed: int,
    compared_with: Sequence[str] = (),
    in_force: pl.DataFrame | None = None,
) -> pl.DataFrame:
    """The manifest by its contract, one row.

    Args:
        as_of: the days computed.
        profile: the weight profile used.
        ledger: the ledger rows of the files in use.
        key_fingerprint: digest of the pseudonym key.
        seed: seed of everything drawn.
        compared_with: the earlier runs whose lists the trends are held against.
        in_force: rows of `marts.ListInForce`; without them every list is the day's own.
    """
    held = (ListInForce.create_empty() if in_force is None else in_force).filter("is_held").sort("as_of", "target")
    row = {
        "as_of": sorted(as_of),
        "code_version": code_version(),
        "catalogue_version": catalogue_version(),
        "profile": profile.name,
        "profile_version": profile.version,
        "ledger_ids": sorted(ledger["ledger_id"]),
        "key_fingerprint": key_fingerprint,
        "seed": seed,
        "compared_with": sorted(set(compared_with)),
        "lists_from": sorted(set(held["list_run_id"].drop_nulls())),
        "held_back": sorted(f"{one['target']} {one['as_of']}: {one['because']}" for one in held.iter_rows(named=True)),
    }
    landed = sorted(ledger.select("ledger_id", "mapping_version", "good_rows").iter_rows())
    instead = held.select("target", "as_of", "list_as_of", "list_run_id").rows()
    run_id = hashlib.sha256(repr([*row.values(), landed, instead]).encode()).hexdigest()[:_LENGTH]
    schema = {name: column.dtype for name, column in marts.Manifest.columns().items()}
    return marts.Manifest.validate(pl.DataFrame([{"run_id": run_id, **row}], schema=schema), cast=True)
