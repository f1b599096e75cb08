"""What is kept from page to page says what would be worked out, and what a page leaves out it does not show."""

import dataclasses

import pytest

from web import queries, timeline
from web.explanation import Account
from web.listing import day_of
from web.reading import kept_of_actor, subject_page
from web.reading import of_actor as kept


def actors_of_many(reading):
    sql = "SELECT actor_id FROM listed GROUP BY actor_id HAVING count(DISTINCT activity_id) > 1 ORDER BY actor_id"
    return [actor_id for (actor_id,) in reading.asked(sql)]


def test_events_of_an_actor_are_kept_and_are_those_of_the_file(reading, published, monkeypatch):
    monkeypatch.setattr(kept, "_FEW", 0)
    day = day_of(published, None)
    assert actors_of_many(reading)
    for actor_id in actors_of_many(reading):
        scope = queries.Scope(actor_id, (), is_whole_actor=False, places=queries.places_of(published, actor_id))
        reading.forget()
        first = timeline.actor_events(reading, scope, day)
        assert first == timeline.events_of_actor(published, scope, day)
        assert not first or timeline.actor_events(reading, scope, day) is first


def test_what_is_kept_stays_within_bounds(reading, monkeypatch):
    monkeypatch.setattr(kept, "_FEW", 2)
    monkeypatch.setattr(kept, "_MOST", 8)
    reading.remembered.pop("kept of actors", None)
    asked = []

    def told(name, n):
        return kept_of_actor(reading, "test", name, day_of(reading, None), lambda: asked.append(name) or range(n))

    for name in ("A", "A", "few", "few", "B", "A"):
        told(name, 2 if name == "few" else 5)
    assert asked == ["A", "few", "few", "B", "A"]


@pytest.mark.parametrize("kind", ["actor", "activity"])
def test_in_brief_nothing_else_is_left_out(reading, kind):
    level = "actor_id" if kind == "actor" else "activity_id"
    sql = f"SELECT DISTINCT {level} FROM listed JOIN entity ON entity_id = {level} ORDER BY 1"
    for (subject_id,) in reading.asked(sql):
        whole, brief = (subject_page(reading, kind, subject_id, in_brief=one).lookup for one in (False, True))
        several = kind == "actor" and len({one.activity_id for one in whole.standings}) > 1
        if several:
            whole = dataclasses.replace(
                whole,
                standings=tuple(dataclasses.replace(one, account=Account()) for one in whole.standings),
                values=tuple(one for one in whole.values if one.level != "verksamheten"),
            )
        assert brief == whole
