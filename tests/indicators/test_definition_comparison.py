"""Two versions side by side: what is new, what has changed, by how much, and who moves in the lists."""

import polars as pl

from indicators.workbench.comparison import Kind, ValueChange, Version, compare_lists, compare_values

SCHEMA = {"indicator_id": str, "level": str, "entity_id": str, "value": float, "missing_reason": str}


def version(definitions, rows, ranks=()):
    values = pl.DataFrame(
        [(name, "activity", entity, value, reason) for name, entity, value, reason in rows], schema=SCHEMA, orient="row"
    )
    return Version(
        definitions, values, pl.DataFrame(ranks, schema={"target": str, "activity_id": str, "rank": int}, orient="row")
    )


BEFORE = version(
    {"a": "1", "b": "1", "gone": "1", "same": "1"},
    [
        ("a", "V1", 1.0, None),
        ("a", "V2", 2.0, None),
        ("a", "V3", None, "not_observed"),
        ("a", "V4", None, "not_observed"),
        ("b", "V1", 5.0, None),
        ("gone", "V1", 1.0, None),
        ("same", "V1", 1.0, None),
    ],
)
AFTER = version(
    {"a": "2", "b": "1", "new": "1", "same": "1"},
    [
        ("a", "V1", 1.0, None),
        ("a", "V2", 5.0, None),
        ("a", "V3", 7.0, None),
        ("a", "V4", None, "not_applicable"),
        ("b", "V1", 4.0, None),
        ("new", "V1", None, "source_gap"),
        ("same", "V1", 1.0, None),
    ],
)


def found():
    return {one.name: one for one in compare_values(BEFORE, AFTER)}


def test_only_what_differs_is_told_and_in_which_way():
    assert {name: one.kind for name, one in found().items()} == {
        "a": Kind.CHANGED,
        "b": Kind.FOLLOWED,
        "gone": Kind.REMOVED,
        "new": Kind.NEW,
    }


def test_another_value_and_another_reason_are_changes():
    one = found()["a"]
    assert (one.units, one.changed, one.became_known, one.became_unknown) == (4, 3, 1, 0)
    assert (one.known_before, one.known_after) == (0.5, 0.75)


def test_the_largest_changes_are_of_those_known_in_both():
    assert found()["a"].largest == (ValueChange("V2", 2.0, 5.0),)


def test_a_version_without_the_indicator_has_no_coverage():
    assert (found()["new"].known_before, found()["new"].known_after) == (None, 0.0)
    assert (found()["gone"].known_before, found()["gone"].known_after) == (1.0, None)


def test_equal_versions_do_not_differ():
    assert compare_values(BEFORE, BEFORE) == []


def test_a_new_text_with_the_same_values_is_told_without_changes():
    reworded = Version({**BEFORE.definitions, "a": "9"}, BEFORE.values, BEFORE.ranks)
    (one,) = compare_values(BEFORE, reworded)
    assert (one.kind, one.changed) == (Kind.CHANGED, 0)


def test_those_who_enter_and_leave_the_top_are_named():
    old = version({}, [], [("Q", f"V{i:02}", i) for i in range(1, 61)])
    new = version({}, [], [("Q", f"V{i:02}", 61 - i) for i in range(1, 61)])
    (one,) = compare_lists(old, new, ["Q"])
    assert one.entered == tuple(f"V{i}" for i in range(51, 61))
    assert one.left == tuple(f"V{i:02}" for i in range(1, 11))
