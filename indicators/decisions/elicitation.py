"""Weights by those who know: what inspectors are asked, and what their answers make together.

Each answers alone, by direct rating after seeing how the values are spread, with a reason in writing. The weight is the
median of the answers. Fewer than five answers make no weight. Source: method notes §4 (weights).
The form as a workbook is `web/weights/form.py`; reading one back is `sources/weight_answers.py`.
"""

import statistics
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from indicators.definition import Target

FEWEST = 5
#: The scale of the form: 0 is not to count at all, 3 as much as a severe finding.
LOWEST, HIGHEST = 0.0, 3.0
#: How far apart the answers may lie, first to third quartile, before the form says that people disagree.
WIDE = 1.0


@dataclass(frozen=True)
class Answer:
    """What one person answered about one indicator in one target. `who` is a role, never a name."""

    who: str
    target: Target
    indicator: str
    weight: float
    reason: str


@dataclass(frozen=True)
class Weighed:
    """The answers about one indicator together.

    Attributes:
        weight: their median.
        low, high: first and third quartile.
        reasons: every written reason, with whose it is.
    """

    target: Target
    indicator: str
    weight: float
    low: float
    high: float
    n: int
    reasons: tuple[tuple[str, str], ...]

    @property
    def is_contested(self) -> bool:
        """Whether the answers lie so far apart that they should be talked through before anyone decides."""
        return self.high - self.low > WIDE


class TooFewAnswers(ValueError):
    """An indicator has fewer answers than a weight needs. The message says which, in Swedish."""


def weigh(answers: Iterable[Answer]) -> list[Weighed]:
    """The median of the answers per target and indicator, in that order.

    Raises:
        TooFewAnswers: an indicator has been answered by fewer than five.
        ValueError: the same person has answered twice about the same thing.
    """
    by_question: dict[tuple[Target, str], list[Answer]] = defaultdict(list)
    for answer in answers:
        by_question[answer.target, answer.indicator].append(answer)
    short = [f"{target}/{name} ({len(found)})" for (target, name), found in by_question.items() if len(found) < FEWEST]
    if short:
        raise TooFewAnswers(
            f"minst {FEWEST} svar behövs om varje indikator; för få om {', '.join(sorted(short))}. Samla in fler svar, "
            "eller lämna indikatorn utanför genom att ta bort dess rad ur alla formulär."
        )
    return [_weighed(target, name, by_question[target, name]) for target, name in sorted(by_question)]


def _weighed(target: Target, name: str, answers: Sequence[Answer]) -> Weighed:
    who = [answer.who for answer in answers]
    if len(set(who)) < len(who):
        raise ValueError(f"{target}/{name}: samma person har svarat två gånger; behåll ett formulär per person")
    weights = sorted(answer.weight for answer in answers)
    low, _, high = statistics.quantiles(weights, n=4, method="inclusive")
    reasons = tuple((answer.who, answer.reason) for answer in sorted(answers, key=lambda one: one.who))
    return Weighed(target, name, statistics.median(weights), low, high, len(weights), reasons)


@dataclass(frozen=True)
class Signature:
    """Who stands behind a profile: its name, the roles that decide, the days in ISO form, and why."""

    name: str
    decided_by: tuple[str, ...]
    decided_on: str
    next_review: str
    owner: str
    reason: str
    legal_review_outstanding: str


def profile_text(weighed: Sequence[Weighed], signature: Signature, labels: Mapping[str, str]) -> str:
    """The text of a profile with these weights; an indicator whose median is 0 is on trial, without weight.

    Args:
        weighed: what `weigh` gives.
        signature: the head of the file.
        labels: indicator → its Swedish name, as a comment for the reader.
    """
    head = [
        f"# Viktprofil: medianen av {min(one.n for one in weighed)}–{max(one.n for one in weighed)} skattningar per "
        "indikator. Ett förslag tills det är beslutat.",
        f"name = {_quoted(signature.name)}",
        f"decided_by = [{', '.join(map(_quoted, signature.decided_by))}]",
        f"decided_on = {signature.decided_on}",
        f"next_review = {signature.next_review}",
        f"owner = {_quoted(signature.owner)}",
        f"legal_review = {{ outstanding = {_quoted(signature.legal_review_outstanding)} }}",
        f"reason = {_quoted(signature.reason)}",
    ]
    return "\n".join([*head, *(_table(one, labels) for one in weighed)]) + "\n"


def _table(one: Weighed, labels: Mapping[str, str]) -> str:
    is_used = one.weight > 0
    spread = f"Median av {one.n} svar, mitten {_number(one.low)}–{_number(one.high)}."
    reason = " ".join([spread, *(f"{who}: {why.rstrip('. ')}." for who, why in one.reasons)])
    lines = [
        "",
        f"# {labels[one.indicator]}" + (" – svaren går isär" if one.is_contested else ""),
        f"[targets.{one.target}.{one.indicator}]",
        *([f"weight = {one.weight!r}"] if is_used else []),
        f'status = "{"in_use" if is_used else "shadow"}"',
        f"reason = {_quoted(reason)}",
    ]
    return "\n".join(lines)


def _number(value: float) -> str:
    return f"{value:.2g}".replace(".", ",")


def _quoted(text: str) -> str:
    """A TOML basic string on one line."""
    plain = " ".join(text.split()).replace("\\", "\\\\").replace('"', '\\"')
    return f'"{plain}"'
