"""What every table contract has in common: its layer, grain, owner and place, and what is noted about a column.

The table library (dataframely) is imported in `tables/` only. Individual columns belong in `fields.py`, reading and
writing in `store.py`.
"""

import functools
import re
from collections.abc import Mapping
from typing import Any, ClassVar

import dataframely as dy

#: Who may be shown a column outside the inspectorate. An export is an allow-list computed from these names.
PROFILES = frozenset({"internal", "public", "placing_municipality", "inter_board", "party"})
#: What everybody may see, everybody outside may see a part of, and municipalities that place people may see.
EVERYBODY = ("internal", "public", "placing_municipality", "inter_board", "party")
OUTSIDE = EVERYBODY[1:]
PLACING = ("internal", "placing_municipality")
#: What a party may see of itself, and what municipalities that place people see of it as well.
PARTY = ("internal", "party")
PLACING_AND_PARTY = (*PLACING, "party")
#: What boards are told of one another's reports, beside who else may see it.
BOARDS = ("internal", "inter_board")
BOARDS_AND_PARTY = (*BOARDS, "party")


def note(
    *,
    unit: str | None = None,
    example: object = None,
    codes: str | None = None,
    pii: str | None = None,
    show_to: tuple[str, ...] = ("internal",),
    masked_to: tuple[str, ...] = (),
    sv: str | None = None,
    labels: Mapping[str, str] | None = None,
) -> dict[str, Any]:
    """Notes on one column.

    Args:
        unit: the unit of the values, when there is one.
        example: a value used in fixtures and in the data dictionary.
        codes: the code list that the values come from.
        pii: what kind of personal data the column may hold (`None` = none).
        show_to: the profiles that may see the column; `internal` is the inspectorate's own staff.
        masked_to: the profiles that may see what is left of a column that can hold personal data, once that is gone.
        sv: the column's name in Swedish, as it stands in sentences, in the singular; of a yes or no, what the rows do.
        labels: what the values are called in Swedish, where no code list says it.
    """
    unknown = {*show_to, *masked_to} - PROFILES
    if unknown:
        raise ValueError(f"unknown profiles in show_to: {sorted(unknown)}")
    notes = {"unit": unit, "example": example, "codes": codes, "pii": pii, "show_to": show_to, "sv": sv}
    return notes | {"masked_to": masked_to, "labels": labels or {}}


class Table(dy.Schema):
    """Base of all contracts. Subclass with `layer=`, `grain=` and `owner=`; the name follows from the class.

    `sv` is what its rows are called in Swedish sentences.
    """

    layer: ClassVar[str]
    table: ClassVar[str]
    grain: ClassVar[str]
    owner: ClassVar[str]
    sv: ClassVar[str]

    def __init_subclass__(
        cls,
        *,
        layer: str | None = None,
        grain: str = "",
        owner: str = "",
        name: str | None = None,
        sv: str | None = None,
        **kwargs: Any,
    ) -> None:
        super().__init_subclass__(**kwargs)
        if layer is None:
            return
        if not grain or not owner or not cls.__doc__:
            raise TypeError(f"{cls.__name__}: a table needs a grain, an owner and a docstring")
        cls.layer, cls.grain, cls.owner = layer, grain, owner
        cls.table = name or _snake_case(cls.__name__)
        cls.sv = sv or cls.table

    @classmethod
    def qualified_name(cls) -> str:
        """The name in the warehouse, `layer.table`."""
        return f"{cls.layer}.{cls.table}"

    @classmethod
    @functools.cache
    def notes(cls, column: str) -> Mapping[str, Any]:
        """What is noted about `column`; the defaults of `note()` where nothing was said."""
        return cls.columns()[column].metadata or note()


def _snake_case(name: str) -> str:
    return re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", name).lower()
