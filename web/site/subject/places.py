"""Where an activity stands in each list, and the two sides of why, ready for a template."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from web import wording
from web.explanation import Account, Contribution, unknown_by_reason
from web.lookup import Lookup, Standing
from web.objections import Disputed
from web.reading import Reading
from web.site.subject import addresses, drawing

#: Reasons shown one by one on each side; the rest is a line.
SHOWN = 6
BANDS = {
    "A": "minst 80 procents sannolikhet att höra till de fem procent översta",
    "B": "minst 50 procents sannolikhet att höra till de fem procent översta",
    "C": "minst 20 procents sannolikhet att höra till de fem procent översta",
    "D": "mindre än 20 procents sannolikhet att höra till de fem procent översta",
    "U": "otillräckligt underlag, vilket inte är detsamma som låg risk",
}
#: What a sentence ends with that stands elsewhere on the page: its points, and possible explanations.
_TAIL = re.compile(r"( Möjliga förklaringar: .*?)?( \([+−0-9][^()]* av [^()]*\))?$")


@dataclass(frozen=True)
class Reason:
    """One reason with its bar and where its number leads."""

    label: str
    said: str
    points: Decimal
    length: str
    level: str
    reach: str
    explanations: str
    cleared_by: str
    rows: str
    definition: str
    objection: str
    disputed: str


@dataclass(frozen=True)
class Side:
    """One column: the strongest reasons, and the labels of the others with what they add together."""

    reasons: tuple[Reason, ...]
    labels_of_others: tuple[str, ...]
    others: Decimal
    total: Decimal


@dataclass(frozen=True)
class ShownPlace:
    """One list, and where the activity stands in it.

    Attributes:
        standing: what the look-up says.
        low: the best place of the interval.
        high: the worst.
        of: how many the list ranks.
        band: what the band means.
        speaks_for: what raises the place.
        against: what lowers it.
        lift: what lifts the sum to zero, which it never goes below.
        total: the sum.
        as_usual: what adds nothing.
        unknown: why → what is unknown.
        link: the page about the activity.
    """

    standing: Standing
    low: int | None
    high: int | None
    of: int
    band: str
    speaks_for: Side
    against: Side
    lift: Decimal
    total: Decimal
    as_usual: tuple[str, ...]
    unknown: tuple[tuple[str, tuple[str, ...]], ...]
    link: str


def shown_places(store: Reading, found: Lookup, standings: Sequence[Standing]) -> list[ShownPlace]:
    """Every list that the activities stand in."""
    return [_place(store, found, standing) for standing in standings]


def _place(store: Reading, found: Lookup, standing: Standing) -> ShownPlace:
    account = standing.account
    raising, lowering, lift = _exact(account)
    most = max((abs(one.points) for one in (*raising, *lowering)), default=Decimal(0))
    low, high = _ends(standing.rank_interval)
    speaks_for, against = (_side(found, standing, side, most) for side in (raising, lowering))
    return ShownPlace(
        standing=standing,
        low=low,
        high=high,
        of=ranked(store, standing.target, found),
        band=BANDS.get(standing.band, ""),
        speaks_for=speaks_for,
        against=against,
        lift=lift,
        total=speaks_for.total + against.total + lift,
        as_usual=tuple(one.label for one in account.as_usual),
        unknown=unknown_by_reason(account),
        link=addresses.subject("activity", standing.activity_id),
    )


def _exact(account: Account) -> tuple[list[Contribution], list[Contribution], Decimal]:
    """Both sides with points to one decimal that sum to the sum, and what lifts it to zero."""
    sides = (account.for_looking, account.against, account.lift_to_zero)
    every = [one for side in sides for one in side]
    told = iter(drawing.rounded([one.points for one in every]))
    raising, lowering, lifting = ([replace(one, points=next(told)) for one in side] for side in sides)
    return raising, lowering, sum((one.points for one in lifting), Decimal(0))


def _side(found: Lookup, standing: Standing, side: list[Contribution], most: Decimal) -> Side:
    shown = [one for one in side if one.points][:SHOWN]
    others = [one for one in side if one not in shown]
    return Side(
        tuple(_reason(found, standing, one, most) for one in shown),
        tuple(one.label for one in others),
        sum((one.points for one in others), Decimal(0)),
        sum((one.points for one in side), Decimal(0)),
    )


def _reason(found: Lookup, standing: Standing, one: Contribution, most: Decimal) -> Reason:
    whose = {"verksamheten": standing.activity_id, "aktören": found.identity.actor_id}.get(one.level, "")
    return Reason(
        label=one.label,
        said=wording.sentence(_TAIL.sub("", one.sentence.removeprefix(f"{one.label}: "))),
        points=one.points,
        length=drawing.bar(one.points, most),
        level=one.level,
        reach=one.reach,
        explanations=one.explanations,
        cleared_by=one.cleared_by,
        rows=addresses.rows_behind(one.level, whose, one.indicator_id) if whose else "",
        definition=addresses.definition(one.indicator_id),
        objection=addresses.objection(standing.activity_id, one.indicator_id) if whose else "",
        disputed=next((each.said for each in found.disputed if _about(each) == (one.indicator_id, whose)), ""),
    )


def _about(disputed: Disputed) -> tuple[str, str]:
    return disputed.indicator_id, disputed.entity_id


def _ends(interval: str) -> tuple[int | None, int | None]:
    ends = [int(part) for part in interval.split("–") if part.isdigit()]
    return (ends[0], ends[-1]) if ends else (None, None)


def ranked(store: Reading, target: str, found: Lookup) -> int:
    """How many activities a list ranks."""
    day = found.computed_as_of
    sql = "SELECT count(*) AS n FROM marts.ranked_list WHERE target = ? AND as_of = ? AND rank IS NOT NULL"
    counted: int = store.once(("ranked", target, day), lambda: store.rows(sql, [target, day]).item())
    return counted


def sum_in_words(place: ShownPlace) -> str:
    """`talar för +20,1, talar emot −3,7, sammanlagt 16,4`."""
    parts = [
        f"talar för {wording.signed(place.speaks_for.total)}",
        f"talar emot {wording.signed(place.against.total)}",
    ]
    if place.lift:
        parts.append(f"lyft till noll {wording.signed(place.lift)}")
    return f"{', '.join(parts)}, sammanlagt {wording.points(place.total)} poäng"
