"""What the end of a run says about decisions that people have to see to."""

import datetime as dt
from dataclasses import replace

from indicators import registry
from indicators.decisions import profile, shipped
from indicators.decisions.life_cycle import LegalReview
from pipelines.summary import decision_lines

WEIGHTS = profile.load(shipped.PROFILE, registry.catalogue())
IN_TIME, LATE = dt.date(2026, 6, 30), WEIGHTS.next_review + dt.timedelta(days=1)


def reviewed():
    """The profile as if every decision in it had been through a legal review."""
    review = LegalReview(IN_TIME, ("verksjurist",))
    targets = {
        target: tuple(replace(one, legal_review=review) for one in decisions)
        for target, decisions in WEIGHTS.targets.items()
    }
    return replace(WEIGHTS, targets=targets)


def test_what_has_no_legal_review_is_told_with_its_number():
    in_use = {one.indicator for decisions in WEIGHTS.targets.values() for one in decisions if one.weight}
    (line,) = decision_lines(WEIGHTS, IN_TIME)
    assert f"Juridisk granskning saknas för {len(in_use)} indikatorer i bruk, i profilen {WEIGHTS.name}." in line


def test_overdue_decisions_are_told_as_of_the_days_of_the_run():
    assert decision_lines(reviewed(), IN_TIME) == []
    (line,) = decision_lines(reviewed(), LATE)
    assert f"skulle ha setts över före {LATE}: {len(list(WEIGHTS.decisions()))}, bland dem" in line
