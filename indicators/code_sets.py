"""Sets of codes that measures ask for, by what the code lists say of them: a changed law is a row, not a definition."""

import polars as pl

from tables.code_lists import code_list


def codes_where(name: str, column: str, value: str = "1") -> tuple[str, ...]:
    """The codes of a list whose `column` holds `value`, in the order of the file.

    Raises:
        KeyError: there is no such list.
        polars.exceptions.ColumnNotFoundError: the list has no such column.
    """
    return tuple(code_list(name).filter(pl.col(column) == value)["code"].unique(maintain_order=True))
