"""Themes for those that were not inspected: counted by hand, and nobody may be told from them."""

import random

import pytest

from indicators.learning.theme import FORMAL_AREA, REGION, theme
from tests.learning.small_world import ACTOR, T, activity, day, measure, told, world


def built(n, *, area="staffing", form="HVB", actors=None, seen=None, prefix="A", **more):
    """`n` activities with one finding each among `seen` inspected, of `actors` different actors."""
    seen, actors = seen or n, actors or seen or n
    names = [f"{prefix}{number}" for number in range(seen)]
    who = [ACTOR.format(number % max(actors, 1)) for number in range(seen)]
    return {
        "activity_version": [activity(name, form) for name in names],
        "inspection": [
            {"inspection_id": name, "activity_id": name, "actor_id": actor, "event_date": day("2025-03-01")}
            for name, actor in zip(names, who, strict=True)
        ],
        "finding": [
            {"finding_id": name, "activity_id": name, "actor_id": actor, "decision_id": f"D-{name}", "area": area,
             "event_date": day("2025-03-01"), **more}
            for name, actor in list(zip(names, who, strict=True))[:n]
        ],
    }  # fmt: skip


def together(*parts):
    return world(**{name: [row for part in parts for row in part.get(name, [])] for name in ("measure", *parts[0])})


def test_how_common_how_grave_what_was_done_and_whether_it_helped():
    """Ten of twenty have it, six gravely; eight answered, seven checked, five with effect."""
    made = built(10, seen=20)
    for row in made["finding"][:6]:
        row["severity"] = 3
    results = ["effect"] * 5 + ["done", "no_effect"]
    made["measure"] = [
        measure(f"M{n}", f"D-A{n}", "2025-05-01", "2025-09-01", result) for n, result in enumerate(results)
    ]
    made["measure"].append(measure("M7", "D-A7", "2025-05-01"))
    for row in made["measure"]:
        row["activity_id"] = row["decision_id"].removeprefix("D-")
    found = theme(together(made), T)
    key = {"among": "own", "form": "HVB", "area": "staffing"}
    counted = {
        name: told(found, name, "count", **key) for name in ("common", "serious", "answered", "checked", "helped")
    }
    assert counted == {"common": 10, "serious": 6, "answered": 8, "checked": 7, "helped": 5}
    assert [told(found, name, "n", **key) for name in counted] == [20, 10, 10, 10, 7]


@pytest.mark.parametrize(
    ("n", "actors", "is_told"), [(5, 5, True), (4, 4, False), (9, 4, False), (0, 0, False)],
    ids=["five", "four", "nine-of-four-actors", "none"],
)  # fmt: skip
def test_fewer_than_five_activities_or_actors_are_withheld(n, actors, is_told):
    found = theme(together(built(n, actors=actors or None, seen=20)), T)
    key = {"among": "own", "form": "HVB", "area": "staffing"}
    assert told(found, "common", "count", **key) == (n if is_told else None)
    assert told(found, "common", "reason", **key) == (None if is_told else "withheld")


def test_none_and_four_look_the_same():
    nothing, four = (theme(together(built(n, seen=20)), T) for n in (0, 4))
    assert nothing.equals(four)


def test_forms_with_few_are_told_together_and_never_alone():
    found = theme(together(built(3, form="HVB", seen=9), built(4, form="STODB", seen=9, prefix="B")), T)
    assert told(found, "common", among="own", form="HVB", area="staffing") is None
    assert told(found, "common", "n", among="own", area="staffing", group="together") is None
    wider = theme(together(built(3, seen=9), built(4, form="STODB", seen=9, prefix="B", actors=9)), T)
    assert wider.filter(wider["count"].is_not_null()).is_empty()


def test_forms_together_need_five_of_both():
    second = built(4, form="STODB", seen=9, prefix="B")
    for place, rows in enumerate(zip(second["inspection"], strict=True)):
        rows[0]["actor_id"] = ACTOR.format(20 + place)
    for place, row in enumerate(second["finding"]):
        row["actor_id"] = ACTOR.format(20 + place)
    found = theme(together(built(3, seen=9), second), T)
    assert told(found, "common", "count", among="own", area="staffing", group="together") == 7
    assert told(found, "common", "n", among="own", area="staffing", group="together") == 18


def test_the_form_of_documentation_and_the_regions_part_stand_apart():
    formal = theme(together(built(6, area=FORMAL_AREA)), T)
    assert told(formal, "common", "count", among="formal", form="HVB", area=FORMAL_AREA) == 6
    assert formal.filter(formal["among"] == "own", formal["count"].is_not_null()).is_empty()
    regions = theme(together(built(6, responsible_principal=REGION)), T)
    assert told(regions, "common", "count", among="region", form="HVB", area="staffing") == 6
    assert told(regions, "common", "count", among="own", form="HVB", area="staffing") is None


def test_what_a_court_annulled_and_what_is_older_than_two_years_is_no_theme():
    for more in ({"effect": "annulled"}, {"event_date": day("2024-06-30")}):
        found = theme(together(built(6, **more)), T)
        assert found.filter(found["count"].is_not_null()).is_empty()


@pytest.mark.parametrize("seed", range(4))
def test_whatever_the_facts_no_cell_rests_on_fewer_than_five(seed):
    rng = random.Random(seed)
    parts = []
    for form, prefix in (("HVB", "A"), ("STODB", "B"), ("SABO", "C")):
        made = built(rng.randint(0, 14), form=form, prefix=prefix, seen=15, actors=rng.randint(1, 15))
        for row in made["finding"]:
            row |= {"area": rng.choice(("staffing", "safety")), "severity": rng.randint(1, 4)}
        made["measure"] = [
            measure(f"M-{row['activity_id']}", row["decision_id"], "2025-05-01", "2025-09-01",
                    rng.choice(("effect", "no_effect")), activity_id=row["activity_id"])
            for row in made["finding"] if rng.random() < 0.7
        ]  # fmt: skip
        parts.append(made)
    found = theme(together(*parts), T)
    cells = found.filter(found["reason"].is_null())
    assert cells.filter((cells["count"] < 5) | (cells["n"] < 5)).is_empty()
    hidden = found.filter(found["reason"].is_not_null())
    assert hidden.select("value", "low", "high", "count", "n").null_count().row(0) == (hidden.height,) * 5
