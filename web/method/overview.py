"""The method as readers meet it: the catalogue by family, the profile in force, and how the profiles differ."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

from indicators.decisions import profile as profiles
from indicators.decisions.life_cycle import STATUS_WORDS, Decision, Status
from indicators.decisions.profile import Profile
from indicators.decisions.profile_table import ProfileError
from indicators.families import FAMILIES
from indicators.reference import words
from indicators.reference.life_cycle import review_words, status_words
from indicators.registry import catalogue
from indicators.workbench.profile_moves import decision_changes
from tables.code_lists import labels_of
from web import wording


@dataclass(frozen=True)
class IndicatorRow:
    """One indicator in the catalogue."""

    name: str
    label: str
    question: str
    about: str
    targets: str
    status: str
    version: str


@dataclass(frozen=True)
class Family:
    """Indicators that are about the same thing."""

    code: str
    label: str
    rows: tuple[IndicatorRow, ...]


@dataclass(frozen=True)
class DecidedRow:
    """What is decided about one indicator."""

    name: str
    label: str
    status: str
    weight: str
    reason: str
    decided: str
    next_review: dt.date
    is_overdue: bool
    legal_review: str


@dataclass(frozen=True)
class Difference:
    """An indicator that two profiles decide differently."""

    where: str
    name: str
    label: str
    before: str
    after: str


@dataclass(frozen=True)
class InForce:
    """The profile that a run was scored by.

    Attributes:
        name: what it is called.
        run_version: digest of the profile that the run used.
        profile: its contents; nothing where it cannot be read here any longer.
        is_same: whether the contents are those that the run used.
    """

    name: str
    run_version: str
    profile: Profile | None
    is_same: bool


def in_force(name: str, version: str) -> InForce:
    """The profile of a run, by its name and digest."""
    try:
        found = profiles.load(name, catalogue())
    except ProfileError:
        return InForce(name, version, None, False)
    return InForce(name, version, found, found.version == version)


def families(profile: Profile | None) -> tuple[Family, ...]:
    """The whole catalogue, family by family, with how far each indicator has come in a profile."""
    return tuple(
        Family(code, label, tuple(_row(name, profile) for name in sorted(catalogue()) if _family(name) == code))
        for code, label in FAMILIES.items()
        if any(_family(name) == code for name in catalogue())
    )


def _family(name: str) -> str:
    return name.partition("_")[0]


def _row(name: str, profile: Profile | None) -> IndicatorRow:
    each = catalogue()[name]
    return IndicatorRow(
        name=name,
        label=each.label,
        question=each.question,
        about=", ".join(words.LEVELS[level] for level in each.levels),
        targets=words.targets(each),
        status=status_words(each, profile) if profile else wording.UNKNOWN,
        version=each.version,
    )


def weights(profile: Profile, day: dt.date) -> tuple[tuple[str, tuple[DecidedRow, ...]], ...]:
    """Target in words → what is decided about its indicators, the heaviest first; what stands beside comes last."""
    labels = labels_of("targets")
    inside = [(wording.sentence(labels[target]), decided) for target, decided in profile.targets.items()]
    every = [*inside, ("Bredvid poängen", profile.beside)]
    return tuple(
        (where, tuple(_decided(one, day) for one in sorted(found, key=lambda one: (-one.weight, one.indicator))))
        for where, found in every
        if found
    )


def _decided(one: Decision, day: dt.date) -> DecidedRow:
    return DecidedRow(
        name=one.indicator,
        label=_label(one.indicator),
        status=STATUS_WORDS[one.status].partition(":")[0],
        weight=wording.trimmed(one.weight, 2) if one.weight else "–",
        reason=one.reason,
        decided=f"{one.decided_on} av {', '.join(one.decided_by)}",
        next_review=one.next_review,
        is_overdue=one.is_overdue(day),
        legal_review=review_words(one.legal_review) or "–",
    )


def _label(name: str) -> str:
    known = catalogue().get(name)
    return known.label if known else name


def others(name: str) -> Iterator[Profile]:
    """The other profiles that are kept and can be read, the latest decision first."""
    found = []
    for path in profiles.FOLDER.glob("*.toml"):
        if path.stem == name:
            continue
        try:
            found.append(profiles.load(path.stem, catalogue()))
        except ProfileError:
            continue
    yield from sorted(found, key=lambda one: (one.decided_on, one.name), reverse=True)


def differences(before: Profile, after: Profile) -> tuple[Difference, ...]:
    """What two profiles decide differently."""
    labels = labels_of("targets")
    return tuple(
        Difference(
            wording.sentence(labels[one.place]) if one.place else "Bredvid poängen",
            one.indicator,
            _label(one.indicator),
            _said(one.before),
            _said(one.after),
        )
        for one in decision_changes(before, after)
    )


def _said(decision: Decision | None) -> str:
    if decision is None:
        return "nämns inte"
    if decision.status is Status.IN_USE:
        return f"vikt {wording.trimmed(decision.weight, 2)}"
    return STATUS_WORDS[decision.status].partition(":")[0]
