"""The weight profile: what people have decided about the indicators, read from a file in `profiles/` and checked.

Weights, status, limits of the score and who decided them belong here. Definitions do not (`catalogue/`), nor the
computation (`score.py`).
"""

import datetime as dt
import hashlib
import math
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import partial
from pathlib import Path
from typing import Any

from indicators.definition import Direction, Indicator, Level, Target

FOLDER = Path(__file__).parent / "profiles"


class ProfileError(ValueError):
    """A profile breaks a rule. The message names the file, the key, the rule and the remedy."""


class Status(StrEnum):
    """What an indicator is used for."""

    IN_USE = "in_use"
    SHADOW = "shadow"
    WORK_ITEM = "work_item"
    CONTEXT = "context"


@dataclass(frozen=True)
class Decision:
    """What has been decided about one indicator: in one target, or beside the scores."""

    indicator: str
    status: Status
    weight: float
    reason: str
    decided_by: tuple[str, ...]
    decided_on: dt.date
    next_review: dt.date


@dataclass(frozen=True)
class Profile:
    """A whole profile. `version` is the digest of the file's text."""

    name: str
    version: str
    reason: str
    decided_by: tuple[str, ...]
    decided_on: dt.date
    next_review: dt.date
    targets: Mapping[Target, tuple[Decision, ...]]
    beside: tuple[Decision, ...] = ()
    group_cap: float = 0.40
    coverage_min: float = 0.4
    draws: int = 200
    relative_sd: float = 0.3

    def weights(self, target: Target) -> dict[str, float]:
        """Indicator → weight of the indicators in use, in the order of their names."""
        decisions = self.targets.get(target, ())
        return {one.indicator: one.weight for one in decisions if one.status is Status.IN_USE}

    def with_status(self, status: Status) -> list[str]:
        """The indicators that stand beside the scores with this status, sorted."""
        return sorted(one.indicator for one in self.beside if one.status is status)

    def decisions(self) -> Iterator[tuple[str, Decision]]:
        """Every decision with its key in the file."""
        for target, decisions in self.targets.items():
            yield from ((f"targets.{target}.{one.indicator}", one) for one in decisions)
        yield from ((f"beside.{one.indicator}", one) for one in self.beside)


