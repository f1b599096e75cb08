"""One table of a profile's file: values are taken out of it with their type and bounds; what is left is an error.

The form of single values belongs here. What the decisions mean together is checked in `profile_rules.py`.
"""

import datetime as dt
import math
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any


class ProfileError(ValueError):
    """A profile breaks a rule. The message names the file, the key, the rule and the remedy."""


@dataclass(frozen=True)
class ProfileTable:
    """A table of the file `file` under the key `key`. Taking a value removes it from `values`."""

    file: str
    key: str
    values: dict[str, Any]

    def error(self, key: str, rule: str, remedy: str) -> ProfileError:
        """The error to raise about one key."""
        where = ".".join(part for part in (self.key, key) if part)
        return ProfileError(f"{self.file}: {where}: {rule}; {remedy}")

    def take(self, key: str, kind: type | tuple[type, ...], default: Any = None) -> Any:
        """The value of a key, of the given type."""
        value = self.values.pop(key, default)
        if value is None:
            raise self.error(key, "is missing", "add it")
        if not isinstance(value, kind) or isinstance(value, (bool, dt.datetime)):
            raise self.error(key, f"has the wrong type ({type(value).__name__})", "see profiles/v1.toml for the form")
        return value

    def number(self, key: str, low: float, high: float, default: float | None = None) -> float:
        """A number between two bounds, themselves included."""
        value = float(self.take(key, (int, float), default))
        if not (math.isfinite(value) and low <= value <= high):
            raise self.error(key, f"must lie between {low:g} and {high:g}, not {value:g}", "change the number")
        return value

    def text(self, key: str, default: str | None = None) -> str:
        """A text that says something."""
        value: str = self.take(key, str, default).strip()
        if not value:
            raise self.error(key, "is empty", "write it out: a decision without it cannot be reviewed")
        return value

    def choice(self, key: str, choices: Iterable[str]) -> str:
        """One of the given words."""
        value: str = self.take(key, str)
        if value not in set(choices):
            raise self.error(key, f"is {value!r}", f"use one of {', '.join(choices)}")
        return value

    def roles(self, key: str, default: tuple[str, ...] | None = None) -> tuple[str, ...]:
        """A list of roles, never of names."""
        roles = self.take(key, (list, tuple), default)
        if not roles or not all(isinstance(role, str) and role.strip() for role in roles):
            raise self.error(key, "names no role", 'write a list of roles, such as ["metodansvarig"]')
        return tuple(roles)

    def table(self, key: str) -> "ProfileTable | None":
        """The table of a key, or nothing when the key is not there."""
        if key not in self.values:
            return None
        path = ".".join(part for part in (self.key, key) if part)
        return ProfileTable(self.file, path, dict(self.take(key, dict)))

    def tables(self, key: str) -> list[tuple[str, "ProfileTable"]]:
        """The tables within the table of a key, by name, sorted."""
        path = ".".join(part for part in (self.key, key) if part)
        inner = self.take(key, dict, {})
        for name, values in inner.items():
            if not isinstance(values, dict):
                raise self.error(f"{key}.{name}", "is not a table", f"write it as [{path}.{name}]")
        return [(name, ProfileTable(self.file, f"{path}.{name}", values)) for name, values in sorted(inner.items())]

    def finish(self) -> None:
        """Nothing may be left.

        Raises:
            ProfileError: a key is not known.
        """
        for key in self.values:
            raise self.error(key, "is not a known key", "remove it, or correct its spelling")
