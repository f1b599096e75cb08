"""Pairs of rows that share a value, in time that grows with the number of rows even where one value is everywhere."""

import polars as pl


def known_pairs(rows: pl.DataFrame, shared: str, member: str, most: int) -> pl.DataFrame:
    """Every row beside each row of another member with the same value; the other's columns end in `_other`.

    Of members with one value at least one in a pair is among the first `most` that became known with it, so that what
    becomes known later takes no pair away.

    Args:
        rows: runs of knowledge; a row without the value is left out.
        shared: the column whose value is shared.
        member: the column that tells members apart.
        most: how many members of one value are paired with all.
    """
    held = rows.drop_nulls(shared)
    first = held.group_by(shared, member).agg(first=pl.col("known_from").min()).sort(shared, "first", member)
    first = first.with_columns(_place=pl.int_range(pl.len()).over(shared))
    placed = held.join(first.select(shared, member, "_place"), on=[shared, member])
    several = placed.filter(pl.col("_place").max().over(shared) > 0)
    early, late = several.filter(pl.col("_place") < most), several.filter(pl.col("_place") >= most)
    pairs = pl.concat([_beside(several, early, shared), _beside(early, late, shared)])
    return pairs.filter(pl.col(member) != pl.col(f"{member}_other")).drop("_place", "_place_other")


def first_known(rows: pl.DataFrame, shared: str, member: str, most: int) -> pl.DataFrame:
    """The rows of the first `most` members that became known with each value, so that later ones take no row away.

    Args:
        rows: runs of knowledge; a row without the value is left out.
        shared: the column whose value is shared.
        member: the column that tells members apart.
        most: how many members of one value are kept.
    """
    many = pl.col(member).n_unique().over(shared) > most
    few, busy = rows.drop_nulls(shared).filter(~many), rows.drop_nulls(shared).filter(many)
    first = busy.group_by(shared, member).agg(first=pl.col("known_from").min()).sort(shared, "first", member)
    kept = first.filter(pl.int_range(pl.len()).over(shared) < most).select(shared, member)
    return pl.concat([few, busy.join(kept, on=[shared, member], how="semi")])


def _beside(one: pl.DataFrame, other: pl.DataFrame, shared: str) -> pl.DataFrame:
    return one.join(other, on=shared, suffix="_other")
