"""Who is compared with whom: every peer group that a population holds, as numbers.

A group is form × operator × size third at one as-of date. With fewer than `FEWEST` known values it is widened: size is
dropped, then operator, then the form gives way to its family. The groups of a population are numbered once, whatever
the number of indicators; which of its four groups an entity is compared within is chosen anew for each of them, from
what is known. Source: method notes §3.2-3.3.
"""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import polars as pl

FEWEST = 30
LEVELS = ("size", "operator", "form", "family")
_KEYS = {
    "size": ("form_code", "operator_group", "size_third"),
    "operator": ("form_code", "operator_group"),
    "form": ("form_code",),
    "family": ("family",),
}

Integers = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]


@dataclass(frozen=True)
class Chosen:
    """The group each row is compared within, and how many known values that group has; both of shape (rows,)."""

    group: Integers
    known: Integers


@dataclass(frozen=True)
class Members:
    """Everyone with a known value in the groups in use: `row` of the population, and `group`, ascending.

    Widened groups are whole: a row stands once in every group in use that it belongs to.
    """

    row: Integers
    group: Integers


@dataclass(frozen=True)
class PeerGroups:
    """The groups of a population.

    Attributes:
        codes: the group of every row at every level, shape (levels, rows); groups never cross dates or levels.
        names: name and level of every group, by its number.
    """

    codes: Integers
    names: pl.DataFrame

    @classmethod
    def of(cls, population: pl.DataFrame) -> "PeerGroups":
        """Number the groups of a population that may hold several as-of dates.

        Args:
            population: as_of, form_code, operator_group, size_third, family.
        """
        codes, names, so_far = [], [], 0
        for level, keys in _KEYS.items():
            name = pl.concat_str([pl.col(key).fill_null("-") for key in keys], separator="/").alias("peer_group")
            here = population.select("as_of", name)
            found = here.unique(maintain_order=True).with_row_index("group", offset=so_far)
            joined = here.join(found, on=["as_of", "peer_group"], how="left", maintain_order="left")
            codes.append(joined["group"].cast(pl.Int64).to_numpy())
            names.append(found.select("peer_group", pl.lit(level).alias("peer_level")))
            so_far += found.height
        return cls(np.stack(codes), pl.concat(names))

    @property
    def n(self) -> int:
        """How many groups there are, at all levels."""
        return self.names.height

    def choose(self, known: Flags) -> Chosen:
        """The narrowest group of each row with enough known values; the widest where none has."""
        numbers = np.bincount(self.codes[:, known].ravel(), minlength=self.n)
        group, known_in = self.codes[-1], numbers[self.codes[-1]]
        for codes in self.codes[-2::-1]:
            here = numbers[codes]
            group, known_in = np.where(here >= FEWEST, codes, group), np.where(here >= FEWEST, here, known_in)
        return Chosen(group, known_in)

    def members(self, known: Flags, chosen: Chosen) -> Members:
        """Everyone known in each group that some row uses."""
        used = np.zeros(self.n, dtype=np.bool_)
        used[chosen.group] = True
        rows = np.flatnonzero(known)
        parts = [(rows[used[codes[rows]]], codes[rows][used[codes[rows]]]) for codes in self.codes]
        row = np.concatenate([part for part, _ in parts])
        group = np.concatenate([part for _, part in parts])
        order = np.argsort(group, kind="stable")
        return Members(row[order], group[order])