def load(name: str | Path, catalogue: Mapping[str, Indicator]) -> Profile:
    """Read and check a profile: a name in `profiles/`, or the path of a file.

    Raises:
        ProfileError: the file is missing, is not TOML, or breaks a rule.
    """
    path = name if isinstance(name, Path) else FOLDER / f"{name}.toml"
    if not path.exists():
        known = ", ".join(sorted(each.stem for each in FOLDER.glob("*.toml")))
        raise ProfileError(f"{path.name}: there is no such profile; choose one of: {known}")
    content = path.read_bytes()
    try:
        document = tomllib.loads(content.decode("utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise ProfileError(f"{path.name}: not readable as TOML in UTF-8 ({error}); correct the file") from error
    profile = _profile(_Table(path.name, "", document), hashlib.sha256(content).hexdigest()[:16])
    _check(path.name, profile, catalogue)
    return profile


@dataclass(frozen=True)
class _Table:
    """One table of the file. Values are taken out of it as they are read; what is left over is an error."""

    file: str
    key: str
    values: dict[str, Any]

    def error(self, key: str, rule: str, remedy: str) -> ProfileError:
        where = ".".join(part for part in (self.key, key) if part)
        return ProfileError(f"{self.file}: {where}: {rule}; {remedy}")

    def take(self, key: str, kind: type | tuple[type, ...], default: Any = None) -> Any:
        value = self.values.pop(key, default)
        if value is None:
            raise self.error(key, "is missing", "add it")
        if not isinstance(value, kind) or isinstance(value, (bool, dt.datetime)):
            raise self.error(key, f"has the wrong type ({type(value).__name__})", "see profiles/v1.toml for the form")
        return value

    def number(self, key: str, low: float, high: float, default: float | None = None) -> float:
        value = float(self.take(key, (int, float), default))
        if not (math.isfinite(value) and low <= value <= high):
            raise self.error(key, f"must lie between {low:g} and {high:g}, not {value:g}", "change the number")
        return value

    def text(self, key: str) -> str:
        value: str = self.take(key, str).strip()
        if not value:
            raise self.error(key, "is empty", "write it out: a decision without it cannot be reviewed")
        return value

    def choice(self, key: str, choices: Iterable[str]) -> str:
        value: str = self.take(key, str)
        if value not in set(choices):
            raise self.error(key, f"is {value!r}", f"use one of {', '.join(choices)}")
        return value

    def roles(self, default: tuple[str, ...] | None = None) -> tuple[str, ...]:
        roles = self.take("decided_by", (list, tuple), default)
        if not roles or not all(isinstance(role, str) and role.strip() for role in roles):
            raise self.error("decided_by", "names no role", 'write a list of roles, such as ["metodansvarig"]')
        return tuple(roles)

    def tables(self, key: str) -> list[tuple[str, "_Table"]]:
        path = ".".join(part for part in (self.key, key) if part)
        inner = self.take(key, dict, {})
        for name, values in inner.items():
            if not isinstance(values, dict):
                raise self.error(f"{key}.{name}", "is not a table", f"write it as [{path}.{name}]")
        return [(name, _Table(self.file, f"{path}.{name}", values)) for name, values in sorted(inner.items())]

    def finish(self) -> None:
        for key in self.values:
            raise self.error(key, "is not a known key", "remove it, or correct its spelling")


def _profile(table: _Table, version: str) -> Profile:
    who, when, review = table.roles(), table.take("decided_on", dt.date), table.take("next_review", dt.date)
    decide = partial(_decision, who=who, when=when, review=review)
    targets: dict[Target, tuple[Decision, ...]] = {}
    for name, target in _Table(table.file, "", {"targets": table.take("targets", dict)}).tables("targets"):
        if name not in set(Target):
            raise table.error(f"targets.{name}", "is not a target", f"use one of {', '.join(Target)}")
        inner = _Table(table.file, "targets", {name: target.values})
        targets[Target(name)] = tuple(
            decide(*one, choices=(Status.IN_USE, Status.SHADOW)) for one in inner.tables(name)
        )
    besides = (Status.WORK_ITEM, Status.CONTEXT, Status.SHADOW)
    profile = Profile(
        name=table.text("name"),
        version=version,
        reason=table.text("reason"),
        decided_by=who,
        decided_on=when,
        next_review=review,
        targets=targets,
        beside=tuple(decide(*one, choices=besides) for one in table.tables("beside")),
        group_cap=table.number("group_cap", 0.05, 1.0, 0.40),
        coverage_min=table.number("coverage_min", 0.0, 1.0, 0.4),
        draws=int(table.number("draws", 20, 10_000, 200)),
        relative_sd=table.number("relative_sd", 0.01, 2.0, 0.3),
    )
    table.finish()
    return profile


def _decision(
    name: str,
    table: _Table,
    *,
    choices: tuple[Status, ...],
    who: tuple[str, ...],
    when: dt.date,
    review: dt.date,
) -> Decision:
    status = Status(table.choice("status", choices))
    if status is not Status.IN_USE and "weight" in table.values:
        raise table.error("weight", f"an indicator that is {status} has no weight", "remove the weight")
    decision = Decision(
        indicator=name,
        status=status,
        weight=table.number("weight", 0.001, 100.0) if status is Status.IN_USE else 0.0,
        reason=table.text("reason"),
        decided_by=table.roles(who),
        decided_on=table.take("decided_on", dt.date, when),
        next_review=table.take("next_review", dt.date, review),
    )
    table.finish()
    if decision.next_review <= decision.decided_on:
        raise table.error("next_review", "is not after decided_on", "set a later day")
    return decision


def _check(file: str, profile: Profile, catalogue: Mapping[str, Indicator]) -> None:
    """Hold the decisions against the definitions."""
    for key, decision in profile.decisions():
        rule = _broken(key, decision, catalogue.get(decision.indicator))
        if rule:
            raise ProfileError(f"{file}: {key}: {rule}")
    beside = {one.indicator for one in profile.beside}
    for key, decision in profile.decisions():
        if key.startswith("targets.") and decision.indicator in beside:
            raise ProfileError(f"{file}: {key}: also stands under beside; decide for one of them")


def _broken(key: str, decision: Decision, indicator: Indicator | None) -> str | None:
    """The rule a decision breaks with its remedy, if any."""
    if indicator is None:
        return "there is no such indicator in the catalogue; correct the name or remove the table"
    if indicator.direction is Direction.CONTEXT and decision.status not in {Status.CONTEXT, Status.SHADOW}:
        return 'a context indicator never counts or becomes a work item; set status = "context" under beside'
    section, _, rest = key.partition(".")
    if section == "targets" and rest.split(".")[0] not in set(indicator.targets):
        return f"the indicator is defined for {_listed(indicator.targets)}; move it there or change the definition"
    if decision.status is Status.IN_USE and indicator.level is Level.MUNICIPALITY:
        return 'a municipality\'s value says nothing about one activity; set status = "context" under beside'
    return None


def _listed(targets: tuple[Target, ...]) -> str:
    return ", ".join(targets) or "no target"
