"""Measures kept narrow: whole numbers in 16 or 32 bits, everything else in 64-bit floating point; date by date."""

from typing import Any

import numpy as np
import numpy.typing as npt

Values = npt.NDArray[np.float64]
_NARROW = (np.int16, np.int32)


class Compact:
    """One measure for entities × dates, filled block by block. Unknown is NaN outside and the lowest number inside."""

    def __init__(self, n_entities: int, n_dates: int) -> None:
        self._shape = n_entities, n_dates
        self._held: npt.NDArray[Any] = np.zeros((n_dates, n_entities), np.int16)

    @property
    def nbytes(self) -> int:
        """What it takes in memory."""
        return self._held.nbytes

    def fill(self, first: int, last: int, values: npt.NDArray[Any]) -> None:
        """Fill the entities from `first` to before `last`; `values` has the shape (entities, dates), or one row."""
        if first == last:
            return
        narrow = narrowed(np.broadcast_to(values, (last - first, self._shape[1])).T)
        if _rank(narrow.dtype) > _rank(self._held.dtype):
            self._held = _widened(self._held, narrow.dtype)
        self._held[:, first:last] = _widened(narrow, self._held.dtype)

    def whole(self) -> Values:
        """All of it, (entities, dates)."""
        return np.ascontiguousarray(_widened(self._held, np.dtype(np.float64)).T)

    def at(self, date: int) -> Values:
        """All entities at one date."""
        return _widened(self._held[date], np.dtype(np.float64))


def narrowed(values: npt.NDArray[Any]) -> npt.NDArray[Any]:
    """The same numbers in the narrowest form that holds them; NaN is the lowest number of a whole form."""
    if not values.size:
        return values.astype(np.int16)
    whole, low, high = _surveyed(values)
    for form in _NARROW if whole else ():
        if np.iinfo(form).min < low and high <= np.iinfo(form).max:
            return values.astype(form) if values.dtype.kind != "f" else _from_float(values, form)
    return values.astype(np.float64)


def _surveyed(values: npt.NDArray[Any]) -> tuple[bool, float, float]:
    """Whether all known numbers are whole (and no zero is negative), and their range."""
    if values.dtype.kind != "f":
        return True, int(values.min()), int(values.max())
    known = values[~np.isnan(values)]
    if not known.size:
        return True, 0, 0
    low, high = float(known.min()), float(known.max())
    is_whole = abs(low) < 2**31 > abs(high) and bool((np.rint(known) == known).all())
    return is_whole and not bool(np.signbit(known[known == 0]).any()), low, high


def _from_float(values: npt.NDArray[Any], form: type[np.signedinteger[Any]]) -> npt.NDArray[Any]:
    lowest = np.iinfo(form).min
    return np.where(np.isnan(values), lowest, values).astype(form)


def _rank(form: np.dtype[Any]) -> int:
    return 2 if form.kind == "f" else int(form.itemsize > 2)


def _widened(held: npt.NDArray[Any], form: np.dtype[Any]) -> npt.NDArray[Any]:
    if held.dtype == form:
        return held
    wide = held.astype(form)
    unknown = held == np.iinfo(held.dtype).min
    if unknown.any():
        wide[unknown] = np.nan if form.kind == "f" else np.iinfo(form).min
    return wide
