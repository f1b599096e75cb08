"""What a list stands on beside its address: the day, the plan drawn last, who has taken what, and held lists."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import replace

from django.conf import settings

from tables.marts import RankedList
from tables.serving import Published
from web.held import held_lists
from web.listing import day_of as newest_day
from web.reading import Choice, Reading
from web.reading.rows import index
from web.site import run
from web.site.access.models import User
from web.site.desk.models import Assignment
from web.site.pages.lists import drawn
from web.site.pages.lists.asked import Asked
from web.site.pages.lists.rows import Marked


def day_of(store: Published) -> dt.date:
    """The newest day of the run."""
    return newest_day(store, None)


def marked(user: User, target: str) -> Marked:
    """The plan drawn last for a target, and who has taken which activity."""
    home = settings.CONFIGURATION.home
    rows = Assignment.objects.values_list("activity_id", "user_id", "user__first_name", "user__last_name")
    taken = {
        activity_id: "dig" if user_id == user.pk else f"{first} {last}".strip() or "någon annan"
        for activity_id, user_id, first, last in rows
    }
    return Marked(drawn.arms_of(home, drawn.newest(home, target)), taken)


def choice_of(user: User, at: Asked) -> Choice:
    """What a list is narrowed by, with the activities that the one who asks has taken."""
    return narrowed(user, at, at.choice)


def narrowed(user: User, at: Asked, choice: Choice) -> Choice:
    """A choice held to who has taken what, where the address says so."""
    if not at.assigned:
        return choice
    if at.assigned == "plan":
        home = settings.CONFIGURATION.home
        return replace(choice, only=frozenset(drawn.arms_of(home, drawn.newest(home, at.target))))
    taken = Assignment.objects.filter(user=user) if at.assigned == "mig" else Assignment.objects.all()
    return replace(choice, only=frozenset(taken.values_list("activity_id", flat=True)))


def held_sentence(target: str) -> str:
    """Why a list is an earlier one; nothing where it is the day's own."""
    store = run.reading()
    day = day_of(store)
    held = held_lists(store, day)
    return held[target].said if target in held else ""


def divisions(store: Reading, day: dt.date, activity_ids: Sequence[str]) -> dict[str, str]:
    """Activity → division, of those whose division may be shown."""
    at, found = index(RankedList), {}
    for activity_id, document in store.documents("listed", "activity", activity_ids).items():
        for row in document.get(RankedList.table, ()):
            if row[at["as_of"]] == day.isoformat() and row[at["division"]] is not None:
                found[activity_id] = row[at["division"]]
    return found
