"""The life cycle of an indicator: the steps it goes through, and what people decide about it at each.

proposed → defined → reviewed → back-tested → shadow → in use → retired. Every step is a decision by someone, on a day,
for a reason, to be looked at again. An indicator that nobody has decided about is proposed: computed, and without
weight. Source: the catalogue's specification, "Life cycle of an indicator".
"""

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum


class Status(StrEnum):
    """How far an indicator has come, or what it is used for beside the scores."""

    PROPOSED = "proposed"
    DEFINED = "defined"
    REVIEWED = "reviewed"
    BACK_TESTED = "back_tested"
    SHADOW = "shadow"
    IN_USE = "in_use"
    RETIRED = "retired"
    WORK_ITEM = "work_item"
    CONTEXT = "context"


#: What an inspector reads for each status.
STATUS_WORDS = {
    Status.PROPOSED: "föreslagen: räknas ut, men ingen har beslutat om den och den ger inga poäng",
    Status.DEFINED: "definierad: väntar på juridisk granskning och ger inga poäng",
    Status.REVIEWED: "granskad: väntar på prövning mot tidigare utfall och ger inga poäng",
    Status.BACK_TESTED: "prövad mot tidigare utfall: ger inga poäng än",
    Status.SHADOW: "på prov: räknas ut och följs, men ger inga poäng",
    Status.IN_USE: "i bruk",
    Status.RETIRED: "avvecklad: kan räknas ut igen, men ger inga poäng",
    Status.WORK_ITEM: "åtgärdspost: visas bredvid poängen och ger inga poäng",
    Status.CONTEXT: "bakgrund: visas, och ger aldrig poäng",
}


@dataclass(frozen=True)
class LegalReview:
    """A legal review that was made, by whom and when, or the stated reason why it has not been."""

    on: dt.date | None = None
    by: tuple[str, ...] = ()
    outstanding: str = ""

    @property
    def is_done(self) -> bool:
        """Whether somebody has made the review."""
        return self.on is not None


@dataclass(frozen=True)
class Decision:
    """What has been decided about one indicator: in one target, or beside the scores.

    Attributes:
        owner: the role that answers for the indicator.
        legal_review: the review that the decision rests on; nothing when the status needs none.
        legal_basis: the ground for an indicator that is off without one; empty for all others.
    """

    indicator: str
    status: Status
    weight: float
    reason: str
    decided_by: tuple[str, ...]
    decided_on: dt.date
    next_review: dt.date
    owner: str = ""
    legal_review: LegalReview | None = None
    legal_basis: str = ""

    def is_overdue(self, as_of: dt.date) -> bool:
        """Whether the day for looking at it again had passed on `as_of`."""
        return self.next_review < as_of
