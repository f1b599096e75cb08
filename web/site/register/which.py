"""Which activities of an export are asked for: by the id of one, the number of an organisation, or a name."""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tables.exports.register import RegisteredActivity
from web.site.exported import connection, equal_to
from web.site.register.asked import Asked
from web.site.register.names import meant

_ORGANISATION = re.compile(r"(?:16)?(\d{6})-?(\d{4})")


@dataclass(frozen=True)
class Condition:
    """What stands after WHERE, and the values in it."""

    sql: str
    values: Mapping[str, Any]


def which(folder: Path, contract: type[RegisteredActivity], asked: Asked) -> tuple[Condition, str | None]:
    """The activities of an export that are asked for.

    Args:
        folder: the export.
        contract: its table of activities.
        asked: which.

    Returns:
        The condition, and the words they were found by where those written are in no name.
    """
    equal = asked.equal
    sql = equal_to(contract, equal)
    if not asked.text:
        return Condition(sql, equal), None
    if number := _ORGANISATION.fullmatch(asked.text):
        return Condition(f"{sql} AND operator_number = :number", {**equal, "number": "".join(number.groups())}), None
    one = {"one": asked.text.upper()}
    if connection(folder).execute(f"SELECT 1 FROM {contract.table} WHERE activity_id = :one", one).fetchone():
        return Condition(f"{sql} AND activity_id = :one", {**equal, **one}), None
    names = meant(folder, contract, asked.text)
    ids = {**equal, "ids": json.dumps(names.ids)}
    return Condition(f"{sql} AND activity_id IN (SELECT value FROM json_each(:ids))", ids), names.instead
