"""Links to predecessors as they are reviewed: they hold without anybody's decision, and a person may reject them.

They are worked out among the facts (`sources/facts/predecessors.py`); here they get the shape of a proposal, so that
one queue and one book serve both. There is no probability: a rule was met.
"""

import datetime as dt
import hashlib
import json

import polars as pl

from tables import core, marts

KIND = "predecessor"
_PAIR = ["activity_id", "former_activity_id"]


def as_proposals(found: pl.DataFrame, as_of: dt.date) -> pl.DataFrame:
    """One row per activity and predecessor, the latest first.

    Args:
        found: rows of `core.Predecessor` that are held now.
        as_of: the day of the run.

    Returns:
        Rows by `marts.LinkProposal`; weight and probability are null, and what was compared are the signs.
    """
    labels: dict[str, str] = core.Predecessor.notes("basis")["labels"]
    days = pl.format("{} stängd {}, {} öppnad {}", "former_activity_id", "closed_at", "activity_id", "opened_at")
    pairs = found.sort("basis").group_by(_PAIR, maintain_order=True).agg(
        pl.col("basis").cast(pl.String), days=days.first(), since=pl.col("known_from").min(),
        event_date=pl.col("event_date").first(),
    )  # fmt: skip
    pairs = pairs.sort("event_date", *_PAIR, descending=[True, False, False])
    rows = [
        {
            "as_of": as_of,
            "proposal_id": _digest(12, KIND, row["activity_id"], row["former_activity_id"]),
            "kind": KIND,
            "left_id": row["activity_id"],
            "right_id": row["former_activity_id"],
            "since": row["since"],
            "evidence": _digest(16, *row["basis"], row["days"]),
            "waterfall": json.dumps(_signs(row["basis"], row["days"], labels), ensure_ascii=False),
            "reports": [],
        }
        for row in pairs.iter_rows(named=True)
    ]
    schema = {name: column.dtype for name, column in marts.LinkProposal.columns().items()}
    return pl.DataFrame(rows, schema=schema)


def _signs(basis: list[str], days: str, labels: dict[str, str]) -> list[dict[str, object]]:
    told = [("grund", labels[each]) for each in basis]
    return [{"about": about, "says": says, "bits": 0.0} for about, says in [*told, ("dagar", days)]]


def _digest(length: int, *parts: str) -> str:
    return hashlib.sha256("\x1f".join(parts).encode()).hexdigest()[:length]
