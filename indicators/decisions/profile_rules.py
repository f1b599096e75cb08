"""Rules that decisions must keep, held against the definitions they are about.

Each rule says what is wrong and what to do. The form of single values is `profile_table.py`.
"""

from collections.abc import Iterator, Mapping

from indicators.decisions.life_cycle import Decision, Status
from indicators.definition import Direction, Indicator, Level, Target

#: The limit that says: not before a legal review.
NEEDS_LEGAL_REVIEW = "L5"
#: Statuses that come before the legal review in the life cycle, or that need none.
_BEFORE_REVIEW = frozenset({Status.PROPOSED, Status.DEFINED, Status.CONTEXT, Status.WORK_ITEM})


def broken_rules(
    decisions: list[tuple[str, Decision]], catalogue: Mapping[str, Indicator]
) -> Iterator[tuple[str, str]]:
    """Key in the file and rule with remedy, for each decision that breaks one; the first rule of each."""
    for key, decision in decisions:
        indicator = catalogue.get(decision.indicator)
        if indicator is None:
            yield key, "there is no such indicator in the catalogue; correct the name or remove the table"
            continue
        rules = (_use(key, decision, indicator), _review(decision, indicator), _basis(decision, indicator))
        yield from ((key, rule) for rule in [next(filter(None, rules), None)] if rule)
    beside = {decision.indicator for key, decision in decisions if key.startswith("beside.")}
    for key, decision in decisions:
        if key.startswith("targets.") and decision.indicator in beside:
            yield key, "also stands under beside; decide for one of them"


def _use(key: str, decision: Decision, indicator: Indicator) -> str | None:
    """What an indicator may be used for."""
    is_used = decision.status in {Status.IN_USE, Status.WORK_ITEM}
    if indicator.direction is Direction.CONTEXT and is_used:
        return 'a context indicator never counts or becomes a work item; set status = "context" under beside'
    section, _, rest = key.partition(".")
    if section == "targets" and rest.split(".")[0] not in set(indicator.targets):
        return f"the indicator is defined for {_listed(indicator.targets)}; move it there or change the definition"
    if decision.status is Status.IN_USE and indicator.level is Level.MUNICIPALITY:
        return 'a municipality\'s value says nothing about one activity; set status = "context" under beside'
    return None


def _review(decision: Decision, indicator: Indicator) -> str | None:
    """What has to be reviewed before it comes this far."""
    review = decision.legal_review
    is_done = review is not None and review.is_done
    if decision.status is Status.REVIEWED and not is_done:
        return 'reviewed without a review; give legal_review = { on = 2026-01-31, by = ["role"] }'
    if NEEDS_LEGAL_REVIEW in indicator.limits and decision.status not in {Status.PROPOSED, Status.DEFINED}:
        return None if is_done else "limit L5: not before a legal review is made; give legal_review with on and by"
    if decision.status not in _BEFORE_REVIEW and review is None:
        return "legal_review is missing; give on and by, or outstanding with the reason why it has not been made"
    return None


def _basis(decision: Decision, indicator: Indicator) -> str | None:
    """What needs a recorded legal basis, and what has none to record."""
    if decision.legal_basis and not indicator.needs_basis:
        return "legal_basis on an indicator that is computed without one; remove it"
    if decision.status is Status.IN_USE and indicator.needs_basis and not decision.legal_basis:
        return "the indicator is off until a legal basis is recorded; give legal_basis, or another status"
    return None


def _listed(targets: tuple[Target, ...]) -> str:
    return ", ".join(targets) or "no target"
