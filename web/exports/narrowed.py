"""An export with one recipient's rows only: a party's own, or what one board was told. Nobody gets everybody's."""

import datetime as dt
from collections.abc import Callable, Mapping
from pathlib import Path

import polars as pl

from tables.code_lists import labels_of
from tables.exports import Export
from tables.exports.files import manifest_of, write
from tables.exports.inter_board import InterBoardPattern, InterBoardReport, YearlyReports
from tables.exports.municipal import ControlFigure, GroupComparison, LateQuarter, OwnDuty, OwnReport
from tables.exports.party import OwnActivity, OwnCase, OwnNotification

Which = Callable[[str], pl.Expr]


class NoSuchRecipient(ValueError):
    """Nothing is kept for whom an export was to be narrowed to."""


def _has(column: str) -> Which:
    return lambda who: pl.col(column) == who


def _own_or(column: str, everybodys: pl.Expr) -> Which:
    return lambda who: (pl.col(column) == who) | everybodys


#: Profile → each of its tables, and which rows of it a recipient gets; a table that is not here stops the export.
ROWS: Mapping[str, Mapping[type[Export], Which]] = {
    "party": {
        **dict.fromkeys(
            (OwnActivity, OwnNotification, OwnCase, OwnReport, OwnDuty, LateQuarter, GroupComparison), _has("party_id")
        ),
        ControlFigure: _own_or("party_id", pl.col("area") == "national"),
    },
    "inter_board": {
        InterBoardReport: _has("recipient"),
        InterBoardPattern: _has("recipient"),
        YearlyReports: _own_or("reported_by", pl.col("reported_by").is_null()),
    },
}


def narrowed(folder: Path, who: str, into: Path) -> Path:
    """Write an export again with one recipient's rows; the folder it is in.

    Args:
        folder: an export of a profile of `ROWS`.
        who: the number of a party, or the code of a municipality.
        into: where `exports/` is made.

    Raises:
        NoSuchRecipient: the export has no row of the party, or there is no such municipality.
    """
    told = manifest_of(folder)
    rules = {contract.table: (contract, which) for contract, which in ROWS[told["profile"]].items()}
    frames, n_own = {}, 0
    for name in told["tables"]:
        contract, which = rules[name]
        frame = pl.read_parquet(folder / f"{name}.parquet")
        frames[contract] = frame.filter(which(who))
        n_own += frame.filter(pl.col("party_id") == who).height if "party_id" in frame.columns else 0
    if not (n_own if told["profile"] == "party" else who in labels_of("municipalities")):
        raise NoSuchRecipient
    return write(into, told["run_id"], dt.date.fromisoformat(told["as_of"]), told["profile"], frames)
