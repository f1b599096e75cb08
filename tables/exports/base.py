"""What all export tables share: a profile, and columns that each say which columns of ours they are made from.

An export is an allow-list. A column of an export names its sources; a source that its contract does not show to the
profile stops the program at import, so a table that shows too much cannot be built, let alone written. A source that
can hold personal data is never shown as it stands: a column made from it is `masked`, which its contract has to allow.
"""

import copy
from collections.abc import Mapping
from typing import Any, ClassVar

import dataframely as dy

from tables.base import PROFILES, Table, note

_OF = "of"
_MASKED = "masked"
Source = tuple[type[Table], str]


class NotShown(TypeError):
    """An export has a column that its profile may not see, or one that does not say where it comes from."""


class Export(Table):
    """Base of the export contracts. Subclass with `profile=`, `grain=` and `owner=`; the layer is `export`."""

    profile: ClassVar[str]

    def __init_subclass__(cls, *, profile: str | None = None, **kwargs: Any) -> None:
        super().__init_subclass__(layer=None if profile is None else "export", **kwargs)
        if profile is None:
            return
        if profile not in PROFILES - {"internal"}:
            raise NotShown(f"{cls.__name__}: {profile!r} is no profile of an export")
        cls.profile = profile
        for name, column in cls.columns().items():
            _require_shown(cls, name, column.metadata or {})


def shown(contract: type[Table], column: str, **changes: Any) -> Any:
    """A column as it stands in one of our tables: its type, rules, description, codes and Swedish name.

    Args:
        contract: the table.
        column: its column.
        changes: what is noted otherwise here, such as `sv=`, and `nullable=`.
    """
    return _from(contract.columns()[column], ((contract, column),), **changes)


def derived(column: Any, *sources: Source, **changes: Any) -> Any:
    """A column that is worked out from columns of ours.

    Args:
        column: what it is, as in any contract.
        sources: every column whose values can be told from it.
        changes: see `shown`.
    """
    return _from(column, sources, **changes)


def masked(column: Any, *sources: Source, **changes: Any) -> Any:
    """A column that is worked out from columns that can hold personal data, and holds none itself.

    Args:
        column: what it is; the contract says what is left, as strictly as it can.
        sources: every column whose values can be told from it, each shown or `masked_to` the profile.
        changes: see `shown`.
    """
    return _from(column, sources, **changes, **{_MASKED: True})


def sources_of(contract: type[Export], column: str) -> tuple[Source, ...]:
    """The columns of ours that a column of an export is made from."""
    found: tuple[Source, ...] = (contract.columns()[column].metadata or {})[_OF]
    return found


def _from(column: Any, sources: tuple[Source, ...], *, nullable: bool | None = None, **notes: Any) -> dy.Column:
    made: dy.Column = copy.copy(column)
    made.primary_key = False
    if nullable is not None:
        made.nullable = nullable
    made.metadata = {**note(), **(column.metadata or {}), "pii": None, "masked_to": (), **notes, _OF: sources}
    return made


def _require_shown(cls: type[Export], name: str, noted: Mapping[str, Any]) -> None:
    if not noted.get(_OF):
        raise NotShown(f"{cls.__name__}.{name} does not say which columns it is made from")
    for contract, column in noted[_OF]:
        told = contract.notes(column)
        allowed = {*told["show_to"], *(told["masked_to"] if noted.get(_MASKED) else ())}
        if cls.profile not in allowed:
            raise NotShown(f"{cls.__name__}.{name}: {contract.qualified_name()}.{column} is not shown to {cls.profile}")
