"""The weight profile: what people have decided about the indicators, read from a file in `profiles/` and checked.

Weights, life cycle, limits of the score and who decided them belong here. Definitions do not (`catalogue/`), nor the
computation (`score.py`). An indicator without an entry is proposed: computed, and without weight.
"""

import datetime as dt
import hashlib
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from indicators.decisions.life_cycle import Decision, LegalReview, Status
from indicators.decisions.profile_rules import broken_rules
from indicators.decisions.profile_table import ProfileError, ProfileTable
from indicators.definition import Indicator, Target

FOLDER = Path(__file__).parent.parent / "profiles"
_IN_TARGETS = (Status.IN_USE, Status.SHADOW)
_BESIDE = tuple(status for status in Status if status is not Status.IN_USE)


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
    draws: int = 1000
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

    def decided(self, indicator: str) -> list[tuple[Target | None, Decision]]:
        """What has been decided about one indicator, by target; no target for what stands beside the scores."""
        inside = [(target, one) for target, several in self.targets.items() for one in several]
        return [(where, one) for where, one in [*inside, *((None, each) for each in self.beside)]
                if one.indicator == indicator]  # fmt: skip

    def status(self, indicator: str) -> Status:
        """How far an indicator has come; in use as soon as it is so in one target."""
        found = {decision.status for _, decision in self.decided(indicator)}
        return Status.IN_USE if Status.IN_USE in found else next(iter(sorted(found)), Status.PROPOSED)

    def has_basis(self, indicator: Indicator) -> bool:
        """Whether an indicator may be computed: it needs no recorded legal basis, or has one."""
        return not indicator.needs_basis or any(one.legal_basis for _, one in self.decided(indicator.name))

    def switched_off(self, catalogue: Mapping[str, Indicator]) -> frozenset[str]:
        """The indicators whose legal basis is not recorded; all their values are unknown."""
        return frozenset(name for name, one in catalogue.items() if not self.has_basis(one))

    def overdue(self, as_of: dt.date) -> list[Decision]:
        """The decisions that should have been looked at again before `as_of`, the oldest first."""
        late = [one for _, one in self.decisions() if one.is_overdue(as_of)]
        return sorted(late, key=lambda one: (one.next_review, one.indicator))

    def not_reviewed(self) -> list[str]:
        """The indicators that are in use though their legal review has not been made, sorted."""
        used = [one for _, one in self.decisions() if one.status is Status.IN_USE]
        return sorted({one.indicator for one in used if one.legal_review is None or not one.legal_review.is_done})


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
    profile = _profile(ProfileTable(path.name, "", document), hashlib.sha256(content).hexdigest()[:16])
    for key, rule in broken_rules(list(profile.decisions()), catalogue):
        raise ProfileError(f"{path.name}: {key}: {rule}")
    return profile


@dataclass(frozen=True)
class _Common:
    """What a decision says nothing else about."""

    owner: str
    who: tuple[str, ...]
    when: dt.date
    review: dt.date
    legal_review: LegalReview | None


def _profile(table: ProfileTable, version: str) -> Profile:
    who, when = table.roles("decided_by"), table.take("decided_on", dt.date)
    common = _Common(
        table.text("owner", ", ".join(who)), who, when, table.take("next_review", dt.date), _legal_review(table)
    )
    profile = Profile(
        name=table.text("name"),
        version=version,
        reason=table.text("reason"),
        decided_by=who,
        decided_on=when,
        next_review=common.review,
        targets=_targets(table, common),
        beside=tuple(_decision(*one, _BESIDE, common) for one in table.tables("beside")),
        group_cap=table.number("group_cap", 0.05, 1.0, 0.40),
        coverage_min=table.number("coverage_min", 0.0, 1.0, 0.4),
        draws=int(table.number("draws", 20, 10_000, 1000)),
        relative_sd=table.number("relative_sd", 0.01, 2.0, 0.3),
    )
    table.finish()
    return profile


def _targets(table: ProfileTable, common: _Common) -> dict[Target, tuple[Decision, ...]]:
    targets = {}
    for name, target in ProfileTable(table.file, "", {"targets": table.take("targets", dict)}).tables("targets"):
        if name not in set(Target):
            raise table.error(f"targets.{name}", "is not a target", f"use one of {', '.join(Target)}")
        inner = ProfileTable(table.file, "targets", {name: target.values})
        targets[Target(name)] = tuple(_decision(*one, _IN_TARGETS, common) for one in inner.tables(name))
    return targets


def _decision(name: str, table: ProfileTable, choices: tuple[Status, ...], common: _Common) -> Decision:
    status = Status(table.choice("status", choices))
    if status is not Status.IN_USE and "weight" in table.values:
        raise table.error("weight", f"an indicator that is {status} has no weight", "remove the weight")
    decision = Decision(
        indicator=name,
        status=status,
        weight=table.number("weight", 0.001, 100.0) if status is Status.IN_USE else 0.0,
        reason=table.text("reason"),
        decided_by=table.roles("decided_by", common.who),
        decided_on=table.take("decided_on", dt.date, common.when),
        next_review=table.take("next_review", dt.date, common.review),
        owner=table.text("owner", common.owner),
        legal_review=_legal_review(table) or common.legal_review,
        legal_basis=table.text("legal_basis") if "legal_basis" in table.values else "",
    )
    table.finish()
    if decision.next_review <= decision.decided_on:
        raise table.error("next_review", "is not after decided_on", "set a later day")
    return decision


def _legal_review(table: ProfileTable) -> LegalReview | None:
    """`{ on = day, by = [roles] }`, or `{ outstanding = "why" }`; nothing when the key is not there."""
    found = table.table("legal_review")
    if found is None:
        return None
    if "outstanding" in found.values:
        review = LegalReview(outstanding=found.text("outstanding"))
    else:
        review = LegalReview(found.take("on", dt.date), found.roles("by"))
    found.finish()
    return review
