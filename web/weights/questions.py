"""What the published run says to those who decide about weights: the questions of the form, and who would move."""

import datetime as dt
from collections.abc import Sequence

from indicators.decisions.profile import Profile
from indicators.definition import Direction, Indicator, Level, Target
from indicators.population import open_activities
from indicators.registry import catalogue
from indicators.workbench.profile_moves import TargetMoves, moves
from tables import core
from tables.serving import Published
from web import queries, wording
from web.weights.form import Question


def compared(published: Published, day: dt.date, before: Profile, after: Profile, top: int) -> list[TargetMoves]:
    """Who moves in and out of the first places of each list of a published day when the profile is another."""
    names = {name for profile in (before, after) for target in profile.targets for name in profile.weights(target)}
    facts = {contract.table: published.read(contract) for contract in (core.ActivityVersion, core.Actor)}
    population = open_activities(facts, [day])
    values = queries.values_of_day(published, sorted(names), day)
    seed = int(queries.manifest(published)["seed"].item())
    return moves(values, population, catalogue(), before, after, top, seed)


def names_of(published: Published, found: Sequence[TargetMoves], day: dt.date) -> dict[str, str]:
    """Activity → its name as it may be shown, for those who move."""
    ids = sorted({move.activity_id for one in found for move in (*one.entered, *one.left)})
    rows = queries.list_rows_of(published, ids, day)
    return dict(rows.select("activity_id", "activity_name").unique("activity_id").iter_rows())


def questions(published: Published, day: dt.date, profile: Profile, *, is_all: bool) -> list[Question]:
    """The rows of the form: what the profile names in each target, or everything that can be used there."""
    asked = [
        (target, indicator)
        for target in Target
        for name, indicator in sorted(catalogue().items())
        if target in indicator.targets and _can_weigh(indicator) and (is_all or _is_named(profile, target, name))
    ]
    return [_question(published, day, target, indicator) for target, indicator in asked]


def _can_weigh(indicator: Indicator) -> bool:
    """A background fact never counts, and a municipality's value says nothing of one activity."""
    return indicator.direction is not Direction.CONTEXT and indicator.level is not Level.MUNICIPALITY


def _is_named(profile: Profile, target: Target, name: str) -> bool:
    return any(one.indicator == name for one in profile.targets.get(target, ()))


def _question(published: Published, day: dt.date, target: Target, indicator: Indicator) -> Question:
    applicable, known, median, high = queries.spread_of(published, indicator.name, indicator.level.value, day)
    return Question(
        target=target,
        indicator=indicator.name,
        label=indicator.label,
        question=indicator.question,
        usual=wording.value_text(median, indicator.unit.value, indicator.states),
        high=wording.value_text(high, indicator.unit.value, indicator.states),
        known=wording.share(known / applicable) if applicable else wording.UNKNOWN,
    )
