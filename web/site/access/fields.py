"""Which fields a role sees. A field that is in no group is seen by everyone who may open the page it stands on.

Rows are frozen values of `web`; what a role may not see is taken out of them before a template or a file gets them.
"""

import dataclasses
from collections.abc import Iterable, Mapping
from enum import StrEnum
from typing import Any, TypeVar

from web.site.access.roles import CASEWORKERS, EVERYBODY, READERS, Role

R = TypeVar("R")


class FieldGroup(StrEnum):
    """Fields that are shown or hidden together."""

    IDENTITY = "identity"
    PRIORITY = "priority"
    METHOD = "method"


#: Who sees each group.
SEEN_BY: Mapping[FieldGroup, frozenset[Role]] = {
    FieldGroup.IDENTITY: CASEWORKERS,
    FieldGroup.PRIORITY: READERS,
    FieldGroup.METHOD: EVERYBODY,
}
#: Field name → its group, in any row of the page.
GROUP_OF: Mapping[str, FieldGroup] = {
    "activity_name": FieldGroup.IDENTITY,
    "actor_number": FieldGroup.IDENTITY,
    "actor_id": FieldGroup.IDENTITY,
    "actor_name": FieldGroup.IDENTITY,
    "applicant_id": FieldGroup.IDENTITY,
    "applicant_name": FieldGroup.IDENTITY,
    "applicant_number": FieldGroup.IDENTITY,
    "rank": FieldGroup.PRIORITY,
    "rank_low": FieldGroup.PRIORITY,
    "rank_high": FieldGroup.PRIORITY,
    "rank_interval": FieldGroup.PRIORITY,
    "band": FieldGroup.PRIORITY,
    "p_top": FieldGroup.PRIORITY,
    "score": FieldGroup.PRIORITY,
}


def sees(role: Role | None, group: FieldGroup) -> bool:
    """Whether a role sees a group of fields. Nobody's role sees nothing."""
    return role is not None and role in SEEN_BY[group]


def hidden_from(role: Role | None) -> frozenset[str]:
    """The fields that a role does not see."""
    return frozenset(name for name, group in GROUP_OF.items() if not sees(role, group))


def for_role(role: Role | None, rows: Iterable[R]) -> list[R]:
    """The rows (frozen dataclasses) without what the role does not see; hidden fields are `None`."""
    hidden = hidden_from(role)
    return [_without(row, hidden) for row in rows]


def _without(row: R, hidden: frozenset[str]) -> R:
    changes: dict[str, Any] = {one.name: None for one in dataclasses.fields(row) if one.name in hidden}  # type: ignore[arg-type]
    return dataclasses.replace(row, **changes) if changes else row  # type: ignore[type-var]
