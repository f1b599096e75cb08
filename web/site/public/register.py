"""The rows of the export `public` in force. The public pages open nothing else, and it only here."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.conf import settings

from tables.exports.base import Export
from tables.exports.files import NothingExported, in_force
from tables.exports.public import PublicActivity, PublicCount, PublicDecision
from web.site.exported import Row, connection, day_of, equal_to, holds, selected, told
from web.site.register.asked import Asked
from web.site.register.which import which

PROFILE = "public"
#: The order by name, those without one last, and whether an activity comes no later than another.
_NAME = "coalesce(activity_name, char(1114111))"
_AFTER = f"({_NAME}, activity_id) <= (SELECT {_NAME}, activity_id FROM public_activity WHERE activity_id = :after)"


@dataclass(frozen=True)
class Found:
    """Some activities of those asked for, by name.

    Attributes:
        rows: the activities.
        before: how many come before them.
        total: how many there are in all.
        previous: the id to go on after to come to those before; empty is the beginning, `None` that there are none.
        following: the id to go on after to come to those that follow; `None` where there are none.
        instead: the words they were found by where those written are in no name.
    """

    rows: list[Row]
    before: int
    total: int
    previous: str | None
    following: str | None
    instead: str | None


@dataclass(frozen=True)
class Register:
    """An export of the profile `public`."""

    folder: Path

    @property
    def day(self) -> dt.date:
        """The day that the rows are about."""
        return day_of(self.folder)

    @property
    def run_id(self) -> str:
        """The run that the export was made from."""
        return self.folder.parent.name

    def found(self, asked: Asked, after: str | None, most: int) -> Found:
        """Activities by name, from the one that follows an id.

        Args:
            asked: which.
            after: the id of the activity they come after; the first ones where it is `None` or not in the export.
            most: at most so many.
        """
        chosen, instead = which(self.folder, PublicActivity, asked)
        total = self._number(chosen.sql, chosen.values)
        told_after = {**chosen.values, "after": after}
        before = self._number(f"{chosen.sql} AND {_AFTER}", told_after) if after else 0
        rest = f"{chosen.sql} AND NOT coalesce({_AFTER}, 0) ORDER BY {_NAME}, activity_id LIMIT :most"
        rows = self._rows(PublicActivity, rest, {**told_after, "most": most})
        back = f"{chosen.sql} AND {_AFTER} ORDER BY {_NAME} DESC, activity_id DESC LIMIT 1 OFFSET :most"
        earlier = self._rows(PublicActivity, back, {**told_after, "most": most}) if before else []
        previous = None if not before else earlier[0]["activity_id"] if earlier else ""
        following = rows[-1]["activity_id"] if rows and before + len(rows) < total else None
        return Found(rows, before, total, previous, following, instead)

    def activities(self, asked: Asked, after: str | None, most: int) -> list[Row]:
        """Activities by id, from the one that follows an id, whether that is in the export or not."""
        chosen, _ = which(self.folder, PublicActivity, asked)
        sql = f"{chosen.sql} AND activity_id > :after ORDER BY activity_id LIMIT :most"
        return self._rows(PublicActivity, sql, {**chosen.values, "after": after or "", "most": most})

    def activity(self, activity_id: str) -> Row | None:
        """One activity; `None` where the export has no such one."""
        found = self._rows(PublicActivity, "activity_id = :id", {"id": activity_id})
        return found[0] if found else None

    def decisions_about(self, activity: Row) -> tuple[list[Row], list[Row]]:
        """Decisions about an activity, and those about its operator as a whole, the latest first."""
        latest_first = "ORDER BY decision_date DESC, case_no"
        own = self._rows(PublicDecision, f"activity_id = :id {latest_first}", {"id": activity["activity_id"]})
        number = {"number": activity["operator_number"]}
        whole = f"activity_id IS NULL AND operator_number = :number {latest_first}"
        return own, self._rows(PublicDecision, whole, number)

    def decisions(self, equal: Mapping[str, Any], after: int, most: int) -> list[tuple[int, Row]]:
        """Decisions with their number in the export, from the one that follows a number, in the order of the file."""
        sql = f"{equal_to(PublicDecision, equal)} AND rowid > :after ORDER BY rowid LIMIT :most"
        return self._numbered(PublicDecision, sql, {**equal, "after": after, "most": most})

    def counts(self, equal: Mapping[str, Any] | None = None) -> list[Row]:
        """Open activities by form and area."""
        return self._rows(PublicCount, equal_to(PublicCount, equal or {}), equal or {})

    def _number(self, where: str, values: Mapping[str, Any]) -> int:
        sql = f"SELECT count(*) FROM public_activity WHERE {where}"
        return int(connection(self.folder).execute(sql, dict(values)).fetchone()[0])

    def _rows(self, contract: type[Export], where: str, values: Mapping[str, Any]) -> list[Row]:
        return selected(self.folder, contract, where, values)

    def _numbered(self, contract: type[Export], where: str, values: Mapping[str, Any]) -> list[tuple[int, Row]]:
        sql = f"SELECT rowid AS number, * FROM {contract.table} WHERE {where}"
        rows = connection(self.folder).execute(sql, dict(values))
        return [(row["number"], told(contract, row)) for row in rows]


def register() -> Register:
    """The export in force.

    Raises:
        NothingExported: there is none, or only one that an older version of the program made.
    """
    folder = in_force(settings.CONFIGURATION.home, PROFILE)
    if not holds(folder, PublicActivity, PublicDecision, PublicCount):
        raise NothingExported(f"{folder} was made by an older version of the program")
    return Register(folder)
