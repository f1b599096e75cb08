"""Which lists are held back when inputs have failed: those with weight on an indicator that rests on one of them.

It follows from what is declared and stands nowhere else: the profile says which indicators have weight in a target, an
indicator which facts it measures, and a fact which facts it is worked out from (`rests_on`). Every list also rests on
the facts that say who there is to list. What has failed is told by who calls.
"""

from collections.abc import Iterable, Mapping

from indicators.decisions.profile import Profile
from indicators.definition import Indicator, Target
from indicators.peers.isolation import looks_at_all_others
from tables import core
from tables.core import Fact
from tables.freshness import behind

#: Who there is to list and to compare with; no list is right when one of them is not.
EVERYONE: tuple[type[Fact], ...] = (core.ActivityVersion, core.Actor)


def facts_behind(target: Target, weights: Profile, catalogue: Mapping[str, Indicator]) -> frozenset[str]:
    """The facts, by table, that a target's list rests on: its indicators' with weight, and who there is to list."""
    named = [catalogue[name] for name, weight in weights.weights(target).items() if weight > 0]
    if any(map(looks_at_all_others, named)):
        named = list(catalogue.values())
    measured = {measure.fact for indicator in named for measure in indicator.measures.values()}
    return frozenset().union(*(behind(fact) for fact in (*EVERYONE, *measured)))


def is_held(needed: frozenset[str], failed: frozenset[str], fed_by: Mapping[str, Iterable[str]]) -> bool:
    """Whether something failed that a list needs.

    Args:
        needed: the facts that the list rests on, see `facts_behind`.
        failed: delivery tables and facts that have failed.
        fed_by: fact → the delivery tables it is read from.
    """
    return bool(needed & failed) or any(failed.intersection(fed_by.get(fact, ())) for fact in needed)
