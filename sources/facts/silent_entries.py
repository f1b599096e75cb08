"""Company entries from a source that does not hold seat, group and owners: what was said of them before still holds.

Such an entry is known by its missing seat, which every full entry has. That a company left its group, or that its
owners are not registered, is only said by an entry that could have said otherwise.
"""

import polars as pl

from sources.facts.knowledge import at_each_epoch, merged

_RUN = ("known_from", "known_to", "ledger_id", "source_row")
_KEPT = ("municipality_code", "owner_state", "group_id")
_NOTHING = ""


def is_silent() -> pl.Expr:
    """Whether an entry comes from a source that does not hold seat, group and owners."""
    return pl.col("municipality_code").is_null()


def with_what_still_holds(entries: pl.DataFrame, silent: str) -> pl.DataFrame:
    """Entries with what silent ones leave out taken from the entry before, at every moment of knowledge.

    Args:
        entries: rectangles of validity and knowledge, with `actor_id`; what has been answered is filled in already.
        silent: the column that says which are silent; it is left out of what is given back.
    """
    concerned = entries.filter(silent)["actor_id"].unique()
    rest = entries.filter(~pl.col("actor_id").is_in(concerned.implode()))
    held = at_each_epoch(entries.filter(pl.col("actor_id").is_in(concerned.implode())), ["actor_id"])
    held = held.sort("actor_id", "epoch", "valid_from")
    said = held.with_columns(
        pl.when(pl.col(name).is_not_null() | ~pl.col(silent))
        .then(pl.col(name).fill_null(_NOTHING))
        .forward_fill()
        .over("actor_id", "epoch")
        for name in _KEPT
    )
    said = said.with_columns(pl.when(pl.col(name) != _NOTHING).then(pl.col(name)).alias(name) for name in _KEPT)
    said = said.with_columns(known_from="epoch", known_to="epoch_end").select(entries.columns)
    joined = merged(said, [name for name in entries.columns if name not in _RUN])
    return pl.concat([rest, joined]).drop(silent)
