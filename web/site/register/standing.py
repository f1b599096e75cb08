"""What courts have made of a decision, in words that say what it means today."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from tables.code_lists import labels_of
from web.site.exported import Row

#: Legal state → what it means.
MEANINGS: Mapping[str, str] = {
    "decided": "Beslutet gäller. Inget överklagande är känt.",
    "appealed": "Beslutet är överklagat till domstol. Det gäller så länge domstolen inte har bestämt något annat.",
    "inhibition": "Domstol har beslutat om inhibition: beslutet gäller inte medan domstolen prövar det.",
    "upheld": "Domstol har prövat beslutet och det står fast. Domen kan ha överklagats.",
    "annulled": "Domstol har upphävt beslutet. Det gäller inte.",
    "final": "Beslutet har fått laga kraft. Det gäller och kan inte längre överklagas.",
}
_SUSPENDED = frozenset({"inhibition", "annulled"})


@dataclass(frozen=True)
class Standing:
    """A decision that stands: what it is, from which day, and what courts have made of it since when.

    Attributes:
        what: the decision's name, in small letters.
        day: the day of the decision.
        state: the legal state's name.
        state_from: since when it is known to be in that state.
        meaning: what that means.
        holds: whether the decision applies today.
    """

    what: str
    day: dt.date
    state: str
    state_from: dt.date | None
    meaning: str
    holds: bool


def standings(activity: Row) -> list[Standing]:
    """The ban or revocation, and the order, that stand for an activity or its operator; none where there are none."""
    found = (_standing(activity, kind) for kind in ("restriction", "order"))
    return [one for one in found if one is not None]


def meaning_of(state: str) -> str:
    """What a legal state means."""
    return MEANINGS[state]


def holds(state: str) -> bool:
    """Whether a decision in a legal state applies."""
    return state not in _SUSPENDED


def with_meaning(rows: list[Row]) -> list[tuple[Row, str, bool]]:
    """Each decision, what its legal state means, and whether it applies."""
    return [(row, meaning_of(row["legal_state"]), holds(row["legal_state"])) for row in rows]


def _standing(activity: Row, name: str) -> Standing | None:
    kind, state = activity[f"{name}_kind"], activity[f"{name}_state"]
    if kind is None or state is None:
        return None
    return Standing(
        activity[f"{name}_kind_text"],
        activity[f"{name}_date"],
        labels_of("legal_states")[state],
        activity[f"{name}_state_from"],
        meaning_of(state),
        holds(state),
    )
